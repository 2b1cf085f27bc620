"""A list is undone after somebody in it was erased: whoever shares their phone goes back as everybody else does."""

from __future__ import annotations

from flask import Flask

from lms.accounts.queries import people as people_queries
from lms.accounts.queries.identifying_text import identifying_text_of
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports import personal_data
from lms.imports.models import ListImport
from lms.imports.services import imports
from tests.erasures import erasure_of
from tests.imports.files import PEOPLE, brought, xlsx
from tests.imports.test_people import carry_out, match, rows
from tests.imports.test_trainings import work
from tests.people import People

DARA = ("V-101", "ដារា ចាន់", "Chan Dara", "M", "1988", "081 222 001", "")
PISEY = ("V-102", "ពិសី ចាន់", "Chan Pisey", "F", "1990", "081 222 001", "")  # on the phone of the family
VUTHY = ("V-103", "វុទ្ធី លី", "Ly Vuthy", "M", "1991", "", "")


def brought_in(app: Flask, people: People, *lines: tuple[str, ...]) -> ListImport:
    list_import = brought(xlsx(PEOPLE, *lines), "family.xlsx", "people", people.chan.unit, people.chan)
    match(list_import)
    carry_out(app, list_import)
    return list_import


def person(number: str) -> Person | None:
    return people_queries.person_by_number(number)


def erase(number: str) -> None:
    found = person(number)
    assert found is not None
    personal_data.erase(erasure_of(found))
    found.active = False
    session.commit()


def test_who_shares_the_phone_of_somebody_erased_is_still_put_back(app: Flask, people: People) -> None:
    list_import = brought_in(app, people, DARA, PISEY, VUTHY)
    erase("V-101")
    assert [(row.done, row.given.get("name", "")) for row in rows(list_import)] == [
        (False, ""),
        (True, "ពិសី ចាន់"),
        (True, "វុទ្ធី លី"),
    ]
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    work(app)
    assert [person(number) is None for number in ("V-102", "V-103")] == [True, True]


def test_a_line_of_another_person_that_names_whoever_is_erased_loses_its_words_and_can_be_undone(
    app: Flask, people: People
) -> None:
    list_import = brought_in(app, people, DARA, VUTHY)
    second = rows(list_import)[1]
    second.given = {**second.given, "branch": "with Chan Dara"}
    session.commit()
    erase("V-101")
    assert [(row.done, dict(row.given)) for row in rows(list_import)] == [(False, {}), (True, {})]
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    work(app)
    assert person("V-103") is None


def test_what_two_people_have_in_common_tells_of_neither(app: Flask, people: People) -> None:
    brought_in(app, people, DARA, PISEY)
    dara, pisey = (identifying_text_of([found.id]) for found in map(person, ("V-101", "V-102")) if found)
    alone = dara.without(pisey)
    assert dara.tell("081222001")
    assert not alone.tell("081222001")
    assert alone.tell("Chan Dara")
    assert alone.tell("V-101")
