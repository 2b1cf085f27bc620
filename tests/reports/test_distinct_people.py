"""The people behind each number: read in a stream, against everybody's records."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import pytest

from lms.accounts.services import people as people_service
from lms.db import session
from lms.records.services import achievements
from lms.reports.domain import figures
from lms.reports.domain.figures import BREAKDOWNS, EVERYTHING, Cell, Group, Places, key_of
from lms.reports.domain.suppression import LEAST
from lms.reports.domain.training_counts import Counted, Key
from lms.reports.queries import distinct_people, trainings
from lms.reports.queries.trainings import TrainingQuery
from tests.people import People
from tests.records.history import certified_until, day
from tests.reports.test_trainings import _asked, _by_rules, _crowd, _live

GROUPS: tuple[Group, ...] = (EVERYTHING, *BREAKDOWNS)


def _places(people: People) -> Places:
    units: dict[int, str] = {
        people.sokha.unit_id: "KH-12",
        people.chan.unit_id: "khm",
        people.malee.unit_id: "TH-27",
    }
    return Places(units, {unit: "tha" if code == "TH-27" else "khm" for unit, code in units.items()})


def _one_by_one(crowd: list[people_service.Person], asked: TrainingQuery, places: Places) -> dict[Cell, int]:
    found: defaultdict[Cell, set[int]] = defaultdict(set)
    for person, key in _by_rules(crowd, asked):
        for group in GROUPS:
            found[group, key_of(group, places)(key), key.sex].add(person.id)
    return {cell: len(ids) for cell, ids in found.items()}


@pytest.mark.parametrize("plain", [True, False])
def test_the_people_behind_each_number_are_found(
    people: People, monkeypatch: pytest.MonkeyPatch, plain: bool
) -> None:
    choice = random.Random(5)
    crowd = _crowd(people, choice)
    _live(people, crowd, choice)
    crowd[0].merged_into_id = crowd[1].id
    session.commit()
    places = _places(people)
    asked = replace(_asked(people), units=frozenset(places.branches))
    exact = _one_by_one(crowd, asked, places)
    if not plain:  # as if every award asked for several things
        monkeypatch.setattr(trainings, "_is_plain", lambda rules, last: False)
    found = distinct_people.behind(asked, places, BREAKDOWNS)
    assert {cell: min(len(some), LEAST) for cell, some in found.items()} == {
        cell: min(number, LEAST) for cell, number in exact.items()
    }
    assert set(exact.values()) > {1, 2, LEAST}


def test_one_by_one_there_are_as_many_as_are_counted(people: People) -> None:
    choice = random.Random(6)
    crowd = _crowd(people, choice)
    _live(people, crowd, choice)
    counted = trainings.count(_asked(people))
    every = list(distinct_people.each(_asked(people)))
    assert Counter(key for _, key in every) == counted.trainings
    assert len({person for person, _ in every}) == counted.people


def test_nobody_stands_behind_nothing(people: People) -> None:
    certified_until(people.sokha, "2027-05-01")
    asked = replace(_asked(people), units=frozenset())
    assert distinct_people.behind(asked, Places({}, {}), ("module",)) == {}


def test_six_trainings_of_ratana_alone_are_not_shown() -> None:
    """She completed six modules in a branch where nobody else was trained: the six would be about her."""
    places = Places({1: "KH-12", 2: "KH-1", 3: "KH-2"}, {1: "khm", 2: "khm", 3: "khm"})
    many: dict[Key, int] = {}
    behind: dict[Cell, set[int]] = {}
    for unit, number, persons in ((1, 6, 1), (2, 30, 30), (3, 20, 20)):
        many[Key(2026, 1, unit, "pss", "female", "25-34", "km", "quiz", "first")] = number
        behind["branch", places.branches[unit], "female"] = {100 * unit + n for n in range(persons)}
    behind[EVERYTHING, "", "female"] = set(range(51))
    (table,) = figures.figures(Counted(many, 51), places, breakdowns=["branch"], behind=behind).tables
    assert [(row.key, row.total) for row in table.rows] == [("KH-1", 30), ("KH-12", None), ("KH-2", None)]


def test_people_of_two_branches_are_one_person_of_the_society(people: People) -> None:
    places = _places(people)
    certified_until(people.sokha, "2027-05-01")
    people.sokha.unit = people.chan.unit  # she moves and is trained again
    with day("2025-12-01"):
        achievements.record_past_training(
            people.sokha,
            "pss",
            on=date(2025, 11, 1),
            source="Binder 3",
            reason="From paper",
            actor=people.chan,
            result="passed",
        )
    session.commit()
    found = distinct_people.behind(_asked(people), places, ("society", "branch"))
    assert sum(len(some) for (group, _, _), some in found.items() if group == "branch") == 2
    assert sum(len(some) for (group, _, _), some in found.items() if group == "society") == 1
