"""Whether a page links the sheets of what stands on it: no field and no component goes without its style.

Only what is drawn by a sheet is looked at: a class that no sheet knows is for scripts. A class that several sheets know
is drawn when the page has one of them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lms.config import CHECKOUT
from lms.web import critical_css

_CSS = CHECKOUT / "lms" / "static" / "css"
_EVERYWHERE = frozenset({"tokens", "learner"})  # the block that stands in each page
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_USED = re.compile(r'<[a-z][^>]*?\sclass="([^"]*)"')
_LINKED = re.compile(r"/static/css/([a-z]+)\.css")
# Elements that have no class and still are drawn by a sheet that not every page has.
_ELEMENTS = {
    "forms": re.compile(r'<(?:fieldset|textarea|select|input(?![^>]*type="hidden"))\b'),
    "reference": re.compile(r"<mark\b"),
}


@cache
def _sheets_by_class() -> dict[str, frozenset[str]]:
    """For each class the sheets that draw it."""
    known: dict[str, set[str]] = {}
    for path in _CSS.glob("*.css"):
        for name in _CLASS.findall(_selectors(path)):
            known.setdefault(name, set()).add(path.stem)
    return {name: frozenset(sheets) for name, sheets in known.items()}


def _selectors(path: Path) -> str:
    """A sheet without comments and without what stands in braces of rules."""
    sheet = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\{[^{}]*\}", " ", re.sub(r'url\("[^"]*"\)', "", sheet))


def missing(page: str) -> list[str]:
    """What stands on a page without its sheet, each with the sheets that would draw it."""
    has = {*_EVERYWHERE, *_LINKED.findall(page)}
    if critical_css.READING in page:
        has |= {"reading", "cards"}
    by_class = _sheets_by_class()
    used = {name for classes in _USED.findall(page) for name in classes.split()}
    found = [
        f".{name}: {sorted(by_class[name])}"
        for name in sorted(used & by_class.keys())
        if not by_class[name] & has
    ]
    return found + [
        f"{element.pattern}: {sheet}"
        for sheet, element in _ELEMENTS.items()
        if sheet not in has and element.search(page)
    ]
