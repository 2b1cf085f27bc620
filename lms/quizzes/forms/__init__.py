"""The paper as a form: which fields each question has, what was typed into them, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from lms.content.types.questions import QuestionText
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.forms import kinds
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed
from lms.quizzes.services import ShownItem


@dataclass(frozen=True)
class QuestionForm:
    """A question on the page: `typed` into its first field, `error` what is missing.

    `kind` chooses the template. `to_choose` is the number of right parts, where parts are right or wrong.
    """

    number: int
    name: str
    kind: str
    text: QuestionText
    to_choose: int
    rows: tuple[Row, ...]
    typed: str
    error: str


def answers(asked: Sequence[ShownItem], typed: Typed) -> Mapping[str, Answer]:
    """The complete answers by item id; a question that is not answered completely is left out."""
    read = ((each.question.id, _fields(each).read(typed)) for each in asked)
    return {item: answer for item, answer in read if answer is not None}


def questions(asked: Sequence[ShownItem], language: str, typed: Typed | None = None) -> list[QuestionForm]:
    """The questions in a language: empty, or with what was `typed` and an error at each incomplete one."""
    return [_form(_fields(each), language, typed) for each in asked]


def _fields(each: ShownItem) -> QuestionFields[Any]:
    return kinds.fields_of(each.question, each.number, each.parts)


def _form(fields: QuestionFields[Any], language: str, typed: Typed | None) -> QuestionForm:
    question, text = fields.question, fields.question.text(language)
    given: Typed = MultiDict() if typed is None else typed
    return QuestionForm(
        number=fields.number,
        name=fields.name,
        kind=question.kind,
        text=text,
        to_choose=len(question.right_parts or ()),
        rows=fields.rows(text, given),
        typed=given.get(fields.name, ""),
        error="" if typed is None or fields.read(given) is not None else fields.missing(),
    )
