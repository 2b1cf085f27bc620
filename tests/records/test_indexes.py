"""Lists of many people: read by an index, and the same as if everybody were looked at one by one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, PersonId
from lms.db import session
from lms.records.domain.award_rules import status_on
from lms.records.models import Certification
from lms.records.queries import certification_list, filters, status_counts
from lms.records.queries.certification_list import Filter
from lms.records.services import expiring
from lms.records.services.expiring import Due
from tests.explain import plan, statements
from tests.people import People
from tests.records.history import AWARD
from tests.records.test_certification_list import fill_for_the_planner

TODAY = date(2026, 11, 24)
AWARDS = (AWARD, "hiv", "cea")


def _crowd(people: People, seed: int) -> list[Certification]:
    """Volunteers of three branches, some of whom left, with what they hold: for ever, until soon, revoked."""
    draw = random.Random(seed)
    units = [people.sokha.unit, people.chan.unit, people.malee.unit]
    folk = [
        people_service.create_person(
            people_service.Particulars(number=f"KH-6{n:03}", name="ដារា", latin_name="Dara", language="km"),
            draw.choice(units),
            actor=None,
        )
        for n in range(60)
    ]
    for person in folk:
        person.active = draw.random() < 0.8
    rows = [_held(draw, person, award) for person in folk for award in AWARDS if draw.random() < 0.8]
    session.add_all(rows)
    session.commit()
    return rows


def _held(draw: random.Random, person: Person, award: str) -> Certification:
    ends = None if draw.random() < 0.1 else TODAY + timedelta(days=draw.randrange(-120, 140))
    return Certification(
        person_id=person.id,
        award=award,
        unit_id=person.unit_id,
        issued_on=date(2020, 1, 1),
        expires_on=ends,
        grace_until=None if ends is None else ends + timedelta(days=90),
        revoked_on=TODAY + timedelta(days=draw.randrange(-20, 20)) if draw.random() < 0.2 else None,
        entry_ids=[1],
    )


def _units(people: People, person: Person | None = None) -> frozenset[int]:
    scope = frozenset(people_service.scope_of(people.chan, "records.read").units)
    return scope if person is None else frozenset({person.unit_id})


# --- the same -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("ahead", [0, 15])
def test_ranges_of_days_count_what_the_rules_count(people: People, seed: int, ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    rows = _crowd(people, seed)
    wanted = Filter(_units(people), AWARDS[:2], as_of=day)
    expected = Counter(
        status_on(day, expires_on=row.expires_on, grace_until=row.grace_until, revoked_on=row.revoked_on)
        for row in rows
        if row.unit_id in wanted.units and row.award in wanted.awards
    )
    found = certification_list.counts(wanted, TODAY)
    assert Counter(found) == expected
    assert found == status_counts._one_by_one(wanted, TODAY)
    assert sum(expected.values()) > 20


def _due(rows: list[Certification], units: frozenset[int], days: int) -> list[tuple[date, PersonId]]:
    """The first end of each, by looking at everybody."""
    last = TODAY + timedelta(days=days)
    first: dict[PersonId, date] = {}
    for row in rows:
        ends = row.expires_on
        if row.unit_id in units and ends is not None and TODAY <= ends <= last and row.revoked_on is None:
            first[row.person_id] = min(ends, first.get(row.person_id, date.max))
    active = {one for one in first if session.get_one(Person, one).active}
    return sorted((ends, one) for one, ends in first.items() if one in active)


@pytest.mark.parametrize("seed", [1, 2, 4])
@pytest.mark.parametrize("some", [1, 3, 100])
def test_who_has_to_renew_comes_once_at_the_first_end_page_after_page(
    people: People, monkeypatch: pytest.MonkeyPatch, seed: int, some: int
) -> None:
    rows, units = _crowd(people, seed), _units(people)
    monkeypatch.setattr(expiring, "PAGE", 4)
    monkeypatch.setattr(expiring, "_SOME", some)
    seen: list[Due] = []
    after: str | None = ""
    while after is not None:
        page = expiring.page(units, 90, TODAY, after)
        seen += page.people
        after = page.after
    assert [(due.endings[0].expires_on, due.person_id) for due in seen] == _due(rows, units, 90)
    assert any(len(due.endings) > 1 for due in seen)


def test_what_ends_in_a_branch_is_counted_without_those_who_left(people: People) -> None:
    rows, units = _crowd(people, 4), _units(people)
    last = TODAY + timedelta(days=90)
    expected = Counter(
        row.unit_id
        for row in rows
        if row.unit_id in units
        and row.expires_on is not None
        and TODAY <= row.expires_on <= last
        and row.revoked_on is None
        and session.get_one(Person, row.person_id).active
    )
    assert expiring.counts(units, 90, TODAY) == expected
    for row in rows:
        session.get_one(Person, row.person_id).active = False
    session.commit()
    assert expiring.counts(units, 90, TODAY) == {}


# --- by an index --------------------------------------------------------------------------------------------


def _way(seen: list[tuple[str, Any]], word: str, off: Collection[str] = ()) -> str:
    """By which way the first statement with a word was answered."""
    return plan(*next(one for one in seen if word in one[0]), off=off)


def test_who_has_to_renew_next_is_read_from_the_index_of_ends(people: People) -> None:
    fill_for_the_planner(people.sokha.unit)
    branch, society = _units(people, people.sokha), _units(people)
    with statements() as seen:
        assert expiring.page(branch, 90, TODAY).people
    way = _way(seen, "certification")
    assert "ix_certification_ending" in way, way
    assert "expires_on" in way.split("ix_certification_ending", 1)[1], way
    with statements() as seen:
        assert expiring.page(society, 30, TODAY).people
    assert "ix_certification_ending" in _way(seen, "certification")


def test_what_ends_is_counted_in_the_index_of_ends(people: People) -> None:
    fill_for_the_planner(people.sokha.unit)
    branch = _units(people, people.sokha)
    with statements() as seen:
        assert expiring.counts(branch, 30, TODAY)
    assert "ix_certification_ending" in _way(seen, "certification")


def test_counts_of_a_branch_are_read_from_indexes_alone(people: People) -> None:
    fill_for_the_planner(people.sokha.unit)
    session.execute(insert(Certification), [_revoked(people.chan), _revoked(people.noy)])
    session.commit()
    units = _units(people)
    with statements() as seen:
        assert certification_list.counts(Filter(units, (AWARD,)), TODAY)["revoked"] == 2
    way = _way(seen, "certification", off=("seqscan",)).lower()
    assert "ix_certification_current" in way, way
    # SQLite says of each step whether it reads the index alone. PostgreSQL does so once rows are old enough.
    for step in way.splitlines():
        if step.startswith("search certification"):
            assert "covering index" in step, way


def _revoked(person: Person) -> dict[str, object]:
    ends = TODAY + timedelta(days=400)
    return {
        "person_id": person.id,
        "award": AWARD,
        "unit_id": person.unit_id,
        "issued_on": date(2020, 1, 1),
        "expires_on": ends,
        "grace_until": ends + timedelta(days=90),
        "revoked_on": TODAY,
        "entry_ids": [1],
    }


def test_where_many_hold_it_people_are_looked_at_one_by_one(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_for_the_planner(people.sokha.unit)
    monkeypatch.setattr(filters, "_MANY", 5)
    branch = _units(people, people.sokha)
    with statements() as seen:
        assert certification_list.page(Filter(branch, (AWARD,), "valid"), TODAY).lines
    way = _way(seen, "EXISTS", off=("seqscan", "sort"))
    assert "ix_person_name_order" in way, way
    assert "pk_certification" in way or "sqlite_autoindex_certification_1" in way, way
