"""What trainers write on the attendance sheet, and where it goes: guides, sheets and the trainer's desk agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from lms.content import registry
from lms.handbooks import services
from lms.handbooks.rendering import book as books
from lms.imports.domain.values import results

LANGUAGES = ["en", "km", "lo", "th"]
# The two words of the sheet, and how a language writes "recorded as passed" with and without quotes.
WORDS = {
    "en": ("seen", "practise again"),
    "km": ("បានសង្កេត", "អនុវត្តម្ដងទៀត"),
    "lo": ("ສັງເກດແລ້ວ", "ຝຶກຄືນອີກ"),
    "th": ("สังเกตแล้ว", "ฝึกอีกครั้ง"),
}
RECORDED_AS_PASSED = {
    "en": r"(?:record|written|write|kept|noted)\w*( down)? as (?:“)?passed",
    "km": "កត់(?:ត្រា|ទុក)?ថា ?«?ជាប់",
    "lo": "(?:ບັນທຶກ|ຈົດ|ຂຽນ)ວ່າ ?“?ຜ່ານ",
    "th": "บันทึกว่า ?“?ผ่าน",
}
# "human resources", as each language calls those to whom the sheet goes.
HR = {"en": "HR", "km": "ធនធានមនុស្ស", "lo": "ບຸກຄະລາກອນ", "th": "ฝ่ายบุคคล"}
_QUOTED = re.compile("“([^”]+)”|«([^»]+)»")


def paragraphs(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a trainer's guide, with its module."""
    for module in registry.current().modules:
        assert module.trainer is not None
        for block in module.trainer.text(language).blocks:
            yield module.id, block.text


def quoted(text: str) -> set[str]:
    return {first or second for first, second in _QUOTED.findall(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_guide_asks_bopha_to_write_what_a_list_takes_for_a_passed_test(app: Flask, language: str) -> None:
    asked = 0
    for module, text in paragraphs(language):
        assert not re.search(RECORDED_AS_PASSED[language], text), module
        words = quoted(text)
        seen, again = WORDS[language]
        if again in words:
            asked += 1
            assert seen in words, f"{module}: of the two words one is missing"
            assert not any(results.word_of(word) for word in words), module
    assert asked >= 2, "the guides of HIV and of PSS say what is kept"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_have_the_two_words_of_the_guides(app: Flask, language: str) -> None:
    for module in ("hiv", "pss"):
        pack = services.book_of(module, language, "trainer-pack")
        chapters = {chapter.id: chapter for chapter in (draw() for draw in books.plan(pack))}
        for name in ("sheets", "attendance"):
            assert set(WORDS[language]) <= quoted(str(chapters[name].html)), module


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_guide_ends_the_session_with_who_records_it(app: Flask, language: str) -> None:
    for module in registry.current().modules:
        assert module.trainer is not None
        blocks = list(module.trainer.text(language).blocks)
        after = next(n for n, block in enumerate(blocks) if "{#after}" in block.text)
        following = (n for n in range(after + 1, len(blocks)) if blocks[n].kind == "heading")
        last = blocks[next(following) - 1].text
        assert HR[language] in last, module.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_attendance_sheet_says_to_whom_it_goes(app: Flask, language: str) -> None:
    chapters = [draw() for draw in books.plan(services.book_of("cea", language, "trainer-pack"))]
    [sheet] = [chapter for chapter in chapters if chapter.id == "attendance"]
    assert HR[language] in sheet.html
