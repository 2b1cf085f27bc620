"""Marking: answers in, marks out. Knows nothing of attempts, languages or the database.

An answer is a tuple of words, so that it can be stored as it is: the chosen parts (single, multiple choice),
the truth value and the reason (true or false), or the steps in the order given (ordering).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from lms.content.types.questions import MultipleChoice, Ordering, Question, SingleChoice, TrueFalse

Answer: TypeAlias = tuple[str, ...]

TRUE, FALSE = "true", "false"


@dataclass(frozen=True)
class Marks:
    """The marks of a paper: `score` in whole percent, 0 to 100; `right` by item id.

    `reread` holds the lessons of safety items that were wrong.
    """

    score: int
    passed: bool
    right: Mapping[str, bool]
    reread: tuple[str, ...]


def key(question: Question) -> Answer:
    """The right answer."""
    match question:
        case SingleChoice():
            return (question.right,)
        case MultipleChoice():
            return tuple(part for part in question.options if part in question.right)
        case TrueFalse():
            return (TRUE if question.answer else FALSE, question.right_reason)
        case Ordering():
            return question.steps
        case _:
            assert_never(question)


def is_right(question: Question, answer: Answer) -> bool:
    """Whether an answer earns the mark: there are no half marks.

    Multiple choice: all right options and no wrong one. True or false: both the truth value and the reason.
    Ordering: exactly the right order.
    """
    match question:
        case SingleChoice() | TrueFalse() | Ordering():
            return answer == key(question)
        case MultipleChoice():
            return frozenset(answer) == question.right
        case _:
            assert_never(question)


def to_explain(question: Question, answer: Answer) -> tuple[str, ...]:
    """The parts whose reasons the person should read: the chosen and the right ones, in file order.

    None for an ordering question, whose steps have no reasons of their own.
    """
    match question:
        case SingleChoice() | MultipleChoice():
            return tuple(part for part in question.options if part in answer or part in key(question))
        case TrueFalse():
            return tuple(part for part in question.reasons if part in answer or part == question.right_reason)
        case Ordering():
            return ()
        case _:
            assert_never(question)


def mark(questions: Iterable[Question], answers: Mapping[str, Answer], *, pass_mark: int) -> Marks:
    """The marks of a paper of at least one question. `pass_mark` in percent; no answer is a wrong one.

    The score is rounded down, so that nobody passes by rounding. A passed paper also has every safety item
    right (curriculum, section 8).
    """
    asked = tuple(questions)
    right = {question.id: is_right(question, answers.get(question.id, ())) for question in asked}
    score = 100 * sum(right.values()) // len(right)
    failed = {question.lesson for question in asked if question.safety is not None and not right[question.id]}
    return Marks(score, score >= pass_mark and not failed, right, tuple(sorted(failed)))
