"""What a plan may say, by examples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from lms.errors import RuleBroken
from lms.workshops.domain import plan
from lms.workshops.domain.plan import HalfDay, Kind

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_a_whole_day_has_two_half_days_and_each_stands_once_in_its_order() -> None:
    chosen = plan.half_days([(TUESDAY, "pm"), (MONDAY, "day"), (MONDAY, "am")])
    assert chosen == (HalfDay(MONDAY, "am"), HalfDay(MONDAY, "pm"), HalfDay(TUESDAY, "pm"))
    assert plan.parts_of(chosen) == [(MONDAY, "day"), (TUESDAY, "pm")]


def test_a_half_day_that_is_chosen_twice_is_found_also_as_part_of_a_day() -> None:
    assert plan.repeated([(MONDAY, "am"), (MONDAY, "pm"), (TUESDAY, "day")]) is None
    assert plan.repeated([(TUESDAY, "am"), (TUESDAY, "am")]) == HalfDay(TUESDAY, "am")
    assert plan.repeated([(TUESDAY, "pm"), (MONDAY, "pm"), (TUESDAY, "day")]) == HalfDay(TUESDAY, "pm")


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((), "no-day"),
        ((MONDAY - timedelta(days=400),), "too-far-away"),
        ((MONDAY + timedelta(days=400),), "too-far-away"),
        ((MONDAY, MONDAY + timedelta(days=93)), "too-long-apart"),
        ((MONDAY, MONDAY + timedelta(days=92)), ""),
    ],
)
def test_days_are_within_a_year_and_not_too_far_apart(days: Sequence[date], code: str) -> None:
    chosen = plan.half_days([(day, "am") for day in days])
    if not code:
        plan.check_days(chosen, MONDAY)
        return
    with pytest.raises(RuleBroken) as broken:
        plan.check_days(chosen, MONDAY)
    assert broken.value.code == code


@pytest.mark.parametrize(("kind", "modules"), [("facilitated", ["pss"]), ("orientation", [])])
def test_a_training_has_a_module_and_an_orientation_needs_none(kind: Kind, modules: list[str]) -> None:
    plan.check_modules(kind, modules)


def test_a_refresher_of_nothing_is_no_workshop() -> None:
    with pytest.raises(RuleBroken, match="no-module"):
        plan.check_modules("refresher", [])
