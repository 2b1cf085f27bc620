"""Where in a sheet the table is: titles above it, a header of one or two rows, totals and signatures below. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.errors import RuleBroken
from lms.rosters import columns, header_rows, headers
from lms.rosters.columns import Kind
from lms.rosters.reading import Sheet
from lms.scripts.digits import ascii_digits

_TOTALS: Final = frozenset(map(columns.key, headers.TOTALS.split("|")))
_NAMES: Final = frozenset(
    {"name", "family_name", "given_name", "latin_name", "latin_family_name", "latin_given_name"}
)
_NUMBERS: Final = re.compile(r"\d+([.,]\d+)*( ?(នាក់|ຄົນ|คน|people|persons|volunteers|pax))?")
_FEWEST_COUNTED: Final = 2
_SHORTEST_SECTION: Final = (
    4  # characters; a shorter text alone in a line is a cell of somebody without the others
)
_SIGNATURES: Final = tuple(columns.key(word) for word in headers.SIGNATURES.split("|"))
_DOTS: Final = re.compile(r"(?:\.\s?){5}|…{2}|_{4}")  # where somebody is to sign
_MOST_SIGNING: Final = 3  # people who sign in one line


@dataclass(frozen=True, slots=True)  # there are as many as rows
class Line:
    """One row of a table: its number in the sheet, counted from 1, and its cells, one for each column."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The header by column, and the lines below it.

    `dropped` are the numbers of what is no line: totals, remarks, the header once more, numbers of columns. Of these
    `remarks` say something: names of sections, who signs, what stands below the table.
    """

    header: tuple[str, ...]
    header_line: int
    lines: tuple[Line, ...]
    dropped: tuple[int, ...]
    remarks: tuple[Line, ...] = ()


def text_of(line: Line) -> str:
    """What a remark says, once where it stands in cells that were one."""
    return " ".join(dict.fromkeys(" ".join(cell.split()) for cell in line.cells if cell.strip()))


def find(sheet: Sheet, kind: Kind, remembered: Mapping[str, str]) -> Table:
    """The table of a sheet. Raises RuleBroken("no-table", field="file") where there is none with a line in it."""
    width = max(map(len, sheet.rows), default=0)
    if not width:
        raise RuleBroken("no-table", field="file")
    found = header_rows.find(sheet, width, kind, remembered)
    header, first = found.texts, found.below
    fields = [columns.field_of(text, kind, remembered) if text else None for text in header]
    named = [field in _NAMES for field in fields]
    lines: list[Line] = []
    dropped: list[int] = []
    remarks: list[Line] = []
    signed = False
    for line in _lines(sheet, first, width):
        if _is_total(line, named) or _is_header(line, header) or (not lines and _counts_columns(line)):
            dropped.append(line.number)
            continue
        remark = not _has_number(line, fields) and (
            _is_signature(line, signed)
            or (_is_section(line, header, named) and len(text_of(line)) >= _SHORTEST_SECTION)
        )
        signed = remark and (signed or _is_signature(line, signed))
        (remarks if remark else lines).append(line)
    while lines and not _has_number(lines[-1], fields) and _is_footer(lines[-1], header, named):
        remarks.append(lines.pop())
    if not lines:
        raise RuleBroken("no-table", field="file")
    remarks.sort(key=lambda line: line.number)
    dropped += [line.number for line in remarks]
    return Table(header, found.top + 1, tuple(lines), tuple(sorted(dropped)), tuple(remarks))


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


def _has_number(line: Line, fields: Sequence[str | None]) -> bool:
    """Whether a volunteer number stands in a line: then it is about a person, whatever else it lacks."""
    numbers = (cell for cell, field in zip(line.cells, fields, strict=True) if field == "number")
    return any(sign.isdecimal() for cell in numbers for sign in cell)


def _is_signature(line: Line, signed: bool) -> bool:
    """A line of those who sign; below the first of them their names and offices, a few cells in a line."""
    filled = [cell for cell in line.cells if cell.strip()]
    if any(word in columns.key(cell) for cell in filled for word in _SIGNATURES):
        return True
    return any(_DOTS.search(cell) for cell in filled) or (signed and len(set(filled)) <= _MOST_SIGNING)


def _is_section(line: Line, header: Sequence[str], named: Sequence[bool]) -> bool:
    """A text over the columns between two lines, such as the name of a branch; in a column of names it is a name."""
    filled = {cell.strip() for cell in line.cells if cell.strip()}
    in_a_name = any(cell.strip() for cell, name in zip(line.cells, named, strict=True) if name)
    alone = sum(bool(cell.strip()) for cell in line.cells) == 1
    several = sum(bool(text) for text in header) > _FEWEST_COUNTED
    return several and len(filled) == 1 and not (in_a_name and alone)


def _is_footer(line: Line, header: Sequence[str], named: Sequence[bool]) -> bool:
    """A total, or a remark below the table."""
    first = next(cell for cell in line.cells if cell.strip())
    return columns.key(first) in _TOTALS or _is_section(line, header, named)
