"""The length of an answer must not give it away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.content.checks.answer_lengths import AnswerLengths, lengths_in
from lms.content.types.questions import PartText, QuestionText, SingleChoice
from tests.quizzes.pools import multiple, pool, single


def answering(*texts: str, right: str = "a") -> SingleChoice:
    """A question whose options a, b, c … read like this."""
    words = {letter: PartText(text, "why") for letter, text in zip("abcd", texts, strict=False)}
    said = {"en": QuestionText("stem", None, words, "en", "source")}
    return replace(single("pss-001", right=right), texts=said, options=tuple(words))


@pytest.mark.parametrize(
    ("texts", "longest", "shortest"),
    [
        (("stay with her", "run", "shout"), 1, 0),
        (("go", "run", "shout"), 0, 1),
        (("walk", "run", "shout"), 0, 0),
        (("run", "eat", "shout"), 0, 0),  # as short as another one
    ],
)
def test_a_right_answer_stands_out_by_its_length(texts: tuple[str, ...], longest: int, shortest: int) -> None:
    assert lengths_in(pool(answering(*texts), lessons={}), "en") == AnswerLengths(1, longest, shortest)


def test_questions_with_several_right_answers_are_not_counted() -> None:
    assert lengths_in(pool(multiple("pss-002"), lessons={}), "en").questions == 0


@pytest.mark.parametrize(
    ("found", "gives_away"),
    [
        (AnswerLengths(10, 3, 3), False),
        (AnswerLengths(10, 4, 0), True),
        (AnswerLengths(10, 0, 4), True),
        (AnswerLengths(0, 0, 0), False),
    ],
)
def test_three_of_ten_are_chance(found: AnswerLengths, gives_away: bool) -> None:
    assert found.gives_away is gives_away
