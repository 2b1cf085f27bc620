"""The power goes in the middle of an import, and in the middle of its undo: no line is half there, none is lost."""

from __future__ import annotations

import signal
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock, jobs
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.config import settings_of
from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.services import column_matching, imports
from lms.records.services import achievements
from lms.records.services.achievements import LedgerEntry
from tests import processes
from tests.imports.files import brought, text
from tests.imports.killed import BATCH
from tests.imports.test_people import bring_in
from tests.people import People

LINES = 60


def killed(app: Flask, work: str) -> None:
    """Work in another process that does not live to the end."""
    settings = settings_of(app)
    session.commit()
    place = (settings.database_url, str(settings.instance))
    done = processes.run("tests.imports.killed", *place, work)
    assert done.returncode == -signal.SIGKILL, done.stderr


def go_on(app: Flask) -> None:
    """What a sweeper does once the lease of the dead process has run out."""
    session.commit()
    with clock.frozen(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        assert jobs.run_due(app) >= 1  # certificates that follow are jobs, too
    session.expire_all()


def settled() -> int:
    return session.scalar(select(func.count()).where(Person.number.startswith("V-"))) or 0


def done() -> int:
    return session.scalar(select(func.count()).where(ListRow.done)) or 0


def done_of(list_import: ListImport) -> int:
    return session.scalar(select(func.count()).where(ListRow.import_id == list_import.id, ListRow.done)) or 0


def entries(people: People, kind: str) -> list[LedgerEntry]:
    return [one for one in achievements.entries_of(people.sokha.id) if one.kind == kind]


def corrected(people: People) -> set[int | None]:
    return {one.corrects_id for one in entries(people, "corrected")}


def state_of(list_import: ListImport) -> str:
    return list_import.state


def audited(act: str) -> int:
    return (
        session.scalar(select(func.count()).where(AuditLine.act == act, AuditLine.actor_id.is_not(None))) or 0
    )


def test_an_import_and_an_undo_that_were_cut_off_go_on_where_they_were(app: Flask, people: People) -> None:
    lines = [[f"V-{number:03}", f"Dara {number}"] for number in range(LINES)]
    list_import = bring_in(people, text(["ID", "Name"], *lines))
    imports.start(list_import)
    killed(app, "settling")
    assert settled() == done() == audited("accounts.create") == 2 * BATCH  # the third batch was not committed
    assert state_of(list_import) == "running"
    session.commit()
    assert jobs.run_due(app) == 0  # its lease still holds: the process might be alive
    go_on(app)
    assert settled() == done() == audited("accounts.create") == LINES
    assert (state_of(list_import), list_import.summary["done"]) == ("done", LINES)

    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    killed(app, "taking back")
    assert settled() == done() == LINES - 2 * BATCH
    go_on(app)
    assert settled() == done() == 0
    assert audited("accounts.remove") == LINES
    assert state_of(list_import) == "undone"


def test_a_long_list_that_is_cut_off_while_it_is_decided_about_is_decided_about_once(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_matching, "SHORT", 1)
    lines = [[f"V-{number:03}", f"Dara {number}"] for number in range(LINES)]
    list_import = bring_in(people, text(["ID", "Name"], *lines))
    killed(app, "deciding")
    stored = select(func.count()).select_from(ListRow)
    assert session.scalar(stored) == 2 * BATCH
    assert state_of(list_import) == "matching"
    go_on(app)
    assert (state_of(list_import), session.scalar(stored), list_import.summary["create"]) == (
        "preview",
        LINES,
        LINES,
    )


def test_changes_that_were_cut_off_go_on_and_all_of_them_can_be_undone(app: Flask, people: People) -> None:
    lines = [[f"V-{number:03}", f"Dara {number}"] for number in range(LINES)]
    first = bring_in(people, text(["ID", "Name"], *lines))
    imports.start(first)
    session.commit()
    jobs.run_due(app)
    female = select(func.count()).where(Person.sex == "female")
    second = bring_in(people, text(["ID", "Name", "Sex"], *([*line, "F"] for line in lines)))
    imports.start(second)
    killed(app, "changing")
    assert session.scalar(female) == done_of(second) == 2 * BATCH
    go_on(app)
    assert session.scalar(female) == done_of(second) == audited("accounts.edit") == LINES
    imports.undo(second, reason="the wrong list", actor=people.chan)
    killed(app, "changing")
    assert session.scalar(female) == done_of(second) == LINES - 2 * BATCH
    go_on(app)
    assert (session.scalar(female), state_of(second)) == (0, "undone")


def test_trainings_that_were_cut_off_are_each_recorded_once_and_each_taken_back_once(
    app: Flask, people: People
) -> None:
    # Of days close by it is asked whether they are one training.
    days = [date(2020, 1, 5) + timedelta(days=32 * number) for number in range(LINES)]
    lines = [["KH-1001", "Sokha", "pss", day.strftime("%d/%m/%Y")] for day in days]
    list_import = brought(
        text(["ID", "Name", "Course", "Date"], *lines), "a.csv", "trainings", people.chan.unit, None
    )
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="Training list 2025")
    imports.start(list_import)
    killed(app, "recording")
    assert len(entries(people, "achieved")) == done_of(list_import) == 2 * BATCH
    go_on(app)
    achieved = entries(people, "achieved")
    assert {one.evidence["line"] for one in achieved} == set(range(2, LINES + 2))
    assert len(achieved) == done_of(list_import) == LINES
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    killed(app, "correcting")
    ids = {one.id for one in achieved}
    assert len(ids & corrected(people)) == LINES - done_of(list_import) == 2 * BATCH
    go_on(app)
    assert corrected(people) >= ids
    assert achievements.certifications_of(people.sokha.id) == []
