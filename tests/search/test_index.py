"""Sokha looks for something in the lessons: what is found, in which order, and what is shown of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.search.domain import entries
from lms.search.domain.documents import Cue
from lms.search.domain.index import LONGEST, SHOWN, Index, Nothing, TooLong
from lms.search.domain.matching import Match, Searchable, Word, matches
from tests.search.shelves import found, lesson, names, shown


def test_all_words_have_to_stand_in_one_lesson_but_not_in_one_sentence() -> None:
    index = Index(
        [
            lesson("a", "Feedback", "Say thank you.", "Water is clean."),
            lesson("b", "Water", "It is clean."),
            lesson("c", "Thanks", "Nothing else."),
        ]
    )
    assert names(index, "clean water") == ["b", "a"]
    assert names(index, "thank water") == ["a"]


def test_a_word_that_nobody_knows_hides_nothing() -> None:
    index = Index(
        [
            lesson("a", "Feedback", "Say thank you.", "Water is clean."),
            lesson("b", "Water", "It is cold."),
            lesson("c", "Rest", "Sleep."),
        ]
    )
    answer = found(index.find("water zebra"))
    assert [hit.document.name for hit in answer.hits] == ["b", "a"]
    assert not answer.every_word
    assert found(index.find("water")).every_word


def test_where_no_lesson_has_all_words_the_ones_with_most_of_them_are_shown() -> None:
    index = Index(
        [
            lesson("a", "Feedback", "Thank you.", "Cold water."),
            lesson("b", "Water", "It is warm."),
            lesson("c", "Rest", "Warm sleep."),
        ]
    )
    assert names(index, "thank cold sleep") == ["a"]
    assert names(index, "feedback rest water warm sleep") == ["c"]
    # One word of three says too little.
    assert names(Index([lesson(one, one) for one in ("a1", "b1", "c1")]), "a1 b1 c1") == []


def test_little_words_need_not_stand_in_a_lesson_but_are_found_when_they_stand_alone() -> None:
    index = Index([lesson("a", "Water", "Drink."), lesson("b", "My rest", "Sleep.")], ["my", "please"])
    assert names(index, "my water please") == ["a"]
    assert found(index.find("my water please")).every_word
    assert names(index, "my") == ["b"]
    assert names(index, "my zebra please") == []


def test_a_sentence_without_spaces_is_cut_into_words_where_nothing_else_is_found() -> None:
    index = Index(
        [lesson("a", "พบหมอ", language="th"), lesson("b", "น้ำสะอาด", language="th")], ["ฉัน", "อยาก"]
    )
    assert names(index, "ฉันอยากดื่มน้ำสะอาด") == ["b"]
    assert names(index, "หมอที่คลินิก") == ["a"]
    assert not found(index.find("หมอที่คลินิก")).every_word
    assert found(index.find("อยากหมอ")).every_word, "all that tells something was found"


def test_one_letter_of_a_cut_sentence_is_found_as_a_word_alone() -> None:
    """ยา is medicine, and also how many a word begins that has nothing to do with it."""
    index = Index([lesson("a", "ยาว", language="th"), lesson("b", "กินยาทุกวัน", language="th")])
    (hit,) = found(index.find("ยากันยุง")).hits
    assert shown(hit.title) == "กิน[ยา]ทุกวัน"


def test_words_that_are_typed_together_lead_in_any_order_and_a_longer_one_wins() -> None:
    family, doses = (
        replace(lesson(name, name.title()), cues=(Cue(words, 0, "", order),))
        for name, words, order in (
            ("family", (("child", "lost"),), 0),
            ("doses", (("lost medicine",),), 1),
        )
    )
    index = Index([family, doses])
    assert names(index, "lost my child") == names(index, "my child is lost") == ["family"]
    assert names(index, "my child lost medicine") == ["doses"]
    assert names(index, "child") == []


def test_of_two_things_that_happen_the_graver_goes_first() -> None:
    later, first = (
        replace(lesson(name, name.title()), cues=(Cue(((name,),), 0, "", order),))
        for name, order in (("help", 1), ("rape", 0))
    )
    assert names(Index([later, first]), "help after rape") == ["rape", "help"]


def test_whole_words_come_first_then_titles_then_what_is_earlier() -> None:
    index = Index(
        [
            lesson("inside", "Nothing", "She consents."),
            lesson("inside-title", "Consenting", "Nothing."),
            lesson("text", "Nothing", "Her consent counts."),
            lesson("later", "Nothing", "Consent again."),
            lesson("title", "Consent", "Nothing."),
        ]
    )
    assert names(index, "consent") == ["title", "text", "later", "inside-title", "inside"]


def test_a_result_shows_its_title_and_the_best_text_and_leads_to_the_heading_above() -> None:
    index = Index(
        [lesson("a", "Listening well", "Nothing here.", "Listens to Dara.", "Listen to Dara.", "Listen.")]
    )
    (hit,) = found(index.find("listen dara")).hits
    assert shown(hit.title) == "[Listening] well"
    assert shown(hit.snippet) == "[Listen] to [Dara]."
    assert (hit.anchor, hit.language) == ("three", "en")


def test_a_sentence_says_more_than_the_heading_above_it() -> None:
    index = Index(
        [lesson("a", "Privacy", "Consent", "Nobody is asked twice before they give their consent.")]
    )
    (hit,) = found(index.find("consent")).hits
    assert shown(hit.snippet) == "Nobody is asked twice before they give their [consent]."


def test_a_word_of_the_title_alone_leads_to_the_top_and_shows_how_the_text_begins() -> None:
    index = Index([lesson("a", "Consent", "Ask first.", "Then wait.")])
    (hit,) = found(index.find("consent")).hits
    assert (shown(hit.title), shown(hit.snippet), hit.anchor) == ("[Consent]", "Ask first.", "")


def test_a_page_with_a_title_and_nothing_else_is_found_too() -> None:
    (hit,) = found(Index([lesson("a", "ការយល់ព្រម", language="km")]).find("យល់ព្រម")).hits
    assert (shown(hit.title), hit.snippet, hit.language) == ("ការ[យល់ព្រម]", (), "km")


def test_of_very_many_results_the_first_are_shown_and_all_are_counted() -> None:
    index = Index(lesson(str(number), "Water") for number in range(SHOWN + 5))
    assert (found(index.find("water")).total, len(found(index.find("water")).hits)) == (SHOWN + 5, SHOWN)
    assert len(found(index.find("water", most=100)).hits) == SHOWN + 5


def test_where_nothing_is_found_similar_titles_are_offered() -> None:
    index = Index([lesson("a", "Informed consent", "Ask."), lesson("b", "Water", "Drink.")])
    answer = found(index.find("consnt"))
    assert (answer.total, answer.hits) == (0, ())
    assert [document.name for document in answer.similar] == ["a"]
    assert found(index.find("consent")).similar == ()


def test_an_empty_question_and_a_very_long_one_are_not_searched() -> None:
    index = Index([lesson("a", "ស្ត្រី")])
    assert index.find("") == index.find(" ?! ") == Nothing()
    assert index.find("ស្ត្រី" * (LONGEST + 1)) == TooLong()
    assert found(index.find("ស្ត្រី" * LONGEST)).total == 1


def test_a_page_on_which_nothing_may_be_shown_alone_is_found_all_the_same() -> None:
    page = lesson("a", "Feedback", "Never do this with water.", "Nor this.")
    hidden = replace(page, passages=tuple(replace(one, shown=False) for one in page.passages))
    assert names(Index([hidden]), "water") == ["a"]


def test_a_word_said_a_hundred_times_is_looked_for_once(
    indexes: dict[str, Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One letter typed a hundred times took two seconds from everybody who read a lesson meanwhile."""
    looked: list[Word] = []

    def counting(text: Searchable, word: Word) -> list[Match]:
        looked.append(word)
        return matches(text, word)

    monkeypatch.setattr(entries, "matches", counting)
    once = found(indexes["lo"].find("ນ"))
    asked = len(looked)
    assert found(indexes["lo"].find(" ".join(["ນ"] * LONGEST))) == once
    assert len(looked) == 2 * asked
