"""The paper as a form: which fields each question has, what was typed into them, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from lms.content.types.questions import QuestionText
from lms.quizzes.domain.answers_merging import NOTHING_YET, Fields
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.forms import kinds
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed
from lms.quizzes.services.attempts import ShownItem


@dataclass(frozen=True)
class QuestionForm:
    """A question on the page: `typed` into its first field, `error` what is missing, once that is to be said.

    `kind` chooses the template. `to_choose` is the number of right parts, where parts are right or wrong.
    """

    number: int
    name: str
    kind: str
    text: QuestionText
    to_choose: int
    rows: tuple[Row, ...]
    typed: str
    is_whole: bool
    error: str


def answers(asked: Sequence[ShownItem], typed: Typed) -> Mapping[str, Answer]:
    """The complete answers by item id; a question that is not answered completely is left out."""
    read = ((each.question.id, _fields(each).read(typed)) for each in asked)
    return {item: answer for item, answer in read if answer is not None}


def questions(
    asked: Sequence[ShownItem], language: str, typed: Typed | None = None, *, sent: bool = False
) -> list[QuestionForm]:
    """The questions in a language with what was `typed`; once it was `sent`, with an error at each incomplete one."""
    given: Typed = MultiDict() if typed is None else typed
    return [_form(_fields(each), language, given, sent=sent) for each in asked]


def typed_answers(asked: Sequence[ShownItem], typed: Typed) -> dict[int, dict[str, list[str]]]:
    """What stands in the fields of each question, by its number: for keeping, half answers too."""
    return {each.number: _fields(each).typed_in(typed) for each in asked}


def read_seen(typed: str | None) -> datetime | None:
    """What a page of a test had seen of saved answers, as it hands it back: an instant, or nothing; None: unknown."""
    if not typed:
        return None if typed is None else NOTHING_YET
    try:
        instant = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return instant if instant.tzinfo else None


def read_taps(typed: str | None) -> dict[int, datetime | None] | None:
    """The questions whose taps have not arrived, as the script names them: "3@<instant> 7@"; None without a script."""
    if typed is None:
        return None
    taps = (tap.partition("@") for tap in typed.split())
    return {
        int(number): read_seen(seen if at else None)
        for number, at, seen in taps
        if number.isdecimal() and len(number) < 5
    }


def as_typed(saved: Iterable[Fields]) -> Typed:
    """What was kept of some questions, as a form sends it."""
    return MultiDict(
        [(name, value) for fields in saved for name, values in fields.items() for value in values]
    )


def _fields(each: ShownItem) -> QuestionFields[Any]:
    return kinds.fields_of(each.question, each.number, each.parts)


def _form(fields: QuestionFields[Any], language: str, given: Typed, *, sent: bool) -> QuestionForm:
    question, text = fields.question, fields.question.text(language)
    is_whole = fields.read(given) is not None
    return QuestionForm(
        number=fields.number,
        name=fields.name,
        kind=question.kind,
        text=text,
        to_choose=len(question.right_parts or ()),
        rows=fields.rows(text, given),
        typed=given.get(fields.name, ""),
        is_whole=is_whole,
        error=fields.missing() if sent and not is_whole else "",
    )
