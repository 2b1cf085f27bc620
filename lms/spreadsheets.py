"""Tables as files: CSV and XLSX, written in a stream, with no cell that a spreadsheet would run.

A name such as `=HYPERLINK(…)` is a name. Knows neither what the cells mean nor where they come from.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO, Final, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from lms.text.normalise import INVISIBLE

Value: TypeAlias = str | int | date
_DAY: Final = (
    "yyyy-mm-dd"  # ISO 8601, whatever the country of the programme: nobody mistakes a day for a month
)

# What makes Excel, LibreOffice or Google Sheets read a cell of a CSV as a formula: at its start, and behind what some
# of them, as they are set, take for the end of a cell; also as a keyboard of a wide script types it, and behind what
# nobody sees.
_SIGN: Final = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_AT_START: Final = rf"(?=[\x00-\x20\x7f-\x9f\s{INVISIBLE}]*{_SIGN}|[\t\r])"
_END: Final = r"(?<=[;|\t\r\n])"
_BEHIND_END: Final = rf"(?=[ \u00a0\u3000{INVISIBLE}\"']*{_SIGN})"
_FORMULA: Final = re.compile(rf"\A{_AT_START}|{_END}{_BEHIND_END}")
_SHIELD: Final = re.compile(rf"\A'{_AT_START}|{_END}'{_BEHIND_END}")
ROWS_OF_A_SHEET: Final = 1_048_576  # the format has no more
_NARROWEST: Final = 13  # characters: a date, a number of a volunteer
_WIDEST: Final = 32
_OF_SENTENCES: Final = 80
_LONGEST_TITLE: Final = 28  # the format has 31, of which the number of a further sheet needs some


def write_csv(file: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Write a CSV with a byte order mark: Excel needs it for Khmer, Lao, Thai. Returns the number of rows.

    What starts like a formula gets an apostrophe in front, which spreadsheets show as text.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(map(harmless, header))
    count = 0
    for row in rows:
        writer.writerow(map(harmless, row))
        count += 1
    text.detach()
    return count


def harmless(value: Value) -> str:
    """The value as a CSV may hold it: never read as a formula."""
    return _FORMULA.sub("'", str(value))


def unshielded(text: str) -> str:
    """What `harmless` made of it, as it was before."""
    return _SHIELD.sub("", text) if "'" in text else text


def write_xlsx(
    file: BinaryIO,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    title: str,
    notes: Sequence[Sequence[str]] = (),
    sentences: bool = False,
    rows_of_a_sheet: int = ROWS_OF_A_SHEET,
) -> int:
    """Write an XLSX; a text is text whatever it looks like, a number a number, a day a day. Returns the number of rows.

    A full sheet is followed by another. `sentences` stand in the last column, which is wide then. `notes`: for people,
    on a last sheet whose title is their first cell: programs read the first sheet.
    """
    book = Workbook(write_only=True)
    count = 0

    def cells(values: Sequence[Value]) -> list[Cell]:
        return [_cell(sheet, value) for value in values]

    for row in rows:
        if count % (rows_of_a_sheet - 1) == 0:
            sheet = _new_sheet(book, title, header, sentences=sentences)
            sheet.append(cells(header))
        sheet.append(cells(row))
        count += 1
    if count == 0:
        sheet = _new_sheet(book, title, header, sentences=sentences)
        sheet.append(cells(header))
    if notes:
        sheet = book.create_sheet(_sheet_title(notes[0][0]))
        for line in notes:
            sheet.append(cells(line))
    book.save(file)
    return count


def write_sheets(file: BinaryIO, sheets: Mapping[str, Iterable[Sequence[Value]]]) -> None:
    """Write an XLSX of several sheets, by their names; the first row of each has its headings."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(_sheet_title(title))
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def _new_sheet(book: Workbook, title: str, header: Sequence[str], *, sentences: bool) -> Any:
    """A sheet whose first line stays in sight, its columns as wide as their headings: rows come in a stream."""
    sheet = book.create_sheet(_sheet_title(title))  # openpyxl numbers those of one title
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(header, start=1):
        width = min(_WIDEST, max(_NARROWEST, len(heading) + 2))
        if sentences and place == len(header):
            width = _OF_SENTENCES
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet


def _sheet_title(title: str) -> str:
    """A title as the format allows it: some signs mean something in formulas."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:_LONGEST_TITLE].strip()


def _cell(sheet: Any, value: Value) -> Cell:
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet)
        cell.value, cell.number_format = value, _DAY
        return cell
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
