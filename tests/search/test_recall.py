"""Nothing that stands in a lesson is missed, in any language: held to the real curriculum."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from lms.content.types.curriculum import Content
from lms.search.domain.documents import Document, documents
from lms.search.domain.index import Index
from lms.text.graphemes import clusters
from tests.search.shelves import found

LANGUAGES = ("en", "km", "lo", "th")


@cache
def letters(text: str) -> str:
    """The letters of a text with an end before and after each: what stands in it stands between two ends."""
    return f"|{'|'.join(clusters(text))}|"


@cache
def shelf(library: Content, language: str) -> tuple[list[Document], Index]:
    """Every page of a language, and what is searched of them."""
    pages = list(documents(library, language))
    return pages, Index(pages)


def texts(document: Document) -> Iterator[str]:
    yield document.title.text
    yield from (passage.text for passage in (*document.passages, *document.also))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_finds_every_page_in_which_it_stands(library: Content, language: str) -> None:
    pages, index = shelf(library, language)
    read = {page: [letters(text) for text in texts(page)] for page in pages}
    terms = [word for term in library.glossary.terms if (word := term.words.get(language))]
    assert terms, "the glossary has no words in this language"
    for word in terms:
        for form in {word.text, *word.forms}:
            hits = found(index.find(form, most=len(pages))).hits
            reached = {(hit.document.module, hit.document.name) for hit in hits}
            missed = {
                (page.module, page.name)
                for page in pages
                if any(letters(form) in text for text in read[page])
            } - reached
            assert not missed, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_every_heading_finds_its_own_lesson(library: Content, language: str) -> None:
    pages, index = shelf(library, language)
    for page in pages:
        anchors = {passage.anchor: passage for passage in reversed(page.passages) if passage.anchor}
        for passage in (page.title, *anchors.values()):
            hits = found(index.find(passage.text, most=len(pages))).hits
            assert page in [hit.document for hit in hits], passage.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_title_brings_its_lesson_first(library: Content, language: str) -> None:
    lessons = [page for page in documents(library, language) if page.kind == "lesson"]
    index = Index(lessons)
    for page in lessons:
        assert found(index.find(page.title.text)).hits[0].document == page
