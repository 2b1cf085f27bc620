"""How the people of a branch stand: each once, by the best of what they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lms.accounts.services.people import Person, scope_of
from lms.db import session
from lms.records.domain.award_rules import EXPIRING_DAYS
from lms.records.models import Certification
from lms.records.queries import branch_standings
from lms.records.queries.branch_standings import Best
from tests.people import People

TODAY = date(2026, 11, 24)
AWARDS = ("pss", "hiv")
# days until the end, days until the end of the grace, revoked
Held = tuple[int | None, int | None, bool]
VALID: Held = (EXPIRING_DAYS + 1, EXPIRING_DAYS + 30, False)
SOON: Held = (0, 30, False)
GRACE: Held = (-1, 0, False)
OVER: Held = (-40, -10, False)
GONE: Held = (400, 430, True)
FOREVER: Held = (None, None, False)


def _hold(person: Person, award: str, held: Held) -> None:
    end, grace, is_revoked = held
    session.add(
        Certification(
            person_id=person.id,
            award=award,
            unit_id=person.unit_id,
            issued_on=date(2020, 1, 1),
            expires_on=None if end is None else TODAY + timedelta(days=end),
            grace_until=None if grace is None else TODAY + timedelta(days=grace),
            revoked_on=TODAY if is_revoked else None,
            entry_ids=[],
        )
    )
    session.flush()


def _best(people: People) -> dict[Best, int]:
    units = scope_of(people.chan, "records.read").units
    found = branch_standings.people_by_best(units, AWARDS, TODAY)
    return {standing: n for standing, n in found[people.sokha.unit_id].items() if n}


@pytest.mark.parametrize(
    ("pss", "hiv", "best"),
    [
        (None, None, "none"),
        (VALID, None, "valid"),
        (FOREVER, OVER, "valid"),
        (SOON, OVER, "expiring"),
        (GRACE, OVER, "in-grace"),
        (OVER, GONE, "expired"),
        (GONE, None, "none"),
    ],
)
def test_sokha_counts_once_by_the_best_that_she_holds(
    people: People, pss: Held | None, hiv: Held | None, best: Best
) -> None:
    for award, held in (("pss", pss), ("hiv", hiv)):
        if held:
            _hold(people.sokha, award, held)
    expected: dict[Best, int] = {"none": 2}  # Ratana and Bopha
    expected[best] = expected.get(best, 0) + 1
    assert _best(people) == expected


def test_a_certificate_of_another_module_than_those_asked_for_does_not_count(people: People) -> None:
    _hold(people.sokha, "migration", VALID)
    assert _best(people) == {"none": 3}


def test_who_left_does_not_count(people: People) -> None:
    _hold(people.sokha, "pss", VALID)
    people.sokha.active = False
    session.flush()
    assert _best(people) == {"none": 2}


def test_nobody_of_another_society_is_counted(people: People) -> None:
    _hold(people.malee, "pss", VALID)
    units = scope_of(people.chan, "records.read").units
    assert people.malee.unit_id not in branch_standings.people_by_best(units, AWARDS, TODAY)
    assert branch_standings.certified_by_award(units, AWARDS, TODAY) == {}


def test_who_is_certified_now_is_counted_by_branch_and_module(people: People) -> None:
    _hold(people.sokha, "pss", VALID)
    _hold(people.sokha, "hiv", GRACE)
    _hold(people.ratana, "pss", SOON)
    _hold(people.ratana, "hiv", GONE)
    units = scope_of(people.chan, "records.read").units
    branch = people.sokha.unit_id
    assert branch_standings.certified_by_award(units, AWARDS, TODAY) == {(branch, "pss"): 2}
