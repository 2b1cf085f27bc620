"""The books as a reader holds them: the words, the pages that the contents name, nothing beside the paper."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from lms import pdf
from lms.content import registry
from lms.content.approvals import digest_of
from lms.handbooks import services
from lms.handbooks.rendering import book as books
from lms.handbooks.rendering.book import Book, Kind
from tests.content.tree import Tree
from tests.pdfs import fonts_of, text_boxes, text_of
from tests.records.history import day

TERMS = """\
groups: {help: Helping}
terms:
  quiet-place:
    group: help
    explain: A place where nobody listens.
    source: who-2011
    words:
      en: {text: quiet place}
      km: {text: កន្លែងស្ងាត់, confidence: low}
  unused:
    group: help
    explain: Nobody says this.
    source: who-2011
    words:
      en: {text: zeppelin}
"""


def html_of(language: str, kind: Kind) -> str:
    book = services.book_of("help", language, kind)
    return books.page(book, [draw() for draw in books.plan(book)])


def pages_of(document: bytes) -> list[str]:
    return text_of(document).split("\f")[:-1]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def handbook(tree: Tree) -> bytes:
    return services.render(services.book_of("help", "km", "handbook"))


def test_sokhas_handbook_is_complete_in_her_language(handbook: bytes, tmp_path: Path) -> None:
    cover, contents, *chapters = pages_of(handbook)
    assert "ការជួយនៅព្រំដែន" in cover
    assert "2026.1" in cover
    assert "ភាសាខ្មែរ" in cover
    assert "សង្កេត និងស្ដាប់" in contents
    first = flat("".join(chapters))
    for words in ("រៀបរាប់ពីរចំណុច", "កន្លែងស្ងាត់", "គាត់ឆ្លើយ", "ត្រូវរឹងមាំ", "មនុស្ស", "សម្រង់", "ភ័យ"):
        assert words in first
    assert first.index("អ្វីមកមុន") < first.index("ការសង្កេត")  # the answer stands after the lesson
    assert "Bring people to services" in text_of(handbook)  # not translated yet
    assert "Psychological first aid: Guide" in chapters[-1]
    assert "Bring paper" not in text_of(handbook)
    assert len(handbook) < 1_500_000
    path = tmp_path / "handbook.pdf"
    path.write_bytes(handbook)
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    assert re.search(r"Page size: +419\.5\d+ x 595", told)
    assert "NotoSansKhmer" in fonts_of(handbook, tmp_path)


def test_the_contents_name_the_pages_on_which_the_chapters_begin(handbook: bytes) -> None:
    pages = pages_of(handbook)
    entries = re.findall(r"^(.+?)\s?\.{3,}\s*(\d+)$", pages[1], re.MULTILINE)
    assert len(entries) == 3
    for title, number in entries:
        words = re.sub(r"^\d\. ", "", title).strip()
        assert words in pages[int(number) - 1]
        assert pages[int(number) - 1].strip().endswith(number)  # as printed at its foot
    assert all(page.strip() for page in pages)


def test_bophas_pack_has_plans_notes_sheets_and_no_key_to_the_questions(tree: Tree) -> None:
    tree.replace(
        "curriculum/modules/help/trainer.md",
        "Plan the day.",
        "## The day {#the-day}\n\nPlan it.\n\nMark each point.\n\n| Nr | Seen |\n|---|---|\n| 1 | |\n",
    )
    registry.load(tree.root)
    drawn = services.render(services.book_of("help", "en", "trainer-pack"))
    text = flat(text_of(drawn))
    for words in ("Bring paper", "Plan it", "Look and listen", "Evaluation sheets", "Attendance sheet"):
        assert words in text
    assert text.count("Mark each point") == 2  # in the guide, and on the sheet to copy
    assert "The day ." in flat(pages_of(drawn)[1])
    for key in ("It shows the danger.", "Everybody needs help at times.", "One looks before one acts."):
        assert key not in text
    sheet = next(page for page in pages_of(drawn) if "Attendance sheet" in page and "Branch" in page)
    assert re.search(r"^30$", sheet, re.MULTILINE)
    assert "Observed practice" in flat(sheet)
    assert not re.search(r"^Result|passed", sheet, re.MULTILINE)  # lists would take it for the test


@pytest.mark.parametrize("kind", books.KINDS)
def test_nothing_stands_beside_its_paper(tree: Tree, kind: Kind) -> None:
    book = Book(registry.current().module("help"), "km", kind)
    laid = pdf.lay_out(html_of("km", kind), stylesheets=book.stylesheets, folder=book.module.folder)
    for page in laid.pages[1:]:
        paper: Any = page._page_box
        right = paper.margin_left + paper.width
        lines = [line for line, _ in text_boxes(paper) if line.text.strip()]
        assert all(line.position_x + line.width <= right + 0.5 for line in lines)


def test_a_number_is_printed_while_it_is_confirmed_and_a_line_to_write_on_when_not(tree: Tree) -> None:
    with day("2026-04-01"):
        confirmed = html_of("en", "handbook")
        name = books.digest(services.book_of("help", "en", "handbook"))
    with day("2027-04-01"):
        old = html_of("en", "handbook")
        assert books.digest(services.book_of("help", "en", "handbook")) != name
    assert "<strong>117</strong>" in confirmed
    assert "checked on 1 March 2026" in confirmed
    assert "1280" not in confirmed
    assert "117" not in old


def test_the_cover_says_how_far_the_translation_is(tree: Tree) -> None:
    assert "English is the language that the others are translated from." in html_of("en", "handbook")
    assert "កន្លែងដែលខ្វះ នៅជាភាសាអង់គ្លេស" in html_of("km", "handbook")  # lesson 2 has no translation
    tree.remove("curriculum/modules/help/20-link.md")
    tree.replace("curriculum/modules/help/module.yaml", "minutes: 20", "minutes: 10")
    tree.replace("quizzes/help.yaml", "    20-link: 1\n", "")
    tree.replace("quizzes/help.yaml", "levels: {recall: 2, apply: 1}", "levels: {recall: 2}")
    tree.replace("quizzes/help.yaml", "lesson: 20-link", "lesson: 10-look")
    registry.load(tree.root)
    module = registry.current().module("help")
    assert books._standing(Book(module, "km", "handbook")) == "draft"
    assert books._standing(Book(module, "km", "trainer-pack")) == "untranslated"


def test_the_cover_names_the_society_that_approved_the_module_and_the_day_of_its_version(tree: Tree) -> None:
    library = registry.current()
    name = digest_of(library.module("help"), library.pools["help"], "en")
    what = f'module: help, language: en, digest: {name}, "on": "2026-11-01", by: Secretary General'
    approval = f"approvals:\n  - {{{what}}}\n"
    tree.replace("curriculum/societies/khm.yaml", "services:\n", approval + "services:\n")
    tree.replace(
        "curriculum/modules/help/module.yaml", 'version: "2026.1"', 'version: "2026.1"\ndated: "2026-10-31"'
    )
    registry.load(tree.root)
    cover = html_of("en", "handbook")
    assert "Approved by the Cambodian Red Cross, 1 November 2026." in cover
    assert "Version 2026.1 of 31 October 2026" in cover
    assert registry.current().module("help").dated == date(2026, 10, 31)


def test_the_words_that_the_book_uses_are_explained(tree: Tree) -> None:
    assert "ពន្យល់ពាក្យ" not in html_of("km", "handbook")
    tree.write("curriculum/glossary.yaml", TERMS)
    registry.load(tree.root)
    html = html_of("km", "handbook")
    assert "ពន្យល់ពាក្យ" in html
    assert "A place where nobody listens." in html
    assert '<span lang="en">(quiet place)</span>' in html
    assert "zeppelin" not in html
    assert "(quiet place)" not in html_of("en", "handbook")


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_words_explained_say_an_abbreviation_once(app: Flask, language: str) -> None:
    """Not "การสืบค้นติดตามญาติ (RFL) (Restoring Family Links (RFL))"."""
    book = services.book_of("pss", language, "handbook")
    named = re.findall("<dt.*?</dt>", str(books._glossary(book, books._terms(book)).html))
    (family_links,) = (one for one in named if "Restoring Family Links" in one)
    assert family_links.count("RFL") == 1
    assert [one for one in named if "))" in one] == []


def test_the_colours_of_the_covers_are_those_of_the_pages(house: Flask) -> None:
    root = Path(house.root_path)
    tokens = (root / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    style = (root / "templates" / "handbooks" / "book.css").read_text(encoding="utf-8")
    for name in ("blue", "green", "amber", "violet", "teal"):
        found = re.search(rf"--{name}: (#\w+);", tokens)
        assert found
        assert f".{name} {{ --hue: {found[1]};" in style


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_thirty_people_sign_on_one_page_in_every_language(app: Flask, language: str) -> None:
    for module in registry.current().modules:
        book = services.book_of(module.id, language, "trainer-pack")
        html = books.page(book, [books._attendance(book)])
        document = pdf.lay_out(html, stylesheets=book.stylesheets, folder=module.folder)
        assert len(document.pages) == 3, f"cover, contents, and one sheet: {module.id}"
        words = [line.text for line, _ in text_boxes(document.pages[2]._page_box)]
        assert "30" in words
        assert "1" in words


def test_the_sheet_has_room_for_the_number_and_for_what_was_shown(app: Flask) -> None:
    sheet = html_of_attendance("en")
    assert re.findall("<th>(.*?)</th>", sheet) == [
        *("", "Name", "Number", "Branch", "Start", "End", "Observed practice", "Signature")
    ]
    rows = re.findall("<tr><td>.*?</tr>", sheet)
    assert len(rows) == 30
    assert {row.count("<td>") for row in rows} == {8}


def html_of_attendance(language: str) -> str:
    return str(books._attendance(services.book_of("pss", language, "trainer-pack")).html)


def test_a_pack_promises_sheets_to_copy_only_where_it_has_some(app: Flask) -> None:
    for module in registry.current().modules:
        for language in ("en", "km", "lo", "th"):
            book = services.book_of(module.id, language, "trainer-pack")
            with force_locale(language):
                titles = [draw.func.__name__ for draw in books.plan(book) if isinstance(draw, partial)]
            assert book.has_sheets == ("_sheets" in titles)
    client = app.test_client()
    for name, there in (("pss", True), ("cea", False)):
        page = client.get(f"/en/modules/{name}/handbook/").get_data(as_text=True)
        assert ("sheets to copy" in page) == there
