"""The library once it is loaded: content is read at the start and does not change while the process runs."""

from __future__ import annotations

from pathlib import Path

from lms.content import check, kept_library
from lms.content.types.curriculum import Lesson, Content, Module
from lms.errors import NotFound

_open: list[Content] = []


def open_library(root: Path, kept: Path | None = None, secret: str = "") -> Content:
    """Load the content below `root`, from the folder `kept` where it is there. Raises ContentBroken."""
    library = kept_library.load(root, kept, secret) if kept else check.load(root)
    _open[:] = [library]
    return library


def library() -> Content:
    """The loaded content. Raises LookupError before `open_library`."""
    if not _open:
        raise LookupError("the library is not open yet")
    return _open[0]


def module(module_id: str) -> Module:
    """The module with this id. Raises NotFound: the id comes from an address."""
    try:
        return library().module(module_id)
    except KeyError:
        raise NotFound from None


def lesson(of: Module, name: str) -> Lesson:
    """The lesson of a module with this address. Raises NotFound."""
    try:
        return of.lesson(name)
    except KeyError:
        raise NotFound from None
