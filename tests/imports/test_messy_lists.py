"""Six messy lists go in, out, and in again: what is in the database is counted row by row."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, Unit
from lms.db import session
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports, stored_lines, value_choices
from lms.imports.services.review import line_choices, shown_lines
from lms.records.services.achievements import LedgerEntry
from tests.imports import messy
from tests.imports.files import brought
from tests.imports.meanings import asked
from tests.imports.messy import MessyList, MessyTrainings, Stored
from tests.people import People


def society(code: str) -> Unit:
    return people_service.ensure_unit("society", code, people_queries.unit_by_code("mekong"))


def previewed(listed: MessyList) -> ListImport:
    """Up to the preview, with what HR says of texts."""
    list_import = brought(listed.build(), listed.file_name, "people", society(listed.society), None)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={})
    groups = {(group["field"], group["key"]) for group in asked(list_import)}
    meanings = {(field, _key(field, text)): means for (field, text), means in listed.meanings.items()}
    assert groups == set(meanings)
    value_choices.settle(list_import, meanings)
    session.commit()
    return list_import


def _key(field: str, text: str) -> str:
    return text if field == "number" else fields.key(text)


def work(app: Flask) -> None:
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def rows(list_import: ListImport) -> list[ListRow]:
    return list(session.scalars(select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line)))


def stored_in(code: str) -> dict[str, Stored]:
    """Everybody of a Society, by number."""
    people = session.scalars(
        select(Person)
        .join(Unit, Unit.id == Person.unit_id)
        .where(Unit.parent_id == society(code).id, Person.active)
    )
    return {
        one.number: Stored(
            one.name,
            one.latin_name,
            one.phone or "",
            one.unit.code,
            one.sex,
            one.birth_year,
        )
        for one in people
    }


@pytest.mark.parametrize("listed", messy.ALL, ids=lambda listed: listed.file_name)
def test_a_messy_list_goes_in_out_and_in_again_and_nothing_is_lost(
    app: Flask, people: People, listed: MessyList
) -> None:
    society(listed.society)
    before = stored_in(listed.society)
    list_import = previewed(listed)
    planned = rows(list_import)
    assert {row.line for row in planned if stored_lines.REMARK in row.before} == set(listed.remarks)
    refused = {
        row.line: tuple(one["word"] for one in row.problems) for row in planned if row.action == "fail"
    }
    assert refused == listed.refused
    assert sum(row.action == "create" for row in planned) == len(listed.people)
    imports.start(list_import)
    work(app)
    assert list_import.summary["done"] == len(listed.people)
    assert stored_in(listed.society) == before | dict(listed.people)

    imports.undo(list_import, reason="the wrong list", actor=None)
    work(app)
    assert stored_in(listed.society) == before

    again = previewed_again(listed)
    imports.start(again)
    work(app)
    assert stored_in(listed.society) == before | dict(listed.people)
    assert {row.action for row in rows(previewed_again(listed))} <= {"same", "fail", "skip"}


def previewed_again(listed: MessyList) -> ListImport:
    """What was said of texts is remembered: nothing is asked a second time."""
    list_import = brought(listed.build(), listed.file_name, "people", society(listed.society), None)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={})
    assert all(group["means"] for group in asked(list_import))
    assert shown_lines.page(list_import, "undecided", 1).count == 0
    session.commit()
    return list_import


@pytest.mark.parametrize("listed", messy.ALL, ids=lambda listed: listed.file_name)
def test_what_the_preview_shows_is_what_is_stored(app: Flask, people: People, listed: MessyList) -> None:
    society(listed.society)
    list_import = previewed(listed)
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "create", "1")
    shown = {}
    for line in page["lines"]:
        cells = {cell.field: cell.stored or cell.text for cell in line.cells}
        shown[cells["number"]] = (cells["name"], cells.get("latin_name", ""), cells.get("phone", ""))
    assert shown == {number: one[:3] for number, one in listed.people.items()}


def test_six_lists_of_three_societies_share_numbers_and_phones(app: Flask, people: People) -> None:
    for listed in messy.ALL:
        society(listed.society)
        list_import = previewed(listed)
        imports.start(list_import)
        work(app)
        assert list_import.summary["done"] == len(listed.people)
    for code in ("khm", "lao", "tha"):
        expected = {
            number: one
            for listed in messy.ALL
            if listed.society == code
            for number, one in listed.people.items()
        }
        assert expected.items() <= stored_in(code).items()


def facts(code: str) -> set[tuple[str, str, str]]:
    """What is recorded of the people of a Society, and was not taken back."""
    units = select(Unit.id).where(Unit.parent_id == society(code).id)
    back = select(LedgerEntry.corrects_id).where(LedgerEntry.corrects_id.is_not(None))
    statement = select(Person.number, LedgerEntry.award, LedgerEntry.effective_on).where(
        LedgerEntry.person_id == Person.id,
        LedgerEntry.kind == "achieved",
        LedgerEntry.id.not_in(back),
        Person.unit_id.in_(units),
    )
    return {(number, award, on.isoformat()) for number, award, on in session.execute(statement)}


def trainings_previewed(listed: MessyTrainings) -> ListImport:
    list_import = brought(listed.build(), listed.file_name, "trainings", society(listed.people.society), None)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="Lists of 2025")
    open_yet = {
        (group["field"], group["key"]) for group in list_import.matching["groups"] if not group["means"]
    }
    meanings = {(field, _key(field, text)): means for (field, text), means in listed.meanings.items()}
    value_choices.settle(list_import, {group: meanings[group] for group in open_yet})
    session.commit()
    return list_import


@pytest.mark.parametrize("listed", messy.TRAININGS, ids=lambda listed: listed.file_name)
def test_a_messy_list_of_trainings_goes_in_out_and_in_again(
    app: Flask, people: People, listed: MessyTrainings
) -> None:
    society(listed.people.society)
    imports.start(previewed(listed.people))
    work(app)
    list_import = trainings_previewed(listed)
    planned = rows(list_import)
    assert {row.line for row in planned if stored_lines.REMARK in row.before} == set(listed.remarks)
    assert {
        row.line: tuple(one["word"] for one in row.problems) for row in planned if row.action == "fail"
    } == listed.refused
    imports.start(list_import)
    work(app)
    assert facts(listed.people.society) == listed.facts

    imports.undo(list_import, reason="the wrong list", actor=None)
    work(app)
    assert facts(listed.people.society) == set()

    again = trainings_previewed(listed)
    # They were taken back as a mistake, and are right after all; whose number is missing is still asked about.
    line_choices.choose_for_all(again, line_choices.AGAIN)
    line_choices.choose_for_all(again, line_choices.FIRST)
    imports.start(again)
    work(app)
    assert facts(listed.people.society) == listed.facts
