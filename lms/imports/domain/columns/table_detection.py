"""Where in a sheet the table is: titles above it, a header of one or two rows, totals and signatures below. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lms.errors import RuleBroken
from lms.imports.domain.columns import header_rows
from lms.imports.domain.columns.non_data_rows import Line, Sorter
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import Kind
from lms.table_files.files import Sheet


@dataclass(frozen=True)
class Table:
    """The header by column, and the lines below it.

    `asides` are about nobody: totals, sections, who signs, the header once more, numbers of columns. `lost` are errors
    of a spreadsheet by line and place, in cells that are empty; `hidden_lines` of the lines and the places of
    `hidden_columns` are not seen by whoever looks at the sheet. `header_line` is 0 where there are no headings; `above`
    them stand lines that look like people, of whom HR says whether they are: asides, or lines then. So does HR of the
    headings that say nothing known (`is_unread`): they may be the first name of a list without any.
    """

    header: tuple[str, ...]
    header_line: int
    lines: tuple[Line, ...]
    asides: tuple[Line, ...] = ()
    lost: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    hidden_lines: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    above: tuple[int, ...] = ()
    is_unread: bool = False

    def cell(self, line: Line, place: int) -> str:
        """A cell as a reader of the sheet knows it, also where it has no value: "#REF!"."""
        return line.cells[place] or self.lost.get(line.number, {}).get(place, "")


def text_of(line: Line) -> str:
    """What an aside says; words once where they stand in cells that were one, numbers each: «รวม 6 5 5»."""
    said = [" ".join(cell.split()) for cell in line.cells if cell.strip()]
    return " ".join(
        cell for place, cell in enumerate(said) if cell not in said[:place] or not any(map(str.isalpha, cell))
    )


def find(sheet: Sheet, kind: Kind, remembered: Mapping[str, str], people: Collection[int] = ()) -> Table:
    """The table of a sheet; `people` are the numbers of lines that are about somebody although they do not look so.

    Raises RuleBroken("no-table", field="file") where there is none with a line in it.
    """
    width = max(map(len, sheet.rows), default=0)
    if not width:
        raise RuleBroken("no-table", field="file")
    found = header_rows.find(sheet, width, kind, remembered)
    fields = [columns.field_of(text, kind, remembered) if text else None for text in found.texts]
    lines, asides = Sorter(found.texts, fields).sorted([*_lines(sheet, found.below, width)], people)
    above = [_line(sheet, row, width) for row in header_rows.people_above(sheet, found, kind, remembered)]
    is_unread = header_rows.is_unread(sheet, found, kind, remembered)
    asked = [*above, _line(sheet, found.top, width)] if is_unread else above
    lines = [line for line in asked if line.number in people] + lines
    asides = [line for line in asked if line.number not in people] + asides
    if not lines:
        raise RuleBroken("no-table", field="file")
    lost: dict[int, dict[int, str]] = {}
    for row, place, text in sheet.lost:
        lost.setdefault(row + 1, {})[place] = text
    hidden = {row + 1 for row in sheet.hidden_rows}
    return Table(
        found.texts,
        found.top + 1,
        tuple(lines),
        tuple(asides),
        lost,
        tuple(line.number for line in lines if line.number in hidden),
        tuple(place for place in sheet.hidden_columns if place < width),
        tuple(line.number for line in above),
        is_unread,
    )


def _line(sheet: Sheet, row: int, width: int) -> Line:
    cells = sheet.rows[row]
    return Line(row + 1, (*cells, *[""] * (width - len(cells))))


def _lines(sheet: Sheet, first: int, width: int) -> Iterator[Line]:
    """The rows below the header that say something; a cell that reaches over rows stands in each of them."""
    below: dict[int, dict[int, str]] = {}
    room = len(sheet.rows) * width  # cells that were one do not overlap
    for top, left, bottom, right in sheet.merged:
        if left == right < width and first <= top < bottom:
            text = sheet.rows[top][left] if top < len(sheet.rows) and left < len(sheet.rows[top]) else ""
            end = min(bottom + 1, len(sheet.rows), top + 1 + room)
            room -= max(0, end - top - 1)
            for covered in range(top + 1, end):
                below.setdefault(covered, {})[left] = text
    for place in range(first, len(sheet.rows)):
        row = sheet.rows[place]
        if any(cell.strip() for cell in row):
            cells = [*row, *[""] * (width - len(row))]
            for column, text in below.get(place, {}).items():
                cells[column] = cells[column] or text
            yield Line(place + 1, tuple(cells))
