"""Numbers that somebody pasted, a line each, or rows of a spreadsheet: what may be one, what stays in the box. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias
from unicodedata import normalize

MOST_LINES: Final = 200
_LONGEST_LINE: Final = 120
_LONGEST_ROW: Final = 600
_LINES: Final = re.compile("[\n\r]+")
_APART: Final = re.compile("[,;]+")
_DIGITS: Final = 3  # fewer are the place in a list, an age

# Why something stays in the box: nobody has it (of the people whom the reader may see), a second number in its line,
# too many lines, the number of somebody who leads the workshop.
Reason: TypeAlias = Literal["unknown", "second", "later", "leads", "own"]


def lines_of(typed: str) -> tuple[list[str], list[str]]:
    """The lines of a text that are looked at now, and those that are too many at once.

    Commas and semicolons end a line, but not within a row of a spreadsheet.
    """
    lines: list[str] = []
    for one in _LINES.split(typed):
        if "\t" in one.strip():
            lines.append(one[:_LONGEST_ROW].rstrip())
        else:
            lines += [part.strip()[:_LONGEST_LINE] for part in _APART.split(one) if part.strip()]
    return lines[:MOST_LINES], lines[MOST_LINES:]


def cells_of(line: str) -> list[str]:
    """The cells of a row of a spreadsheet, empty ones too; a line that is no row is one cell."""
    return [cell.strip() for cell in line.split("\t")]


def is_header(cells: Sequence[str], number_at: int) -> bool:
    """Whether a first row says what the columns are, by where the number stands in a row below: there it has a word."""
    return (
        len([cell for cell in cells if cell]) > 1
        and number_at < len(cells)
        and bool(cells[number_at])
        and not any(looks_like_a_number(cell) for cell in cells)
    )


def says_name(cells: Iterable[str], names: Iterable[str]) -> bool:
    """Whether a cell is one of somebody's names, however it is spaced."""
    return not {_letters(cell) for cell in cells}.isdisjoint(_letters(name) for name in names if name)


def is_another_number(cell: str) -> bool:
    """Whether a cell of a row beside a number that was found may be somebody else's: a phone or a date is none."""
    return (
        looks_like_a_number(cell)
        and len(cell.split()) == 1
        and any(letter.isalpha() for letter in cell)
        and "@" not in cell
    )


def _letters(text: str) -> str:
    return normalize("NFC", "".join(text.split())).casefold()


def spellings(line: str) -> list[str]:
    """What of a line may be a number, the likeliest first: all of it, words with digits, the first and last one."""
    words = line.split()
    with_digits = [word for word in words if any(letter.isdigit() for letter in word)]
    return list(dict.fromkeys((line, *with_digits, words[0], words[-1])))


def looks_like_a_number(word: str) -> bool:
    """Whether a word beside a number is one as well, rather than a place in a list."""
    return sum(letter.isdigit() for letter in word) >= _DIGITS
