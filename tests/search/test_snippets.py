"""A phone shows three lines of a text: the word that was looked for is in them, and no letter is cut."""

from __future__ import annotations

import pytest

from lms.search.domain.matching import Match, Searchable, matches, searchable, words
from lms.search.domain.snippets import SNIPPET, Part, marked, snippet
from lms.text.graphemes import clusters
from tests.search.shelves import shown
from tests.text.cases import BROKEN


def cut(text: str, query: str, language: str = "en") -> str:
    ready = searchable(text, language)
    return shown(snippet(ready, [match for word in words(query) for match in matches(ready, word)]))


def test_a_short_text_is_shown_whole_with_every_match_marked() -> None:
    assert cut("Ask before you ask.", "ask") == "[Ask] before you [ask]."


def test_words_that_touch_or_overlap_share_one_mark() -> None:
    ready = searchable("การรับฟัง", "th")
    found = [match for word in words("รับ รับฟัง ฟัง") for match in matches(ready, word)]
    assert shown(marked(ready, found)) == "การ[รับฟัง]"


def test_a_long_text_is_cut_between_words_around_the_first_match() -> None:
    text = "one two three four five six seven eight nine ten " * 4 + "target " + "after this come words " * 10
    piece = cut(text, "target")
    assert (piece[0], piece[-1]) == ("…", "…")
    assert " [target] after this come words" in piece
    assert len(piece) <= SNIPPET + len("……[]")
    assert set(piece.strip("…").replace("[target]", "").split()) <= set(text.split())


def test_a_long_text_without_a_match_is_shown_from_its_start() -> None:
    piece = snippet(searchable("word " * 60, "en"), [])
    assert piece[0].text.startswith("word word")
    assert piece[-1] == Part("…", marked=False)


@pytest.mark.parametrize(
    ("language", "denies", "typed"),
    [
        ("en", "So you never ask for a status of anybody, never write one down, and never send a ", "photo"),
        ("km", "ដូច្នេះ អ្នកមិនសួររកស្ថានភាពរបស់នរណាម្នាក់ទេ មិនកត់ត្រា ហើយមិនផ្ញើ", "រូបថត"),
    ],
)
def test_the_beginning_of_a_sentence_that_denies_what_follows_is_not_cut(
    language: str, denies: str, typed: str
) -> None:
    end = "។ " if language == "km" else ". "
    text = f"{'word ' * 30}first{end}{denies}{typed} to them{end}{'more ' * 30}"
    assert cut(text, typed, language).startswith(f"…{denies}[{typed}]")


@pytest.mark.parametrize(
    ("language", "year", "typed"),
    [
        ("th", "ข้อแนะนำ (พ.ศ. 2555) บอก", "สัญญาณ"),
        ("lo", "ຄຳແນະນຳ (ຄ.ສ. 2012) ບອກ", "ສັນຍານ"),
        ("en", "a note of 7 a.m. gives ", "signs"),
    ],
)
def test_the_dot_of_a_year_or_an_hour_ends_no_sentence(language: str, year: str, typed: str) -> None:
    text = f"{'word ' * 30}first. {year}{typed} to them. {'more ' * 30}"
    assert cut(text, typed, language).startswith(f"…{year}[{typed}]")


def test_the_end_of_a_text_has_no_dots_behind_it() -> None:
    assert cut("word " * 50 + "the end", "end").endswith("the [end]")


def test_a_sentence_without_spaces_is_cut_between_letters_that_a_reader_sees() -> None:
    for case in BROKEN[:4]:
        text = case.text * 6
        ready = searchable(text, case.language)
        (word,) = words(case.text)
        piece = snippet(ready, matches(ready, word)[2:3])
        middle = "".join(part.text for part in piece if part.text != "…")
        at = ready.text.index(middle)
        assert clusters(ready.text[:at]) + clusters(middle) + clusters(
            ready.text[at + len(middle) :]
        ) == clusters(ready.text)


def test_a_text_in_which_no_word_begins_is_cut_at_letters() -> None:
    ready = searchable("ກ" * 400, "lo")
    bare = Searchable(ready.text, ready.haystack, ready.offsets, ready.places, frozenset())
    piece = snippet(bare, [Match(200, 201, whole=False)])
    assert shown(piece) == "…" + "ກ" * 40 + "[ກ]" + "ກ" * (SNIPPET - 41) + "…"


def test_a_match_that_is_longer_than_a_snippet_is_shown_to_its_end() -> None:
    text = "x" * 150 + " " + "y" * 300 + " after"
    assert cut(text, "y" * 300) == "…[" + "y" * 300 + "]…"


def test_a_later_match_is_shown_whole_or_not_at_all() -> None:
    text = "ask " + "word " * 22 + "many long words " + "word " * 20
    assert cut(text, "ask").startswith("[ask] word word")
    ready = searchable(text, "en")
    start = text.index("many")
    piece = snippet(
        ready, [Match(0, 3, whole=True), Match(start, start + len("many long words"), whole=True)]
    )
    assert shown(piece) == "[ask] " + ("word " * 22).rstrip() + "…"


def test_a_text_without_letters_is_cut_all_the_same() -> None:
    assert shown(snippet(searchable("- " * 200, "en"), [])) == "…"
