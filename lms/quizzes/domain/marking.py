"""Marking: answers in, marks out. Knows nothing of kinds of questions, attempts, languages or the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lms.content.types.questions import Question
from lms.quizzes.domain import kinds
from lms.quizzes.domain.kinds.question_rules import Answer


@dataclass(frozen=True)
class Marks:
    """The marks of a paper: `score` in whole percent, 0 to 100; `right` by item id.

    `reread` holds the lessons of safety items that were wrong.
    """

    score: int
    passed: bool
    right: Mapping[str, bool]
    reread: tuple[str, ...]


def mark(questions: Iterable[Question], answers: Mapping[str, Answer], *, pass_mark: int) -> Marks:
    """The marks of a paper of at least one question. `pass_mark` in percent; no answer is a wrong one.

    The score is rounded down, so that nobody passes by rounding. A passed paper also has every safety item
    right (curriculum, section 8).
    """
    asked = tuple(questions)
    right = {
        question.id: kinds.rules_of(question).is_right(answers.get(question.id, ())) for question in asked
    }
    score = 100 * sum(right.values()) // len(right)
    failed = {question.lesson for question in asked if question.safety is not None and not right[question.id]}
    return Marks(score, score >= pass_mark and not failed, right, tuple(sorted(failed)))
