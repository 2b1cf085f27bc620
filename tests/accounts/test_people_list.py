"""The list of people under its filters, and who may be somebody already here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms import clock
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import people_list
from lms.accounts.queries.people_list import Filter
from lms.accounts.services import people as people_service
from lms.accounts.services import sign_in
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Scope
from lms.db import session
from lms.errors import RuleBroken
from tests.people import People


def _khm() -> frozenset[int]:
    return frozenset(people_queries.unit_by_code(code).id for code in ("khm", "KH-12"))


def _found(wanted: Filter) -> set[str]:
    return {one.latin_name for one in people_list.page(wanted).people}


def test_the_list_holds_the_units_that_are_asked_for(people: People) -> None:
    assert _found(Filter(_khm())) == {"Sokha", "Ratana", "Bopha", "Chan", "Noy"}
    assert _found(Filter(frozenset())) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sok", {"Sokha"}),
        ("សុខា", {"Sokha"}),
        ("kh-១០០១", {"Sokha"}),
        ("012 345 678", {"Sokha"}),
        ("+855 12 345 678", {"Sokha"}),
        ("១២៣៤៥៦៧៨", {"Sokha"}),
        ("5678", {"Sokha"}),  # how a number ends is what people remember of it
        ("៥៦៧៨", {"Sokha"}),
        ("4567", set()),
        ("678", set()),
        ("Malee", set()),
        ("%", set()),
        ("nobody", set()),
    ],
)
def test_somebody_is_found_by_name_number_or_phone(people: People, text: str, found: set[str]) -> None:
    people.sokha.phone = "+85512345678"
    session.flush()
    assert _found(Filter(_khm(), text, known=_khm())) == found


@pytest.mark.parametrize("text", ["020 98765433", "98765433", "+856 20 98765433"])
@pytest.mark.parametrize("stored", ["+8562098765433", "+85698765433"])
def test_a_lao_mobile_is_found_with_and_without_020(people: People, text: str, stored: str) -> None:
    people.sokha.phone = stored
    session.flush()
    assert _found(Filter(_khm(), text, known=_khm())) == {"Sokha"}


@pytest.mark.parametrize("text", ["012 345 678", "+855 12 345 678", "087 654 321", "5678"])
def test_nobody_is_found_by_a_phone_that_the_reader_does_not_know(people: People, text: str) -> None:
    people.sokha.phone, people.ratana.phone = "+85512345678", "+85587654321"
    merges.merge(people.sokha, people.ratana, reason="twice in the list", actor=people.chan)
    khm = people_queries.unit_by_code("khm").id
    for known in (frozenset(), frozenset({khm})):
        assert _found(Filter(_khm(), text, known=known)) == set()
    assert _found(Filter(_khm(), text, known=_khm())) == {"Sokha"}
    assert _found(Filter(_khm(), role="trainer", known=frozenset({khm}))) == set(), "Bopha is in a branch"


@pytest.mark.parametrize("typed", ["วงษ์ลาว", "คำปุ่น วงษ์ลาว", "วงค์ลาว", "วงศ์ลาว"])
def test_a_name_is_found_with_another_silent_letter(people: People, typed: str) -> None:
    people_service.set_name(people.ratana, "คำปุ่น วงศ์ลาว", "Ratana")
    session.flush()
    assert _found(Filter(_khm(), typed)) == {"Ratana"}


def test_by_role_and_by_account(people: People) -> None:
    people.ratana.active = False
    session.flush()
    wanted = Filter(_khm(), known=_khm())
    assert _found(replace(wanted, role="trainer")) == {"Bopha"}
    assert _found(replace(wanted, role="admin")) == set()
    assert _found(replace(wanted, active="inactive")) == {"Ratana"}
    assert _found(replace(wanted, active="all")) == _found(wanted) | {"Ratana"}


def test_who_was_erased_is_not_found(people: People) -> None:
    people.ratana.erased_at = clock.now()
    session.flush()
    assert "Ratana" not in _found(Filter(_khm(), active="all"))


def test_pages_lead_through_everybody_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_list, "PAGE", 2)
    seen: list[str] = []
    wanted, after = Filter(_khm()), ""
    for _ in range(3):
        page = people_list.page(wanted, after)
        seen.extend(one.number for one in page.people)
        after = page.after or ""
    assert not after
    monkeypatch.undo()
    assert seen == [one.number for one in people_list.page(wanted).people]


@pytest.mark.parametrize("after", ["TH-1001", "nobody"])
def test_there_is_no_going_on_from_somebody_outside(people: People, after: str) -> None:
    with pytest.raises(RuleBroken, match="no-such-place"):
        people_list.page(Filter(_khm()), after)


@pytest.mark.parametrize(
    ("name", "latin_name", "phone", "same"),
    [
        ("សុខា", "Sok Kha", "", {"Sokha"}),
        ("សុ\u200b ខា", "Another", "", {"Sokha"}),
        ("ណា", "SO KHA", "", {"Sokha"}),
        ("Ratana", "Noy", "", {"Ratana", "Noy"}),
        ("ណា", "Na", "012 345 678", {"Sokha"}),
        ("ណា", "Na", "", set()),
        ("សុ", "kha", "", set()),
        ("Malee", "Malee", "", set()),
        ("ក" * 10_000, "%" * 10_000, "1" * 10_000, set()),
        ("", "", "", set()),
    ],
)
def test_who_may_be_here_already(
    people: People, name: str, latin_name: str, phone: str, same: set[str]
) -> None:
    people.sokha.phone = "+85512345678"
    session.flush()
    found = people_list.likely_same(
        name=name, latin_name=latin_name, phone=phone, regions=("KH", "TH"), scope=Scope(_khm())
    )
    assert {one.latin_name for one in found} == same


def test_cards_are_for_those_who_cannot_come_in_yet(people: People) -> None:
    people.sokha.pin_hash = people.ratana.pin_hash = None
    sign_in.issue_card(people.ratana, actor=people.bopha)

    def cards(numbers: frozenset[str] | None = None, *, again: bool = False, most: int = 9) -> set[str]:
        found = people_list.for_cards(_khm(), numbers, again=again, most=most)
        return {one.latin_name for one in found}

    assert cards() == {"Sokha"}
    assert cards(again=True) == {"Sokha", "Ratana", "Bopha", "Chan", "Noy"}
    assert cards(frozenset({"KH-1002", "KH-1100", "TH-1001"}), again=True) == {"Ratana", "Bopha"}
    assert len(cards(again=True, most=2)) == 2
