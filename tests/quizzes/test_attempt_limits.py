"""Whose turn it is: three attempts, a wait, and then anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.domain.attempt_limits import MayStart, MustWait, Try, Turn, turn

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def failed(hours: float, started: float | None = None) -> Try:
    return Try(at(hours if started is None else started), at(hours), passed=False)


def passed(hours: float) -> Try:
    return Try(at(hours), at(hours), passed=True)


@pytest.mark.parametrize(
    ("tries", "now", "expected"),
    [
        ([], 0, MayStart(3)),
        ([failed(0)], 1, MayStart(2)),
        ([failed(0), failed(1)], 2, MayStart(1)),
        ([failed(0), failed(1), failed(2)], 3, MustWait(at(26))),
        ([failed(2), failed(0), failed(1)], 3, MustWait(at(26))),
        ([failed(0), failed(1), failed(2)], 25.99, MustWait(at(26))),
        ([failed(0), failed(1), failed(2)], 26, MayStart(3)),
        ([failed(0), failed(1), failed(2), failed(26)], 27, MayStart(2)),
        ([failed(0), failed(1), failed(2), failed(26), failed(27), failed(28)], 29, MustWait(at(52))),
        # Whoever has waited has waited, before the third attempt too.
        ([failed(0), failed(1)], 25, MayStart(3)),
        ([failed(0), failed(1), failed(25)], 26, MayStart(2)),
        # A paper that lay open for long is no wait: it was started right after the one before.
        ([failed(0), failed(30, started=1)], 31, MayStart(1)),
        # After a pass everything counts anew, and she may take it again.
        ([failed(0), failed(1), passed(2)], 3, MayStart(3)),
        ([failed(0), failed(1), passed(2), failed(3)], 4, MayStart(2)),
        ([passed(0), failed(1), failed(2), failed(3)], 4, MustWait(at(27))),
    ],
)
def test_three_attempts_then_a_day(tries: list[Try], now: float, expected: Turn) -> None:
    assert turn(tries, allowed=3, wait_hours=24, now=at(now)) == expected


def test_a_rule_that_became_stricter_holds_for_attempts_already_made() -> None:
    assert turn([failed(0), failed(1), failed(2)], allowed=1, wait_hours=24, now=at(3)) == MustWait(at(26))


def test_without_a_wait_nobody_is_kept_waiting() -> None:
    assert turn([failed(0), failed(0), failed(0)], allowed=3, wait_hours=0, now=at(0)) == MayStart(3)


@given(gaps=st.lists(st.integers(0, 30), max_size=30))
def test_nobody_hands_in_more_than_three_failures_without_a_wait_of_a_day(gaps: list[int]) -> None:
    clock, tries = 0.0, list[Try]()
    for gap in gaps:
        clock += gap
        if isinstance(turn(tries, allowed=3, wait_hours=24, now=at(clock)), MayStart):
            tries.append(failed(clock))
    for first, fourth in zip(tries, tries[3:], strict=False):
        assert fourth.submitted_at - first.submitted_at >= timedelta(hours=24)
