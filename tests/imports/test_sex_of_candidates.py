"""Two people of one name: the sex that a list says tells who is the likelier one, and decides nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_trainings import entries, rows, work
from tests.people import People


@pytest.fixture
def daras(people: People) -> tuple[Person, Person]:
    """A man and a woman who are both called Dara."""
    man, woman = (
        people_service.create_person(
            people_service.Particulars(number=number, name="ដារ៉ា", latin_name="Dara", language="km"),
            people.sokha.unit,
            actor=None,
        )
        for number in ("KH-2001", "KH-2002")
    )
    man.sex, woman.sex = "male", "female"
    session.commit()
    return man, woman


def listed(people: People, *who: tuple[str, str]) -> ListImport:
    """A list of a training with a name and a sex in each line, up to its preview."""
    content = text(
        ["ឈ្មោះ", "ភេទ", "Course", "Date", "Result"], *([*one, "pss", "6/3/2025", "ជាប់"] for one in who)
    )
    list_import = brought(content, "2024.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="A list")
    session.commit()
    return list_import


def test_who_has_the_sex_of_the_line_is_offered_first_and_the_other_too(
    people: People, daras: tuple[Person, Person]
) -> None:
    man, woman = (one.id for one in daras)
    list_import = listed(people, ("ដារ៉ា", "ស"), ("ដារ៉ា", "ប"), ("ដារ៉ា", ""))
    found = [[one["id"] for one in row.candidates] for row in rows(list_import)]
    assert found == [[woman, man], [man, woman], [man, woman]]
    assert {(row.action, row.person_id) for row in rows(list_import)} == {("skip", None)}
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert {row.action for row in rows(list_import)} == {"skip"}


def test_the_page_says_the_sex_of_each_candidate(
    client: StrictClient, people: People, daras: tuple[Person, Person]
) -> None:
    client.sign_in("KH-1200")
    list_import = listed(people, ("ដារ៉ា", "ស"))
    page = client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True)
    assert "KH-2002 · Female" in page
    assert "KH-2001 · Male" in page


@pytest.mark.usefixtures("daras")
def test_what_nobody_knows_as_a_sex_hinders_no_training(app: Flask, people: People) -> None:
    list_import = listed(people, ("សុខា", "?!"), ("ដារ៉ា", "?!"))
    assert [(row.action, row.problems) for row in rows(list_import)] == [("skip", []), ("skip", [])]
    line_choices.choose(list_import, {2: str(people.sokha.id)})
    with app.test_request_context("/en/"):
        [cell, _] = [
            cell
            for line in import_page.preview(list_import, "all", "1")["lines"]
            for cell in line.cells
            if cell.field == "sex"
        ]
    assert (cell.text, cell.stored) == ("?!", "")


def test_the_sex_in_a_list_of_trainings_changes_nobody(app: Flask, people: People) -> None:
    list_import = listed(people, ("សុខា", "ស"))
    line_choices.choose(list_import, {2: str(people.sokha.id)})
    imports.start(list_import)
    work(app)
    assert entries(people.sokha)
    assert people.sokha.sex == ""
