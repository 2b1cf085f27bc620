"""A name is refused when it would print with a hole or a dotted circle."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given

import lms
from lms.text.font_coverage import Problem, Reason, problems_of
from lms.text.font_repertoire import CHARACTERS
from lms.text.normalise import for_name
from lms.text.writing_systems import BURMESE
from tests.text.cases import CIRCLED, RENDERED, REPAIRED, Text
from tests.text.soup import soup

FONTS = Path(lms.__file__).parent / "fonts"
# We ship no Burmese font yet; the grammar of its syllables is held to its words all the same.
WITH_BURMESE = CHARACTERS | {chr(point) for point in range(ord(BURMESE.block[0]), ord(BURMESE.block[-1]) + 1)}


@pytest.mark.parametrize("case", RENDERED, ids=lambda case: case.id)
def test_hard_but_right_words_can_be_printed(case: Text) -> None:
    assert problems_of(for_name(case.text), WITH_BURMESE) == ()


@pytest.mark.parametrize(("language", "typed", "piece"), CIRCLED)
def test_a_sign_without_its_letter_is_named(language: str, typed: str, piece: str) -> None:
    assert problems_of(for_name(typed), WITH_BURMESE) == (Problem(Reason.DOTTED_CIRCLE, piece),), language


@pytest.mark.parametrize(("language", "typed"), REPAIRED)
def test_storing_repairs_what_drew_a_circle_as_typed(language: str, typed: str) -> None:
    assert [p.reason for p in problems_of(typed, WITH_BURMESE)] == ["dotted-circle"], language
    assert problems_of(for_name(typed), WITH_BURMESE) == ()


def test_malee_cannot_put_an_emoji_in_her_name_and_each_is_named_once() -> None:
    assert problems_of("Malee 😀😀 မ") == (
        Problem(Reason.UNKNOWN_CHARACTER, "😀"),
        Problem(Reason.UNKNOWN_CHARACTER, "မ"),
    )


def test_names_of_the_three_societies_and_latin_names_are_fine() -> None:
    for name in ("សុខា ចាន់", "ມະນີ ແກ້ວ", "มาลี ศักดิ์สิทธิ์", "Sokha O’Neil-Škoda", ""):
        assert problems_of(name) == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_vietnamese_name_can_be_printed_with_every_sign_of_its_six_tones(
    form: Literal["NFC", "NFD"],
) -> None:
    bases = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    tones = "".join(f"{base}{tone}" for base in bases for tone in ("", *"\u0300\u0301\u0303\u0309\u0323"))
    for name in ("Nguyễn Thị Hoa", "Đặng Văn Lưỡng", "Phạm Hồng Cửu", tones):
        assert problems_of(for_name(unicodedata.normalize(form, name))) == (), name


@given(soup)
def test_no_text_is_too_strange_to_judge(text: str) -> None:
    for problem in problems_of(for_name(text), WITH_BURMESE):
        assert problem.piece in for_name(text)


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    for weight in ("Regular", "Bold"):
        points = {point for path in FONTS.glob(f"*-{weight}.ttf") for point in TTFont(path).getBestCmap()}
        assert {chr(point) for point in points} == CHARACTERS
