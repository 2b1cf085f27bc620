"""A number that is typed: in which digits and signs, what counts as right, what is said of it."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from lms.db import session
from lms.quizzes import forms
from lms.quizzes.domain import paper_sheet
from lms.quizzes.domain.exchange import gift_reader
from lms.quizzes.domain.kinds import draft_of
from lms.quizzes.domain.kinds.numeric import NumericRules
from lms.quizzes.services import attempts
from lms.quizzes.services.attempts import ShownItem
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import numeric, pool
from tests.quizzes.test_feedback import read
from tests.quizzes.test_pages import begin


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("72", "72"),
        (" ៧២ ", "72"),
        ("໗໒", "72"),
        ("๗๒", "72"),
        ("2,5", "2,5"),
        ("២.៥", "2.5"),
        ("1,200.50", "1,200.50"),
        ("1 200,5", "1 200,5"),
        ("−3", "-3"),
        ("", None),
        ("many", None),
        ("72 hours", None),
        ("012345678", None),
        ("12345678", None),
        ("2.3456", None),
        ("1.200.5", None),
        ("1,2,3", None),
        (" " * 5 + "7" * 30, None),
    ],
)
def test_a_number_is_kept_as_it_was_written_in_plain_digits(typed: str, kept: str | None) -> None:
    answers = forms.answers([ShownItem(7, numeric("n"), ("a",))], MultiDict({"q7": typed}))
    assert answers == ({} if kept is None else {"n": (kept,)})


@pytest.mark.parametrize(
    ("answer", "tolerance", "written", "right"),
    [
        ("72", "0", "72", True),
        ("72", "0", "72.0", True),
        ("72", "0", "73", False),
        ("72", "2", "74", True),
        ("72", "2", "70", True),
        ("72", "2", "74,5", False),
        ("2.5", "0", "2,5", True),
        ("2.5", "0", "25", False),
        ("1200", "0", "1,200", True),
        ("1200", "0", "1.200", True),
        ("1200", "0", "1 200", True),
        ("1.2", "0", "1.200", True),
        ("0.12", "0", "0.120", True),
        ("120", "0", "0.120", False),
        ("1200.5", "0", "1.200,5", True),
        ("1200.5", "0", "1,200.5", True),
        ("-3", "0", "-3", True),
        ("72", "0", "a", False),
    ],
)
def test_both_ways_to_write_thousands_and_fractions_are_right(
    answer: str, tolerance: str, written: str, right: bool
) -> None:
    assert NumericRules(numeric("n", answer, tolerance)).is_right((written,)) is right


def test_no_answer_is_wrong_and_the_key_is_right() -> None:
    rules = NumericRules(numeric("n", "120.50"))
    assert rules.key == ("120.5",)
    assert (rules.is_right(rules.key), rules.is_right(())) == (True, False)
    assert rules.worded(rules.key, rules.question.text("en")) == ("120.5 hours",)
    assert rules.to_explain(rules.key) == ()
    assert rules.distractors == ()


@pytest.mark.parametrize(("typed", "passed"), [("៧២", True), ("48", False)])
def test_sokha_types_a_number_and_reads_what_is_right(
    client: StrictClient, people: People, shelve: Shelve, typed: str, passed: bool
) -> None:
    shelve(pool(numeric("n"), lessons={"10-first": 1}))
    client.sign_in(people.sokha.number)
    address = begin(client)
    refused = client.send(address, {"q1": "three days"})
    again = refused.get_data(as_text=True)
    assert (refused.status_code, 'value="three days"' in again) == (422, True)
    assert "Question 1: type a number in digits, such as 12 or 2.5." in again
    client.send(address, {"q1": typed})
    session.expire_all()
    paper = attempts.paper(people.sokha, address.split("/")[-2])
    assert paper.marks is not None
    assert paper.marks.passed is passed
    said = read(client.get(f"{address}result/").get_data(as_text=True))
    number = "72" if passed else "48"
    assert f"{'✓' if passed else '✕'} You typed: {number} hours" in said
    assert ("The right number: 72 hours" in said) is not passed
    assert f"stem n – {number} hours" in read(client.get("/en/me/data/").get_data(as_text=True))


def test_a_number_is_never_printed() -> None:
    assert paper_sheet.answerable(pool(numeric("n"), lessons={"10-first": 1})) == ()


def test_what_moodle_knows_more_of_a_number_is_noted() -> None:
    (read_question,) = gift_reader.read("How many? {#=3:0.5#Yes. =%50%4:1 ####So.}").questions
    assert read_question.notes == (
        "one number is kept, not “%50%4:1”",
        "feedback to a number is not kept: “Yes.”",
    )
    found = draft_of([read_question])
    assert found is not None
    assert (found.kind, found.parts, found.why) == ("number", (), "So.")
    assert found.keys == {"answer": "3", "tolerance": "0.5"}


def test_a_number_without_a_unit_comes_back_without_one() -> None:
    (made,) = NumericRules(numeric("n", "2.50", unit="")).to_moodle(numeric("n", unit="").text("en"), "")
    found = draft_of([made])
    assert found is not None
    assert (found.parts, found.keys) == ((), {"answer": "2.5"})
