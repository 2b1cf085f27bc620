"""Notes of attendance, drawn: what stands on them and what never does, right in four scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lms import pdf
from lms.certificates.domain.attendance_notes import AttendanceNote, NotedHalfDay, note_values
from lms.certificates.domain.certificate_data import Dating, Text
from lms.certificates.rendering import notes
from lms.certificates.services import drawing
from lms.errors import NotFound
from tests.certificates.papers import LANGUAGES, design_named, long_paper
from tests.pdfs import assert_looks_as_before, facts_of, fonts_of, pixels_of, text_boxes, text_of

GOLDEN = Path(__file__).parent / "golden"
DESIGN = design_named("attendance-note")
DAY = date(2026, 11, 24)
MILLIMETRE = 96 / 25.4
# What a certificate is called, and what it promises.
CERTIFICATES = {
    "en": r"certif|valid|expire|code",
    "km": "វិញ្ញាបនបត្រ|សុពលភាព|លេខកូដ",
    "lo": "ໃບຢັ້ງຢືນ|ຢັ້ງຢືນ|ໝົດອາຍຸ|ລະຫັດ",
    "th": "ประกาศนียบัตร|รับรอง|หมดอายุ|รหัส",
}


def note_in(language: str, **changes: Any) -> AttendanceNote:
    return replace(notes.sample_note(DESIGN, language), **changes)


def longest(language: str) -> AttendanceNote:
    """Six days, each of them left early, and the longest names and titles."""
    paper = long_paper(language)
    there = tuple(
        NotedHalfDay(DAY.replace(day=24 + n), half, False) for n in range(6) for half in ("am", "pm")
    )
    return note_in(
        language,
        dating=Dating(language, "buddhist", "latin"),
        name=paper.name,
        latin_name=paper.latin_name,
        society=paper.society,
        subject=paper.module,
        kind="orientation",
        there=there,
        half_days=12,
        sample=True,
    )


def values_of(language: str, **changes: Any) -> dict[str, Any]:
    return note_values(note_in(language, **changes), DESIGN.wordings[language], language)


def test_the_days_say_their_halves_and_that_somebody_left_early() -> None:
    days = values_of("en")["days"].split("\n")
    assert days == ["24 November 2026: morning, afternoon (in part)", "25 November 2026: morning"]
    assert values_of("en")["words"]["there"] == "There on 3 of 4 half-days"


def test_half_days_stand_in_their_order() -> None:
    later = (NotedHalfDay(date(2026, 12, 1), "am"), NotedHalfDay(DAY, "pm"), NotedHalfDay(DAY, "am"))
    assert values_of("en", there=later)["days"].split("\n") == [
        "24 November 2026: morning, afternoon",
        "1 December 2026: morning",
    ]


def test_days_and_digits_are_those_of_the_society() -> None:
    assert "๒๔ พฤศจิกายน พ.ศ. ๒๕๖๙" in values_of("th", dating=Dating("th", "buddhist", "native"))["days"]
    assert "(B.E. 2569)" in values_of("en", dating=Dating("en", "buddhist", "latin"))["days"]
    assert values_of("km")["words"]["there"] == "បានមក ៣ កន្លះថ្ងៃ ក្នុងចំណោម ៤"
    assert values_of("lo")["words"]["there"] == "ມາ 3 ເຄິ່ງມື້ ໃນຈຳນວນ 4 ເຄິ່ງມື້"


@pytest.mark.parametrize("kind", ["facilitated", "refresher", "orientation"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_workshop_has_its_words(language: str, kind: Any) -> None:
    assert values_of(language, kind=kind)["words"]["took_part"] == DESIGN.wordings[language][kind]


def test_a_workshop_without_modules_has_no_subject_and_one_name_stands_once() -> None:
    given = values_of("en", subject=None, name="Anna Lee", latin_name="Anna Lee")
    assert (given["subject"], given["latin_name"]) == (None, None)
    assert "<h2" not in notes.page(DESIGN, note_in("en", subject=None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_is_never_called_a_certificate_and_has_no_code(language: str) -> None:
    said = " ".join(DESIGN.wordings[language].values())
    assert not re.search(CERTIFICATES[language], said, re.IGNORECASE)
    page = notes.page(DESIGN, note_in(language))
    assert "<img" not in page
    assert "/verify/" not in page
    assert not re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_the_note_can_be_copied_and_nothing_is_borrowed(language: str, tmp_path: Path) -> None:
    given = note_in(language)
    drawn = notes.draw(DESIGN, [given])
    copied = re.sub(r"\s+", " ", text_of(drawn))
    assert given.subject is not None
    for text in (given.name, given.latin_name, given.subject.text, given.society.text):
        assert text in copied
    for key in ("note", "says", "facilitated", "on", "trainer", "no_more"):
        assert DESIGN.wordings[language][key] in copied
    assert {font.partition("-")[0][:8] for font in fonts_of(drawn, tmp_path)} == {"NotoSans"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [note_in, longest])
def test_no_text_leaves_the_sheet_or_meets_another(make: Any, language: str) -> None:
    html = notes.page(DESIGN, make(language))
    pages = pdf.lay_out(html, stylesheets=[DESIGN.folder / "style.css"], folder=DESIGN.folder).pages
    assert len(pages) == 1
    lines = list(text_boxes(pages[0]._page_box))
    for line, block in lines:
        assert line.width <= block.width + 0.5, line.text
        assert line.position_x >= 20 * MILLIMETRE, line.text
        assert line.position_x + line.width <= 190 * MILLIMETRE, line.text
        assert 12 * MILLIMETRE <= line.position_y <= 285 * MILLIMETRE - line.height, line.text
    trainer = DESIGN.wordings[language]["trainer"]
    signed = min(line.position_y for line, _ in lines if line.text.replace("\u200b", "") == trainer)
    above = [line.position_y + line.height for line, _ in lines if line.position_y < signed]
    assert max(above) <= signed - 15 * MILLIMETRE, "room for whoever signs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_note_is_archived_readable_and_small(language: str) -> None:
    drawn = notes.draw(DESIGN, [longest(language)])
    told, metadata = facts_of(drawn)
    assert len(drawn) < 40_000
    assert re.search(r"Tagged: +yes", told)
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_looks_as_it_did_when_somebody_looked_at_it(language: str, tmp_path: Path) -> None:
    now = pixels_of(notes.draw(DESIGN, [note_in(language)]), 60)
    assert_looks_as_before(now, GOLDEN / f"attendance-note-{language}.png", tmp_path)


def test_notes_of_several_are_one_file_with_a_page_each_and_nobodys_name_in_its_title() -> None:
    given = [note_in(language) for language in LANGUAGES]
    drawn = notes.draw(DESIGN, given)
    told = facts_of(drawn)[0]
    assert re.search(r"Pages: +4", told)
    assert re.search(r"Title: +Attendance note\n", told)
    assert drawn == notes.draw(DESIGN, given)


def test_a_language_that_the_design_does_not_speak_falls_back_to_english() -> None:
    page = notes.page(DESIGN, note_in("km", dating=Dating("my", "gregorian", "latin")))
    assert "Attendance note" in page
    assert '<h1 lang="en">' in page


def test_the_sample_can_be_looked_at(app: Flask) -> None:
    assert "Attendance note" in text_of(drawing.render_sample("attendance-note", "en"))
    with pytest.raises(NotFound):
        drawing.render_sample("attendance-note", "my")


def test_a_title_in_another_language_is_said_in_it() -> None:
    subject = values_of("km", subject=Text("Psychosocial support", "en"))["subject"]
    assert subject["language"] == "en"
