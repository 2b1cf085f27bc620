"""The sex of somebody, ticked in one of two or three columns: «ຍ | ຊ», «ស្រី | ប្រុស», «ญ | ช», "F | M". Pure.

The headings stand alone or below one that says "sex". A tick says something by the column that it stands in, and
nothing alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Final

from lms.errors import RuleBroken
from lms.imports.domain import value_names
from lms.imports.domain.text_comparison import for_comparing
from lms.text.digits import ascii_digits

# The field of a column -> what a tick in it says.
FIELDS: Final[Mapping[str, str]] = {"sex_female": "female", "sex_male": "male", "sex_other": "other"}
_PAIR: Final = frozenset({"sex_female", "sex_male"})
_BETWEEN: Final = re.compile(r"[\s/|(){}\[\]:,.–—-]+")


@cache
def _headings() -> Mapping[str, str]:
    return {
        for_comparing(word): f"sex_{sex}"
        for sex, words in value_names.TICKED.items()
        for word in words.split()
    }


@cache
def _sexes() -> frozenset[str]:
    return frozenset(map(for_comparing, value_names.SEX_HEADINGS.split()))


@cache
def _ticks() -> frozenset[str]:
    return frozenset(map(for_comparing, value_names.TICKS.split()))


def field_of(header: str) -> str | None:
    """The field of a heading that is a word for one sex, also beside or below one for "sex"; None for any other."""
    pieces = [piece for piece in _BETWEEN.split(for_comparing(header)) if piece]
    told = [piece for piece in pieces if piece not in _sexes()]
    fields = {_headings().get(piece) for piece in told}
    if len(fields) != 1 or (fields == {"sex_other"} and len(told) == len(pieces)):
        return None  # "other" alone is a column of remarks
    return fields.pop()


def says_sex(header: str) -> bool:
    """Whether a heading says "sex", and may stand above the others."""
    pieces = {piece for piece in _BETWEEN.split(for_comparing(header)) if piece}
    return bool(pieces) and pieces <= _sexes()


def are_headings(texts: Iterable[str]) -> bool:
    """Whether some texts are nothing but headings of such columns, one for women and one for men among them."""
    fields = set()
    for text in texts:
        field = field_of(text)
        if field is None:
            return False  # most lines end at their first cell
        fields.add(field)
    return fields >= _PAIR


def columns_of(header: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The places, from 0, and the fields of columns for women and for men that stand side by side."""
    for is_one, group in groupby(enumerate(map(field_of, header)), lambda one: one[1] is not None):
        run = [(place, field) for place, field in group if field is not None] if is_one else []
        if {field for _, field in run} >= _PAIR:
            yield from run


def is_tick(cell: str) -> bool:
    """Whether a cell is a tick and nothing more."""
    return for_comparing(ascii_digits(cell)).strip() in _ticks()


def said_by(cells: Mapping[str, str]) -> list[str]:
    """The sexes that are ticked, or written, in the columns of a line. Raises RuleBroken("sex-unknown")."""
    return [sex for field, sex in FIELDS.items() if _is_said(field, cells.get(field, ""))]


def _is_said(field: str, cell: str) -> bool:
    if not cell or ascii_digits(cell).strip() == "0":
        return False
    if not is_tick(cell) and field_of(cell) != field:
        raise RuleBroken("sex-unknown", field=field, typed=cell)
    return True
