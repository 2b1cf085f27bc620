"""When a question that was wrong comes back: the table of examples."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lms.quizzes.domain import practice
from lms.quizzes.domain.practice import Due, Missed

TEST = date(2026, 11, 23)
_DAYS = timedelta(days=1)


@pytest.mark.parametrize(
    ("practised_on", "due_on"),
    [
        (None, TEST),  # never practised: at once
        (TEST - 5 * _DAYS, TEST),  # practised, and wrong again in a test: from the beginning, at once
        (TEST, TEST + _DAYS),  # practised this very day: enough for today
    ],
)
def test_what_was_wrong_in_a_test_is_due_at_once(practised_on: date | None, due_on: date) -> None:
    assert practice.after_test(TEST, practised_on) == Due(0, due_on)


@pytest.mark.parametrize(
    ("step", "right", "expected"),
    [
        (0, True, Due(1, TEST + 2 * _DAYS)),
        (1, True, Due(2, TEST + 7 * _DAYS)),
        (2, True, Due(3, TEST + 30 * _DAYS)),
        (3, True, None),
        (0, False, Due(0, TEST + _DAYS)),
        (1, False, Due(0, TEST + _DAYS)),
        (3, False, Due(0, TEST + _DAYS)),
    ],
)
def test_a_right_answer_waits_longer_each_time_and_a_wrong_one_comes_back_tomorrow(
    step: int, right: bool, expected: Due | None
) -> None:
    assert practice.after_answer(step, right=right, today=TEST) == expected


def test_four_right_answers_on_their_days_end_it_after_39_days() -> None:
    due, today = practice.after_test(TEST, None), TEST
    for days in (0, 2, 9, 39):
        today = TEST + timedelta(days=days)
        assert due.on == today
        following = practice.after_answer(due.step, right=True, today=today)
        due = following or due
    assert following is None


def test_every_answer_moves_a_question_to_a_later_day_so_that_its_day_names_one_asking() -> None:
    """Also a wrong answer, and a test that is failed on the same day: a form that is sent again is known by it."""
    for step in range(4):
        for right in (True, False):
            following = practice.after_answer(step, right=right, today=TEST)
            assert following is None or following.on > TEST
    assert practice.after_test(TEST, TEST).on > TEST


@pytest.mark.parametrize(
    ("asked", "now", "practised_on", "expected"),
    [
        (Due(0, TEST), Due(1, TEST + 2 * _DAYS), TEST, True),
        (Due(0, TEST), Due(0, TEST + 1 * _DAYS), TEST, True),
        (Due(2, TEST), Due(3, TEST + 30 * _DAYS), TEST, True),
        (Due(0, TEST), Due(0, TEST), None, False),
        (Due(1, TEST), Due(0, TEST), None, False),
        (Due(1, TEST), Due(1, TEST + 2 * _DAYS), TEST, False),
        (Due(0, TEST + 1 * _DAYS), Due(1, TEST + 2 * _DAYS), TEST, False),
        (Due(-1, TEST), Due(0, TEST + 30 * _DAYS), TEST, False),
        (Due(3, TEST), Due(1, TEST + 2 * _DAYS), TEST, False),
    ],
)
def test_an_asking_that_was_answered_is_known_and_one_that_never_was_is_not(
    asked: Due, now: Due, practised_on: date | None, expected: bool
) -> None:
    assert practice.has_led_to(asked, now, practised_on) is expected


def missed(item: str, days: int = 0, *, step: int = 0, safety: bool = False, module: str = "pss") -> Missed:
    """A question that is due so many days after the test."""
    return Missed(module, item, safety, Due(step, TEST + timedelta(days=days)))


def names(found: tuple[Missed, ...]) -> list[str]:
    return [one.item for one in found]


def test_safety_comes_first_then_what_waits_longest_then_what_is_known_least() -> None:
    waiting = [missed("new"), missed("known", -1, step=2), missed("old", -1), missed("safe", safety=True)]
    assert names(practice.round_of(waiting, TEST)) == ["safe", "old", "known", "new"]


def test_a_round_is_what_is_due_and_five_questions_at_most() -> None:
    waiting = [missed(str(number)) for number in range(7)]
    assert names(practice.round_of([*waiting, missed("tomorrow", 1)], TEST)) == ["0", "1", "2", "3", "4"]
    assert names(practice.round_of(waiting[3:], TEST, done=3)) == ["3", "4"]
    assert practice.round_of(waiting, TEST, done=5) == ()
    assert practice.round_of(waiting, TEST, done=9) == ()
    assert names(practice.round_of([missed("tomorrow", 1)], TEST + _DAYS)) == ["tomorrow"]


def test_a_round_of_one_module_asks_nothing_of_another() -> None:
    assert names(practice.round_of([missed("a"), missed("b", module="hiv")], TEST, only="hiv")) == ["b"]


@pytest.mark.parametrize(("questions", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_five_questions_take_three_minutes(questions: int, minutes: int) -> None:
    assert practice.minutes_of(questions) == minutes
