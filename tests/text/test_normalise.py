"""What Sokha, Malee and their keyboards type, and what is kept of it."""

import re
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given

from lms.text import normalise
from lms.text.normalise import MOST_MARKS, for_comparing, for_name, for_storing
from lms.text.search_key import folded
from tests.text.cases import COMPARED, NORMALISED, RENDERED, Pair, Text, Typed
from tests.text.soup import soup
from tests.work import counted_work


@pytest.mark.parametrize("case", NORMALISED, ids=lambda case: case.id)
def test_what_sokha_and_malee_type_in_another_order_is_stored_in_one(case: Typed) -> None:
    assert for_storing(case.typed) == case.stored
    assert for_storing(case.stored) == case.stored


@pytest.mark.parametrize("case", RENDERED, ids=lambda case: case.id)
def test_a_rightly_typed_word_is_stored_as_it_is(case: Text) -> None:
    assert for_storing(case.text) == case.text
    assert for_name(case.text) == case.text


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case.id)
def test_two_spellings_are_the_same_word_or_not(case: Pair) -> None:
    assert (for_comparing(case.one) == for_comparing(case.other)) is case.same


@given(soup)
@example("\u17d2\u17dd\u1780")
@example("\ud800")
def test_storing_twice_is_storing_once(text: str) -> None:
    stored = for_storing(text)
    assert for_storing(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    stored.encode()


@given(soup)
def test_naming_twice_is_naming_once_and_a_name_is_one_trimmed_line(text: str) -> None:
    name = for_name(text)
    assert for_name(name) == name
    assert for_storing(name) == name
    assert name == " ".join(name.split())
    assert not re.search(
        "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x1f\x7f-\x9f]", name
    )


@given(soup)
@example("\u0130")
@example("\u17c1\u17c1\u17be")
def test_a_key_is_its_own_key_and_the_same_for_what_is_stored(text: str) -> None:
    key = for_comparing(text)
    assert for_comparing(key) == key
    assert for_comparing(for_storing(text)) == key
    assert for_comparing(for_name(text)) == key


def test_a_name_that_chan_pastes_from_a_sheet_loses_what_nobody_sees() -> None:
    assert for_name("\ufeff Sok\u200bha\u00a0\t \u202eChan\u202c\x07\r\n") == "Sokha Chan"
    assert for_name("\u200b \u200b") == ""


def test_lines_of_a_body_stay_and_what_no_database_holds_goes() -> None:
    assert for_storing("one\n\ttwo\x00\r\nthree\x0bfour") == "one\n\ttwo\r\nthree\nfour"
    assert for_storing("half \ud83d pair") == "half \ufffd pair"


def test_a_long_row_of_signs_costs_no_more_than_its_length() -> None:
    row = "\u0e01" + "\u0e48\u0e34" * 20_000
    assert for_storing(row) == "\u0e01\u0e34\u0e48"


# Each took the square of its length: marks of several classes in a row, and one tone behind many AM.
LONG_RUNS = {
    "accents": lambda size: "a" + "\u0301\u0327" * (size // 2),
    "thai below and above": lambda size: "\u0e01" + "\u0e48\u0e38\u0e3a" * (size // 3),
    "marks between signs": lambda size: "\u0e01" + ("\u0e38\u0e3a" * 15 + "\u17c8") * (size // 31),
    "a mark that is two": lambda size: "a" + "\u0344" * size,
    "a tone behind many AM": lambda size: "\u0e01" + "\u0e33" * size + "\u0e48",
    "tones between many AM": lambda size: "\u0e01" + "\u0e33\u0e48" * (size // 2),
    "khmer subscripts": lambda size: "\u1780" + "\u17d2\u1780" * (size // 2),
    "khmer vowels in halves": lambda size: "\u1780" + "\u17c1" * (size // 2) + "\u17b8" * (size // 2),
    "burmese medials": lambda size: "\u1000" + "\u103e\u103b" * (size // 2),
    "lao": lambda size: "\u0e81" + "\u0ecd\u0ec8\u0eb8" * (size // 3) + "\u0eb2",
}


@pytest.mark.parametrize("row", LONG_RUNS.values(), ids=LONG_RUNS)
@pytest.mark.parametrize("normalise", [for_storing, for_name, for_comparing, folded])
def test_a_long_row_of_signs_is_worked_on_as_often_as_a_short_one(
    row: Callable[[int], str], normalise: Callable[[str], str]
) -> None:
    with counted_work() as short:
        normalise(row(300))
    with counted_work() as long:
        normalise(row(30_000))
    assert long.steps <= 110 * max(short.steps, 300)


def test_no_mark_stands_in_a_plane_that_is_not_asked() -> None:
    behind = range(normalise._LAST_WITH_MARKS + 1, sys.maxunicode + 1)
    assert not [number for number in behind if unicodedata.combining(chr(number))]


@given(soup)
def test_no_more_than_thirty_marks_are_kept_in_a_row_and_what_is_kept_stays(text: str) -> None:
    stored = for_storing("a" + "\u0301\u0327\u0344\u0e38\u0e3a" * 40 + text)
    assert for_storing(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    runs = "".join("m" if unicodedata.combining(sign) else " " for sign in stored).split()
    assert max(map(len, runs), default=0) <= MOST_MARKS


@pytest.mark.parametrize("normalise", [for_storing, for_name])
def test_what_cannot_fit_into_a_field_is_not_worked_on_and_stays_too_long(
    normalise: Callable[[str, int], str],
) -> None:
    with counted_work() as work:
        kept = normalise("\x00" + "a\u0301" * 1000 + "\ud800", 100)
    assert work.steps == 0
    assert 100 < len(kept) <= 401
    assert "\x00" not in kept
    # Sokha's keyboard writes four signs where one is kept: that fits.
    assert normalise("\u0e01\u0e33\u0e48\u0e48\u0e48\u0e48" * 30, 100) == "\u0e01\u0e48\u0e33" * 30


def test_noy_finds_a_word_whatever_its_case_and_a_doubled_khmer_e() -> None:
    assert for_comparing("AIDS") == for_comparing("aids")
    assert for_comparing("\u179f\u17c1\u17c0\u179c") == for_comparing("\u179f\u17c0\u179c")
