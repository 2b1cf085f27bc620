"""Lines of a certificate in scripts that write no spaces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.line_breaks import break_opportunities, with_break_opportunities
from lms.text.normalise import for_storing
from tests.text.cases import BROKEN, RENDERED, Text
from tests.text.soup import soup

_DEPENDENT = re.compile(
    "[\u17b4-\u17d3\u17dd\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebd\u0ec8-\u0ecd\u102b-\u103e]"
)
_UNFINISHED = re.compile("[\u17d2\u1039\u0e40-\u0e44\u0ec0-\u0ec4]$")
_BURMESE_CLOSED = re.compile("[\u1000-\u1021]\u1037?[\u103a\u1039]")


def assert_whole(pieces: list[str], text: str) -> None:
    assert "".join(pieces) == for_storing(text)
    assert all(pieces)
    assert not [piece for piece in pieces[1:] if _DEPENDENT.match(piece) or _BURMESE_CLOSED.match(piece)]
    assert not [piece for piece in pieces[:-1] if _UNFINISHED.search(piece)]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.id)
def test_a_long_line_breaks_between_words_and_never_inside_a_letter(case: Text) -> None:
    pieces = break_opportunities(case.text, case.language)
    assert_whole(pieces, case.text)
    assert len(pieces) > 6
    assert max(map(len, pieces)) <= 16


@pytest.mark.parametrize("case", RENDERED, ids=lambda case: case.id)
def test_a_hard_word_keeps_its_letters_together(case: Text) -> None:
    assert_whole(break_opportunities(case.text, case.language), case.text)


@given(soup, st.sampled_from(["km", "lo", "th", "my", "en", "", "zz"]))
def test_no_text_in_any_language_loses_a_character(text: str, language: str) -> None:
    assert_whole(break_opportunities(text, language), text)
    marked = with_break_opportunities(text, language, "|")
    assert marked.replace("|", "") == for_storing(text).replace("|", "")


def test_an_emoji_moves_no_break() -> None:
    assert break_opportunities("ดีใจ😀มาก", "th") == ["ดีใจ", "😀", "มาก"]


def test_a_mark_stands_only_where_a_line_would_not_break_anyway() -> None:
    assert with_break_opportunities("First aid", "en", "|") == "First aid"
    assert with_break_opportunities("ดีใจมาก ดีใจ", "th", "|") == "ดีใจ|มาก ดีใจ"
    once = with_break_opportunities("ดีใจมาก", "th")
    assert once == "ดีใจ\u200bมาก"
    assert with_break_opportunities(once, "th") == once
    assert with_break_opportunities("", "th") == ""


def test_a_sign_of_repetition_starts_no_line() -> None:
    assert break_opportunities("ងាយៗ", "km")[-1] != "ៗ"
    assert break_opportunities("ต่าง ๆ", "th") == ["ต่าง ๆ"]
