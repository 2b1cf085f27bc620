"""What a Society keeps of its lists, how far the work is, and that undo leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import jobs
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import Base, session
from lms.errors import RuleBroken
from lms.imports.models import ListImport
from lms.imports.services import column_matching, execution, imports, preview
from lms.imports.services.progress import progress_of
from lms.imports.services.review import line_choices
from lms.records.services import achievements
from tests.imports.files import brought, text
from tests.imports.test_people import bring_in
from tests.people import People

# What tells of an import and its undo, and is there to tell: all other tables are as they were.
TELLING = {"audit", "job", "roster_import", "roster_row", "column_matching", "ledger_entry"}


def state() -> dict[str, list[Any]]:
    """Every row of every table, but for those that tell."""
    session.commit()
    return {
        table.name: sorted(map(repr, session.execute(select(table)).all()))
        for table in Base.metadata.sorted_tables
        if table.name not in TELLING
    }


def work(app: Flask) -> None:
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def test_undo_restores_the_state_before_in_every_table(app: Flask, people: People) -> None:
    people_service.ensure_unit("branch", "KH-2", people.chan.unit)
    before = state()
    content = text(
        ["ID", "Name", "Phone", "Branch", "Sex", "E-mail"],
        ["KH-1001", "Sokhaa", "011 222 444", "Battambang", "f", "sokha@example.org"],
        ["KH-1002", "រតនា", "", "", "m", ""],
        *(
            [f"V-{number}", f"Dara {number}", f"012 345 6{number:02}", "KH-2", "m", ""]
            for number in range(30)
        ),
    )
    list_import = bring_in(people, content)
    imports.start(list_import)
    work(app)
    assert state() != before
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    work(app)
    # The number by which two editors are kept apart only grows.
    assert min(one.version for one in (people.sokha, people.ratana)) > 0
    for person in (people.sokha, people.ratana):
        person.version = 0
    assert state() == before


def test_what_hangs_on_trainings_is_as_before_after_their_undo(app: Flask, people: People) -> None:
    rows = ["certification"]
    before = {name: state()[name] for name in rows}
    content = text(
        ["ID", "Course", "Date", "Result"],
        ["KH-1001", "pss", "5/3/2026", "passed"],
        ["KH-1002", "pss", "6/3/2026", "passed"],
    )
    list_import = brought(content, "a.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(place): field for place, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="List of 2026")
    imports.start(list_import)
    work(app)
    assert {name: state()[name] for name in rows} != before
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    work(app)
    assert {name: state()[name] for name in rows} == before
    assert {
        one.status for one in achievements.standings_of(people.sokha, list_import.created_at.date()).values()
    } == {"never"}


def test_a_branch_reads_columns_as_its_society_has_said(people: People) -> None:
    of_society = brought(
        text(["Kennung", "Name"], ["V-1", "Dara"]), "a.csv", "people", people.chan.unit, None
    )
    column_matching.match(of_society, {1: "number", 2: "name"}, everywhere={})
    imports.start(of_society)
    content = text(["Kennung", "Name"], ["V-2", "Pisey"])
    of_branch = brought(content, "b.csv", "people", people.sokha.unit, None)
    assert of_branch.matching["columns"] == {"1": "number", "2": "name"}
    elsewhere = brought(content, "b.csv", "people", people.dao.unit, None)
    assert elsewhere.matching["columns"] == {"2": "name"}


def percent(list_import: ListImport) -> int:
    progress = progress_of(list_import)
    return 100 if progress is None else progress.percent


def test_progress_only_grows_and_says_how_far_it_is(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_matching, "SHORT", 1)
    monkeypatch.setattr(preview, "BATCH", 5)
    monkeypatch.setattr(execution, "BATCHES", dict.fromkeys(execution.BATCHES, 5))
    monkeypatch.setattr(jobs, "PAUSE_SECONDS", 0)
    seen: list[int] = []
    advance = jobs._advance

    def watched(job_id: int, attempt: int, **values: Any) -> None:
        advance(job_id, attempt, **values)
        session.expire_all()
        seen.append(percent(session.scalars(select(ListImport)).one()))

    monkeypatch.setattr(jobs, "_advance", watched)
    lines = [[f"V-{number}", f"Dara {number}"] for number in range(60)]
    list_import = bring_in(people, text(["ID", "Name"], *lines))
    for step in (None, imports.start, lambda one: imports.undo(one, reason="wrong", actor=None)):
        if step is not None:
            step(list_import)
        seen.clear()
        work(app)
        assert seen == sorted(seen)
        assert len(set(seen)) > 8
        assert seen[-1] == 100
        assert all(low < 60 for low in seen[: len(seen) // 3])
    assert session.scalar(select(func.count()).where(Person.number.startswith("V-"))) == 0


def test_in_a_society_of_very_many_people_even_a_short_list_is_a_job(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_matching, "FEW", 1)
    list_import = bring_in(people, text(["ID", "Name"], ["V-1", "Dara"]))
    assert list_import.state == "matching"
    assert progress_of(list_import) is not None


def test_very_many_lines_are_decided_about_by_a_job_and_nobody_starts_meanwhile(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_choices, "AT_ONCE", 1)
    monkeypatch.setattr(preview, "BATCH", 1)
    lines = (["KH-01002", "រតនា", "f"], ["KH-01001", "សុខា", "f"], ["KH-01200", "ចាន់", "f"])
    list_import = bring_in(people, text(["ID", "Name", "Sex"], *lines))
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    with pytest.raises(RuleBroken, match="not-now"):
        imports.start(list_import)
    work(app)
    assert (list_import.summary["update"], list_import.summary["undecided"]) == (3, 0)
    assert progress_of(list_import) is None
    imports.start(list_import)
    work(app)
    assert (people.ratana.sex, people.sokha.sex, people.chan.sex) == ("female",) * 3


def test_few_lines_with_very_long_cells_are_decided_about_by_a_job(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_choices, "LETTERS", 200)
    short = bring_in(people, text(["ID", "Name", "Sex"], ["KH-01001", "សុខា", "f"]))
    line_choices.choose_for_all(short, line_choices.FIRST)
    assert (short.summary["update"], progress_of(short)) == (1, None)
    wordy = f"012 345 678 / {'ក្រុង' * 40}"
    long = bring_in(people, text(["ID", "Name", "Phone"], ["KH-01002", "រតនា", wordy]))
    line_choices.choose_for_all(long, line_choices.FIRST)
    assert (long.summary["update"], long.summary["undecided"]) == (0, 1)
    work(app)
    assert (long.summary["update"], long.summary["undecided"]) == (1, 0)
