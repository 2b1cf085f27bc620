"""Whatever fails, wherever it fails: nothing is lost, nothing is half done, and somebody is told."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from lms import clock, db, jobs
from lms.accounts.services import bulk
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.services import execution, imports
from lms.imports.services.progress import can_be_given_up, progress_of, try_again
from tests.engines import ON_SQLITE, little_room
from tests.imports import files
from tests.imports.test_people import bring_in
from tests.job_runs import run_to_the_end
from tests.people import People

LINES = 3  # two batches of new people, and one of changes


class FaultError(Exception):
    """The database goes away in the middle of a word."""


@contextmanager
def fault_at(turn: int) -> Iterator[list[str]]:
    """Let the statement of this number fail, once. Gives the statements that were begun."""
    begun: list[str] = []

    def fail(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        begun.append(statement)
        if len(begun) == turn:
            raise FaultError

    event.listen(db.db.engine, "before_cursor_execute", fail)
    try:
        yield begun
    finally:
        event.remove(db.db.engine, "before_cursor_execute", fail)


def work(app: Flask, turn: int) -> bool:
    """Work until all is done, with a fault at a statement; False where there were fewer statements."""
    session.commit()
    with fault_at(turn) as begun:
        with suppress(FaultError):
            jobs.run_due(app)
        session.rollback()
    with clock.frozen(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        jobs.run_due(app)
    session.expire_all()
    return len(begun) >= turn


def settled(name: str) -> int:
    return session.scalar(select(func.count()).where(Person.number.startswith(name))) or 0


def audited(act: str, list_import: ListImport) -> int:
    """How many of the new people of a list an act stands in the audit for."""
    ids = [str(row.person_id) for row in rows(list_import) if row.action == "create"]
    return session.scalar(select(func.count()).where(AuditLine.act == act, AuditLine.record_id.in_(ids))) or 0


def rows(list_import: ListImport) -> list[ListRow]:
    return list(session.scalars(select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line)))


def test_a_fault_at_any_statement_of_an_import_or_of_its_undo_leaves_nothing_half_done(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One list for each statement that can fail, each with new people and one who is changed."""
    monkeypatch.setattr(execution, "BATCHES", dict.fromkeys(execution.BATCHES, 2))
    monkeypatch.setattr(jobs, "PAUSE_SECONDS", 0)
    phone, faults = people.sokha.phone, 0
    for turn in count(1):
        lines = [[f"V{turn}-{number}", f"Dara {turn} {number}", ""] for number in range(LINES)]
        list_import = bring_in(
            people, files.text(["ID", "Name", "Phone"], *lines, ["KH-1001", "សុខា", "012 345 678"])
        )
        imports.start(list_import)
        during_import = work(app, turn)
        assert (settled(f"V{turn}-"), people.sokha.phone) == (LINES, "+85512345678"), turn
        assert (list_import.state, list_import.summary["done"]) == ("done", LINES + 1)
        assert audited("accounts.create", list_import) == LINES
        imports.undo(list_import, reason="the wrong list", actor=people.chan)
        during_undo = work(app, turn)
        assert (settled(f"V{turn}-"), people.sokha.phone) == (0, phone), turn
        assert (list_import.state, [row.problems for row in rows(list_import)]) == (
            "undone",
            [[]] * (LINES + 1),
        )
        if not (during_import or during_undo):
            break
        faults += during_import + during_undo
    assert faults > 50


# --- the disk is full ---------------------------------------------------------------------------------------------


@ON_SQLITE
def test_a_database_without_room_stops_the_import_and_it_goes_on_when_there_is_some(
    app: Flask, people: People
) -> None:
    lines = [[f"V-{number}", f"Dara {'a' * 100} {number}"] for number in range(400)]
    imports.start(bring_in(people, files.text(["ID", "Name"], *lines)))
    session.commit()
    with little_room(40):
        run_to_the_end(app)
    list_import = session.scalars(select(ListImport)).one()
    progress = progress_of(list_import)
    assert progress is not None
    assert progress.failed
    assert settled("V-") == sum(row.done for row in rows(list_import)) < 400
    try_again(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert (list_import.state, settled("V-")) == ("done", 400)


def test_an_import_that_stopped_for_good_can_be_undone(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "BATCHES", dict.fromkeys(execution.BATCHES, 2))
    lines = [[f"V-{number}", f"Dara {number}"] for number in range(LINES)]
    list_import = bring_in(people, files.text(["ID", "Name"], *lines))
    imports.start(list_import)
    session.commit()
    create, calls = bulk.create_people, []

    def full(*given: Any, **more: Any) -> Any:
        calls.append(given)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return create(*given, **more)

    with monkeypatch.context() as broken:
        broken.setattr(bulk, "create_people", full)
        run_to_the_end(app)
    session.expire_all()
    assert (list_import.state, settled("V-"), can_be_given_up(list_import)) == ("running", 2, True)
    imports.undo(list_import, reason="another day", actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert (list_import.state, settled("V-")) == ("undone", 0)
