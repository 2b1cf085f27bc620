"""What a workshop gives to somebody: a table of examples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from lms.content.types.curriculum import WorkshopRules
from lms.workshops.domain.attendance import State
from lms.workshops.domain.closing import Missing, Practice, by_attendance, outcome_of, requirement_of

FIRST, LAST = date(2026, 11, 24), date(2026, 11, 25)
THERE: tuple[State, ...] = ("present", "late")
HALF: tuple[State, ...] = ("present", "absent")


@pytest.mark.parametrize(
    ("states", "passes", "taken_back", "recorded_on", "missing"),
    [
        (THERE, [date(2026, 11, 25)], False, date(2026, 11, 25), ()),
        (THERE, [date(2026, 11, 24)], False, date(2026, 11, 24), ()),
        (THERE, [date(2026, 12, 9)], False, date(2026, 12, 9), ()),  # 14 days after
        (THERE, [date(2026, 12, 10)], False, LAST, ("test",)),
        (THERE, [date(2026, 11, 23)], False, LAST, ("test",)),  # a test of before is not one of this workshop
        (THERE, [date(2026, 11, 28), date(2026, 11, 26)], False, date(2026, 11, 26), ()),
        (THERE, [], False, LAST, ("test",)),
        (HALF, [date(2026, 11, 25)], False, None, ("attendance",)),
        (HALF, [], False, None, ("attendance", "test")),
        (THERE, [], True, None, ("test", "before")),  # what HR took back is not written again
    ],
)
def test_somebody_is_recorded_who_was_there_and_the_page_says_what_is_missing(
    states: Sequence[State],
    passes: Sequence[date],
    taken_back: bool,
    recorded_on: date | None,
    missing: tuple[Missing, ...],
) -> None:
    found = outcome_of(states, passes, (FIRST, LAST), WorkshopRules(), taken_back=taken_back)
    assert (found.recorded_on, found.missing) == (recorded_on, missing)


def test_the_rule_of_the_module_says_how_much_and_how_long() -> None:
    strict = WorkshopRules(attendance=100, test_days=0)
    found = outcome_of(("present", "left"), [date(2026, 11, 26)], (FIRST, LAST), strict)
    assert found.missing == ("attendance", "test")
    assert found.came


@pytest.mark.parametrize(
    ("asked", "requirement"),
    [({"post-test"}, "training"), ({"post-test", "attendance"}, "attendance"), (set(), "training")],
)
def test_an_award_that_asks_for_attendance_gets_it(asked: set[str], requirement: str) -> None:
    assert requirement_of(asked) == requirement


def test_modules_with_the_same_rule_are_said_together_and_others_apart() -> None:
    rules = {"pss": WorkshopRules(), "hiv": WorkshopRules(attendance=100), "cea": WorkshopRules()}
    assert by_attendance(rules) == {80: ["pss", "cea"], 100: ["hiv"]}


BEFORE = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("practice", "passes", "practised_on", "missing"),
    [
        (Practice(), [LAST], None, ()),
        (
            Practice(True),
            [date(2026, 11, 28)],
            date(2026, 11, 28),
            (),
        ),  # on the day of the test: one training
        (Practice(True), [], LAST, ("test",)),
        (Practice(False), [LAST], None, ()),  # noted, and the award does not ask for it
        (Practice(None, True), [LAST], None, ("practice",)),
        (Practice(False, True), [LAST], None, ("practice",)),
        (Practice(False, True, known=True), [LAST], None, ()),  # seen at another workshop
        (Practice(True, True, tested_since=BEFORE), [date(2026, 10, 2)], LAST, ()),  # a test at home before
        (Practice(True, True, tested_since=BEFORE), [date(2026, 9, 30)], LAST, ("test",)),
    ],
)
def test_practice_is_missing_where_the_award_asks_for_it(
    practice: Practice, passes: list[date], practised_on: date | None, missing: tuple[Missing, ...]
) -> None:
    found = outcome_of(THERE, passes, (FIRST, LAST), WorkshopRules(), practice)
    assert (found.practised, found.practised_on, found.missing) == (practice.word, practised_on, missing)
