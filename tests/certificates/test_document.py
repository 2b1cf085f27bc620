"""Our certificates, drawn: right in four scripts, nothing cut off, nothing borrowed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lms import pdf
from lms.certificates.domain.certificate_data import CertificateData
from lms.certificates.rendering import document
from lms.certificates.rendering.samples import sample
from lms.certificates.rendering.sandbox import TemplateBrokenError
from lms.errors import NotFound
from lms.text.font_coverage import problems_of
from lms.text.writing_systems import ZERO_WIDTH_SPACE
from tests.certificates.papers import DESIGNS, LANGUAGES, design_named, long_paper, paper, standard
from tests.pdfs import (
    assert_looks_as_before,
    coloured_pixels_of,
    facts_of,
    fonts_of,
    pixels_of,
    text_boxes,
    text_of,
)
from tests.text.cases import RENDERED
from tests.text.cases import Text as Case

GOLDEN = Path(__file__).parent / "golden"
NAMES = [case for case in RENDERED if not problems_of(case.text)]
FACES = {
    "en": {"NotoSans", "NotoSansKhmer"},
    "km": {"NotoSansKhmer"},
    "lo": {"NotoSansLaoLooped"},
    "th": {"NotoSansThaiLooped"},
}
WIDE, HIGH = 297, 210  # millimetres of an A4 sheet
ALL_DESIGNS = pytest.mark.parametrize("name", DESIGNS)


@ALL_DESIGNS
@pytest.mark.parametrize("case", NAMES, ids=lambda case: case.id)
def test_a_name_is_copied_from_the_certificate_as_it_was_typed(case: Case, name: str) -> None:
    drawn = document.draw(design_named(name), paper(case.language, name=case.text))
    assert case.text in text_of(drawn)


@ALL_DESIGNS
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_the_paper_can_be_copied(language: str, name: str) -> None:
    given, design = paper(language), design_named(name)
    copied = re.sub(r"\s+", " ", text_of(document.draw(design, given)))
    words = design.wordings[language]
    for text in (given.name, given.latin_name, given.module.text, given.society.text, given.signatory.text):
        assert text in copied
    for key in ("certificate", "certifies", "completed", "issued_on", "valid_until", "code", "check"):
        assert words[key] in copied
    assert "7KQW-3XHM-B9T8" in copied


@ALL_DESIGNS
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_our_fonts_are_in_it(language: str, name: str, tmp_path: Path) -> None:
    drawn = document.draw(design_named(name), paper(language))
    used = {font.removesuffix("-Bold") for font in fonts_of(drawn, tmp_path)}
    assert used == FACES[language] | {"NotoSans"}


def from_a_list(language: str) -> CertificateData:
    return replace(long_paper(language), recorded_on=date(2026, 12, 24), sample=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [paper, long_paper, from_a_list], ids=["sample", "longest", "from a list"])
@ALL_DESIGNS
def test_no_text_leaves_its_box_or_meets_another(make: Any, language: str, name: str) -> None:
    design = design_named(name)
    wide, high = (WIDE, HIGH) if design.orientation == "landscape" else (HIGH, WIDE)
    html = document.page(design, make(language))
    sheets = [design.folder / "style.css"]
    pages = pdf.lay_out(html, stylesheets=sheets, folder=design.folder).pages
    assert len(pages) == 1
    lines = list(text_boxes(pages[0]._page_box))
    for line, block in lines:
        assert line.width <= block.width + 0.5, line.text
    boxes = [(line.position_x, line.position_y, line.width, line.height, line.text) for line, _ in lines]
    millimetre = 96 / 25.4
    for x, y, width, height, text in boxes:
        assert 20 * millimetre <= x, text
        assert x + width <= (wide - 20) * millimetre, text
        assert 12 * millimetre <= y, text
        assert y + height <= (high - 12) * millimetre, text
    for one in boxes:
        for other in boxes:
            assert one is other or not _meet(one, other), (one[4], other[4])


def _meet(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether the middle part of one line, where its letters stand, reaches into that of another."""
    (x1, y1, w1, h1, _), (x2, y2, w2, h2, _) = one, other
    beside = x1 + w1 <= x2 + 1 or x2 + w2 <= x1 + 1
    below = y1 + h1 * 0.8 <= y2 + h2 * 0.2 or y2 + h2 * 0.8 <= y1 + h1 * 0.2
    return not beside and not below


def test_a_long_name_breaks_between_its_parts_where_it_can() -> None:
    design = standard()
    html = document.page(design, paper("km", name="អ្នកឧកញ៉ា ស្រីស្រស់ពុទ្ធារាជធានី ភ្នំពេញកម្ពុជាធម៌វិញ្ញាណ ស្ត្រីសុខសាន្ត"))
    [page] = pdf.lay_out(html, stylesheets=[design.folder / "style.css"], folder=design.folder).pages
    parts = {line.text.replace(ZERO_WIDTH_SPACE, "") for line, _ in text_boxes(page._page_box)}
    assert {"អ្នកឧកញ៉ា", "ស្រីស្រស់ពុទ្ធារាជធានី", "ភ្នំពេញកម្ពុជាធម៌វិញ្ញាណ", "ស្ត្រីសុខសាន្ត"} <= parts


@ALL_DESIGNS
def test_the_same_certificate_is_the_same_file(name: str) -> None:
    design = design_named(name)
    assert document.draw(design, paper("km")) == document.draw(design, paper("km"))


@ALL_DESIGNS
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_looks_as_it_did_when_somebody_looked_at_it(language: str, name: str, tmp_path: Path) -> None:
    now = pixels_of(document.draw(design_named(name), paper(language)), 60)
    assert_looks_as_before(now, GOLDEN / f"{name}-{language}.png", tmp_path)


@ALL_DESIGNS
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_paper_is_archived_readable_and_small(language: str, name: str) -> None:
    """PDF/A-3a with the tags that a screen reader needs, the longest statement in its QR code, below 40 kB."""
    signed = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(64))
    given = replace(long_paper(language), statement="1234567890" * 38, sample=True, badge=signed)
    drawn = document.draw(design_named(name), given)
    assert len(drawn) < 40_000
    told, metadata = facts_of(drawn)
    assert re.search(r"Tagged: +yes", told)
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata


@ALL_DESIGNS
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drawn_apart_from_letters_is_lines_and_the_code(language: str, name: str) -> None:
    """No emblem, nobody else's arms, nothing red."""
    folder = design_named(name).folder
    assert {path.name for path in folder.iterdir()} <= {
        *("design.yaml", "template.html", "style.css", "sample.yaml", "frame.svg")
    }
    picture = coloured_pixels_of(document.draw(design_named(name), paper(language)), 60)
    assert not [one for one in picture if one[0] > one[1] + 60 and one[0] > one[2] + 60]


def test_a_language_that_the_design_does_not_speak_falls_back_to_english() -> None:
    design = standard()
    given = replace(paper("km"), language="my")
    assert "This is to certify that" in document.page(design, given)
    assert '<p class="line" lang="en">' in document.page(design, given)


def test_a_sample_in_a_language_without_one_is_not_found() -> None:
    with pytest.raises(NotFound):
        sample(standard(), "my")


def test_a_broken_sample_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text("version: 1\nversion: 2\n")
    with pytest.raises(ValueError, match="twice"):
        sample(replace(standard(), folder=tmp_path), "en")


def test_a_template_that_asks_for_what_it_is_not_given_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "template.html").write_text("{{ person.phone }}")
    with pytest.raises(TemplateBrokenError, match="person"):
        document.page(replace(standard(), folder=tmp_path), paper("en"))
