"""Verbs of handbooks: what there is, order one, draw one. Flushes, never commits.

A book is drawn in the background when somebody asks for it, once for its content, and kept as a file. Knows no web.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from sqlalchemy import select

from lms import jobs, pdf
from lms.config import Settings
from lms.content import registry
from lms.content.whole_words import whole_words
from lms.db import session
from lms.errors import NotFound
from lms.handbooks.rendering import book as books
from lms.handbooks.rendering import store
from lms.handbooks.rendering.book import KINDS, Book, Kind
from lms.jobs import Job

__all__ = ["Book", "BookState", "Kind", "book_of", "books_of", "order", "path_of", "render", "state_of"]

Stage: TypeAlias = Literal["missing", "making", "ready", "failed"]

_DRAW: Final = "handbooks.draw"
_OTHER_STEPS: Final = 3  # beside the chapters: it is planned, the pages are drawn, older books are removed


@dataclass(frozen=True)
class BookState:
    """A book and how far it is: `size` in bytes when it is ready, steps `done` of `total` while it is made."""

    book: Book
    stage: Stage
    digest: str
    size: int = 0
    done: int = 0
    total: int = 1


def books_of(module_id: str, language: str) -> list[Book]:
    """The books of a module in a language: a trainer pack only where there is a trainer's guide.

    Raises NotFound for a module that does not exist.
    """
    module = registry.module(module_id)
    return [
        Book(module, language, kind) for kind in KINDS if kind == "handbook" or module.trainer is not None
    ]


def book_of(module_id: str, language: str, kind: str) -> Book:
    """One of the books of a module. Raises NotFound."""
    for book in books_of(module_id, language):
        if book.kind == kind:
            return book
    raise NotFound(kind)


def state_of(book: Book, settings: Settings) -> BookState:
    """How far a book with the present content is."""
    digest = books.digest(book)
    try:
        size = store.path_of(settings.instance, book, digest).stat().st_size
    except FileNotFoundError:
        job = _job(digest)
        if job is None:
            return BookState(book, "missing", digest)
        stage: Stage = "failed" if job.state == "failed" else "making"
        return BookState(book, stage, digest, done=min(job.done, job.total), total=job.total)
    return BookState(book, "ready", digest, size=size)


def path_of(ready: BookState, settings: Settings) -> Path:
    """The file of a book that is ready."""
    return store.path_of(settings.instance, ready.book, ready.digest)


def order(book: Book, settings: Settings) -> None:
    """Have a book made, unless it is there or somebody ordered it before."""
    now = state_of(book, settings)
    if now.stage in ("missing", "failed"):
        args = {"module": book.module.id, "language": book.language, "book": book.kind}
        job = jobs.enqueue(_DRAW, **args, digest=now.digest)
        job.total = books.length(book) + _OTHER_STEPS


def render(book: Book) -> bytes:
    """The book as PDF, on the spot: some seconds. Raises PdfBrokenError if it would not be right."""
    return _pdf(book, [draw() for draw in books.plan(book)])


def _pdf(book: Book, chapters: list[books.Chapter]) -> bytes:
    whole = whole_words(registry.current())
    page = books.page(book, chapters)
    return pdf.render(page, stylesheets=book.stylesheets, folder=book.module.folder, whole=whole)


def _job(digest: str) -> Job | None:
    """The last job for a book that is not done. The first condition has an index; few rows are left of it."""
    unfinished = select(Job).where(Job.state.in_(("queued", "running", "failed")), Job.kind == _DRAW)
    ours = unfinished.where(Job.args["digest"].as_string() == digest)
    return session.scalars(ours.order_by(Job.id.desc()).limit(1)).first()


@jobs.handler(_DRAW)
def _draw_in_background(job: Job, settings: Settings) -> Iterator[None]:
    """The plan, a step a chapter, then the drawing, which takes longest, then the tidying up.

    The content may have changed since the order: what is drawn is kept under its own digest. From the first yield on
    the database is not asked, so that no transaction is open while something is made.
    """
    book = book_of(job.args["module"], job.args["language"], job.args["book"])
    yield
    # First, so that a book over which it turns midnight is at worst kept under a name that nobody asks for.
    digest = books.digest(book)
    plan = books.plan(book)
    job.done, job.total = 0, len(plan) + _OTHER_STEPS
    yield
    chapters = []
    for draw in plan:
        chapters.append(draw())
        yield
    path = store.path_of(settings.instance, book, digest)
    if not path.exists():  # a lease that ran out over a slow drawing must not start it again
        store.keep(path, _pdf(book, chapters))
    yield
    store.remove_older(settings.instance, book, digest)
