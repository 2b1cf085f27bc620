"""Sokha types a word as her phone lets her; it is found where a reader sees it."""

from __future__ import annotations

import pytest
from hypothesis import given

from lms.search.domain.matching import Match, matches, searchable, words
from lms.text.graphemes import clusters
from lms.text.normalise import for_name
from tests.text.cases import BROKEN, COMPARED, NORMALISED, RENDERED, SEARCHED, Pair, Search, Text, Typed
from tests.text.soup import soup


def found(text: str, query: str, language: str) -> bool:
    ready, wanted = searchable(text, language), words(query)
    return bool(wanted) and all(matches(ready, word) for word in wanted)


def marked(text: str, query: str, language: str) -> list[tuple[str, bool]]:
    """The matches of a word as they are shown, and whether they are whole words."""
    ready = searchable(text, language)
    return [
        (ready.text[match.start : match.end], match.whole)
        for word in words(query)
        for match in matches(ready, word)
    ]


@pytest.mark.parametrize("case", SEARCHED, ids=lambda case: case.id)
def test_sokha_finds_the_word_and_not_half_a_letter(case: Search) -> None:
    assert found(case.text, case.query, case.language) is case.found


@pytest.mark.parametrize("case", RENDERED, ids=lambda case: case.id)
def test_sokha_finds_every_hard_word(case: Text) -> None:
    for word in case.text.split():
        assert found(case.text, word, case.language)


@pytest.mark.parametrize("case", NORMALISED, ids=lambda case: case.id)
def test_the_order_in_which_signs_were_typed_does_not_matter(case: Typed) -> None:
    assert found(case.stored, case.typed, case.language)
    assert found(case.typed, case.stored, case.language)


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case.id)
def test_spellings_that_look_the_same_find_each_other_and_others_do_not(case: Pair) -> None:
    assert found(case.one, case.other, "km") is case.same
    assert found(case.other, case.one, "km") is case.same


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.id)
def test_a_long_sentence_without_spaces_finds_itself_as_whole_words(case: Text) -> None:
    ready = searchable(case.text, case.language)
    (word,) = words(case.text)
    assert matches(ready, word) == [Match(0, len(ready.text), whole=True)]


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        # In the middle of a sentence, and inside a longer word.
        ("การป้องกันโรคเอดส์ในชุมชน", "เอดส์", "th", [("เอดส์", True)]),
        ("ยาลดไข้", "ยา", "th", [("ยา", True)]),
        ("พยาบาล", "บาล", "th", [("บาล", False)]),
        ("เขาพยายามยา ยา", "ยา", "th", [("ยา", False), ("ยา", False), ("ยา", True), ("ยา", True)]),
        # A sentence ends a word; so does another script.
        ("សួរជនភៀសខ្លួន។គាត់", "ជនភៀសខ្លួន", "km", [("ជនភៀសខ្លួន", True)]),
        ("មេរោគHIVនៅ", "hiv", "km", [("HIV", True)]),
        # Spaces between the words of an unspaced script are the writer's choice.
        ("ជំងឺ អេដស៍", "ជំងឺអេដស៍", "km", [("ជំងឺ អេដស៍", True)]),
        ("ជំងឺ\u200bអេដស៍", "ជំងឺអេដស៍", "km", [("ជំងឺអេដស៍", True)]),
        # One letter in the text, two in the query; and half of it.
        ("ຮັບໜັງສືມາ", "ຫນັງສື", "lo", [("ໜັງສື", True)]),
        ("ຮັບໜັງສືມາ", "ນັງສື", "lo", [("ໜັງສື", False)]),
        # Latin: case and accents, the start of a word from three letters on, whole numbers.
        ("Café, CAFE", "cafè", "en", [("Café", True), ("CAFE", True)]),
        ("He consents: consent!", "CONSENT", "en", [("consents", False), ("consent", True)]),
        ("U=U and use", "u=u", "en", [("U=U", True)]),
        ("In 2569 and 25690", "2569", "en", [("2569", True)]),
        ("In ២៥៦៩ we", "2569", "km", [("២៥៦៩", True)]),
        ("a part of art", "art", "en", [("art", True)]),
        ("to be", "b", "en", []),
        ("Straße", "STRASSE", "en", [("Straße", True)]),
        ("İstanbul", "istanbul", "en", [("İstanbul", True)]),
        ("", "word", "en", []),
    ],
)
def test_what_is_marked_is_what_was_looked_for(
    text: str, query: str, language: str, expected: list[tuple[str, bool]]
) -> None:
    assert marked(text, query, language) == expected


def test_only_what_has_letters_or_digits_is_a_word_of_a_query() -> None:
    assert words(" ?! \u200b — ") == []
    assert [word.size for word in words("first-aid ជំងឺ 12")] == [2, 2, 1]


@given(soup)
def test_no_text_breaks_the_search_and_places_are_in_order(text: str) -> None:
    ready = searchable(text, "km")
    assert ready.text == for_name(text)
    assert len(ready.offsets) == len(ready.places)
    assert list(ready.places) == sorted(ready.places)
    assert all(0 <= edge <= len(ready.places) for edge in ready.edges)
    for word in words(text):
        for match in matches(ready, word):
            assert clusters(ready.text[match.start : match.end])
