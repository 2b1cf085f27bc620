"""The paper as a form: which fields each question has, what was typed into them, what is still missing.

Fields are named by the question's number and their values by the place of the part as shown. Neither tells
anything about the right answer; the ids of the file would, as it holds the steps of an ordering question in
their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from lms.content.types.questions import MultipleChoice, Ordering, QuestionText, SingleChoice, TrueFalse
from lms.quizzes.domain.marking import FALSE, TRUE, Answer
from lms.quizzes.services import Asked

Typed: TypeAlias = "MultiDict[str, str]"
Kind: TypeAlias = Literal["single", "multiple", "true-false", "order"]


@dataclass(frozen=True)
class Row:
    """One part of a question as shown: its field, the value that stands for it, and what was typed.

    `typed` is the number given to a step, or the row's own value when it is ticked, or empty.
    """

    name: str
    value: str
    text: str
    typed: str


@dataclass(frozen=True)
class QuestionForm:
    """A question on the page: `judged` is the truth value that was typed, `error` what is missing."""

    number: int
    name: str
    kind: Kind
    text: QuestionText
    to_choose: int
    rows: tuple[Row, ...]
    judged: str
    error: str


def answers(asked: Sequence[Asked], typed: Typed) -> Mapping[str, Answer]:
    """The complete answers by item id; a question that is not answered completely is left out."""
    read = ((one.question.id, _answer(one, typed)) for one in asked)
    return {item: answer for item, answer in read if answer is not None}


def questions(asked: Sequence[Asked], language: str, typed: Typed | None = None) -> list[QuestionForm]:
    """The questions in a language: empty, or with what was `typed` and an error at each incomplete one."""
    if typed is None:
        return [_form(one, language, MultiDict(), "") for one in asked]
    return [
        _form(one, language, typed, _missing(one) if _answer(one, typed) is None else "") for one in asked
    ]


def _name(one: Asked) -> str:
    return f"q{one.number}"


def _reasons(one: Asked) -> str:
    return f"q{one.number}-reason"


def _step(one: Asked, place: int) -> str:
    return f"q{one.number}-step{place}"


def _chosen(one: Asked, values: Sequence[str]) -> Answer:
    """The parts that stand behind typed values; values that no row has are passed over."""
    return tuple(part for place, part in enumerate(one.parts, start=1) if str(place) in values)


def _answer(one: Asked, typed: Typed) -> Answer | None:
    question = one.question
    match question:
        case SingleChoice():
            return _chosen(one, typed.getlist(_name(one))[:1]) or None
        case MultipleChoice():
            chosen = _chosen(one, typed.getlist(_name(one)))
            return chosen if len(chosen) == len(question.right) else None
        case TrueFalse():
            judged, reason = typed.get(_name(one), ""), _chosen(one, typed.getlist(_reasons(one))[:1])
            return (judged, *reason) if judged in (TRUE, FALSE) and reason else None
        case Ordering():
            given = {typed.get(_step(one, place), ""): part for place, part in enumerate(one.parts, start=1)}
            places = [str(place) for place in range(1, len(one.parts) + 1)]
            return tuple(given[place] for place in places) if given.keys() == set(places) else None
        case _:
            assert_never(question)


def _missing(one: Asked) -> str:
    question = one.question
    match question:
        case SingleChoice():
            return _("Question %(number)s: choose one answer.", number=one.number)
        case MultipleChoice():
            count = len(question.right)
            return ngettext(
                "Question %(number)s: choose %(num)s answer.",
                "Question %(number)s: choose %(num)s answers.",
                count,
                number=one.number,
            )
        case TrueFalse():
            return _("Question %(number)s: choose true or false, and one reason.", number=one.number)
        case Ordering():
            return _("Question %(number)s: give each step a number, each number once.", number=one.number)
        case _:
            assert_never(question)


def _form(one: Asked, language: str, typed: Typed, error: str) -> QuestionForm:
    question, text = one.question, one.question.text(language)

    def form(kind: Kind, rows: tuple[Row, ...], to_choose: int = 1) -> QuestionForm:
        judged = typed.get(_name(one), "")
        return QuestionForm(one.number, _name(one), kind, text, to_choose, rows, judged, error)

    def ticks(name: str) -> tuple[Row, ...]:
        values = typed.getlist(name)
        shown = ((str(place), text.parts[part].text) for place, part in enumerate(one.parts, start=1))
        return tuple(Row(name, value, words, value if value in values else "") for value, words in shown)

    def numbers() -> Iterator[Row]:
        for place, part in enumerate(one.parts, start=1):
            name = _step(one, place)
            yield Row(name, str(place), text.parts[part].text, typed.get(name, ""))

    match question:
        case SingleChoice():
            return form("single", ticks(_name(one)))
        case MultipleChoice():
            return form("multiple", ticks(_name(one)), len(question.right))
        case TrueFalse():
            return form("true-false", ticks(_reasons(one)))
        case Ordering():
            return form("order", tuple(numbers()))
        case _:
            assert_never(question)
