"""Who asks for a word reads first what it is; who tells what happened is led first to the page that helps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.search.domain.documents import Cue, Document
from lms.search.domain.excerpts import Hit
from lms.search.domain.index import Index
from lms.search.domain.passages import Passage
from lms.search.domain.same_words import Same
from tests.search.shelves import found, lesson, names, shown

TERM = Document("term", "", "term", Passage("ruse", "en"), (Passage("A trick.", "en"),))


def led(page: Document, place: int, anchor: str = "two") -> Document:
    return replace(page, cues=(Cue((("ruse",), ("gone",)), place, anchor, 0),))


# The pages of an index, what is typed, and the order in which they are found.
ORDERS = (
    # It helps, and says so where it leads; after it the term.
    ((led(lesson("a", "Help", "x", "A ruse."), 0), TERM), "ruse", ["a", "term"]),
    # It helps, and says so elsewhere or never.
    ((led(lesson("a", "Help", "A ruse.", "x"), 0), TERM), "ruse", ["term", "a"]),
    ((led(lesson("a", "Help", "x", "y"), 0), TERM), "ruse", ["term", "a"]),
    # Who tells what happened asks for no term.
    ((led(lesson("a", "Help", "x", "y"), 0), TERM), "gone", ["a"]),
    ((led(lesson("a", "Help", "x", "y"), 0), TERM), "ruse trick", ["a", "term"]),
    # A second page that helps and does not have the word comes after those that have it.
    ((led(lesson("a", "Help", "x"), 1), lesson("b", "Other", "A ruse."), TERM), "ruse", ["term", "b", "a"]),
    ((led(lesson("a", "Help", "x"), 0), lesson("b", "Other", "A ruse."), TERM), "ruse", ["term", "a", "b"]),
    # Without anything that leads elsewhere all is as it stands.
    ((lesson("a", "Ruse", "x"), TERM), "ruse", ["a", "term"]),
    # Often before hardly, in a text of the page before in the name of a service.
    ((lesson("a", "Help", "ruse"), lesson("b", "Help", "ruse", "ruse", "ruse")), "ruse", ["b", "a"]),
    ((lesson("a", "Help", "ruse"), lesson("b", "Help", "ruse", "ruse")), "ruse", ["a", "b"]),
    (
        (
            Document("lesson", "pss", "a", Passage("Help", "en"), (Passage("Ruse line", "en", aside=True),)),
            Document("handout", "", "b", Passage("Card", "en"), (Passage("A ruse.", "en"),)),
        ),
        "ruse",
        ["b", "a"],
    ),
)


@pytest.mark.parametrize(("pages", "typed", "order"), ORDERS)
def test_results_stand_in_the_order_of_what_was_asked(
    pages: tuple[Document, ...], typed: str, order: list[str]
) -> None:
    assert names(Index(pages), typed) == order


def test_the_heart_of_a_name_asks_for_the_term_and_another_word_does_not() -> None:
    term = Document("term", "", "term", Passage("การค้ามนุษย์", "th"), (Passage("x", "th"),))
    same = [Same("ค้ามนุษย์", ("การค้ามนุษย์",)), Same("หลอก", ("การค้ามนุษย์",))]
    page = replace(lesson("a", "x", "y", language="th"), cues=(Cue((("ค้ามนุษย์",), ("หลอก",)), 0, "", 0),))
    index = Index([page, term], same=same)
    assert names(index, "ค้ามนุษย์") == ["term", "a"]
    assert names(index, "หลอก") == ["a", "term"]


def test_a_page_that_says_the_word_elsewhere_is_shown_there() -> None:
    hit = found(Index([led(lesson("a", "Help", "A ruse.", "x"), 0), TERM]).find("ruse")).hits[1]
    assert (shown(hit.snippet), hit.anchor) == ("A [ruse].", "one")


ASKED_FOR = (
    ("th", "วัณโรค, ทีบี, TB", "tuberculosis"),
    ("km", "របេង, ជំងឺរបេង, TB", "tuberculosis"),
    ("lo", "ວັນນະໂລກ, ພະຍາດວັນນະໂລກ, TB", "tuberculosis"),
    ("en", "TB, tuberculosis", "tuberculosis"),
    ("th", "การค้ามนุษย์, ค้ามนุษย์", "human-trafficking"),
    ("km", "ជួញដូរ, ការជួញដូរ, ជួញដូរមនុស្ស, ការជួញដូរមនុស្ស", "human-trafficking"),
    ("lo", "ຄ້າມະນຸດ, ການຄ້າມະນຸດ", "human-trafficking"),
    ("en", "trafficking, human trafficking", "human-trafficking"),
)
EACH = [(language, each, term) for language, typed, term in ASKED_FOR for each in typed.split(", ")]


def has_mark(hit: Hit) -> bool:
    return any(part.marked for part in (*hit.title, *hit.snippet))


@pytest.mark.parametrize(("language", "typed", "term"), EACH)
def test_who_asks_for_a_word_reads_first_what_it_is(
    indexes: dict[str, Index], language: str, typed: str, term: str
) -> None:
    hits = found(indexes[language].find(typed)).hits
    assert (hits[0].document.kind, hits[0].document.name) == ("term", term)
    assert has_mark(hits[0])


@pytest.mark.parametrize(
    ("language", "typed"),
    [each[:2] for each in EACH if each[2] == "human-trafficking" and each[1] != "human trafficking"],
)
def test_the_lesson_on_trafficking_is_shown_where_it_says_what_that_is(
    indexes: dict[str, Index], language: str, typed: str
) -> None:
    hits = found(indexes[language].find(typed)).hits
    assert (hits[1].document.name, hits[1].anchor) == ("safe-migration", "three-things")
    assert any(part.marked for part in hits[1].snippet)
    with_word = [has_mark(hit) for hit in hits]
    assert with_word == sorted(with_word, reverse=True), "pages that have the word come first"


@pytest.mark.parametrize(
    ("language", "typed", "clinic"),
    [
        ("en", "TB", "clinic"),
        ("km", "TB, របេង", "គ្លីនិក"),
        ("lo", "TB, ວັນນະໂລກ", "ຄລີນິກ"),
        ("th", "TB, วัณโรค, ทีบี", "คลินิก"),
    ],
)
def test_who_looks_for_tuberculosis_is_shown_the_door_of_the_clinic(
    indexes: dict[str, Index], language: str, typed: str, clinic: str
) -> None:
    for each in typed.split(", "):
        _, doors, *_, referral = found(indexes[language].find(each)).hits
        assert doors.document.name == "working-with-others"
        for hit in (doors, referral):
            assert clinic in "".join(part.text for part in hit.snippet)
