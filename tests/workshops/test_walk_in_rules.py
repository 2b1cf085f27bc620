"""Walk-ins as rules: whether two are one, and what figures say once it is known who somebody is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lms.workshops.domain.closing import Outcome
from lms.workshops.domain.walk_ins import (
    Known,
    Standing,
    count_of_those_who_came,
    may_be_one,
    with_one_more,
)

DAY = date(2026, 11, 23)
TRAINED = Outcome(True, True, None, DAY, ("test",))
PASSED = Outcome(True, True, DAY, DAY, ())
AWAY = Outcome(False, False, None, None, ("attendance", "test"))


def figures(people: int, came: int, walk_ins: int, attended: int, passed: int, both: int) -> dict[str, Any]:
    """Figures of a workshop of one module."""
    modules = {"pss": {"attended": attended, "passed": passed, "practised": 0, "both": both}}
    return {"people": people, "came": came, "walk_ins": walk_ins, "modules": modules}


@pytest.mark.parametrize(
    ("before", "after", "was_counted", "expected"),
    [
        (None, Standing(True, {"pss": TRAINED}), True, figures(31, 29, 2, 26, 20, 19)),
        (None, Standing(True, {"pss": PASSED}), True, figures(31, 29, 2, 26, 21, 20)),
        (None, Standing(False, {"pss": AWAY}), False, figures(31, 28, 3, 25, 20, 19)),
        (
            Standing(False, {"pss": AWAY}),
            Standing(True, {"pss": PASSED}),
            True,
            figures(30, 29, 2, 26, 21, 20),
        ),
        (
            Standing(True, {"pss": PASSED}),
            Standing(True, {"pss": PASSED}),
            True,
            figures(30, 28, 2, 25, 20, 19),
        ),
    ],
)
def test_the_figures_of_that_day_move_by_one_person(
    before: Standing | None, after: Standing, was_counted: bool, expected: dict[str, Any]
) -> None:
    counted = figures(30, 28, 3, 25, 20, 19)
    assert with_one_more(counted, before, after, was_counted=was_counted) == expected


def test_a_module_of_which_nothing_is_said_and_figures_from_before_walk_ins_stay() -> None:
    old = {"people": 1, "came": 1, "modules": {"gone": {"attended": 1, "passed": 0, "both": 0}}}
    moved = with_one_more(old, None, Standing(True, {}), was_counted=True)
    assert moved == {**old, "people": 2, "came": 2, "walk_ins": 0}


@pytest.mark.parametrize(
    ("new", "other", "one"),
    [
        (Known(frozenset({"dara"}), ""), Known(frozenset({"dara", "ដារា"}), ""), True),
        (Known(frozenset({"dara"}), "85512345678"), Known(frozenset({"vanna"}), "85512345678"), True),
        (Known(frozenset({"dara"}), ""), Known(frozenset({"vanna"}), ""), False),
        (Known(frozenset({""}), ""), Known(frozenset({""}), ""), False),
    ],
)
def test_the_same_name_or_phone_may_be_one(new: Known, other: Known, one: bool) -> None:
    assert may_be_one(new, other) is one


def test_who_was_tapped_away_did_not_come() -> None:
    assert count_of_those_who_came([("present", "absent"), ("absent",), ("late",)]) == 2
