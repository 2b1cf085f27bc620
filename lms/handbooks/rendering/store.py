"""Where drawn books are kept: one file a book and digest. Knows no rows and no layout."""

from __future__ import annotations

from pathlib import Path

from lms.files import atomic
from lms.handbooks.rendering.book import Book


def path_of(folder: Path, book: Book, digest: str) -> Path:
    """The file of a book with this content, below the instance folder."""
    return folder / "handbooks" / f"{_name(book)}.{digest}.pdf"


def keep(path: Path, pdf: bytes) -> None:
    """Keep a drawn book. Whoever reads meanwhile gets the whole file or none."""
    atomic.write(path, pdf)


def remove_older(folder: Path, book: Book, digest: str) -> None:
    """Take away what this book was before. Who is reading one of these files reads it to its end."""
    newest = path_of(folder, book, digest)
    for path in newest.parent.glob(f"{_name(book)}.*.pdf"):
        if path != newest:
            path.unlink(missing_ok=True)


def _name(book: Book) -> str:
    return f"{book.module.id}.{book.language}.{book.kind}"
