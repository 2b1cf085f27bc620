"""What a cell says, without what nobody sees in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from lms import spreadsheets
from lms.accounts.domain import contact
from lms.imports.domain import value_names
from lms.table_files import sheet_parts
from lms.text.normalise import for_comparing, for_name

LONGEST_NAME: Final = 120


LONGEST_NUMBER: Final = 40


# Letters of a cell that is read: twice as many as any field holds, for signs that nobody sees.
LONGEST_CELL: Final = 2 * LONGEST_NAME


_MOST: Final[Mapping[str, int]] = {
    "number": LONGEST_NUMBER,
    "name": LONGEST_NAME,
    "latin_name": LONGEST_NAME,
    "email": contact.LONGEST_EMAIL,
}


_NO_SIGN: Final = re.compile(r"[\s\-_.\u2010-\u2015\u2026\u2212]+")  # dashes and dots, alone in a cell


LINE_END: Final = re.compile(r"[\r\n\v\f\u0085\u2028\u2029]+")


def is_overlong(cell: str) -> bool:
    """Whether more stands in a cell than any field can hold: it is refused, and nobody works on it."""
    return len(cell) > LONGEST_CELL and len(cell.strip()) > LONGEST_CELL


def most_of(field: str) -> int:
    """How many characters a field of a line may have."""
    return _MOST.get(field, LONGEST_CELL)


def said(cell: str) -> str:
    """What a cell says, cleaned; nothing where it says in words or by a dash that there is nothing, or is overlong."""
    if is_overlong(cell):
        return ""
    text = clean(cell)
    nothing = _NO_SIGN.fullmatch(text) or for_comparing(text) in _nothings() or sheet_parts.is_lost(text)
    return "" if nothing else text


def said_in(field: str, cell: str) -> str:
    """What a cell says in the column of a field: of phones each line is one, "new" is nobody's volunteer number."""
    if field == "phone":
        return said(LINE_END.sub(" / ", cell.strip()))
    text = said(cell)
    return "" if field == "number" and is_no_number(text) else text


def is_no_number(text: str) -> bool:
    """Whether a text says that somebody has no volunteer number yet: "new", "to be given"."""
    return for_comparing(text) in _no_numbers()


@cache
def _no_numbers() -> frozenset[str]:
    return frozenset(for_comparing(words.strip()) for words in value_names.NO_NUMBER.split("|"))


@cache
def _nothings() -> frozenset[str]:
    return frozenset(for_comparing(words.strip()) for words in value_names.NOTHING.split("|"))


def clean(cell: str) -> str:
    """A cell without what nobody sees in it: invisible marks, directions of writing, doubled spaces; and without what
    a CSV puts in front of what a spreadsheet would run.
    """
    return for_name(spreadsheets.unshielded(cell))
