"""What a group did not understand, and that nobody can work out how one of them answered. By examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random

import pytest

from lms.reports.domain.group_answers import (
    Answered,
    LessonAnswers,
    Line,
    Mistake,
    Month,
    Share,
    group_answers,
    is_pinned,
    last_month_let_in,
)
from lms.reports.domain.suppression import LEAST

JAN, FEB, MAR, APR = ((2026, number) for number in range(1, 5))


@pytest.mark.parametrize(
    ("people", "last"),
    [
        ({}, None),
        ({JAN: 4}, None),
        ({JAN: 5}, JAN),
        ({JAN: 5, FEB: 1}, JAN),  # one person more would be told by subtraction
        ({JAN: 5, FEB: 1, MAR: 4}, MAR),
        ({JAN: 2, FEB: 2, MAR: 2, APR: 4}, MAR),
        ({APR: 5, JAN: 4}, APR),
        ({JAN: 9, FEB: 5, MAR: 4}, FEB),
    ],
)
def test_people_are_let_in_five_or_more_at_a_time(people: Mapping[Month, int], last: Month | None) -> None:
    assert last_month_let_in(people) == last


def group(*lines: tuple[str, str, str, int, int], mistakes: str = "") -> Iterator[Answered]:
    """Item, place, language, how many were right and wrong: each somebody else, wrong by the options in turn."""
    person = 0
    for item, place, language, right, wrong in lines:
        for number in range(right + wrong):
            person += 1
            chosen = mistakes[(number - right) % len(mistakes)] if mistakes and number >= right else ""
            yield Answered(person, "10", item, place, language, number < right, tuple(chosen))


def only(answers: Iterator[Answered], people: int = 100) -> LessonAnswers:
    (lesson,) = group_answers(answers, people=people)
    return lesson


def test_of_a_large_group_all_is_shown() -> None:
    lesson = only(group(("q1", "KH-1", "km", 12, 8), ("q2", "KH-1", "km", 5, 15)), 40)
    assert lesson == LessonAnswers(
        "10", Share(17, 23), (Line("q1", Share(12, 8)), Line("q2", Share(5, 15))), (), ()
    )
    assert lesson.items[1].share is not None
    assert lesson.items[1].share.percent == 25
    assert [Share(*pair).percent for pair in ((5, 7), (1, 7), (2, 5))] == [42, 13, 29]  # half of one goes up


def test_of_fewer_than_five_people_nothing_is_said() -> None:
    assert group_answers(group(("q1", "KH-1", "km", 2, 2)), people=4) == ()


@pytest.mark.parametrize(("right", "wrong"), [(20, 4), (4, 20), (20, 0), (0, 20)])
def test_a_lesson_that_few_got_wrong_or_that_all_answered_alike_is_not_shown(right: int, wrong: int) -> None:
    assert only(group(("q1", "KH-1", "km", right, wrong))) == LessonAnswers("10", None)


def test_five_wrong_answers_of_three_people_are_about_three_people() -> None:
    answers = [
        Answered(number % (3 if wrong else 20), "10", "q1", "KH-1", "km", not wrong, ())
        for wrong in (True, False)
        for number in range(6 if wrong else 20)
    ]
    assert group_answers(answers, people=20) == (LessonAnswers("10", None),)


def test_a_question_that_few_got_wrong_is_hidden_with_another_one_so_that_no_subtraction_tells() -> None:
    lesson = only(
        group(("q1", "P", "km", 12, 2), ("q2", "P", "km", 9, 6), ("q3", "P", "km", 20, 30)), people=79
    )
    assert lesson.share == Share(41, 38)
    assert [line.key for line in lesson.items if line.share is None] == ["q1", "q2"]


def test_places_and_languages_split_a_lesson_and_small_ones_hide_with_a_partner() -> None:
    lesson = only(
        group(
            *(("q1", "KH-1", "km", 12, 9), ("q1", "KH-12", "km", 11, 2)),
            *(("q1", "KH-9", "km", 30, 30), ("q1", "KH-9", "en", 8, 8)),
        ),
        people=110,
    )
    assert [(line.key, line.share is None) for line in lesson.places] == [
        ("KH-1", True),
        ("KH-12", True),
        ("KH-9", False),
    ]
    assert [line.share for line in lesson.languages] == [Share(8, 8), Share(53, 41)]


def test_where_all_of_a_place_answered_alike_no_place_is_shown() -> None:
    lesson = only(group(("q1", "KH-1", "km", 12, 9), ("q1", "KH-12", "km", 0, 9)))
    assert lesson.share == Share(12, 18)
    assert [line.share for line in lesson.places] == [None, None]


def test_a_question_that_everybody_was_asked_and_all_got_wrong_is_not_shown() -> None:
    lines = (("q1", "P", "km", 0, 20), ("q2", "P", "km", 10, 8))
    assert [line.share for line in only(group(*lines), people=20).items] == [None, None]
    assert [line.share for line in only(group(*lines), people=60).items] == [Share(0, 20), Share(10, 8)]


def test_a_place_or_language_alone_is_the_whole() -> None:
    lesson = only(group(("q1", "KH-1", "km", 12, 9)))
    assert (lesson.places, lesson.languages) == ((), ())


@pytest.mark.parametrize(
    ("mistakes", "found"),
    [
        ("", None),  # nobody chose anything
        ("a", Mistake("a", 18)),
        ("aab", Mistake("a", 12)),
        ("aaaaaabb", None),  # b was chosen by four, and who knows how many chose a knows that
        ("abcde", None),
    ],
)
def test_the_wrong_answer_that_most_chose_is_named_where_that_tells_of_nobody(
    mistakes: str, found: Mistake | None
) -> None:
    lesson = only(group(("q1", "P", "km", 20, 18), mistakes=mistakes), people=38)
    assert lesson.items[0].mistake == found


@pytest.mark.parametrize(
    ("chose", "found"),
    [(3, None), (17, None), (18, Mistake("a", 18)), (12, Mistake("a", 12))],
)
def test_whoever_chose_nothing_is_not_told_by_those_who_chose(chose: int, found: Mistake | None) -> None:
    """Of 18 wrong answers so many chose "a", the others nothing."""
    answers = [
        Answered(person, "10", "q1", "P", "km", person >= 18, ("a",) if person < chose else ())
        for person in range(38)
    ]
    (lesson,) = group_answers(answers, people=38)
    assert lesson.items[0].mistake == found


@pytest.mark.parametrize(
    ("hidden", "pinned"),
    [
        ((), False),
        (((12, 2),), True),
        (((12, 2), (9, 6)), False),
        (((0, 3), (0, 9)), True),  # nobody was right in either, so all three were wrong
        (((0, 9), (0, 8)), False),  # large numbers may be known
        (((3, 0), (9, 0)), True),
    ],
)
def test_what_is_hidden_is_not_pinned_by_how_many_were_asked(
    hidden: Sequence[tuple[int, ...]], pinned: bool
) -> None:
    assert is_pinned(hidden) is pinned


def possible(lesson: LessonAnswers, lines: Sequence[Line], asked: Mapping[str, int]) -> list[dict[str, int]]:
    """How many right answers each hidden line may have, for somebody who knows how many were asked in each."""
    assert lesson.share is not None
    hidden = [line.key for line in lines if line.share is None]
    left = lesson.share.right - sum(line.share.right for line in lines if line.share)
    tried = product(*(range(asked[key] + 1) for key in hidden))
    return [dict(zip(hidden, each, strict=True)) for each in tried if sum(each) == left]


@pytest.mark.parametrize("seed", range(300))
def test_no_small_number_can_be_worked_out_even_knowing_how_many_were_asked(seed: int) -> None:
    random = Random(seed)
    numbers = {f"q{n}": (random.randint(0, 9), random.randint(0, 9)) for n in range(random.randint(2, 4))}
    lines = [(key, "P", "km", right, wrong) for key, (right, wrong) in numbers.items() if right + wrong]
    lesson = only(group(*lines), people=max(LEAST, sum(map(sum, numbers.values()))))
    if lesson.share is None:
        return
    asked = {key: right + wrong for key, (right, wrong) in numbers.items()}
    others = possible(lesson, lesson.items, asked)
    for line in lesson.items:
        if line.share is not None:
            assert all(n == 0 or n >= LEAST for n in (line.share.right, line.share.wrong))
        elif any(0 < n < LEAST for n in numbers[line.key]):
            assert len({each[line.key] for each in others}) > 1
