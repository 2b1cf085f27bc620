"""A word for a result with its mark in brackets: «ជាប់ (៤៥)», "ผ่าน (45)", "passed (18/20)". Pure."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lms.imports.domain.values import results
from lms.text.digits import ascii_digits

_MARKED: Final = re.compile(r"(?P<word>[^\d(（\[]++)[(（\[]\s*+(?P<mark>\d[^()（）\[\]]*+)[)）\]]")


class MarkedWord(NamedTuple):
    """A word for a result, and its mark as it is written."""

    word: str
    mark: str


def of(cell: str) -> MarkedWord | None:
    """The word and the mark of a cell; None where it holds anything else.

    Who was not there has no mark, and a grade says of nobody that they have passed.
    """
    found = _MARKED.fullmatch(cell.strip()) if cell.strip().endswith((")", "）", "]")) else None
    if found is None:
        return None
    word, mark = found["word"].strip(), found["mark"].strip()
    said = results.word_of(word)
    if (
        said not in ("passed", "failed")
        or results.is_absence(word)
        or not results.are_marks([ascii_digits(mark)])
    ):
        return None
    return MarkedWord(word, mark)


def number_in(cell: str) -> str:
    """The mark of a word that has one; any other cell as it is."""
    marked = of(cell)
    return cell if marked is None else marked.mark
