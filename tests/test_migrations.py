"""The migrations and the models tell the same story, on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, create_engine, event, inspect, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import NullPool

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import Base, db, session
from lms.quizzes.models import Attempt, PracticeItem, SavedAnswer
from lms.quizzes.services import attempts, pre_tests, saved_answers
from lms.text import collation
from tests import blocking
from tests.engines import ON_POSTGRESQL
from tests.people import People

# On PostgreSQL the queue keeps tables of its own, which are not ours to migrate; the index of names is a table on
# SQLite and an index on PostgreSQL.
OPTIONS = {
    "compare_type": True,
    "include_name": lambda name, kind, parents: not str(name).startswith(("huey_", "person_search")),
}


def test_the_migrations_make_exactly_the_tables_of_the_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_go_down_to_nothing_and_up_again(app: Flask) -> None:
    session.remove()
    downgrade(revision="base")
    left = {name for name in inspect(db.engine).get_table_names() if not name.startswith("huey_")}
    assert left <= {"alembic_version"}
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, Base.metadata) == []


def test_a_site_that_began_with_fewer_indexes_has_all_after_an_upgrade(app: Flask) -> None:
    """0002 was added to until version 0.2.0: a site of before that has the tables of that day."""
    session.remove()
    downgrade(revision="0011")
    late = ("certification_revoked", "certification_ending", "certification_current")
    with db.engine.begin() as connection:
        for name in (*late, "ledger_entry_achieved", "ledger_entry_person", "person_inactive"):
            connection.execute(text(f"DROP INDEX ix_{name}"))
        connection.execute(text("CREATE INDEX ix_certification_current ON certification (unit_id, award)"))
        connection.execute(
            text("CREATE INDEX ix_ledger_entry_person_id_award ON ledger_entry (person_id, award)")
        )
    db.engine.dispose()
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, Base.metadata) == []


def test_after_an_upgrade_thai_names_of_people_who_read_lao_stand_among_the_thai_ones(
    app: Flask, people: People
) -> None:
    """Until 0012 they stood below all others."""
    names = {"กานดา": "th", "ขวัญ": "lo", "มาลัย": "th", "สมใจ": "km"}
    for number, (name, language) in enumerate(names.items()):
        people_service.create_person(
            people_service.Particulars(number=f"S-{number}", name=name, latin_name="", language=language),
            people.dao.unit,
            actor=people.dao,
        )
    session.commit()
    session.remove()
    downgrade(revision="0012")
    with db.engine.begin() as connection:
        for name, language in names.items():
            key = collation.sort_key(name, language)  # as it was made then
            connection.execute(
                text("UPDATE person SET name_order = :key WHERE name = :name"), {"key": key, "name": name}
            )
    upgrade()
    asked = select(Person.name).where(Person.number.like("S-%")).order_by(Person.name_order)
    assert session.scalars(asked).all() == list(names)


def test_after_an_upgrade_people_practise_what_was_wrong_in_their_newest_test(
    app: Flask, people: People
) -> None:
    """Whoever handed in a test before 0015; what a later one had right need not be practised."""
    sokha, ratana = people.sokha.id, people.ratana.id
    papers = [
        (sokha, "2026-11-20 18:00:00", {"pss-001": False, "pss-002": False, "pss-003": True}),
        (sokha, "2026-11-22 02:00:00", {"pss-001": True, "pss-004": False}),
        (ratana, "2026-11-22 02:00:00", {"pss-001": True}),
        (ratana, None, {}),
    ]
    session.remove()
    downgrade(revision="0014")
    columns = "uuid, person_id, module, form, language, quiz_digest, module_version, seed, drawn, started_at"
    values = ":uuid, :person, 'pss', 'post', 'km', '', '', 1, '[]', '2026-11-20 01:00:00'"
    marks = ":submitted, '{}', :result, :score, :passed"
    with db.engine.begin() as connection:
        for number, (person, submitted, right) in enumerate(papers):
            done = {"score": 50, "passed": False} if submitted else {"score": None, "passed": None}
            connection.execute(
                text(
                    f"INSERT INTO attempt ({columns}, submitted_at, answers, result, score, passed) "
                    f"VALUES ({values}, {marks})"
                ),
                {
                    "uuid": str(number),
                    "person": person,
                    "submitted": submitted,
                    "result": json.dumps({"right": right} if right else {}),
                    **done,
                },
            )
    db.engine.dispose()
    upgrade()
    found = session.execute(
        select(*(getattr(PracticeItem, name) for name in ("person_id", "item", "step", "next_on"))).order_by(
            PracticeItem.item
        )
    )
    # Handed in at one in the morning of the next day, as the clocks of the region have it.
    assert [tuple(row) for row in found] == [
        (sokha, "pss-002", 0, date(2026, 11, 21)),
        (sokha, "pss-004", 0, date(2026, 11, 22)),
    ]


def test_tests_stay_through_0022_and_on_the_way_down_only_pre_tests_go(app: Flask, people: People) -> None:
    """On SQLite the table is made anew, and what points to it must not go with it."""
    sokha, uuid = people.sokha, attempts.open_paper(people.sokha, "pss", "km")
    attempts.submit(sokha, uuid, {}, language="km")
    open_uuid = attempts.open_paper(sokha, "pss", "km")
    saved_answers.save(open_uuid, {1: {"q1": ["2"]}})
    known = pre_tests.open_pre_test(sokha, "pss", "km")
    assert known is not None
    saved_answers.save(known, {1: {"q1": ["2"]}})
    session.get_one(Attempt, uuid).form = "refresher"
    session.commit()
    session.remove()
    downgrade(revision="0018")
    with db.engine.connect() as connection:
        rows = connection.execute(text("SELECT uuid, form, passed FROM attempt ORDER BY started_at, uuid"))
        assert {tuple(row) for row in rows} == {(uuid, "post", False), (open_uuid, "post", None)}
    db.engine.dispose()
    upgrade()
    assert set(session.scalars(select(Attempt.uuid))) == {uuid, open_uuid}
    assert session.scalars(select(SavedAnswer.attempt_uuid)).all() == [open_uuid]
    refused = ({"form": "pre", "passed": False}, {"form": "post", "passed": None}, {"form": "exam"})
    for values in refused:
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(update(Attempt).where(Attempt.uuid == uuid).values(values))


# --- while others read ------------------------------------------------------------------------------------------

# Those up to here were written before there was a rule.
RELEASED: Final = "0007"
READ: Final = ("person", "ledger_entry", "certification")


@contextmanager
def watched(engine: Engine, look: Any) -> Iterator[None]:
    """Let `look` see each statement before it is sent."""

    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        look(statement)

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)


def first_people(many: int) -> None:
    """People as they were before there were keys to find them by."""
    session.execute(text("INSERT INTO unit (id, kind, code) VALUES (1, 'region', 'mekong')"))
    for number in range(many):
        columns = (
            "number, name, latin_name, name_key, name_order, language, unit_id, sex, session_epoch, active"
        )
        session.execute(
            text(
                f"INSERT INTO person ({columns}, created_at, version) VALUES "
                f"('KH-{number}', 'សុខា', 'Sokha', '', '', 'km', 1, '', 0, true, now(), 0)"
            )
        )
    session.commit()
    session.remove()


@ON_POSTGRESQL
def test_nobody_who_reads_people_or_the_ledger_waits_for_a_migration(app: Flask) -> None:
    """At each statement that may take long, somebody else reads: it has to hold no lock that they wait for."""
    session.remove()
    downgrade(revision="0002")
    first_people(5)
    waited, statements = [], []
    other = create_engine(db.engine.url, poolclass=NullPool)

    def read(statement: str) -> None:
        statements.append(statement)
        if blocking.is_brief(statement):
            return
        try:
            with other.connect() as reader:
                reader.execute(text("SET lock_timeout = '300ms'"))
                for table in READ:
                    reader.execute(text(f"SELECT 1 FROM {table} LIMIT 1"))
        except OperationalError:
            waited.append(statement)

    with watched(db.engine, read):
        upgrade()
    assert waited == []
    assert any("UPDATE person SET search_key" in statement for statement in statements)
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person WHERE search_key LIKE '%sokha%'")) == 5


@ON_POSTGRESQL
def test_a_new_migration_holds_no_lock_for_long(app: Flask) -> None:
    """After a refusal: the recipe "A change of the tables" in CONTRIBUTING.md."""
    session.remove()
    downgrade(revision=RELEASED)
    new, refused = set[str](), []

    def look(statement: str) -> None:
        if made := blocking.made_table(statement):
            new.add(made)
        if why := blocking.reason(statement, new):
            refused.append(f"{statement}: {why}")

    with watched(db.engine, look):
        upgrade()
    assert refused == []


@ON_POSTGRESQL
def test_a_migration_that_was_cut_off_goes_on_where_it_was(app: Flask) -> None:
    """0003 commits the column before it fills it: a power cut comes between the two."""
    session.remove()
    downgrade(revision="0002")
    first_people(3)

    def cut(statement: str) -> None:
        if statement.startswith("UPDATE person SET search_key"):
            raise OSError("a power cut")

    with watched(db.engine, cut), pytest.raises(OSError, match="a power cut"):
        upgrade()
    db.engine.dispose()
    upgrade()
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person WHERE search_key LIKE '%sokha%'")) == 3


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("CREATE INDEX ix_person_x ON person (x)", True),
        ("CREATE UNIQUE INDEX CONCURRENTLY ix_person_x ON person (x)", False),
        ("CREATE INDEX ix_new_x ON new (x)", False),
        ("ALTER TABLE person ADD COLUMN x VARCHAR(20) DEFAULT '' NOT NULL", False),
        ("ALTER TABLE person ADD COLUMN x TIMESTAMP DEFAULT now()", True),
        ("ALTER TABLE person ADD COLUMN x INTEGER REFERENCES unit (id)", True),
        ("ALTER TABLE person ALTER COLUMN x TYPE TEXT", True),
        ("ALTER TABLE person ALTER COLUMN x SET NOT NULL", True),
        ("ALTER TABLE person ADD CONSTRAINT ck_person_x CHECK (x > 0)", True),
        ("ALTER TABLE person ADD CONSTRAINT ck_person_x CHECK (x > 0) NOT VALID", False),
        ("ALTER TABLE person VALIDATE CONSTRAINT ck_person_x", False),
        ("ALTER TABLE person ADD CONSTRAINT uq_person_x UNIQUE (x)", True),
        ("ALTER TABLE person ADD CONSTRAINT uq_person_x UNIQUE USING INDEX uq_person_x", False),
        ("ALTER TABLE new ADD CONSTRAINT uq_new_x UNIQUE (x)", False),
        ("TRUNCATE person", True),
        ("LOCK TABLE ledger_entry", True),
        ("UPDATE person SET x = 1 WHERE id < 1000", False),
    ],
)
def test_statements_that_would_keep_others_waiting_are_known(statement: str, refused: bool) -> None:
    assert bool(blocking.reason(statement, {"new"})) is refused
