"""Where in a sheet the table is: titles above it, a header of one or two rows, totals and signatures below. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.errors import RuleBroken
from lms.rosters import columns, headers
from lms.rosters.columns import Kind
from lms.rosters.reading import Sheet
from lms.scripts.digits import ascii_digits

_LOOKED_AT: Final = 30  # rows, to find the header
_TOTALS: Final = frozenset(map(columns.key, headers.TOTALS.split("|")))
_NAMES: Final = frozenset(
    {"name", "family_name", "given_name", "latin_name", "latin_family_name", "latin_given_name"}
)
_NUMBERS: Final = re.compile(r"\d+([.,]\d+)*( ?(នាក់|ຄົນ|คน|people|persons|volunteers|pax))?")
_FEWEST_COUNTED: Final = 2


@dataclass(frozen=True, slots=True)  # there are as many as rows
class Line:
    """One row of a table: its number in the sheet, counted from 1, and its cells, one for each column."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The header by column, and the lines below it.

    `dropped` are the numbers of what is no line: totals, remarks at the end, the header once more, numbers of columns.
    """

    header: tuple[str, ...]
    header_line: int
    lines: tuple[Line, ...]
    dropped: tuple[int, ...]


def find(sheet: Sheet, kind: Kind, remembered: Mapping[str, str]) -> Table:
    """The table of a sheet. Raises RuleBroken("no-table", field="file") where there is none with a line in it."""
    width = max(map(len, sheet.rows), default=0)
    top = _header_row(sheet, kind, remembered)
    header, first = _header(sheet, top, width, kind, remembered)
    named = [columns.field_of(text, kind, remembered) in _NAMES for text in header]
    lines: list[Line] = []
    dropped: list[int] = []
    for line in _lines(sheet, first, width):
        if _is_total(line, named) or _is_header(line, header) or (not lines and _counts_columns(line)):
            dropped.append(line.number)
        else:
            lines.append(line)
    while lines and _is_footer(lines[-1], header):
        dropped.append(lines.pop().number)
    if not lines:
        raise RuleBroken("no-table", field="file")
    return Table(header, top + 1, tuple(lines), tuple(sorted(dropped)))


def _lines(sheet: Sheet, first: int, width: int) -> Iterator[Line]:
    """The rows below the header that say something; a cell that reaches over rows stands in each of them."""
    below: dict[int, dict[int, str]] = {}
    for top, left, bottom, right in sheet.merged:
        if left == right < width and first <= top < bottom:
            text = sheet.rows[top][left] if top < len(sheet.rows) and left < len(sheet.rows[top]) else ""
            for covered in range(top + 1, min(bottom + 1, len(sheet.rows))):
                below.setdefault(covered, {})[left] = text
    for place in range(first, len(sheet.rows)):
        row = sheet.rows[place]
        if any(cell.strip() for cell in row):
            cells = [*row, *[""] * (width - len(row))]
            for column, text in below.get(place, {}).items():
                cells[column] = cells[column] or text
            yield Line(place + 1, tuple(cells))


def _header_row(sheet: Sheet, kind: Kind, remembered: Mapping[str, str]) -> int:
    """The row that says the most fields; the first row of the widest ones where none says any."""

    def worth(place: int) -> tuple[int, int, int]:
        row = sheet.rows[place]
        known = sum(bool(columns.field_of(cell, kind, remembered)) for cell in row if cell.strip())
        return known, sum(bool(cell.strip()) for cell in row), -place

    return max(range(min(_LOOKED_AT, len(sheet.rows))), key=worth)


def _header(
    sheet: Sheet, top: int, width: int, kind: Kind, remembered: Mapping[str, str]
) -> tuple[tuple[str, ...], int]:
    """The header's texts, and the first row of the table. A second row divides columns of the first."""
    upper = _spread(sheet, top, width)
    if top + 1 < len(sheet.rows):
        lower = [*sheet.rows[top + 1], *[""] * (width - len(sheet.rows[top + 1]))]
        upper = _filled(upper, lower)
        if _divides(upper, lower, kind, remembered):
            return tuple(_joined(above, below) for above, below in zip(upper, lower, strict=True)), top + 2
    return tuple(" ".join(text.split()) for text in _spread(sheet, top, width)), top + 1


def _spread(sheet: Sheet, row: int, width: int) -> list[str]:
    """A row with the text of each merged range in all of its columns."""
    cells = [*sheet.rows[row], *[""] * (width - len(sheet.rows[row]))]
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left < width and left < right:
            cells[left : right + 1] = [cells[left]] * (min(right + 1, width) - left)
    return cells


def _filled(upper: list[str], lower: list[str]) -> list[str]:
    """The first row, where a text file has lost that a cell reached over its neighbours on the right."""
    filled = list(upper)
    for place in range(1, len(upper)):
        if not filled[place].strip() and lower[place].strip() and lower[place - 1].strip():
            filled[place] = filled[place - 1]
    return filled


def _divides(upper: list[str], lower: list[str], kind: Kind, remembered: Mapping[str, str]) -> bool:
    """Whether the second row belongs to the header: it divides a column of the first, and says nothing unknown."""
    named = [place for place, text in enumerate(lower) if text.strip()]
    fields = [columns.field_of(_joined(upper[place], lower[place]), kind, remembered) for place in named]
    shared = any(upper[place].strip() and upper.count(upper[place]) > 1 for place in named)
    return shared and all(field is not None for field in fields)


def _joined(above: str, below: str) -> str:
    return " ".join(f"{above} {below}".split())


def _is_total(line: Line, named: Sequence[bool]) -> bool:
    """A line between others that adds them up: "Total: 12" before nothing but numbers, and not where a name stands."""
    place = next(place for place, cell in enumerate(line.cells) if cell.strip())
    rest = [cell for cell in line.cells[place + 1 :] if cell.strip()]
    if named[place] or not all(_NUMBERS.search(ascii_digits(cell)) for cell in rest):
        return False
    return columns.key(_NUMBERS.sub("", ascii_digits(line.cells[place]))) in _TOTALS


def _is_header(line: Line, header: Sequence[str]) -> bool:
    """The header once more, as on top of each printed page."""
    pairs = [(cell, text) for cell, text in zip(line.cells, header, strict=True) if cell.strip()]
    return len(pairs) > 1 and all(columns.key(cell) == columns.key(text) for cell, text in pairs)


def _counts_columns(line: Line) -> bool:
    """A line under the header of a form that numbers its columns: (1), (2), (3)."""
    filled = [ascii_digits(cell).strip(" ()") for cell in line.cells if cell.strip()]
    return len(filled) > _FEWEST_COUNTED and filled == [str(number) for number in range(1, len(filled) + 1)]


def _is_footer(line: Line, header: tuple[str, ...]) -> bool:
    """A total, or a remark: one cell alone below a table of several columns."""
    filled = [cell for cell in line.cells if cell.strip()]
    several = sum(bool(text) for text in header) > 2
    return columns.key(filled[0]) in _TOTALS or (several and len(filled) == 1)
