"""What a check sees when it lays a translation beside its source."""

from __future__ import annotations

import pytest

from lms.content.checks.similarity import differences, english_left, length_outliers, much_shorter


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("See [below](#help).", "សូមមើល [ខាងក្រោម](#help)។", []),
        ("See [below](#help).", "សូមមើល [ខាងក្រោម](#halp)។", ["`#help` of the source", "`#halp` is not"]),
        ("[a](#a) and [b](#b)", "[ខ](#b) និង [ក](#a)", []),
        ("[a](#a) and [a](#a)", "[ក](#a)", ["the link `#a` of the source is missing"]),
        ("Hello %(name)s, {count} left", "សួស្ដី %(name)s នៅសល់ {count}", []),
        ("Hello %(name)s", "សួស្ដី %(nam)s", ["`%(name)s` of the source", "`%(nam)s` is not"]),
        ("## Help {#help}", "## ជំនួយ {#help}", []),
        ("Go **now**, do **not** wait", "**កុំ** ចាំ ទៅ **ឥឡូវ**", []),
        ("Go **now**.", "ទៅឥឡូវ។", ["the source has 1 **strong** places, this has 0"]),
        ("Go **now**.", "ទៅ** ឥឡូវ **។", ["the source has 1 **strong** places, this has 0"]),
    ],
)
def test_links_placeholders_and_strong_words_are_the_same_in_both(
    source: str, translation: str, found: list[str]
) -> None:
    said = list(differences(source, translation))
    assert len(said) == len(found)
    assert all(part in one for part, one in zip(found, said, strict=True))


def test_a_sentence_left_in_english_is_found_and_a_name_is_not() -> None:
    assert english_left("ជំនួយ (Global Strategy on Migration)") is None
    assert english_left("សូមអាន។ Ask the person what they need today. សូមស្តាប់") == (
        "Ask the person what they need today"
    )


def test_a_text_far_longer_or_shorter_than_is_usual_is_listed() -> None:
    english = "Ask the person what they need, and listen to the answer."
    usual = "ถามว่าเขาต้องการอะไร แล้วตั้งใจฟังคำตอบของเขาให้ดี"
    pairs = [(english, usual), (english, usual), (english, usual * 3), (english, "ถาม"), ("Ask.", usual)]
    assert length_outliers(pairs) == [2, 3]
    assert length_outliers([("Ask.", usual)]) == []


@pytest.mark.parametrize(
    ("letters", "said", "short"),
    [(61, "ก" * 15, True), (61, "ก" * 16, False), (60, "ก", False), (61, "ប៉ុណ្ណោះ" * 2, False)],
)
def test_under_a_quarter_of_the_letters_of_a_long_text_something_may_be_missing(
    letters: int, said: str, short: bool
) -> None:
    assert much_shorter("word " * (letters // 4) + "x" * (letters % 4), said) is short
