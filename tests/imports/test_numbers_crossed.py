"""A number with the name of somebody else is asked about; a name that is written otherwise is shown beside ours."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.presenters import import_page, names_here
from lms.imports.services import imports
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.test_people import rows
from tests.imports.test_recorded_results import page_text
from tests.imports.test_trainings import bring_in
from tests.people import People

SIM = {"KH-3005": ("ស៊ឹម រតនា", "Sim Rotana"), "KH-3006": ("ស៊ឹម រ័តនា", "Sim Ratana")}


def settle(people: People) -> dict[str, Person]:
    made = {
        number: people_service.create_person(
            people_service.Particulars(number=number, name=name, latin_name=latin, language="km"),
            people.sokha.unit,
            actor=None,
        )
        for number, (name, latin) in SIM.items()
    }
    session.commit()
    return made


def line(number: str, name: str) -> list[str]:
    return [number, name, "pss", "6/3/2025", "passed", ""]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("KH-3005", "ស៊ឹម រ័តនា"),
        ("KH-3006", "ស៊ឹម រតនា"),
        ("KH-3006", "កញ្ញា រតនា ស៊ឹម"),
        ("KH 3005", "Sim Ratana"),
        ("kh3006", "SIM ROTANA"),
    ],
)
def test_a_number_with_the_name_of_somebody_else_is_asked_about(
    people: People, number: str, name: str
) -> None:
    sim = settle(people)
    list_import = bring_in(people, line(number, name))
    (row,) = rows(list_import)
    owner, other = (sim[one] for one in (sorted(SIM) if "5" in number else sorted(SIM, reverse=True)))
    assert (row.action, row.person_id) == ("skip", None)
    offered = [(one["id"], one["why"], one["against"]) for one in row.candidates]
    assert offered == [(owner.id, "number", "name"), (other.id, "named", "number")]
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert rows(list_import)[0].action == "skip"  # only who looks at the line can say
    line_choices.choose(list_import, {row.line: str(other.id)})
    assert (rows(list_import)[0].action, rows(list_import)[0].person_id) == ("create", other.id)
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("KH-3005", "ស៊ឹម រតនា"),
        ("KH-3005", "Sim Rotana"),
        ("KH-3005", "Sim Rottana"),  # written otherwise, and nobody else is called so
        ("KH-3005", ""),
        ("KH-3006", "Ratana Sim"),
    ],
)
def test_a_usual_way_to_write_a_name_is_asked_about_of_nobody(people: People, number: str, name: str) -> None:
    sim = settle(people)
    list_import = bring_in(people, line(number, name))
    (row,) = rows(list_import)
    assert (row.action, row.person_id) == ("create", sim[number].id)
    imports.drop(list_import, actor=None)


def test_the_name_that_somebody_has_here_stands_beside_one_that_is_written_otherwise(
    app: Flask, client: StrictClient, people: People
) -> None:
    settle(people)
    list_import = bring_in(people, line("KH-3005", "Sim Rottana"), line("KH-3006", "Sim Ratana"))
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "0")
    notes = [[cell.notes for cell in one.cells if cell.field == "name"] for one in page["lines"]]
    assert notes == [[("in Sala: Sim Rotana",)], [()]]
    client.sign_in("KH-1200")
    assert "in Sala: Sim Rotana" in page_text(client, list_import)
    imports.drop(list_import, actor=None)


def test_the_name_in_the_letters_of_the_line_where_there_is_one(people: People) -> None:
    sim = settle(people)["KH-3005"]
    for field, typed, shown in (
        ("name", "ស៊ឹម រត្តនា", "ស៊ឹម រតនា"),
        ("latin_name", "Sim Rottana", "Sim Rotana"),
        ("name", "Sim Rottana", "Sim Rotana"),
    ):
        note = names_here.note({field: typed}, sim)
        assert note is not None
        assert (note.field, note.values) == (field, {"name": shown})
    assert names_here.note({"name": "Sim Rottana"}, None) is None
