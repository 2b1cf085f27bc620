"""Marking: every kind of question right and wrong, the score, and the safety rule."""

from __future__ import annotations

import pytest

from lms.content.types.questions import Question
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.marking import mark
from tests.quizzes.pools import multiple, ordering, single, true_false

SINGLE, MULTIPLE, STATEMENT, ORDER = single("s"), multiple("m"), true_false("t"), ordering("o")


@pytest.mark.parametrize(
    ("question", "answer", "right"),
    [
        (SINGLE, ("b",), True),
        (SINGLE, ("a",), False),
        (SINGLE, (), False),
        (MULTIPLE, ("a", "c"), True),
        (MULTIPLE, ("c", "a"), True),
        (MULTIPLE, ("a",), False),
        (MULTIPLE, ("a", "c", "d"), False),
        (MULTIPLE, ("a", "b"), False),
        (MULTIPLE, (), False),
        (STATEMENT, ("false", "c"), True),
        (STATEMENT, ("true", "c"), False),
        (STATEMENT, ("false", "a"), False),
        (STATEMENT, ("false",), False),
        (true_false("t", answer=True), ("true", "c"), True),
        (ORDER, ("a", "b", "c", "d"), True),
        (ORDER, ("b", "a", "c", "d"), False),
        (ORDER, ("a", "b", "c"), False),
    ],
)
def test_the_mark_needs_the_whole_answer(question: Question, answer: Answer, right: bool) -> None:
    assert rules_of(question).is_right(answer) is right


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, STATEMENT, ORDER], ids=lambda question: question.id)
def test_the_key_is_right(question: Question) -> None:
    assert rules_of(question).is_right(rules_of(question).key)


@pytest.mark.parametrize(
    ("question", "answer", "parts"),
    [
        (SINGLE, ("d",), ("b", "d")),
        (SINGLE, ("b",), ("b",)),
        (MULTIPLE, ("c", "e"), ("a", "c", "e")),
        (STATEMENT, ("false", "a"), ("a", "c")),
        (ORDER, ("b", "a", "c", "d"), ()),
    ],
)
def test_sokha_reads_why_about_her_choice_and_the_right_one(
    question: Question, answer: Answer, parts: Answer
) -> None:
    assert rules_of(question).to_explain(answer) == parts


@pytest.mark.parametrize(
    ("right", "of", "pass_mark", "score", "passed"),
    [
        (12, 12, 80, 100, True),
        (10, 12, 80, 83, True),
        (9, 12, 80, 75, False),
        (4, 5, 80, 80, True),
        (0, 12, 80, 0, False),
        # 79.17 and 79.9 percent: rounding must not let anybody pass.
        (19, 24, 80, 79, False),
        (167, 209, 80, 79, False),
        (2, 3, 66, 66, True),
        (2, 3, 67, 66, False),
    ],
)
def test_the_score_is_rounded_down(right: int, of: int, pass_mark: int, score: int, passed: bool) -> None:
    questions = [single(f"s{number}") for number in range(of)]
    answers = {f"s{number}": ("b",) if number < right else ("a",) for number in range(of)}
    marks = mark(questions, answers, pass_mark=pass_mark)
    assert (marks.score, marks.passed) == (score, passed)
    assert sum(marks.right.values()) == right


def test_malee_fails_with_a_wrong_safety_item_however_high_her_score() -> None:
    others = [single(f"s{number}") for number in range(19)]
    questions = [*others, single("x", lesson="20-second", safety="stay")]
    answers = {question.id: ("b",) for question in questions} | {"x": ("a",)}
    marks = mark(questions, answers, pass_mark=80)
    assert (marks.score, marks.passed, marks.reread) == (95, False, ("20-second",))


def test_right_safety_items_leave_nothing_to_reread() -> None:
    marks = mark([single("x", safety="stay"), single("y")], {"x": ("b",), "y": ("a",)}, pass_mark=50)
    assert (marks.passed, marks.reread) == (True, ())


def test_each_lesson_to_reread_is_named_once() -> None:
    first, second = single("x", safety="stay"), single("y", safety="limits")
    questions = [first, second, single("z", lesson="05-zero", safety="stay")]
    assert mark(questions, {}, pass_mark=80).reread == ("05-zero", "10-first")


def test_a_question_without_an_answer_is_wrong() -> None:
    assert mark([SINGLE, ORDER], {"s": ("b",)}, pass_mark=80).right == {"s": True, "o": False}
