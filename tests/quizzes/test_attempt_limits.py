"""Whose turn it is: three attempts, a wait, and then anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.domain.attempt_limits import MayStart, MustWait, Try, Turn, last_start, try_on_paper, turn

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def failed(hours: float, started: float | None = None) -> Try:
    return Try(at(hours if started is None else started), at(hours), passed=False)


def passed(hours: float) -> Try:
    return Try(at(hours), at(hours), passed=True)


def slip(day: int, typed: float = 1000, *, right: bool = False) -> Try:
    """A slip of a day, 0 for the Monday; the days of this table begin at eight."""
    return try_on_paper(at(24 * day + 24), at(typed), passed=right)


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


@pytest.mark.parametrize(
    ("tries", "hours", "now", "expected"),
    [
        # None of the day counts, whenever on it the tests were written.
        ([slip(0), slip(0), slip(0)], 24, 23, MustWait(at(24))),
        ([slip(0), slip(0), slip(0)], 24, 24, MayStart(3)),
        ([slip(0), slip(0), slip(0)], 1, 23, MustWait(at(24))),
        ([slip(0), slip(0), slip(0)], 48, 24, MustWait(at(48))),
        ([slip(0), slip(0), slip(0)], 25, 24, MustWait(at(48))),
        ([slip(0), slip(0), slip(0)], 0, 0, MayStart(3)),
        # A slip of the next day begins anew; one of the same day never does.
        ([slip(0), slip(0), slip(0), slip(1)], 24, 30, MayStart(2)),
        ([slip(0), slip(0), slip(1)], 24, 30, MayStart(2)),
        # Phone and paper of one day count together, and the later of two waits holds.
        ([slip(0), failed(20), slip(0)], 24, 23, MustWait(at(44))),
        ([failed(2), slip(0)], 24, 3, MayStart(1)),
        # A wait that ends in the course of a day may be over for a slip of it, if it was over when that was typed.
        ([failed(0), failed(1), failed(2), slip(1)], 24, 30, MayStart(2)),
        ([failed(0), failed(1), failed(2), slip(1, typed=25)], 24, 26, MustWait(at(48))),
        # What failed on the day of a pass still counts: which of them came first is not known.
        ([slip(0), slip(0, right=True), slip(0), slip(0)], 24, 20, MustWait(at(24))),
        ([slip(0), slip(0), passed(20)], 24, 21, MayStart(3)),
    ],
)
def test_of_a_test_on_paper_only_the_day_is_known(
    tries: list[Try], hours: int, now: float, expected: Turn
) -> None:
    assert turn(tries, allowed=3, wait_hours=hours, now=at(now)) == expected


def test_a_slip_was_written_on_its_day_and_before_it_was_typed() -> None:
    assert last_start(at(24), at(30)) == at(24) - timedelta.resolution
    assert last_start(at(24), at(10)) == at(10)


@given(days=st.lists(st.integers(0, 4), max_size=20), hours=st.sampled_from([12, 24, 48]))
def test_nobody_fails_more_than_three_slips_of_one_day(days: list[int], hours: int) -> None:
    tries = list[Try]()
    for day in sorted(days):
        latest = last_start(at(24 * day + 24), at(1000))
        if isinstance(turn(tries, allowed=3, wait_hours=hours, now=latest), MayStart):
            tries.append(slip(day))
    for first, fourth in zip(tries, tries[3:], strict=False):
        assert fourth.submitted_at > first.submitted_at


@pytest.mark.parametrize(
    ("tries", "unlocks", "now", "expected"),
    [
        # A trainer ends the wait: what came before does not count any more.
        ([failed(0), failed(1), failed(2)], [3], 3, MayStart(3)),
        ([failed(0), failed(1), failed(2), failed(4)], [3], 5, MayStart(2)),
        ([failed(0), failed(1), failed(2), failed(4), failed(5), failed(6)], [3], 7, MustWait(at(30))),
        ([failed(0), failed(1), failed(2), failed(4), failed(5), failed(6)], [3, 8], 9, MayStart(3)),
        # Nobody had to wait at that instant: it is no attempt beyond the rule, then or later.
        ([failed(0), failed(1)], [1.5], 2, MayStart(1)),
        ([failed(0), failed(1), failed(2)], [1.5], 3, MustWait(at(26))),
        ([failed(0), failed(1), failed(2)], [], 3, MustWait(at(26))),
        # One that has not come yet changes nothing.
        ([failed(0), failed(1), failed(2)], [5], 4, MustWait(at(26))),
        # A slip that was typed later counts after it, though its day began before.
        ([slip(0, typed=1), slip(0, typed=2), slip(0, typed=3)], [4], 5, MayStart(3)),
        ([slip(0, typed=1), slip(0, typed=2), slip(0, typed=3), slip(0, typed=5)], [4], 6, MayStart(2)),
    ],
)
def test_a_trainer_ends_a_wait_and_gives_no_attempt_without_one(
    tries: list[Try], unlocks: list[float], now: float, expected: Turn
) -> None:
    ended = [at(hours) for hours in unlocks]
    assert turn(tries, allowed=3, wait_hours=24, now=at(now), unlocks=ended) == expected
