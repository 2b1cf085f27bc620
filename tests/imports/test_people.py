"""A list of people from the upload to the undo: what HR does with it, on both databases."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock, jobs
from lms.accounts.queries import people as people_queries
from lms.accounts.services import bulk, person_changes, sign_in
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.audit import AuditLine, Lookup
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.files import atomic
from lms.imports import personal_data
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import import_page, rollback_report
from lms.imports.services import column_matching, execution, imports, stored_lines
from lms.imports.services.progress import progress_of, try_again
from lms.imports.services.review import line_choices, shown_lines
from lms.imports.services.upload import file_layout, upload_store
from lms.records.services import achievements
from lms.table_files.files import Workbook
from tests.erasures import erasure_of
from tests.imports.files import PEOPLE, brought, text, xlsx
from tests.job_runs import run_to_the_end
from tests.people import People

DARA = ("V-001", "ដារ៉ា", "Dara", "ប្រុស", "៥/៣/១៩៩០", "012 345 678", "ភ្នំពេញ")
PISEY = ("V-002", "ពិសី", "Pisey", "F", "2533", "", "KH-12")


def bring_in(people: People, content: bytes) -> ListImport:
    """A file up to its preview."""
    list_import = brought(content, "list.xlsx", "people", people.chan.unit, people.chan)
    match(list_import)
    return list_import


def match(list_import: ListImport) -> None:
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={})
    session.commit()


def carry_out(app: Flask, list_import: ListImport) -> None:
    imports.start(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def rows(list_import: ListImport) -> list[ListRow]:
    return list(session.scalars(select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line)))


def problems(row: ListRow) -> list[tuple[str, str]]:
    return [(problem["field"], problem["word"]) for problem in row.problems]


def test_chan_brings_in_a_list_and_everybody_is_there(app: Flask, people: People) -> None:
    list_import = bring_in(people, xlsx(["Volunteers"], [], PEOPLE, DARA, PISEY, ["Total", 2], hidden=True))
    assert list_import.state == "preview"
    assert list_import.summary["create"] == 2
    carry_out(app, list_import)
    assert (list_import.state, list_import.summary["done"]) == ("done", 2)
    dara = people_queries.person_by_number("v-001")
    assert dara is not None
    assert (dara.name, dara.latin_name, dara.sex, dara.birth_year) == ("ដារ៉ា", "Dara", "male", 1990)
    assert (dara.phone, dara.unit.code, dara.language) == ("+85512345678", "KH-12", "km")
    pisey = people_queries.person_by_number("V-002")
    assert pisey is not None
    assert (pisey.phone, pisey.birth_year) == (None, 1990)
    acts = session.scalars(select(AuditLine.act).where(AuditLine.actor_id == people.chan.id)).all()
    assert sorted(acts) == ["accounts.create", "accounts.create", "rosters.done", "rosters.opened"]
    assert not (upload_store.folder() / list_import.uuid).exists()


def test_the_same_list_again_changes_nothing(app: Flask, people: People) -> None:
    content = xlsx(PEOPLE, DARA, PISEY)
    first = bring_in(people, content)
    assert brought(content, "again.xlsx", "people", people.chan.unit, people.chan) is first
    carry_out(app, first)
    before = session.scalar(select(func.count()).select_from(AuditLine))
    second = bring_in(people, content)
    assert imports.imported_before(second) is first
    assert second.summary["same"] == 2
    with pytest.raises(RuleBroken, match="nothing-to-do"):
        imports.start(second)
    session.rollback()
    assert (
        session.scalar(select(func.count()).select_from(AuditLine)) == (before or 0) + 1
    )  # that it was opened


def test_a_newer_list_changes_what_is_new_and_undo_puts_it_back(app: Flask, people: People) -> None:
    unit = people.sokha.unit
    people_service.ensure_unit("branch", "KH-2", people.chan.unit)
    people.sokha.phone = "+85511222333"
    session.commit()
    list_import = bring_in(
        people,
        text(
            ["ID", "Name", "Phone", "Branch", "Sex", "Date of birth"],
            ["KH-1001", "Sokhaa", "011 222 444", "Battambang", "f", "1/2/1999"],
            ["KH-1002", "រតនា", "", "", "", ""],
        ),
    )
    assert [row.action for row in rows(list_import)] == ["update", "same"]
    carry_out(app, list_import)
    sokha = people.sokha
    assert (sokha.name, sokha.latin_name, sokha.phone) == ("សុខា", "Sokhaa", "+85511222444")
    assert (sokha.unit.code, sokha.sex, sokha.birth_year) == ("KH-2", "female", 1999)
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert list_import.state == "undone"
    assert (sokha.name, sokha.latin_name, sokha.phone) == ("សុខា", "Sokha", "+85511222333")
    assert (sokha.unit_id, sokha.sex, sokha.birth_year) == (unit.id, "", None)
    assert [problems(row) for row in rows(list_import)] == [[], []]


def test_undo_leaves_what_somebody_has_changed_since(app: Flask, people: People) -> None:
    list_import = bring_in(
        people, text(["ID", "Name", "Sex", "Phone"], ["KH-1001", "សុខា", "f", "011 222 444"])
    )
    carry_out(app, list_import)
    known = person_changes.particulars_of(people.sokha)
    changed = people_service.Particulars(**{**known.__dict__, "phone": "+85599888777"})
    person_changes.edit_person(people.sokha, changed, actor=people.chan)
    imports.undo(list_import, reason="wrong", actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert (people.sokha.sex, people.sokha.phone) == ("", "+85599888777")
    assert problems(rows(list_import)[0]) == [("", "undo-changed-since")]


def _given_a_card(person: Person, people: People) -> None:
    sign_in.issue_card(person, actor=people.chan)


def _with_a_pin(person: Person, people: People) -> None:
    person.pin_hash = "a hash"


def _changed(person: Person, people: People) -> None:
    known = person_changes.particulars_of(person)
    person_changes.edit_person(person, replace(known, phone="+85599888777"), actor=people.chan)


def _with_a_role(person: Person, people: People) -> None:
    people_service.give_role(person, "trainer", person.unit, actor=people.chan)


def _trained(person: Person, people: People) -> None:
    achievements.record_past_training(
        *(person, "pss"), on=date(2026, 3, 5), source="A list", reason="Found", actor=people.chan
    )


@pytest.mark.parametrize(
    ("build", "word"),
    [
        (_given_a_card, "undo-has-card"),
        (_with_a_pin, "undo-signed-in"),
        (_changed, "undo-edited-since"),
        (_with_a_role, "undo-has-role"),
        (_trained, "undo-has-training"),
    ],
)
def test_undo_removes_who_was_created_and_leaves_whom_somebody_built_on(
    app: Flask, people: People, build: Callable[[Person, People], None], word: str
) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA, PISEY))
    carry_out(app, list_import)
    pisey = people_queries.person_by_number("V-002")
    assert pisey is not None
    build(pisey, people)
    session.commit()
    imports.undo(list_import, reason="wrong", actor=people.chan)
    imports.undo(list_import, reason="wrong", actor=people.chan)  # a double tap
    session.commit()
    assert jobs.run_due(app) == 1
    session.expire_all()
    assert people_queries.person_by_number("V-001") is None
    assert pisey.active
    assert [problems(row) for row in rows(list_import)] == [[], [("", word)]]
    found = rollback_report.of_import(list_import)
    assert found is not None
    assert [one.person for one in found.lines] == [pisey]
    again = bring_in(people, xlsx(PEOPLE, DARA, PISEY))
    assert next(row.action for row in rows(again)) == "create"
    assert rows(again)[1].action in ("same", "update")
    carry_out(app, again)
    assert pisey.active


def test_the_lines_of_those_whom_an_undo_removed_say_nothing_of_them_any_more(
    app: Flask, people: People
) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA, PISEY))
    carry_out(app, list_import)
    pisey = people_queries.person_by_number("V-002")
    assert pisey is not None
    _given_a_card(pisey, people)
    session.commit()
    imports.undo(list_import, reason="wrong", actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    dara, stayed = rows(list_import)
    assert (dara.given, dara.problems, dara.candidates, dara.before) == ({}, [], [], {})
    assert (dara.line, dara.action, dara.done, dara.person_id) == (2, "create", False, None)
    assert stayed.given["name"] == "ពិសី"
    shown = import_page.preview(list_import, "all", "")["lines"]
    assert [line.number for line in shown] == [2, 3]
    assert not any(cell.text or cell.stored or cell.known for cell in shown[0].cells)
    assert shown[0].word == "Undone"


def test_an_undo_takes_a_removed_person_from_those_whom_another_line_may_be_about(
    app: Flask, people: People
) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA))
    carry_out(app, list_import)
    same_name = ("", *DARA[1:])
    second = bring_in(people, xlsx(PEOPLE, same_name, PISEY))
    assert rows(second)[0].candidates
    carry_out(app, second)
    assert rows(second)[0].candidates
    imports.undo(list_import, reason="wrong", actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert people_queries.person_by_number("V-001") is None
    assert rows(second)[0].candidates == []


def test_that_chan_has_looked_at_somebody_keeps_nobody(app: Flask, people: People) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA))
    carry_out(app, list_import)
    dara = people_queries.person_by_number("V-001")
    assert dara is not None
    session.add(Lookup(person_id=dara.id, actor_id=people.chan.id, on=clock.today(), page="records.person"))
    session.commit()
    imports.undo(list_import, reason="wrong", actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert people_queries.person_by_number("V-001") is None


def test_a_line_about_a_closed_account_is_said_and_changes_nothing_unseen(people: People) -> None:
    people.sokha.active = False
    session.commit()
    list_import = bring_in(
        people, text(["ID", "Name", "Sex"], ["KH-1001", "សុខា", "f"], ["KH-1002", "រតនា", "f"])
    )
    closed, known = rows(list_import)
    assert (closed.action, problems(closed)) == ("fail", [("", "account-closed")])
    assert known.action == "update"


def test_every_problem_of_every_line_is_there_before_anything_happens(people: People) -> None:
    list_import = bring_in(
        people,
        xlsx(
            PEOPLE,
            ("KH-9001", "មាលី", "Malee", "?", "45/2/1990", "12", "Atlantis"),
            ("", "", "", "F", "", "", ""),
            ("V-003", "ស" * 10_000, "X", "F", "", "", ""),
            DARA,
            DARA,
        ),
    )
    found = rows(list_import)
    assert set(problems(found[0])) == {
        ("sex", "sex-unknown"),
        ("birth", "date-impossible"),
        ("phone", "phone-unreadable"),
        ("branch", "branch-unknown"),
    }
    assert problems(found[1]) == [("number", "number-missing"), ("name", "name-missing")]
    assert problems(found[2]) == [("name", "too-long")]
    assert found[3].action == "create"
    assert problems(found[4]) == [("number", "number-twice")]
    assert [row.line for row in found] == [2, 3, 4, 5, 6]


def test_chan_decides_who_is_who(app: Flask, people: People) -> None:
    list_import = bring_in(
        people,
        text(
            ["ID", "Name", "Sex"],
            ["KH-01001", "សុខា", "f"],
            ["V-9", "រតនា", "m"],
            ["V-10", "បុប្ផា", "f"],
            ["KH-01200", "ចាន់", "f"],
        ),
    )
    assert list_import.summary["undecided"] == 4
    assert shown_lines.page(list_import, "undecided", 1).count == 4
    line_choices.choose(list_import, {2: str(people.sokha.id)})
    line_choices.choose(list_import, {3: line_choices.NEW})
    line_choices.choose(list_import, {4: line_choices.NOBODY})
    for line, choice in ((2, str(people.malee.id)), (99, line_choices.NEW)):
        with pytest.raises(NotFound):
            line_choices.choose(list_import, {line: choice})
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    # What Chan has decided already stays, also that a line is left out.
    assert [row.action for row in rows(list_import)] == ["update", "create", "skip", "update"]
    assert shown_lines.page(list_import, "skip", 1).count == 1
    line_choices.choose(list_import, {5: line_choices.NOBODY})
    carry_out(app, list_import)
    assert (people.sokha.sex, people.bopha.sex, people.chan.sex) == ("female", "", "")
    assert session.scalar(select(func.count()).where(Person.name == "រតនា")) == 2


def test_a_number_that_is_taken_is_no_somebody_new_and_the_preview_says_so(
    app: Flask, people: People
) -> None:
    lines = (["KH-1002", "Dara", "f"], ["KH-7777", "បុប្ផា", "f"], ["KH-1001", "សុខា", "f"])
    list_import = bring_in(people, text(["ID", "Name", "Sex"], *lines))
    taken = ("number", "number-of-another")
    assert [(row.action, problems(row)) for row in rows(list_import)] == [
        ("skip", [taken]),
        ("skip", []),
        ("update", []),
    ]
    assert line_choices.takeable_as_new(list_import) == 1
    line_choices.choose(list_import, {2: line_choices.NEW})
    assert (rows(list_import)[0].action, problems(rows(list_import)[0])) == ("skip", [taken])
    assert (list_import.summary["create"], list_import.summary["undecided"]) == (0, 2)
    line_choices.choose_for_all(list_import, line_choices.NEW)
    assert [row.action for row in rows(list_import)] == ["skip", "create", "update"]
    assert (list_import.summary["create"], list_import.summary["undecided"]) == (1, 1)
    assert line_choices.takeable_as_new(list_import) == 0
    carry_out(app, list_import)
    assert (list_import.summary["done"], list_import.summary["fail"]) == (2, 0)


def test_who_takes_a_number_while_chan_looks_is_said_when_she_decides(people: People) -> None:
    list_import = bring_in(people, text(["ID", "Name"], ["KH-01002", "រតនា"]))
    people_service.create_person(
        people_service.Particulars(number="KH-01002", name="X", latin_name="X", language="km"),
        people.chan.unit,
        actor=None,
    )
    line_choices.choose(list_import, {2: line_choices.NEW})
    assert (rows(list_import)[0].action, problems(rows(list_import)[0])) == (
        "skip",
        [("number", "number-of-another")],
    )


def test_with_the_person_chosen_nothing_is_said_of_a_number_that_is_taken(people: People) -> None:
    list_import = bring_in(people, text(["ID", "Name"], ["KH-1002", "Dara"]))
    line_choices.choose(list_import, {2: str(people.ratana.id)})
    assert (rows(list_import)[0].action, problems(rows(list_import)[0])) == ("update", [])


def test_a_number_and_a_phone_of_another_society_hinder_nobody_and_dao_sees_nothing(people: People) -> None:
    people.malee.phone = "+66812345678"
    list_import = bring_in(people, text(["ID", "Name", "Phone"], ["TH-1001", "Malee", "+66812345678"]))
    assert [(row.action, row.problems, row.candidates) for row in rows(list_import)] == [("create", [], [])]
    with pytest.raises(NotFound):
        imports.find(list_import.uuid, people_service.scope_of(people.dao, "records.import"))
    assert imports.recent(people_service.scope_of(people.dao, "records.import")) == []
    assert imports.recent(people_service.scope_of(people.chan, "records.import")) == [list_import]


def test_who_comes_between_the_preview_and_the_start_is_not_overwritten(app: Flask, people: People) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA, PISEY))
    people_service.create_person(
        people_service.Particulars(number="V-001", name="Somebody", latin_name="Else", language="km"),
        people.chan.unit,
        actor=None,
    )
    carry_out(app, list_import)
    assert problems(rows(list_import)[0]) == [("number", "number-taken")]
    assert (list_import.summary["done"], list_import.summary["fail"]) == (1, 1)


def test_what_the_society_calls_a_column_is_remembered(app: Flask, people: People) -> None:
    content = text(["Kennung", "Name"], ["V-1", "Dara"])
    list_import = brought(content, "a.csv", "people", people.chan.unit, people.chan)
    assert list_import.matching["columns"] == {"2": "name"}
    with pytest.raises(RuleBroken, match="number-needed"):
        column_matching.match(list_import, {2: "name"}, everywhere={})
    with pytest.raises(RuleBroken, match="field-needed"):
        column_matching.match(list_import, {1: "number"}, everywhere={})
    with pytest.raises(RuleBroken, match="field-twice"):
        column_matching.match(list_import, {1: "name", 2: "name"}, everywhere={})
    with pytest.raises(NotFound):
        column_matching.match(list_import, {1: "number", 2: "award"}, everywhere={})
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    carry_out(app, list_import)
    other = brought(content + b"V-2,Pisey\r\n", "b.csv", "people", people.chan.unit, None)
    assert other.matching["columns"] == {"1": "number", "2": "name"}


def test_another_sheet_can_be_taken_and_the_columns_said_anew(people: People) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA))
    column_matching.back_to_matching(list_import)
    assert (list_import.state, rows(list_import)) == ("matching", [])
    column_matching.take_sheet(list_import, "Sheet")
    layout = file_layout.layout_of(list_import)
    assert (layout.sheets, layout.header_line, layout.lines) == (("Sheet",), 1, 1)
    assert layout.columns[1].samples == ("ដារ៉ា",)
    match(list_import)
    assert list_import.state == "preview"


def test_a_list_that_is_dropped_leaves_nothing(people: People) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA))
    imports.drop(list_import, actor=people.chan)
    imports.drop(list_import, actor=people.chan)
    session.commit()
    assert (list_import.state, rows(list_import)) == ("dropped", [])
    assert not (upload_store.folder() / list_import.uuid).exists()
    for refused in (imports.start, column_matching.back_to_matching, try_again):
        with pytest.raises(RuleBroken, match="not-now"):
            refused(list_import)


def test_a_long_list_is_decided_about_and_carried_out_in_batches(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_matching, "SHORT", 3)
    monkeypatch.setattr(execution, "BATCHES", dict.fromkeys(execution.BATCHES, 2))
    lines = [[f"V-{number}", f"Dara {number}"] for number in range(7)]
    list_import = bring_in(people, text(["ID", "Name"], *lines))
    match(list_import)  # sent twice
    progress = progress_of(list_import)
    assert progress is not None
    assert (list_import.state, progress.percent, progress.failed) == ("matching", 0, False)
    session.commit()
    assert jobs.run_due(app) == 1
    session.expire_all()
    assert (list_import.state, progress_of(list_import)) == ("preview", None)
    carry_out(app, list_import)
    assert list_import.summary["done"] == 7
    imports.start(list_import)  # a tap on an old page
    assert list_import.state == "done"


def test_a_job_that_gave_up_can_go_on(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA))
    imports.start(list_import)
    session.commit()
    with monkeypatch.context() as broken:
        broken.setattr(bulk, "create_people", lambda rows, actor: 1 / 0)
        run_to_the_end(app)
    session.expire_all()
    progress = progress_of(list_import)
    assert progress is not None
    assert progress.failed
    try_again(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert (list_import.state, list_import.summary["done"]) == ("done", 1)


def test_a_list_whose_lines_are_forgotten_cannot_be_undone(app: Flask, people: People) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA))
    carry_out(app, list_import)
    stored_lines.forget_lines(list_import)
    with pytest.raises(RuleBroken, match="lines-forgotten"):
        imports.undo(list_import, reason="wrong", actor=people.chan)


def test_a_full_disk_loses_nothing_and_is_said(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(target: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(atomic, "write", full)
        with pytest.raises(RuleBroken, match="no-room"):
            brought(xlsx(PEOPLE, DARA), "a.xlsx", "people", people.chan.unit, people.chan)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(ListImport)) == 0


def test_another_fault_of_the_disk_is_not_taken_for_a_full_one(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(target: Path, content: bytes) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(atomic, "write", broken)
    with pytest.raises(OSError, match="Input/output"):
        brought(xlsx(PEOPLE, DARA), "a.xlsx", "people", people.chan.unit, people.chan)


def test_a_file_that_nobody_needs_any_more_is_removed(app: Flask, people: People) -> None:
    list_import = bring_in(people, xlsx(PEOPLE, DARA))
    upload_store.keep("left-over", Workbook(()))
    left_over = upload_store.folder() / "left-over"
    upload_store.remove_closed()
    assert left_over.exists()  # it may belong to a request that has not ended
    for file in upload_store.folder().iterdir():
        os.utime(file, (0, 0))
    assert upload_store.remove_closed() >= 1
    assert not left_over.exists()
    assert (upload_store.folder() / list_import.uuid).exists()
    upload_store.remove(list_import.uuid)
    with pytest.raises(RuleBroken, match="file-gone"):
        file_layout.layout_of(list_import)


def test_a_merged_record_speaks_of_the_one_that_is_kept(people: People) -> None:
    people.ratana.merged_into_id = people.sokha.id
    people.ratana.active = False
    session.commit()
    list_import = bring_in(people, text(["ID", "Name"], ["KH-1002", "សុខា"]))
    assert [(row.action, row.person_id) for row in rows(list_import)] == [("same", people.sokha.id)]


def test_lists_belong_to_a_society_or_a_branch(people: People) -> None:
    region = people_queries.unit_by_code("mekong")
    with pytest.raises(RuleBroken, match="no-society"):
        brought(xlsx(PEOPLE, DARA), "a.xlsx", "people", region, None)
    branch = people.sokha.unit
    list_import = brought(text(["ID", "Name", "Branch"], ["V-1", "Dara", "KH-2"]), "", "people", branch, None)
    match(list_import)
    assert problems(rows(list_import)[0]) == [("branch", "branch-elsewhere")]


EVERYTHING = (
    "ID",
    "Name",
    "Name in Latin letters",
    "Sex",
    "Year of birth",
    "Phone",
    "E-mail",
    "Branch",
    "Language",
)


def test_everything_that_is_known_of_somebody_can_come_from_a_list_and_be_corrected_by_one(
    app: Flask, people: People
) -> None:
    """After a new field: give it a column here. One that is not stored, or not compared, is missing below."""
    first = ["V-1", "ពិសី", "Pisey", "f", "1990", "+85512345678", "pisey@example.org", "KH-12", "km"]
    carry_out(app, bring_in(people, text(EVERYTHING, first)))
    pisey = people_queries.person_by_number("V-1")
    assert pisey is not None
    known = person_changes.particulars_of(pisey)
    assert [field for field, value in asdict(known).items() if not value] == []
    changed = ["V-1", "ពិសិដ្ឋ", "Piseth", "m", "1991", "+85512345679", "piseth@example.org", "KH-12", "en"]
    list_import = bring_in(people, text(EVERYTHING, changed))
    line_choices.choose(list_import, {2: str(pisey.id)})
    carry_out(app, list_import)
    corrected = asdict(person_changes.particulars_of(pisey))
    same = [field for field, value in asdict(known).items() if corrected[field] == value]
    assert same == ["number"]


def test_the_line_of_somebody_who_was_erased_names_no_branch_that_was_never_theirs(
    app: Flask, people: People
) -> None:
    whole = people_queries.unit_by_code("khm")
    list_import = brought(xlsx(PEOPLE, DARA, PISEY), "list.xlsx", "people", whole, None)
    match(list_import)
    carry_out(app, list_import)
    dara = people_queries.person_by_number("V-001")
    assert dara is not None
    personal_data.erase(erasure_of(dara))
    session.commit()
    shown = import_page.preview(list_import, "all", "")
    erased, other = shown["lines"]
    assert {cell.field: (cell.text, cell.stored) for cell in erased.cells}["branch"] == ("", "")
    assert {cell.field: cell.text or cell.stored for cell in other.cells}["branch"] != ""


def test_the_page_names_who_has_the_name_of_somebody_new_as_long_as_they_are_called_so(
    app: Flask, people: People
) -> None:
    other_sokha = ("V-009", "សុខា", "Sokha", "", "1950", "", "KH-12")
    people.sokha.birth_year = 1990
    session.commit()
    list_import = bring_in(people, xlsx(PEOPLE, other_sokha))

    def said() -> list[str]:
        with app.test_request_context("/en/", method="POST"):
            [shown] = import_page.preview(list_import, "all", "")["lines"]
        return [one for cell in shown.cells for one in cell.problems]

    look = "Please look whether it is somebody else."
    assert said() == [f"Somebody of this branch has the same name: សុខា (KH-1001). {look}"]
    people.sokha.name = people.sokha.latin_name = "Vannak"
    session.commit()
    assert said() == [f"Somebody of this branch has the same name. {look}"]
