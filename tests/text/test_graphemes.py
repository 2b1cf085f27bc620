"""Sokha looks for a word in a script that writes no spaces."""

import pytest
from hypothesis import given

from lms.text.graphemes import clusters, contains, pieces, spans
from lms.text.normalise import for_comparing
from tests.text.cases import SEARCHED, Search
from tests.text.soup import soup


@pytest.mark.parametrize("case", SEARCHED, ids=lambda case: case.id)
def test_sokha_finds_the_word_and_not_half_a_letter(case: Search) -> None:
    assert contains(case.text, case.query) is case.found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ស្ត្រីកាសែត", ["ស្ត្រី", "កា", "សែ", "ត"]),
        ("ເມືອງ 12", ["ເມື", "ອ", "ງ", "12"]),
        ("น้ำเปล่า", ["น้ำ", "เป", "ล่า"]),
        ("မင်္ဂလာ", ["မ", "င်္ဂ", "လာ"]),
        ("First aid, ស្រី!", ["first", "aid", "ស្រី"]),
        ("", []),
    ],
)
def test_a_text_falls_into_the_letters_that_a_reader_sees(text: str, expected: list[str]) -> None:
    assert clusters(text) == expected


@pytest.mark.parametrize("query", ["", " ", "!?"])
def test_what_has_no_letter_is_found_nowhere(query: str) -> None:
    assert not contains("ស្ត្រី!?", query)


@given(soup)
def test_clusters_leave_nothing_out_but_spaces_and_foreign_punctuation(text: str) -> None:
    kept = "".join(clusters(text))
    assert [c for c in for_comparing(text) if c.isalnum()] == [c for c in kept if c.isalnum()]


@given(soup)
def test_every_text_that_has_clusters_contains_itself(text: str) -> None:
    assert contains(text, text) is bool(clusters(text))


@given(soup)
def test_pieces_leave_nothing_out(text: str) -> None:
    assert "".join(text[piece.start : piece.end] for piece in pieces(text)) == text


def test_pieces_are_compared_by_how_they_look_and_latin_words_by_how_they_are_written() -> None:
    assert [piece.key for piece in pieces("ណ្ដ  HIV, 5")] == ["ណ្ត", " ", "HIV", ",", " ", "5"]


def test_a_cluster_is_marked_where_it_stands_and_a_number_is_one_in_any_digits() -> None:
    text = "ទៅ HIV, ២៥៦៩ ປີ"
    assert [text[start:end] for start, end in spans(text)] == ["ទៅ", "HIV", "២៥៦៩", "ປີ"]
