"""Tables of the books over two pages: no row is left alone at the foot of one page or at the head of the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask

from lms import pdf
from lms.content import registry
from lms.content.whole_words import whole_words
from lms.handbooks import services
from lms.handbooks.rendering import book as books
from lms.handbooks.rendering.book import Kind


def tables_of(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "TableBox":
        yield box
    for child in getattr(box, "children", ()):
        yield from tables_of(child)


def rows_of(table: Any) -> int:
    """How many rows of a table lie on a page, its head not counted."""
    groups = [group for group in table.children if type(group).__name__ == "TableRowGroupBox"]
    return sum(len(group.children) for group in groups if not group.is_header)


@pytest.mark.parametrize(("kind", "language"), [("trainer-pack", "en"), ("handbook", "km")])
def test_no_row_of_a_table_stands_alone_on_its_page(app: Flask, kind: Kind, language: str) -> None:
    book = services.book_of("hiv", language, kind)
    html = books.page(book, [draw() for draw in books.plan(book)])
    whole = whole_words(registry.current())
    document = pdf.lay_out(html, stylesheets=book.stylesheets, folder=book.module.folder, whole=whole)
    pages = [list(tables_of(page._page_box)) for page in document.pages]
    parts = [
        (number, rows_of(above[-1]), rows_of(below[0]))
        for number, (above, below) in enumerate(pairwise(pages), 1)
        if above and below and above[-1].element is below[0].element
    ]
    assert parts, "a table goes over two pages"
    assert [part for part in parts if 1 in part[1:]] == []
