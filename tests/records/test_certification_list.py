"""The roll: who is on it, under which filter, in which order, and at what price."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, text

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Scope, Unit
from lms.db import session
from lms.errors import RuleBroken
from lms.records.domain.award_rules import STATUSES, Status, status_on
from lms.records.models import Certification
from lms.records.queries import certification_list, filters
from lms.records.queries.certification_list import Filter
from tests.explain import plan, statements
from tests.people import People
from tests.records.history import AWARD, certified_until
from tests.text.cases import SORTED, Text

TODAY = date(2026, 11, 24)


def _scope(people: People) -> Scope:
    return people_service.scope_of(people.chan, "records.read")


def _filter(people: People, *, status: Status | None = None, text: str = "", branch: str = "khm") -> Filter:
    return Filter(certification_list.units_of(_scope(people))[branch].below, (AWARD,), status, text)


def _numbers(wanted: Filter) -> list[str]:
    return [line.number for line in certification_list.page(wanted, TODAY).lines]


def _settle_many(people: People, count: int) -> None:
    """Add volunteers to Phnom Penh, all of the same name, certified until a day from 200 days ago on."""
    unit = people.sokha.unit
    for number in range(count):
        person = people_service.create_person(
            people_service.Particulars(
                number=f"KH-2{number:03}", name="ដារា", latin_name="Dara", language="km"
            ),
            unit,
            actor=None,
        )
        expires = TODAY + timedelta(days=7 * number - 200)
        session.add(_row(person.id, unit.id, expires))
    session.commit()


def _row(person: int, unit: int, expires: date | None, revoked: date | None = None) -> Certification:
    return Certification(
        person_id=person,
        award=AWARD,
        unit_id=unit,
        issued_on=date(2020, 1, 1),
        expires_on=expires,
        grace_until=expires + timedelta(days=90) if expires else None,
        revoked_on=revoked,
        entry_ids=[1],
    )


def test_chan_sees_her_society_and_dao_hers(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    khm = _filter(people)
    assert set(_numbers(khm)) == {"KH-1001", "KH-1002", "KH-1100", "KH-1200", "KH-1300"}
    scope = people_service.scope_of(people.dao, "records.read")
    thai = Filter(frozenset(scope.units), (AWARD,))
    assert set(_numbers(thai)) == {"TH-1001", "TH-1200"}
    assert not any(certification_list.counts(thai, TODAY).values())
    assert _numbers(Filter(frozenset(), (AWARD,))) == []


def test_a_society_holds_its_branches_and_a_branch_itself(people: People) -> None:
    units = certification_list.units_of(_scope(people))
    assert list(units) == ["khm", "KH-12"]
    assert units["khm"].below == {unit.id for unit in units.values()}
    assert set(_numbers(_filter(people, branch="KH-12"))) == {"KH-1001", "KH-1002", "KH-1100"}


def test_names_stand_in_the_order_of_the_khmer_dictionary(people: People) -> None:
    # ច, ណ, ប, រ, ស: not the order of their Latin spellings' numbers
    assert _numbers(_filter(people)) == ["KH-1200", "KH-1300", "KH-1100", "KH-1002", "KH-1001"]


@pytest.mark.parametrize("case", SORTED, ids=lambda case: case.language)
def test_names_stand_in_the_order_of_each_dictionary(people: People, case: Text) -> None:
    unit, names = people.malee.unit, case.text.split()
    for number, name in enumerate(random.Random(1).sample(names, len(names))):
        people_service.create_person(
            people_service.Particulars(
                number=f"XX-{number:03}", name=name, latin_name="Dara", language=case.language
            ),
            unit,
            actor=None,
        )
    session.commit()
    lines = certification_list.page(Filter(frozenset({unit.id}), (AWARD,), text="Dara"), TODAY).lines
    assert [line.name for line in lines] == names


def test_the_last_page_can_be_found_by_the_index_of_names(people: People) -> None:
    fill_for_the_planner(people.sokha.unit)
    with statements() as seen:
        assert (
            len(certification_list.page(_filter(people), TODAY, "KH-40295").lines) < certification_list.PAGE
        )
    # So few people would be read faster as a whole.
    way = plan(*next(one for one in seen if one[0].count("name_order") > 3), off=("seqscan", "sort"))
    assert "ix_person_name_order" in way, way


def test_each_status_finds_its_people(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2027-02-22")
    certified_until(people.bopha, "2026-11-23")
    certified_until(people.noy, "2026-08-25")
    assert {status: _numbers(_filter(people, status=status)) for status in STATUSES} == {
        "valid": ["KH-1001"],
        "expiring": ["KH-1002"],
        "in-grace": ["KH-1100"],
        "expired": ["KH-1300"],
        "revoked": [],
        "never": ["KH-1200"],
    }
    assert certification_list.counts(_filter(people, status="valid"), TODAY) == {
        "valid": 1,
        "expiring": 1,
        "in-grace": 1,
        "expired": 1,
        "revoked": 0,
    }


def test_a_line_says_what_is_held_and_hides_what_was_not_asked_for(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    (line,) = certification_list.page(_filter(people, status="valid"), TODAY).lines
    held = line.of(AWARD)
    assert held is not None
    assert (held.status, held.issued_on, held.expires_on) == ("valid", TODAY, date(2028, 11, 24))
    assert (line.name, line.latin_name, line.language) == ("សុខា", "Sokha", "km")
    two = Filter(_filter(people).units, (AWARD, "first-aid"), "never")
    assert [held.award for held in certification_list.page(two, TODAY).lines[-1].held] == ["first-aid"]
    assert certification_list.page(two, TODAY).lines[-1].of(AWARD) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("សុខា", ["KH-1001"]),
        ("សុខ\u200bា", ["KH-1001"]),  # copied from a page with an invisible space
        ("SOKHA", ["KH-1001"]),
        ("kh-1001", ["KH-1001"]),
        ("១០០១", ["KH-1001"]),
        ("100%", []),
        ("_", []),
        ("Malee", []),
        ("\u200b", ["KH-1200", "KH-1300", "KH-1100", "KH-1002", "KH-1001"]),
    ],
)
def test_people_are_found_by_name_and_number_however_typed(
    people: People, typed: str, found: list[str]
) -> None:
    assert _numbers(_filter(people, text=typed)) == found


def test_many_or_few_the_same_people_are_found(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    _settle_many(people, 120)
    found = {status: _numbers(_filter(people, status=status)) for status in STATUSES}
    assert len(found["expiring"]) == 13
    monkeypatch.setattr(filters, "_MANY", 0)
    assert {status: _numbers(_filter(people, status=status)) for status in STATUSES} == found


def test_counts_follow_the_search(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2028-11-24")
    assert certification_list.counts(_filter(people), TODAY)["valid"] == 2
    assert certification_list.counts(_filter(people, text="sokha"), TODAY)["valid"] == 1


def test_pages_follow_one_another_without_gap_or_double(people: People) -> None:
    _settle_many(people, 120)
    wanted, seen, after = _filter(people), [], ""
    for _ in range(3):
        page = certification_list.page(wanted, TODAY, after)
        seen += [line.number for line in page.lines]
        after = page.after or ""
    assert after == ""
    assert len(seen) == len(set(seen)) == 125
    assert seen == [line.number for line in certification_list.everyone(wanted, TODAY)]


def test_a_page_cannot_start_after_somebody_of_another_society(people: People) -> None:
    with pytest.raises(RuleBroken, match="no-such-place"):
        certification_list.page(_filter(people), TODAY, "TH-1001")


@pytest.mark.parametrize("count", [1, 120])
def test_a_page_costs_five_queries_however_many_people(people: People, count: int) -> None:
    _settle_many(people, count)
    scope = _scope(people)
    with statements() as seen:
        units = certification_list.units_of(scope)
        wanted = Filter(units["khm"].below, (AWARD,), "expiring")
        certification_list.page(wanted, TODAY, "KH-1001")
        certification_list.counts(wanted, TODAY)
    assert sum(statement.startswith("SELECT") for statement, _ in seen) == 5


def test_the_database_and_the_rules_agree_on_every_status(people: People) -> None:
    days = [-91, -90, -89, -1, 0, 1, 89, 90, 91, 400]
    cases: list[tuple[date | None, date | None]] = [(TODAY + timedelta(days=n), None) for n in days]
    cases += [(None, None), (None, TODAY), (TODAY, TODAY), (TODAY + timedelta(days=400), TODAY)]
    expected: dict[str, Status] = {}
    for number, (expires, revoked) in enumerate(cases):
        person = people_service.create_person(
            people_service.Particulars(
                number=f"KH-3{number:03}", name="ដារា", latin_name="Dara", language="km"
            ),
            people.sokha.unit,
            actor=None,
        )
        row = _row(person.id, person.unit_id, expires, revoked)
        session.add(row)
        expected[person.number] = status_on(
            TODAY, expires_on=expires, grace_until=row.grace_until, revoked_on=revoked
        )
    session.commit()
    found = {
        number: status
        for status in STATUSES
        for number in _numbers(_filter(people, status=status, text="Dara"))
    }
    assert found.items() >= expected.items()
    for status, count in certification_list.counts(_filter(people), TODAY).items():
        assert count == list(expected.values()).count(status)


def test_those_who_expire_soon_are_found_by_the_index(people: People) -> None:
    fill_for_the_planner(people.sokha.unit)
    with statements() as seen:
        assert _numbers(_filter(people, status="expiring"))
    way = plan(*next(one for one in seen if one[0].count("name_order") > 3))
    assert "ix_certification_current" in way, way
    assert "expires_on" in way.split("ix_certification_current", 1)[1], way


def fill_for_the_planner(unit: Unit) -> None:
    """Enough rows that reading all of them would cost more than the index does."""
    people = [
        people_service.create_person(
            people_service.Particulars(
                number=f"KH-4{number:04}", name="ដារា", latin_name="Dara", language="km"
            ),
            unit,
            actor=None,
        )
        for number in range(300)
    ]
    session.execute(
        insert(Certification),
        [
            {
                "person_id": person.id,
                "award": award,
                "unit_id": unit.id,
                "issued_on": date(2020, 1, 1),
                "expires_on": TODAY + timedelta(days=20 * number),
                "grace_until": TODAY + timedelta(days=20 * number + 90),
                "entry_ids": [1],
            }
            for number, person in enumerate(people)
            for award in (AWARD, *(f"other-{n}" for n in range(20)))
        ],
    )
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()
