"""What came of a workshop, as a table of examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lms.reports.domain.figures import Places
from lms.reports.domain.training_counts import Key
from lms.reports.domain.workshop_results import (
    Attendance,
    Result,
    attendance,
    behind,
    certified_until,
    counted,
    result_of,
    results,
)

FIRST, UNTIL = date(2026, 11, 23), date(2026, 12, 8)


@pytest.mark.parametrize(
    ("said", "certified", "asked", "result"),
    [
        ({"missing": []}, [date(2026, 11, 23)], True, "certified"),
        ({"missing": ["attendance"]}, [date(2026, 12, 8)], True, "certified"),  # the test alone is enough
        ({"missing": []}, [date(2026, 11, 24), date(2025, 1, 1)], True, "extended"),
        (
            {"missing": ["test"]},
            [date(2025, 1, 1)],
            True,
            "test",
        ),  # what was held before is not of this workshop
        ({"missing": ["attendance", "test"]}, [], True, "test"),
        ({"missing": ["attendance"]}, [], True, "attendance"),
        ({"missing": ["attendance"]}, [], False, "other"),  # the award does not ask for it
        ({"missing": ["practice"]}, [date(2026, 12, 9)], True, "practice"),
        ({"missing": ["before"]}, [], True, "other"),
        ({}, [], True, "other"),
    ],
)
def test_everybody_has_one_result(
    said: dict[str, Any], certified: list[date], result: Result, *, asked: bool
) -> None:
    assert result_of(said, certified, FIRST, UNTIL, asks_attendance=asked) == result


def test_results_stand_in_their_order_and_none_that_nobody_has() -> None:
    assert results(["test", "certified", "test"]) == {"certified": 1, "test": 2}
    assert list(results(["test", "certified"])) == ["certified", "test"]
    assert certified_until(date(2026, 11, 24), 14) == UNTIL


def test_who_left_early_was_there() -> None:
    states = [("present", "late"), ("left", "absent"), ("absent", "absent")]
    assert attendance(states) == [Attendance(2, 1), Attendance(1, 0)]
    assert attendance([]) == []


def test_each_person_counts_once_and_stands_behind_each_of_their_numbers() -> None:
    places = Places({1: "KH-12"}, {1: "khm"})
    people = {number: Key(2026, 1, 1, "", "female", "25-34", "km", "workshop", "first") for number in (7, 8)}
    assert counted(people).people == sum(counted(people).trainings.values()) == 2
    assert behind(people, places, ("age", "branch")) == {
        ("everything", "", "female"): {7, 8},
        ("age", "25-34", "female"): {7, 8},
        ("branch", "KH-12", "female"): {7, 8},
    }
