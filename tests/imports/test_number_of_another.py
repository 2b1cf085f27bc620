"""A line with the number of somebody else: who has the name is offered first, and nobody becomes somebody else."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, Sex
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_people import carry_out, match, problems, rows
from tests.imports.test_recorded_results import page_text
from tests.people import People

HEADINGS = ["เลขประจำตัว", "ชื่อ-นามสกุล", "เพศ", "ปีเกิด", "โทรศัพท์"]
SOMPHONG = ("นายสมพงษ์ สมหวัง", "ชาย", "2515", "081-234-5732")
SOMPHON = ("นางสมพร สมหวัง", "หญิง", "2517", "081-234-5733")


@pytest.fixture
def two(people: People) -> tuple[Person, Person]:
    """Somphong, a man, and Somphon, a woman, with one family name and numbers one after the other."""
    facts: tuple[tuple[str, str, Sex, int, str], ...] = (
        ("TH-1053", "สมพงษ์ สมหวัง", "male", 1972, "+66812345732"),
        ("TH-1054", "สมพร สมหวัง", "female", 1974, "+66812345733"),
    )
    somphong, somphon = (
        people_service.create_person(
            people_service.Particulars(
                number=number, name=name, latin_name="", language="th", phone=phone, sex=sex, birth_year=year
            ),
            people.malee.unit,
            actor=None,
        )
        for number, name, sex, year, phone in facts
    )
    session.commit()
    return somphong, somphon


def listed(people: People, *lines: tuple[str, ...]) -> ListImport:
    list_import = brought(text(HEADINGS, *lines), "list.csv", "people", people.dao.unit, people.dao)
    match(list_import)
    return list_import


def offered(list_import: ListImport) -> list[list[tuple[int, str, str]]]:
    return [[(one["id"], one["why"], one["against"]) for one in row.candidates] for row in rows(list_import)]


def of(person: Person) -> tuple[str, str, str | None, str, int | None]:
    return person.number, person.name, person.phone, person.sex, person.birth_year


def test_of_a_slip_in_the_number_who_has_the_name_is_offered_first(
    app: Flask, people: People, two: tuple[Person, Person]
) -> None:
    somphong, somphon = two
    before = [of(one) for one in two]
    list_import = listed(people, ("TH-1054", *SOMPHONG))
    assert offered(list_import) == [[(somphong.id, "both", "number"), (somphon.id, "number", "birth")]]
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert rows(list_import)[0].action == "skip"  # only who looks at the line can say
    line_choices.choose(list_import, {2: str(somphong.id)})
    assert [(row.action, row.person_id) for row in rows(list_import)] == [("same", somphong.id)]
    line_choices.choose(list_import, {2: str(somphon.id)})
    line_choices.choose(list_import, {2: str(somphong.id)})
    assert [of(one) for one in two] == before


def test_a_list_with_two_numbers_exchanged_writes_nobody_over_anybody(
    app: Flask, people: People, two: tuple[Person, Person]
) -> None:
    somphong, somphon = two
    list_import = listed(people, ("TH-1054", *SOMPHONG[:-1], "089-111-2222"), ("TH-1053", *SOMPHON))
    assert [[one[0] for one in line] for line in offered(list_import)] == [
        [somphong.id, somphon.id],
        [somphon.id, somphong.id],
    ]
    line_choices.choose(list_import, {2: str(somphong.id), 3: str(somphon.id)})
    assert [row.action for row in rows(list_import)] == ["update", "same"]
    carry_out(app, list_import)
    assert of(somphong) == ("TH-1053", "สมพงษ์ สมหวัง", "+66891112222", "male", 1972)
    assert of(somphon) == ("TH-1054", "สมพร สมหวัง", "+66812345733", "female", 1974)


def test_the_page_names_all_that_differs_the_name_first_and_the_number_that_stays(
    app: Flask, client: StrictClient, people: People, two: tuple[Person, Person]
) -> None:
    somphong, _ = two
    list_import = listed(people, ("TH-1054", *SOMPHONG))
    with app.test_request_context("/en/"):
        (line,) = import_page.preview(list_import, "all", "0")["lines"]
    session.commit()
    assert [one.against for one in line.candidates] == [
        "but the number in the list is another one",
        "but the list says otherwise: Name, Sex, Year of birth, Phone",
    ]
    line_choices.choose(list_import, {2: str(somphong.id)})
    client.sign_in("TH-1200")
    assert "The number stays TH-1053; TH-1054 is not stored." in page_text(client, list_import)


def test_who_has_nearly_the_name_and_the_phone_is_offered_before_the_number_of_somebody_else(
    people: People, two: tuple[Person, Person]
) -> None:
    somphong, somphon = two
    list_import = listed(people, ("TH-1054", "สมพงศ์ สมหวัง", *SOMPHONG[1:]))
    assert [one[0] for one in offered(list_import)[0]] == [somphong.id, somphon.id]


def test_a_name_that_is_only_alike_is_asked_about_where_somebody_else_is_spelled_so(people: People) -> None:
    rotana, ratana = (
        people_service.create_person(
            people_service.Particulars(number=number, name=name, latin_name="", language="km"),
            people.malee.unit,
            actor=None,
        )
        for number, name in (("TH-2001", "ស៊ឹម រតនា"), ("TH-2002", "ស៊ឹម រ័តនា"))
    )
    session.commit()
    list_import = listed(people, ("TH-2001", "ស៊ឹម រ័តនា", "", "", ""), ("TH-2002", "ស៊ឹម រ័តនា", "", "", ""))
    assert offered(list_import)[0] == [(ratana.id, "named", "number"), (rotana.id, "number", "name")]
    assert [row.action for row in rows(list_import)] == ["skip", "same"]


def test_somebody_new_is_offered_only_where_that_can_be_had(
    app: Flask, people: People, two: tuple[Person, Person]
) -> None:
    somphong, somphon = two
    list_import = listed(
        people,
        ("TH-1054", *SOMPHONG),
        ("TH-3000", "สมพร สมหวัง", "หญิง", "2517", ""),
        ("", "สมพร สมหวัง", "หญิง", "2517", ""),
    )

    def may_be_new() -> list[bool]:
        with app.test_request_context("/en/"):
            found = [line.may_be_new for line in import_page.preview(list_import, "all", "0")["lines"]]
        session.commit()
        return found

    assert may_be_new() == [False, True, False]
    for line, person in ((2, somphong), (3, somphon)):
        line_choices.choose(list_import, {line: str(person.id)})
    assert may_be_new() == [False, True, False]
    line_choices.choose(list_import, {3: line_choices.NOBODY, 4: str(somphon.id)})
    assert may_be_new() == [False, True, False]
    line_choices.choose(list_import, {3: line_choices.NEW})
    assert (rows(list_import)[1].action, problems(rows(list_import)[1])) == ("create", [])
