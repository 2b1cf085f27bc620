"""The sheets to copy as they lie on the copier: each on one page, in every language."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from lms import pdf
from lms.content import registry
from lms.content.whole_words import whole_words
from lms.handbooks import services
from lms.handbooks.domain import print_layout
from lms.handbooks.rendering import book as books
from lms.handbooks.rendering.book import Book
from tests.pdfs import text_boxes


def pages_of_sheets(book: Book) -> tuple[int, list[str]]:
    """How many sheets a pack has, and the words of each of the pages on which they lie."""
    guide = book.module.trainer
    assert guide is not None
    with force_locale(book.language):
        found = print_layout.sheets(guide.text(book.language).blocks, _("Points given"))
    html = books.page(book, [books._sheets(book, found)])
    whole = whole_words(registry.current())
    document = pdf.lay_out(html, stylesheets=book.stylesheets, folder=book.module.folder, whole=whole)
    _cover, _contents, *pages = document.pages
    return len(found), [
        signs("".join(line.text for line, _block in text_boxes(page._page_box))) for page in pages
    ]


def signs(words: str) -> str:
    """Words without the spaces, seen and unseen, at which a line may end."""
    return re.sub(r"[\s\u200b\u2060]", "", words)


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
@pytest.mark.parametrize("module", ["hiv", "pss"])
def test_bopha_copies_one_page_for_each_sheet(app: Flask, module: str, language: str) -> None:
    sheets, pages = pages_of_sheets(services.book_of(module, language, "trainer-pack"))
    with force_locale(language):
        last_line = signs(_("What to try next time"))
    where = [number for number, words in enumerate(pages, 1) if last_line in words]
    assert where == list(range(1, sheets + 1)), "each page ends with the line for what to try next"
    assert len(pages) == sheets
