"""Papers as somebody holds them: they fit, both sides match, and a letter is as large as the paper allows."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from lms import pdf
from lms.config import CHECKOUT
from lms.content import check, registry
from lms.content.types.handouts import Format
from lms.handouts.rendering import document as drawing
from lms.handouts.rendering import pages
from lms.handouts.rendering.document import Layout
from lms.handouts.rendering.pages import Printed
from tests.content.tree import Tree
from tests.pdfs import pixels_of, text_of


def piece(*parts: str, draft: bool = False) -> Printed:
    return Printed("A card", "en", draft, parts)


def sizes_of(document: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in millimetres."""
    said = subprocess.run(
        ["pdfinfo", "-l", "99", "-"], input=document, capture_output=True, check=True
    ).stdout
    found = re.findall(r"size: +([\d.]+) x ([\d.]+)", said.decode())
    return [
        (round(float(width) * 25.4 / 72, 1), round(float(height) * 25.4 / 72, 1)) for width, height in found
    ]


def draw(app: Flask, of: Printed, paper: Format, layout: Layout) -> bytes:
    with app.test_request_context("/en/"):
        return drawing.draw([of], paper, layout)


@pytest.mark.parametrize(
    ("paper", "layout", "size", "copies"),
    [
        ("A6", "single", (105, 148), 1),
        ("A5", "single", (148.5, 210), 1),
        ("A6", "sheet", (210, 297), 4),
        ("A5", "sheet", (297, 210), 2),
    ],
)
def test_a_sheet_of_a4_holds_as_many_as_fit(
    app: Flask, paper: Format, layout: Layout, size: tuple[float, float], copies: int
) -> None:
    document = draw(app, piece("<p>Look first.</p>"), paper, layout)
    assert sizes_of(document) == [size]
    assert text_of(document).count("Look first.") == copies


def test_front_and_back_are_two_pages_and_each_sheet_holds_one_of_them(app: Flask) -> None:
    card = piece("<p>front</p>" + "<p>x</p>" * 16, "<p>back</p>" + "<p>x</p>" * 16)
    front, back = text_of(draw(app, card, "A6", "sheet")).split("\f")[:2]
    assert (front.count("front"), front.count("back")) == (4, 0)
    assert (back.count("front"), back.count("back")) == (0, 4)


def test_each_copy_stands_in_its_own_quarter(app: Flask) -> None:
    whole = pixels_of(draw(app, piece("<p>Look first.</p>"), "A6", "sheet"), 50)
    width, height = whole.size
    quarters = [
        whole.crop((x, y, x + width // 2, y + height // 2)) for x in (0, width // 2) for y in (0, height // 2)
    ]
    assert all(sum(quarter.histogram()[:128]) > 50 for quarter in quarters)


def test_a_long_piece_is_set_smaller_and_a_short_one_large(app: Flask) -> None:
    with app.test_request_context("/en/"):
        short = drawing._sides(piece("<p>Look.</p>"), "A6")
        long = drawing._sides(piece(*["<p>Look and listen and stay with the person.</p>"] * 60), "A6")
        longest = drawing._sides(piece(*["<p>Look and listen and stay with the person.</p>"] * 120), "A6")
    assert [side.size for side in short] == [10.5]
    assert len(long) == 2
    assert long[0].size < 10.5
    assert long[0].size == long[1].size
    # Nothing is lost: what cannot be on two pages takes more.
    assert longest[0].size == 6
    assert len(longest) > 2
    assert sum(len(side.parts) for side in longest) == 120


@pytest.mark.parametrize("parts", [["<p>x</p>" * 90], ["<p>x</p>" * 90, "<p>y</p>"]])
def test_a_part_that_is_larger_than_the_paper_is_refused(app: Flask, parts: list[str]) -> None:
    with pytest.raises(pdf.PdfBrokenError, match="larger than A6"):
        draw(app, piece(*parts), "A6", "single")


def test_a_draft_says_so_on_the_paper(app: Flask) -> None:
    assert "Draft translation" in text_of(draw(app, piece("<p>x</p>", draft=True), "A6", "single"))
    assert "Draft" not in text_of(draw(app, piece("<p>x</p>"), "A6", "single"))


def test_the_same_content_has_the_same_digest_and_any_change_another(app: Flask) -> None:
    one: Any = [piece("<p>x</p>")]
    first = drawing.digest(one, "A6", "single")
    assert first == drawing.digest([piece("<p>x</p>")], "A6", "single")
    assert first != drawing.digest(one, "A6", "sheet")
    assert first != drawing.digest([piece("<p>y</p>")], "A6", "single")


def test_only_a_list_to_tick_off_has_boxes_in_the_place_of_bullets(app: Flask) -> None:
    laws = piece("<ul><li>The HIV law (2002) forbids discrimination.</li></ul>")
    papers: list[Format] = ["A5", "A6"]
    for paper in papers:
        assert text_of(draw(app, laws, paper, "single")).count("•") == 1
        ticked = draw(app, replace(laws, ticked=True), paper, "single")
        assert "•" not in text_of(ticked)


def test_of_the_shelf_a_checklist_and_the_slip_that_is_checked_are_ticked_off() -> None:
    shelf_of_all = check.load(CHECKOUT).handouts
    assert [piece.slug for piece in shelf_of_all if piece.ticked] == ["before-you-go", "practice-slip"]


def test_khmer_on_paper_can_be_copied(app: Flask, tree: Tree) -> None:
    with app.test_request_context("/km/"):
        card = registry.current().handout("card")
        document = drawing.draw(pages.printed(card, "km"), card.paper, "single")
    assert "នៅជាមួយគាត់។" in text_of(document)


def test_every_piece_of_the_library_fits_its_paper_in_every_language(app: Flask) -> None:
    """Two pages a language, in type that can be read: 7 points at least."""
    with app.test_request_context("/en/"):
        for handout in registry.current().handouts:
            # A piece that is printed in every language is the same for readers of each.
            languages = registry.current().languages[: 1 if handout.together else None]
            for language in languages:
                for one in pages.printed(handout, language.code):
                    sides = drawing._sides(one, handout.paper)
                    assert len(sides) <= drawing.MOST_PAGES, (handout.slug, one.language)
                    assert sides[0].size >= 7, (handout.slug, one.language)
