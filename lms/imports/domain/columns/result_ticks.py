"""Results ticked below the heading that says them: «ຜ່ານ | ບໍ່ຜ່ານ», «ผ่าน | ไม่ผ่าน», "Present | Absent". Pure.

The headings stand alone or below one that says "result". What a tick says is what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from lms.imports.domain import value_names
from lms.imports.domain.headings import column_names, fields, sex_ticks
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values import results
from lms.text.digits import ascii_digits

FAILED: Final = "failed_ticked"  # the field of a column in which those are ticked who failed or were absent
# The same of those who passed, where its heading does not say so. As soon as HR has said it, it is the result: see
# `column_facts.PASSED_TICKED`.
PASSED: Final = "passed_ticked"
_SIZES: Final = (3, 2, 1)  # words of "did not pass", "not passed", "passed"
_SCRIPTS: Final = re.compile(r"(?<=[a-z0-9])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[a-z0-9])", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[\s/|(){}\[\]:,.–—-]+")


@cache
def _headings() -> Mapping[str, str]:
    return {
        word: result for result, texts in value_names.RESULTS_TICKED.items() for word in fields.keys(texts)
    }


@cache
def _above() -> frozenset[str]:
    texts = fields.keys(column_names.TRAINING["result"]) | fields.keys(value_names.ABOVE_RESULTS)
    return texts - fields.keys(column_names.MARKS) - _headings().keys()


@lru_cache(maxsize=4096)
def said_above(heading: str) -> str:
    """The result that a heading alone says: "passed", "attended" or "failed"; nothing for any other."""
    pieces = [piece for piece in map(fields.key, _BETWEEN.split(heading)) if piece]
    told = [piece for piece in pieces if piece not in _above()]
    together = _headings().get(fields.key("".join(told)))
    if together is not None:
        return together
    said = {_headings().get(piece, "") for piece in told}
    return said.pop() if len(said) == 1 else ""


@lru_cache(maxsize=4096)
def said_within(heading: str) -> str:
    """What a tick below a heading says that has such words beside others: "HIV / passed", «ຜ່ານ HIV», «ผ่านHIV».

    Only of a column that was taken as the result. Nothing where several results are said, or a "not" of something else.
    """
    pieces = [piece for piece in map(fields.key, _BETWEEN.split(_SCRIPTS.sub(" ", heading))) if piece]
    said, place = {said_above(heading)} - {""}, 0
    while place < len(pieces):
        size = next((size for size in _SIZES if "".join(pieces[place : place + size]) in _headings()), 0)
        if size:
            said.add(_headings()["".join(pieces[place : place + size])])
        elif pieces[place] in _no_results():
            return ""
        place += size or 1
    return said.pop() if len(said) == 1 else ""


@cache
def _no_results() -> frozenset[str]:
    """Words beside which one for "passed" says nothing of somebody: "pass mark", "not all passed"."""
    return fields.keys(column_names.MARKS) | {"not", "no", "date"}


def are_headings(texts: Iterable[str]) -> bool:
    """Whether some texts are nothing but such headings, one for those who failed or were absent among them."""
    said = set()
    for text in texts:
        result = said_above(text)
        if not result:
            return False  # most lines end at their first cell
        said.add(result)
    return "failed" in said and len(said) > 1


def are_ticks(cells: Iterable[str], result: str) -> bool:
    """Whether cells are ticks, zeros, or the word of their heading, and nothing else."""
    said = (cell for cell in cells if cell.strip(" -–—."))
    return all(sex_ticks.is_tick(cell) or _is_zero(cell) or results.word_of(cell) == result for cell in said)


def is_failed(cell: str) -> bool | None:
    """Whether somebody is ticked as failed or absent; None where nobody can tell."""
    if not cell or _is_zero(cell):
        return False
    return True if sex_ticks.is_tick(cell) or results.is_plainly(cell, "failed") else None


def are_mixed(cells: Sequence[str]) -> bool:
    """Whether there are crosses beside other ticks: then nobody can tell what a cross says."""
    signs = {for_comparing(cell) for cell in cells}
    return not signs.isdisjoint(_signs(value_names.CHECKS)) and not signs.isdisjoint(
        _signs(value_names.CROSSES)
    )


def has_crosses(cells: Iterable[str]) -> bool:
    """Whether there are crosses in a column: without a twin of it nobody can tell whether they are ticks."""
    return any(is_open(cell, mixed=True) for cell in cells)


def is_open(cell: str, *, mixed: bool) -> bool:
    """Whether a cell is a cross that may say "no"."""
    return for_comparing(cell) in _signs(value_names.CROSSES if mixed else value_names.OPEN_CROSSES)


@cache
def _signs(texts: str) -> frozenset[str]:
    return frozenset(map(for_comparing, texts.split()))


def _is_zero(cell: str) -> bool:
    return ascii_digits(cell).strip() == "0"
