"""A kind of question is its own files, and no other file knows of it: one that is added from the outside works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast, get_args

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from lms.content.types.questions import Item, Question, QuestionText
from lms.db import session
from lms.quizzes.domain import kinds, paper_sheet
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.domain.moodle_questions import Draft, MoodleQuestion
from lms.quizzes.forms import kinds as form_kinds
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed
from lms.quizzes.services import attempts
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import matching, multiple, ordering, pool, single, true_false
from tests.quizzes.pools import numeric as a_number
from tests.quizzes.test_feedback import read
from tests.quizzes.test_pages import begin

QUESTIONS: list[Question] = [
    single("s"),
    multiple("m"),
    true_false("t"),
    ordering("o"),
    matching("p"),
    a_number("n"),
]
ON_PAPER = [question for question in QUESTIONS if question.kind != "number"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.kind)
def test_every_kind_has_its_rules_its_fields_and_its_template(app: Flask, question: Question) -> None:
    assert kinds.rules_of(question).is_right(kinds.rules_of(question).key)
    assert form_kinds.fields_of(question, 1, question.parts).name == "q1"
    template = app.jinja_env.get_template(f"quizzes/kinds/{question.kind}.html").module
    assert {"fields", "feedback"} <= set(dir(template))
    assert ("on_paper" in dir(template)) is (kinds.rules_of(question).boxes > 0) is (question in ON_PAPER)


def test_the_kinds_above_are_all_that_there_are() -> None:
    assert {*get_args(Question)} == {type(question) for question in QUESTIONS}
    assert [type(kinds.rules_of(question)) for question in QUESTIONS] == [*kinds.RULES]


# --- a kind from the outside --------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Numeric(Item):
    """A number, as exact as it is."""

    kind = "estimate"
    part_key = "parts"

    number: int

    @property
    def parts(self) -> tuple[str, ...]:
        return ()

    @property
    def right_parts(self) -> None:
        return None


class NumericRules(QuestionRules[Numeric]):
    @property
    def key(self) -> Answer:
        return (str(self.question.number),)

    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        return ()

    @classmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        return None


class NumericFields(QuestionFields[Numeric]):
    def read(self, typed: Typed) -> Answer | None:
        number = typed.get(self.name, "").strip()
        return (number,) if number.isdecimal() else None

    def missing(self) -> str:
        return f"Question {self.number}: type a number."

    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        return ()


TEMPLATE = """
{% macro fields(question) %}
  <label>Number <input name="{{ question.name }}" value="{{ question.typed }}"></label>
{% endmacro %}
{% macro feedback(item) %}<p>You typed {{ item.answer[0] }}; it is {{ item.rules.key[0] }}.</p>{% endmacro %}
"""


@pytest.fixture
def numeric(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Numeric:
    """The fields of CONTRIBUTING's recipe, added by hand instead of in `kinds/__init__.py` of rules and of fields."""
    rules_of, fields_of = kinds.rules_of, form_kinds.fields_of

    def rules(question: Question) -> QuestionRules[Any]:
        return NumericRules(question) if isinstance(question, Numeric) else rules_of(question)

    def fields(question: Question, number: int, parts: Sequence[str]) -> QuestionFields[Any]:
        if isinstance(question, Numeric):
            return NumericFields(question, number, parts)
        return fields_of(question, number, parts)

    monkeypatch.setattr(kinds, "rules_of", rules)
    monkeypatch.setattr(form_kinds, "fields_of", fields)
    ours = app.jinja_env.loader
    assert ours is not None
    theirs = DictLoader({"quizzes/kinds/estimate.html": TEMPLATE})
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([ours, theirs]))
    text = QuestionText("How many hours?", None, MappingProxyType({}), "en", "source")
    return Numeric("first-900", "10-first", "recall", None, {"en": text}, number=72)


@pytest.mark.parametrize(("typed", "passed"), [("72", True), ("27", False)])
def test_a_kind_that_is_added_from_the_outside_is_asked_marked_and_told(
    client: StrictClient, people: People, shelve: Shelve, numeric: Numeric, typed: str, passed: bool
) -> None:
    shelve(pool(cast("Question", numeric), lessons={"10-first": 1}))
    client.sign_in(people.sokha.number)
    address = begin(client)
    nothing = client.send(address, {"q1": "many"})
    assert (nothing.status_code, 'value="many"' in nothing.get_data(as_text=True)) == (422, True)
    assert "Question 1: type a number." in nothing.get_data(as_text=True)
    client.send(address, {"q1": typed})
    session.expire_all()
    paper = attempts.paper(people.sokha, address.split("/")[-2])
    assert paper.marks is not None
    assert paper.marks.passed is passed
    assert paper_sheet.answerable(pool(cast("Question", numeric), lessons={"10-first": 1})) == ()
    assert f"You typed {typed}; it is 72." in read(client.get(f"{address}result/").get_data(as_text=True))
    assert f"How many hours? – {typed}" in read(client.get("/en/me/data/").get_data(as_text=True))
