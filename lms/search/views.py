"""The search page. What somebody looks for is never kept and never logged: it can say more than they would."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from lms import web
from lms.content import registry
from lms.content.types.curriculum import SOURCE, Content
from lms.i18n import current_language
from lms.search.domain import certificate_words, index
from lms.search.domain.documents import Document, documents, little_words
from lms.search.domain.index import Index
from lms.search.domain.passages import Passage
from lms.search.domain.same_words import same_words
from lms.web import page_cache

bp = web.blueprint("search", __name__)


class _Indexes:
    """The index of each language that was asked for, of one library."""

    def __init__(self) -> None:
        self._digest = ""
        self._indexes: dict[str, Index] = {}

    def index(self, content: Content, language: str) -> Index:
        """The index of a language, built now if it is not there or the content has changed."""
        if content.digest != self._digest:
            self._digest, self._indexes = content.digest, {}
        found = self._indexes.get(language)
        if found is None:
            # Two threads may build the same one: the second is thrown away.
            found = self._indexes[language] = Index(
                documents(content, language),
                little_words(content, language),
                same_words(content, language),
            )
        return found


class _Place(NamedTuple):
    """Where a result is: its address, and the module that it belongs to."""

    address: str
    module: Passage | None


_built = _Indexes()


def init_app(app: Flask) -> None:
    """Open the page."""
    app.register_blueprint(bp)


@bp.get("/search")
@web.access("public")
def search() -> BaseResponse:
    """What was found, or what to try instead; without a question the form alone. A certificate's code leads to it."""
    language = current_language()
    query = request.args.get("q", "")
    if code := certificate_words.code_in(query):
        return redirect(url_for("verify.answer", code=code, language=language), 303)
    answer = _built.index(registry.current(), language).find(query)
    page = render_template(
        "search/search.html",
        query=query,
        answer=answer,
        outcome=type(answer).__name__,
        most=index.LONGEST,
        asks_for_certificate=certificate_words.asks_for_certificate(query),
        place=_place,
        in_english=None if language == SOURCE else url_for("search.search", lang=SOURCE, q=query),
    )
    return page_cache.passing(page)


def _place(document: Document, anchor: str = "") -> _Place:
    if document.kind == "term":
        return _Place(url_for("courses.glossary", _anchor=f"term-{document.name}"), None)
    if document.kind == "handout":
        return _Place(url_for("handouts.piece", slug=document.name), None)
    text = registry.module(document.module).text(current_language())
    module = Passage(text.title, text.language)
    if document.kind == "module":
        return _Place(url_for("courses.module", module=document.module), None)
    if document.kind == "case":
        return _Place(url_for("courses.case", module=document.module, case=document.name), module)
    to = url_for("courses.lesson", module=document.module, lesson=document.name, _anchor=anchor or None)
    return _Place(to, module)
