"""PDFs: our fonts only, text that can be copied as it was typed, lines inside their boxes, a closed door."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lms import pdf
from lms.config import CHECKOUT
from lms.pdf import PdfBrokenError
from lms.text.font_coverage import problems_of
from lms.text.normalise import for_storing
from lms.text.whole_words import WholeWords
from lms.text.writing_systems import ZERO_WIDTH_SPACE
from tests.pdfs import fonts_of, text_boxes, text_of
from tests.text.cases import BROKEN, RENDERED, Text

# Burmese is in the tables, but its fonts are not in the house yet; nor will an emoji ever be.
OURS = [case for case in RENDERED if not problems_of(case.text)]
LONG = [case for case in BROKEN if not problems_of(case.text)]
PAGE = '<html lang="en"><head><title>Page</title></head><body>{}</body></html>'


@pytest.mark.parametrize("case", OURS, ids=lambda case: case.id)
def test_a_hard_string_is_copied_as_it_was_typed(case: Text, tmp_path: Path) -> None:
    drawn = pdf.render(
        PAGE.format(f'<p lang="{case.language}">{case.text}</p>'), stylesheets=[], folder=tmp_path
    )
    assert text_of(drawn).strip() == case.text


@pytest.mark.parametrize("case", LONG, ids=lambda case: case.id)
@pytest.mark.parametrize("millimetres", [60, 90])
def test_no_line_is_wider_than_its_box(case: Text, millimetres: int, tmp_path: Path) -> None:
    html = PAGE.format(f'<div class="box" lang="{case.language}">{case.text}</div>')
    style = tmp_path / "style.css"
    style.write_text(f".box {{ width: {millimetres}mm; font-size: 15pt }}")
    [page] = pdf.lay_out(html, stylesheets=[style], folder=tmp_path).pages
    lines = list(text_boxes(page._page_box))
    assert len(lines) > 1
    assert all(line.width <= block.width + 0.01 for line, block in lines)
    assert "".join(line.text for line, _ in lines).replace(ZERO_WIDTH_SPACE, "") == for_storing(case.text)


WHOLE_WORDS = [
    ("km", "ជនចំណាកស្រុក", "មនុស្សដែលធ្វើដំណើរទៅធ្វើការ"),
    ("km", "មេរោគអេដស៍", "ការព្យាបាលសម្រាប់អ្នកដែលមាន"),
    ("lo", "ອົງການກາແດງ", "ຄົນທີ່ມາຊ່ວຍເຫຼືອຢູ່ຊາຍແດນແມ່ນ"),
]


@pytest.mark.parametrize(("language", "word", "before"), WHOLE_WORDS)
def test_no_line_of_khmer_or_lao_ends_inside_a_word_that_stays_whole(
    language: str, word: str, before: str, tmp_path: Path
) -> None:
    """At each width of the box, so that the end of the line comes to each place in the word."""
    html = PAGE.format(f'<div class="box" lang="{language}">{before}{word}{before}</div>')
    style = tmp_path / "style.css"

    def is_broken(millimetres: int, whole: WholeWords | None) -> bool:
        style.write_text(f".box {{ width: {millimetres}mm; font-size: 15pt }}")
        [page] = pdf.lay_out(html, stylesheets=[style], folder=tmp_path, whole=whole).pages
        lines = [line.text.replace(ZERO_WIDTH_SPACE, "") for line, _ in text_boxes(page._page_box)]
        assert "".join(lines) == for_storing(before + word + before)
        return not any(for_storing(word) in line for line in lines)

    widths = range(45, 100, 5)
    assert any(is_broken(width, None) for width in widths), "without the list the word is broken somewhere"
    assert not any(is_broken(width, WholeWords([word])) for width in widths)


def test_only_our_fonts_are_used_on_a_machine_without_any(tmp_path: Path) -> None:
    html = PAGE.format("<p>Sokha <b>Sokha</b> សុខា ຄຳຫຼ້າ <b>มาลี</b></p>")
    here = pdf.render(html, stylesheets=[], folder=tmp_path)
    assert set(fonts_of(here, tmp_path)) == {
        "NotoSans",
        "NotoSans-Bold",
        "NotoSansKhmer",
        "NotoSansLaoLooped",
        "NotoSansThaiLooped-Bold",
    }
    empty = tmp_path / "empty.conf"
    empty.write_text("<fontconfig></fontconfig>")
    program = "import sys; from pathlib import Path; from lms import pdf; " + (
        "sys.stdout.buffer.write(pdf.render(sys.argv[1], stylesheets=[], folder=Path(sys.argv[2])))"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(empty), "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", program, html, str(tmp_path)]
    there = subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, capture_output=True).stdout
    assert there == here  # another process, another machine's fonts: the same bytes


def test_importing_the_module_does_not_import_the_press() -> None:
    program = "import sys, lms.pdf; sys.exit('weasyprint' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, check=True)


def test_the_settings_of_the_machine_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf._press.cache_clear()
    monkeypatch.setenv("FONTCONFIG_FILE", "mine.conf")
    pdf.render(PAGE.format("<p>Sokha"), stylesheets=[], folder=tmp_path)
    assert os.environ["FONTCONFIG_FILE"] == "mine.conf"
    pdf._press.cache_clear()
    monkeypatch.delenv("FONTCONFIG_FILE")
    pdf.render(PAGE.format("<p>Sokha"), stylesheets=[], folder=tmp_path)
    assert "FONTCONFIG_FILE" not in os.environ


def test_it_is_an_archive_file_with_language_title_and_date(tmp_path: Path) -> None:
    html = (
        '<html lang="km"><head><title>វិញ្ញាបនបត្រ</title>'
        '<meta name="dcterms.created" content="2026-11-24"></head><body><p>សុខា</p></body></html>'
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.render(html, stylesheets=[], folder=tmp_path))
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    assert re.search(r"Title: +វិញ្ញាបនបត្រ", told)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"CreationDate: +.*2026", told)
    metadata = subprocess.run(["pdfinfo", "-meta", path], capture_output=True, check=True, text=True).stdout
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p>Sokha 😀</p>", "U+1F600"),
        ('<img alt="" src="file:///etc/hostname">', "may not be opened"),
        ('<img alt="" src="../outside.svg">', "may not be opened"),
        ('<img alt="" src="file://elsewhere/picture.svg">', "may not be opened"),
        ('<img alt="" src="http://localhost/picture.svg">', "may not be opened"),
        ('<img alt="" src="data:text/html,picture">', "may not be opened"),
        ('<img alt="" src="missing.svg">', "missing.svg"),
        ('<p style="colour: blue">Sokha</p>', "colour"),
    ],
)
def test_what_would_only_be_a_warning_is_an_error(body: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "design").mkdir()
    (tmp_path / "outside.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(PdfBrokenError, match=re.escape(complaint)):
        pdf.render(PAGE.format(body), stylesheets=[], folder=tmp_path / "design")


def test_a_document_that_leads_nowhere_cannot_be_bound_with_others(tmp_path: Path) -> None:
    first, second, astray = (
        pdf.lay_out(PAGE.format(body), stylesheets=[], folder=tmp_path)
        for body in ("<p>Sokha</p>", "<p>Dara</p>", '<p><a href="#nowhere">Noy</a></p>')
    )
    assert text_of(pdf.bound([first, second], title="Two", identifier="1" * 32)).split() == ["Sokha", "Dara"]
    with pytest.raises(PdfBrokenError, match="nowhere"):
        pdf.bound([first, astray], title="Two", identifier="2" * 32)


def test_a_picture_of_the_folder_is_drawn(tmp_path: Path) -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "square.svg").write_text(square)
    html = PAGE.format('<img alt="a square" src="square.svg">')
    assert pdf.render(html, stylesheets=[], folder=tmp_path).startswith(b"%PDF-1.7")


def test_an_edited_style_sheet_is_read_again(tmp_path: Path) -> None:
    style = tmp_path / "style.css"
    sizes: list[float] = []
    for round_, width in enumerate((50, 80)):
        style.write_text(f"p {{ width: {width}mm }}")
        os.utime(style, (round_, round_))
        [page] = pdf.lay_out(PAGE.format("<p>Sokha</p>"), stylesheets=[style], folder=tmp_path).pages
        sizes.extend(block.width for _, block in text_boxes(page._page_box))
    assert sizes[1] > sizes[0]


def test_pictures_are_not_searched_for_words(tmp_path: Path) -> None:
    html = PAGE.format(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>សុខា</title></svg><p>a</p>'
    )
    assert text_of(pdf.render(html, stylesheets=[], folder=tmp_path)).strip() == "a"
