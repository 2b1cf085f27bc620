"""The content once it is loaded: it is read at the start and does not change while the process runs."""

from __future__ import annotations

from pathlib import Path

from lms.content import check, content_cache
from lms.content.types.cases import BranchingCase
from lms.content.types.curriculum import Content, Lesson, Module
from lms.errors import NotFound

_loaded: list[Content] = []


def load(root: Path, kept: Path | None = None, secret: str = "") -> Content:
    """Load the content below `root`, from the folder `kept` where it is there. Raises ContentBroken."""
    content = content_cache.load(root, kept, secret) if kept else check.load(root)
    _loaded[:] = [content]
    return content


def current() -> Content:
    """The loaded content. Raises LookupError before `load`."""
    if not _loaded:
        raise LookupError("the content is not loaded yet")
    return _loaded[0]


def module(module_id: str) -> Module:
    """The module with this id. Raises NotFound: the id comes from an address."""
    try:
        return current().module(module_id)
    except KeyError:
        raise NotFound from None


def lesson(of: Module, name: str) -> Lesson:
    """The lesson of a module with this address. Raises NotFound."""
    try:
        return of.lesson(name)
    except KeyError:
        raise NotFound from None


def case(of: Module, slug: str) -> BranchingCase:
    """The branching case of a module with this address. Raises NotFound."""
    found = current().cases.get(slug)
    if found is None or found.module != of.id:
        raise NotFound
    return found
