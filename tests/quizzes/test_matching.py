"""Stems, each to one of a list: how it is filled in, marked, told, printed and exchanged."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from lms.db import session
from lms.quizzes import forms
from lms.quizzes.domain import paper_sheet
from lms.quizzes.domain.exchange import gift_reader, gift_writer, labels, moodle_xml_reader, moodle_xml_writer
from lms.quizzes.domain.kinds import draft_of
from lms.quizzes.domain.kinds.matching import MatchingRules
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.moodle_questions import Draft, Matching
from lms.quizzes.domain.selection import SelectedItem
from lms.quizzes.services import attempts
from lms.quizzes.services.attempts import ShownItem
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import matching, ordering, pool
from tests.quizzes.test_feedback import read
from tests.quizzes.test_pages import begin

QUESTION = matching("m")
RULES = MatchingRules(QUESTION)
SHOWN = ShownItem(7, QUESTION, ("a", "b", "c", "f", "e", "d"))


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (("d", "e", "d"), True),
        (("d", "e", "f"), False),
        (("e", "d", "d"), False),
        (("d", "e"), False),
        ((), False),
    ],
)
def test_the_mark_needs_every_pair(answer: Answer, right: bool) -> None:
    assert RULES.is_right(answer) is right


def test_an_answer_means_the_same_after_the_file_was_put_in_another_order() -> None:
    later = replace(QUESTION, stems=("c", "b", "a"), answers=("f", "e", "d"))
    assert MatchingRules(later).key == RULES.key == ("d", "e", "d")
    assert MatchingRules(later).stems == RULES.stems
    assert paper_sheet.version_of(later) == paper_sheet.version_of(QUESTION)
    other = replace(QUESTION, fits={**QUESTION.fits, "c": "f"})
    assert paper_sheet.version_of(other) != paper_sheet.version_of(QUESTION)


def test_only_the_answers_are_shuffled() -> None:
    shown = {RULES.shuffled(Random(seed)) for seed in range(50)}
    assert {parts[:3] for parts in shown} == {("a", "b", "c")}
    assert len({parts[3:] for parts in shown}) == 6
    assert {frozenset(parts) for parts in shown} == {frozenset(QUESTION.parts)}


def test_each_pair_is_told_by_itself() -> None:
    said = [(pair.stem, pair.answer, pair.chosen, pair.right) for pair in RULES.judged(("d", "f", "d"))]
    assert said == [("a", "d", "d", True), ("b", "e", "f", False), ("c", "d", "d", True)]
    text = QUESTION.text("en")
    assert RULES.worded(("d", "f", "d"), text) == (
        "text m a – text m d",
        "text m b – text m f",
        "text m c – text m d",
    )
    assert RULES.worded((), text) == ()
    assert RULES.to_explain(("d", "f", "d")) == ()


def test_of_an_answer_to_other_stems_nobody_says_what_was_chosen() -> None:
    assert [pair.chosen for pair in RULES.judged(("d", "e"))] == [None, None, None]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"q7-pair1": "3", "q7-pair2": "2", "q7-pair3": "3"}, ("d", "e", "d")),
        ({"q7-pair1": "1", "q7-pair2": "1", "q7-pair3": "1"}, ("f", "f", "f")),
        ({"q7-pair1": "3", "q7-pair2": "2"}, None),
        ({"q7-pair1": "3", "q7-pair2": "2", "q7-pair3": "4"}, None),
        ({"q7-pair1": "d", "q7-pair2": "e", "q7-pair3": "d"}, None),
        ({}, None),
    ],
)
def test_a_list_gives_the_place_on_the_page(typed: dict[str, str], answer: Answer | None) -> None:
    expected = {} if answer is None else {"m": answer}
    assert forms.answers([SHOWN], MultiDict(typed)) == expected


# --- on the page ----------------------------------------------------------------------------------------------------


def place(page: str, stem: str, answer: str) -> dict[str, str]:
    """The field of a stem with the value of an answer, as the page has them."""
    block = page.split(f">text m {stem}</span>")[1].split("</label>")[0]
    name = block.split('name="')[1].split('"')[0]
    value = block.split(f">text m {answer}</option>")[0].rsplit('value="', 1)[1].split('"')[0]
    return {name: value}


@pytest.mark.parametrize(("last", "passed"), [("d", True), ("f", False)])
def test_sokha_chooses_for_each_line_and_reads_each_pair(
    client: StrictClient, people: People, shelve: Shelve, last: str, passed: bool
) -> None:
    shelve(pool(QUESTION, lessons={"10-first": 1}))
    client.sign_in(people.sokha.number)
    address = begin(client)
    page = client.get(address).get_data(as_text=True)
    half = place(page, "a", "d") | place(page, "b", "e")
    refused = client.send(address, half)
    assert refused.status_code == 422
    again = refused.get_data(as_text=True)
    assert "Question 1: choose an answer in each box." in again
    assert again.count(" selected>") == 2, "what was chosen is still chosen"
    client.send(address, half | place(page, "c", last))
    session.expire_all()
    paper = attempts.paper(people.sokha, address.split("/")[-2])
    assert paper.answers == {"m": ("d", "e", last)}
    assert paper.marks is not None
    assert paper.marks.passed is passed
    said = read(client.get(f"{address}result/").get_data(as_text=True))
    assert "text m a ✓ Right : text m d" in said
    assert ("text m c ✕ You chose: text m f It belongs to: text m d" in said) is not passed
    own = read(client.get("/en/me/data/").get_data(as_text=True))
    assert f"stem m – text m a – text m d; text m b – text m e; text m c – text m {last}" in own


def test_who_left_it_out_reads_what_belongs_together(
    client: StrictClient, people: People, shelve: Shelve
) -> None:
    shelve(pool(QUESTION, lessons={"10-first": 1}))
    client.sign_in(people.sokha.number)
    address = begin(client)
    attempts.submit(people.sokha, address.split("/")[-2], {}, language="en")
    session.commit()
    said = read(client.get(f"{address}result/").get_data(as_text=True))
    assert "You gave no answer." in said
    assert "text m b It belongs to: text m e" in said
    assert "You chose:" not in said


# --- on paper -------------------------------------------------------------------------------------------------------


def test_on_paper_each_stem_has_a_box_for_a_letter() -> None:
    questions = paper_sheet.sheet(pool(QUESTION, lessons={"10-first": 1}), [SelectedItem("m", SHOWN.parts)])
    assert [(one.letters, one.boxes, one.key) for one in questions] == [("ABC", 3, "CBC")]
    assert paper_sheet.read_row(questions, "CBC") == {"m": ("d", "e", "d")}
    assert paper_sheet.read_row(questions, "AAA") == {"m": ("f", "f", "f")}
    assert paper_sheet.read_row(questions, "CB-") == {}


# --- Moodle ---------------------------------------------------------------------------------------------------------

FORMATS: list[tuple[Any, Any]] = [
    (gift_writer.written, gift_reader.read),
    (moodle_xml_writer.written, moodle_xml_reader.read),
]


def draft(matching: Matching, kind: str = "") -> Draft | None:
    return draft_of([replace(matching, tags=(f"kind:{kind}",) if kind else ())])


def sides(found: Draft | None) -> list[tuple[str, int | None]]:
    assert found is not None
    return [(part.text, part.fits) for part in found.parts]


PLACES = Matching(id="x", stem="Which day?", pairs=(("rain", "2"), ("sun", "1")))


def test_a_tag_tells_an_order_of_steps_from_pairs_that_are_numbers() -> None:
    assert sides(draft(PLACES)) == sides(draft(PLACES, "order")) == [("sun", None), ("rain", None)]
    assert sides(draft(PLACES, "match")) == [("rain", 2), ("sun", 3), ("2", None), ("1", None)]
    pairs = Matching(id="x", stem="What fits?", pairs=(("rain", "wet"), ("sun", "dry")))
    assert draft(pairs, "order") is None, "no order can be read from it, and it is said to be one"
    assert draft(pairs, "single") is None


def test_the_tag_is_written_and_is_none_of_somebody_elses() -> None:
    assert "kind:match" in labels.tags_of(QUESTION, QUESTION.text("en"))
    assert "kind:order" in labels.tags_of(ordering("o"), ordering("o").text("en"))
    assert labels.labels_of(("kind:match", "kind:order", "kind:essay")).others == ("kind:essay",)


def test_an_answer_that_fits_two_stems_or_none_comes_once() -> None:
    pairs = (("rain", "wet"), ("sun", "dry"), ("river", "wet"), ("", "sour"))
    found = draft(Matching(id="x", stem="What fits?", pairs=pairs, feedback="Water is wet."))
    assert sides(found) == [
        ("rain", 3), ("sun", 4), ("river", 3), ("wet", None), ("dry", None), ("sour", None),
    ]  # fmt: skip
    assert found is not None
    assert (found.kind, found.part_key, found.why) == ("match", "pairs", "Water is wet.")


def test_a_place_without_a_step_is_no_order() -> None:
    assert draft(Matching(id="x", stem="?", pairs=(("sun", "1"), ("rain", "2"), ("", "3")))) == draft(
        Matching(id="x", stem="?", pairs=(("sun", "1"), ("rain", "2"), ("", "3"))), "match"
    )


@pytest.mark.parametrize(("write", "read_file"), FORMATS)
def test_pairs_come_back_from_both_formats(write: Any, read_file: Any) -> None:
    (made,) = RULES.to_moodle(QUESTION.text("en"), "Why?")
    tagged = replace(made, tags=("kind:match",), category=("pss",))
    found = read_file(write([tagged]))
    assert (found.remarks, found.questions) == ((), (tagged,))
