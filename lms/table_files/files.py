"""A file -> sheets of text cells, whatever it was saved as. Pure: bytes in, cells out, nothing kept.

Its first bytes say what kind of file it is, not its name.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from lms.errors import RuleBroken
from lms.table_files import archive_guard, sheet_parts, text_files, workbook_subprocess

MOST_BYTES: Final = (
    20 * 1024 * 1024
)  # 50,000 people in Khmer as CSV are 8 MB, with their addresses twice as much
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 100
_WAIT_SECONDS: Final = 2 * workbook_subprocess.MOST_SECONDS
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of XLS, and of an XLSX with a password
# Pictures and documents, under whatever name they come: JPEG, PNG, GIF, TIFF, PDF, RTF, other archives.
_NO_LISTS: Final = (
    *(
        b"\xff\xd8\xff",
        b"\x89PNG",
        b"GIF8",
        b"II*\x00",
        b"MM\x00*",
        b"%PDF",
        b"{\\rtf",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
    ),
)
_MARKUP: Final = re.compile(rb"(\xef\xbb\xbf)?\s*<(!|\?xml|html|table|meta)", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """One table. `merged` are ranges (first row, first column, last row, last column), counted from 0.

    `lost`: what a program shows in cells that have no value, by row and column, see `sheet_parts`; they are empty in
    `rows`. `hidden_rows`, `hidden_columns`: those that whoever looks at the sheet does not see.
    """

    name: str
    rows: Sequence[Sequence[str]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    lost: tuple[tuple[int, int, str], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """A file: the sheets that a reader of it sees, the names of the hidden ones, the encoding of a text file."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    encoding: str = ""

    def sheet(self, name: str) -> Sheet:
        """The sheet with this name, else the first. A book has one at least."""
        return next((sheet for sheet in self.sheets if sheet.name == name), self.sheets[0])


_PLACES: Final = ("merged", "lost", "hidden_rows", "hidden_columns")


def _tuples(places: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in places)


def packed(book: Workbook) -> bytes:
    """A book as bytes, to be read again in a moment."""
    sheets = [asdict(one) for one in book.sheets]
    plain = {"sheets": sheets, "hidden": book.hidden, "encoding": book.encoding}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes) -> Workbook:
    """What was packed."""
    book: dict[str, Any] = json.loads(content)
    sheets = tuple(
        Sheet(one["name"], one["rows"], **{name: _tuples(one.get(name, ())) for name in _PLACES})
        for one in book["sheets"]
    )
    return Workbook(sheets, tuple(book["hidden"]), book["encoding"])


def read(content: bytes, *, most_columns: int = MOST_COLUMNS) -> Workbook:
    """The sheets of a CSV, XLSX, XLS or ODS.

    Raises RuleBroken, field "file": "file-empty", "file-too-large", "file-no-list", "file-unreadable", "file-locked",
    "file-swells", "encoding-unknown", "letters-lost", "too-many-rows", "too-many-columns".
    """
    if not content.strip():
        raise RuleBroken("file-empty", field="file")
    if len(content) > MOST_BYTES:
        raise RuleBroken("file-too-large", field="file", most=MOST_BYTES // (1024 * 1024))
    if content.startswith(_NO_LISTS):
        raise RuleBroken("file-no-list", field="file")
    book = _workbook(content) if content.startswith((_ZIP, _OLE)) else _text(content, most_columns)
    if not book.sheets:
        raise RuleBroken("file-empty", field="file")
    for sheet in book.sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise RuleBroken("too-many-rows", field="file", most=MOST_ROWS)
        if max(map(len, sheet.rows)) > most_columns:
            raise RuleBroken("too-many-columns", field="file", most=most_columns)
    return book


def _text(content: bytes, most_columns: int) -> Workbook:
    if _MARKUP.match(content):  # a web page under the name of an XLS, as some programs write it
        raise RuleBroken("file-unreadable", field="file")
    text, encoding = text_files.decoded(content)
    # As in a workbook: what is longer than any field is not worked on.
    cells = (
        [cell[: workbook_subprocess.LONGEST_CELL] for cell in row]
        for row in text_files.rows(text, workbook_subprocess.MOST_ROWS, most_columns)
    )
    rows = _trimmed(list(cells))
    return Workbook((_without_lost(Sheet("", rows)),) if rows else (), encoding=encoding)


def _workbook(content: bytes) -> Workbook:
    if content.startswith(_ZIP):
        archive_guard.check(content)
    elif archive_guard.is_locked(content):
        raise RuleBroken("file-locked", field="file")
    answer = _opened(content)
    if "error" in answer:
        word = str(answer["error"])
        raise RuleBroken(word, field="file")
    sheets = []
    for found in answer["sheets"]:
        if rows := _trimmed(found["rows"]):
            merged = tuple((*first, *last) for first, last in found["merged"])
            hidden = {name: tuple(found[name]) for name in ("hidden_rows", "hidden_columns")}
            sheets.append(_without_lost(Sheet(found["name"], rows, merged, **hidden)))
    return Workbook(tuple(sheets), tuple(found["name"] for found in answer["sheets"] if found["hidden"]))


def _without_lost(sheet: Sheet) -> Sheet:
    """The sheet with empty cells where an error stands: it says nothing of anybody, and is told beside the line."""
    lost = [
        (row, column, cell.strip())
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell and sheet_parts.is_lost(cell)
    ]
    if not lost:
        return sheet
    rows = [list(cells) for cells in sheet.rows]
    for row, column, _ in lost:
        rows[row][column] = ""
    return replace(sheet, rows=_trimmed(rows), lost=tuple(lost))


def _opened(content: bytes) -> dict[str, Any]:
    """What the process that opens workbooks says; that it did not live to say anything is an answer, too."""
    command = [sys.executable, "-m", workbook_subprocess.__name__]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_WAIT_SECONDS, check=True)
    except subprocess.SubprocessError:
        return {"error": "file-unreadable"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _trimmed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows without the empty cells at their ends, and without the empty rows after the last full one."""
    trimmed = []
    for row in rows:
        cells = list(row)
        while cells and not cells[-1].strip():
            cells.pop()
        trimmed.append(cells)
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed
