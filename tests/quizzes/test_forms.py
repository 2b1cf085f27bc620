"""Reading a filled-in paper: complete answers, and words for what is missing."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict

from lms.content.types.questions import Question
from lms.quizzes import forms
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.services.attempts import ShownItem
from tests.quizzes.pools import multiple, ordering, single, true_false

SINGLE, MULTIPLE, STATEMENT, ORDER = single("s"), multiple("m"), true_false("t"), ordering("o")

ONE = "Question 7: choose one answer."
TWO = "Question 7: choose 2 answers."
JUDGE = "Question 7: choose true or false, and one reason."
NUMBERS = "Question 7: give each step a number, each number once."


def backwards(question: Question) -> ShownItem:
    """Question 7, with its parts shown from the last to the first."""
    return ShownItem(7, question, tuple(reversed(question.parts)))


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (SINGLE, [("q7", "1")], ("d",)),
        (SINGLE, [("q7", "3")], ("b",)),
        (MULTIPLE, [("q7", "5"), ("q7", "3")], ("c", "a")),
        (STATEMENT, [("q7", "false"), ("q7-reason", "1")], ("false", "c")),
        (
            ORDER,
            [("q7-step1", "4"), ("q7-step2", "3"), ("q7-step3", "2"), ("q7-step4", "1")],
            ("a", "b", "c", "d"),
        ),
    ],
)
def test_a_value_stands_for_the_place_on_the_page(
    question: Question, typed: list[tuple[str, str]], answer: Answer
) -> None:
    assert forms.answers([backwards(question)], MultiDict(typed)) == {question.id: answer}


@pytest.mark.parametrize(
    ("question", "typed", "words"),
    [
        (SINGLE, [], ONE),
        (SINGLE, [("q7", "9")], ONE),
        (SINGLE, [("q7", "b")], ONE),
        (MULTIPLE, [("q7", "1")], TWO),
        (MULTIPLE, [("q7", "1"), ("q7", "2"), ("q7", "3")], TWO),
        (MULTIPLE, [("q7", "1"), ("q7", "1")], TWO),
        (STATEMENT, [("q7", "true")], JUDGE),
        (STATEMENT, [("q7-reason", "1")], JUDGE),
        (STATEMENT, [("q7", "maybe"), ("q7-reason", "1")], JUDGE),
        (ORDER, [("q7-step1", "1")], NUMBERS),
        (ORDER, [(f"q7-step{n}", "1") for n in range(1, 5)], NUMBERS),
        (ORDER, [(f"q7-step{n}", str(n + 1)) for n in range(1, 5)], NUMBERS),
    ],
)
def test_an_incomplete_answer_is_named_by_its_number(
    question: Question, typed: list[tuple[str, str]], words: str
) -> None:
    values = MultiDict(typed)
    asked = [backwards(question)]
    assert forms.answers(asked, values) == {}
    app = Flask("sentences")
    Babel(app)
    with app.test_request_context():
        assert forms.questions(asked, "en", values, sent=True)[0].error == words
        assert forms.questions(asked, "en", values)[0].error == "", "nothing is missing before it is sent"


def test_an_empty_paper_has_no_errors_yet() -> None:
    questions = [backwards(question) for question in (SINGLE, MULTIPLE, STATEMENT, ORDER)]
    assert [form.error for form in forms.questions(questions, "en")] == ["", "", "", ""]
