"""A process of its own that opens a workbook: bytes on its input, the cells of every sheet as JSON on its output.

Made for files that nobody has checked: a sheet with one cell in its last corner, or a damaged file, ends this
process and not the server. Values are as they are shown: whole numbers without a point, days in ISO 8601,
formulas as their last result. Knows no fields.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

import python_calamine as calamine

from lms.table_files import number_formats, sheet_parts, xls_formats, xlsx_parts
from lms.table_files.sheet_parts import Parts
from lms.table_files.xls_formats import Shown as Formatted

Shown: TypeAlias = "int | float | str | bool | time | date | datetime | timedelta"

_ZIP: Final = b"PK"
MOST_MEMORY: Final = 1024 * 1024 * 1024
MOST_SECONDS: Final = 60  # of computing
MOST_SHEETS: Final = 50
MOST_ROWS: Final = 100_100  # a few titles and totals more than what one import may hold
MOST_ROWS_OF_ALL: Final = (
    2 * MOST_ROWS
)  # of all sheets: whatever looks through a file looks through each of them
MOST_CELLS: Final = 20_000_000  # of all sheets, with the empty ones that a cell in a far corner makes
MOST_LETTERS: Final = 40_000_000  # of the whole answer: one long text can stand in every cell of a sheet
LONGEST_CELL: Final = 1_000  # letters; a longer cell is cut, and then still longer than any field may be


_NOTHING: Final = Parts({}, (), ())


def shown(value: Shown) -> str:
    """A cell as a reader of the sheet knows it. An instant at midnight is a day."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def sheets_of(content: bytes) -> dict[str, Any]:
    """The sheets of a workbook, or {"error": word} where it cannot be opened."""
    zipped = content.startswith(_ZIP)
    try:
        parts = xlsx_parts.parts_of(content) if zipped else xls_formats.parts_of(content)
    except (zipfile.BadZipFile, OSError, ValueError):
        return {"error": "file-unreadable"}
    if len(set(parts)) < len(parts):  # one part would be read again for each of them; no program writes that
        return {"error": "file-unreadable"}
    try:
        book = calamine.load_workbook(io.BytesIO(number_formats.as_shown(content) if zipped else content))
        formatted = {} if zipped else xls_formats.shown_in(content)
        beside = sheet_parts.parts_of(content) if zipped else {}
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError):
        return {"error": "file-unreadable"}
    sheets, cells, rows = [], 0, 0
    with book:
        for one in filter(_is_table, book.sheets_metadata[:MOST_SHEETS]):
            sheet, size = _sheet(
                book, one, MOST_CELLS - cells, formatted.get(one.name, {}), beside.get(one.name, _NOTHING)
            )
            cells, rows = cells + size, rows + len(sheet["rows"])
            if cells > MOST_CELLS or rows > MOST_ROWS_OF_ALL:
                return {"error": "file-swells"}
            sheets.append(sheet)
    letters = sum(len(cell) for sheet in sheets for row in sheet["rows"] for cell in row)
    return {"error": "file-swells"} if letters > MOST_LETTERS else {"sheets": sheets}


def _is_table(metadata: calamine.SheetMetadata) -> bool:
    return metadata.typ == calamine.SheetTypeEnum.WorkSheet


def _sheet(
    book: calamine.CalamineWorkbook,
    metadata: calamine.SheetMetadata,
    most: int,
    formatted: Formatted,
    beside: Parts,
) -> tuple[dict[str, Any], int]:
    """A sheet without the empty cells at the ends of its rows, and its size with them; no rows of a larger one."""
    sheet: dict[str, Any] = {"name": metadata.name, "hidden": False, "rows": [], "merged": []}
    sheet |= {"hidden_rows": beside.rows, "hidden_columns": beside.columns}
    if metadata.visible != calamine.SheetVisibleEnum.Visible:
        return sheet | {"hidden": True}, 0
    opened = book.get_sheet_by_name(metadata.name)
    height, width = (place + 1 for place in opened.end or (-1, -1))
    size = min(height, MOST_ROWS) * width
    if size <= most:
        rows = opened.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        for (row, column), text in formatted.items():
            if row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], int | float):
                rows[row][column] = text
        for (row, column), text in beside.lost.items():
            if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                rows[row][column] = text
        sheet["rows"] = [_row(row) for row in rows]
        while sheet["rows"] and not sheet["rows"][-1]:
            sheet["rows"].pop()
        sheet["merged"] = opened.merged_cell_ranges or []
    return sheet, size


def _row(values: list[Shown]) -> list[str]:
    if values.count("") == len(values):
        return []  # as most rows of a sheet with one far cell
    full = next((place for place in range(len(values), 0, -1) if values[place - 1] != ""), 0)
    return [shown(value)[:LONGEST_CELL] for value in values[:full]]


def main() -> None:
    """Answer the one question that is asked on the input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    json.dump(sheets_of(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
