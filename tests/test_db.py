"""What the database promises on both engines."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from lms import audit
from lms.audit import AuditLine
from lms.db import after_commit, session
from tests.people import People


def test_nobody_can_change_or_delete_an_audit_line(people: People) -> None:
    audit.note(people.chan.id, "looked", "person", people.sokha.id)
    session.commit()
    for statement in (update(AuditLine).values(act="nothing"), delete(AuditLine)):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(statement)
        session.rollback()
    assert session.scalars(select(AuditLine.act).where(AuditLine.act == "looked")).all() == ["looked"]


def test_eight_threads_that_read_then_write_lose_no_update(app: Flask) -> None:
    session.execute(text("CREATE TABLE tally (n INTEGER)"))
    session.execute(text("INSERT INTO tally VALUES (0)"))
    session.commit()
    lock = "" if session.get_bind().dialect.name == "sqlite" else " FOR UPDATE"

    def count() -> None:
        with app.app_context():
            for _ in range(20):
                n = session.scalar(text(f"SELECT n FROM tally{lock}"))
                session.execute(text("UPDATE tally SET n = :n"), {"n": (n or 0) + 1})
                session.commit()

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert session.scalar(text("SELECT n FROM tally")) == 160
    session.execute(text("DROP TABLE tally"))
    session.commit()


def test_an_instant_without_a_zone_is_refused_before_it_reaches_the_database(people: People) -> None:
    people.sokha.created_at = datetime.fromisoformat("2026-01-01T00:00")
    with pytest.raises(StatementError, match="aware"):
        session.flush()
    session.rollback()


def test_an_instant_comes_back_in_utc(people: People) -> None:
    people.sokha.created_at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    session.commit()
    assert people.sokha.created_at == datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_work_for_after_the_commit_is_forgotten_when_the_transaction_is_rolled_back(people: People) -> None:
    done: list[str] = []
    after_commit(lambda: done.append("never"))
    session.rollback()
    after_commit(lambda: done.append("once"))
    session.execute(text("SELECT 1"))
    session.commit()
    session.execute(text("SELECT 1"))
    session.commit()
    assert done == ["once"]


def test_work_within_a_savepoint_waits_for_the_transaction_around_it(people: People) -> None:
    done: list[str] = []
    with session.begin_nested():
        after_commit(lambda: done.append("inside"))
        with session.begin_nested():
            after_commit(lambda: done.append("deeper"))
    assert done == [], "a released savepoint is not stored yet"
    session.commit()
    assert done == ["inside", "deeper"]


def test_work_within_a_savepoint_is_forgotten_when_the_transaction_around_it_is_rolled_back(
    people: People,
) -> None:
    done: list[str] = []
    with session.begin_nested():
        after_commit(lambda: done.append("never"))
    session.rollback()
    session.execute(text("SELECT 1"))
    session.commit()
    assert done == []


def test_the_rollback_of_a_savepoint_forgets_its_own_work_and_no_other(people: People) -> None:
    done: list[str] = []
    after_commit(lambda: done.append("before"))
    outer = session.begin_nested()
    after_commit(lambda: done.append("outer"))
    with session.begin_nested():
        after_commit(lambda: done.append("released in what is rolled back"))
    inner = session.begin_nested()
    after_commit(lambda: done.append("inner"))
    inner.rollback()
    outer.rollback()
    kept = session.begin_nested()
    session.begin_nested().rollback()
    after_commit(lambda: done.append("kept"))
    kept.commit()
    session.commit()
    assert done == ["before", "kept"]


def test_a_statement_that_fails_in_a_savepoint_forgets_what_was_to_follow_it(people: People) -> None:
    done: list[str] = []
    after_commit(lambda: done.append("before"))
    savepoint = session.begin_nested()
    after_commit(lambda: done.append("never"))
    with pytest.raises(DBAPIError):
        session.execute(text("SELECT nothing FROM nowhere"))
    savepoint.rollback()
    session.commit()
    assert done == ["before"]
