"""Which column of a list of trainings is the module, and what can be the name of one: never a tick or a result. Pure.

Over the columns of a summary, one for each module, people write "Modules" or "Training"; the ticks below say how it
went, and a module that was read from them would be recorded for everybody who has a tick.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

from lms.imports.domain import value_names
from lms.imports.domain.columns.candidate_columns import Column
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import sex_ticks
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values import results
from lms.text.digits import ascii_digits

_NOT_COUNTED: Final = frozenset({"0", "1"})  # ticks; other numbers may be those of modules
_WORDS: Final = "LM"  # letters and their marks, as Unicode calls them


@lru_cache(maxsize=4096)
def says_no_module(cell: str) -> bool:
    """Whether a cell is a sign, a tick or a word for a result, also with a mark beside it: «ผ่าน (45)», "passed ✓"."""
    text = for_comparing(ascii_digits(cell)).strip()
    letters = "".join(sign for sign in text if unicodedata.category(sign)[0] in _WORDS)
    if not letters:
        return not text.isdecimal() or text in _NOT_COUNTED
    return results.is_known(letters) or sex_ticks.is_tick(letters) or letters in _of_presence()


@cache
def _of_presence() -> frozenset[str]:
    signs = f"{value_names.PRESENT_SIGNS} {value_names.ABSENT_SIGNS}"
    return frozenset(map(for_comparing, signs.split()))


def hold_no_modules(cells: Iterable[str]) -> bool:
    """Whether a column has ticks and results, and nothing that may be the name of a module."""
    said = [cell for cell in cells if columns.key(cell)]
    return bool(said) and all(map(says_no_module, said))


def settle(found: Sequence[Column]) -> None:
    """A column of ticks or results is not the module, whatever stands above it and whatever was said of that."""
    for column in found:
        if column.field == "award" and hold_no_modules(column.cells):
            column.field = None
