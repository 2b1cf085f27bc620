"""People in their units: settling, names, roles, who may see whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, Unit
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from tests.people import People

_VANNA = people_service.Particulars(number="KH-2001", name="វណ្ណា", latin_name="Vanna", language="km")


def _settle(
    *, unit: Unit | None = None, actor: Person | None = None, country: str | None = None, **changes: Any
) -> Person:
    home = unit or people_queries.unit_by_code("KH-12")
    return people_service.create_person(replace(_VANNA, **changes), home, actor=actor, country=country)


def test_a_person_is_stored_in_one_spelling(people: People) -> None:
    vanna = _settle(
        number=" kh-២០០១\u200b",
        name="  វណ្ណា\u200b ",
        latin_name="Vanna  Chan",
        phone="012 345 678",
        country="KH",
    )
    assert (vanna.number, vanna.name, vanna.latin_name) == ("KH-2001", "វណ្ណា", "Vanna Chan")
    assert vanna.phone == "+85512345678"
    assert vanna.name_key == "វណ្ណា vanna chan"
    assert people_queries.person_by_number("kh-២០០១") is vanna
    assert people_queries.person_by_id(vanna.id) is vanna


@pytest.mark.parametrize(
    ("changes", "word", "field"),
    [
        ({"number": " \u200b "}, "number-missing", "number"),
        ({"number": "K" * 41}, "too-long", "number"),
        ({"number": "kh-1001"}, "number-taken", "number"),
        ({"phone": "12"}, "phone-unreadable", "phone"),
        ({"name": " "}, "name-missing", "name"),
        ({"name": "ក" * 121}, "too-long", "name"),
        ({"name": "??????"}, "name-lost", "name"),
        ({"latin_name": "Van??"}, "name-lost", "latin_name"),
        ({"name": "1234"}, "name-without-letters", "name"),
        ({"latin_name": "១២៣៤ -"}, "name-without-letters", "latin_name"),
        ({"name": "\u17b6ក"}, "name-cannot-be-drawn", "name"),  # a vowel without a letter before it
        ({"latin_name": "Vanna \U0001f600"}, "name-cannot-be-drawn", "latin_name"),
        *(({"latin_name": name}, "not-latin", "latin_name") for name in ("វណ្ណី", "ວັນນາ", "วรรณา", "Vanna ឡា")),
    ],
)
def test_what_cannot_be_kept_is_refused_on_its_field(
    people: People, changes: dict[str, Any], word: str, field: str
) -> None:
    _settle(number="KH-2000", phone="+85512000111")
    with pytest.raises(RuleBroken) as broken:
        _settle(**changes)
    assert (broken.value.code, broken.value.field) == (word, field)
    assert people_queries.anybody(), "what was settled before is still there"


def test_a_name_that_cannot_be_drawn_names_the_piece(people: People) -> None:
    with pytest.raises(RuleBroken) as broken:
        people_service.set_name(people.sokha, "សុខា☃", "Sokha")
    assert broken.value.values == {"piece": "☃"}


def test_an_impossible_birth_year_is_a_fault_of_the_program(people: People) -> None:
    with pytest.raises(IntegrityError):
        _settle(birth_year=1800)


def test_the_longest_names_fit_their_columns(people: People) -> None:
    longest = _settle(name="ໜ" * 120, latin_name="ß" * 120, language="lo")
    session.commit()
    assert len(longest.name_key) <= 400
    assert len(longest.name_order) <= 800


def test_units_are_made_once(people: People) -> None:
    khm = people_queries.unit_by_code("khm")
    assert people_service.ensure_unit("society", "khm", None) is khm
    with pytest.raises(NotFound):
        people_queries.unit_by_code("nowhere")


def test_where_people_are_at_home(people: People) -> None:
    robin = _settle(
        number="IF-1", name="Robin", latin_name="Robin", unit=people_queries.unit_by_code("mekong")
    )
    assert people_queries.society_code_of(people.sokha) == "khm"
    assert people_queries.society_code_of(people.chan) == "khm"
    assert people_queries.society_code_of(robin) == ""


def test_a_role_is_given_once_and_noted(people: People) -> None:
    khm = people_queries.unit_by_code("khm")
    for _ in range(2):
        people_service.give_role(people.noy, "hr", khm, actor=people.chan)
    assert sorted(role.name for role in people.noy.roles) == ["editor", "hr"]
    lines = session.scalars(
        select(AuditLine).filter_by(act="accounts.role", record_id=str(people.noy.id)).order_by(AuditLine.id)
    ).all()
    assert [(line.actor_id, line.facts) for line in lines] == [
        (None, {"role": "editor", "unit": "khm"}),
        (people.chan.id, {"role": "hr", "unit": "khm"}),
    ]


SEEN = {
    "sokha": set(),
    "bopha": set(),
    "noy": set(),
    "chan": {"sokha", "ratana", "bopha", "chan", "noy"},
    "dao": {"malee", "dao"},
}


@pytest.mark.parametrize("who", SEEN)
def test_hr_sees_the_people_of_its_own_society_only(people: People, who: str) -> None:
    scope = people_service.scope_of(getattr(people, who), "records.read")
    reached = {name for name, person in vars(people).items() if person.unit_id in scope}
    assert reached == SEEN[who]
    assert people_service.may(getattr(people, who), "records.read") is bool(SEEN[who])


def test_nobody_lives_in_an_empty_house(app: Flask) -> None:
    assert not people_queries.anybody()
