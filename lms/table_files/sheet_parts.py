"""What a workbook has beside the values of its cells: cells that have lost theirs, hidden rows and columns.

A program that opens the file shows "#REF!", and the last result of a formula is not in a file that was made by another
program: such cells came out as empty ones, and nobody saw that somebody's name was lost. XLSX only. Knows no fields.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

NO_RESULT: Final = "#FORMULA!"  # in the place of a formula whose result is not in the file
ERRORS: Final = frozenset({
    NO_RESULT, "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA", "#EXTERNAL!", "#PYTHON!",
})  # fmt: skip
_LIBREOFFICE: Final = re.compile(r"Err:\d{3}")
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
# Each looks no further than to the next tag, see `number_formats`.
_TAGS: Final = {
    name: re.compile(rf"<(?:\w+:)?{name}\b([^<>]*)>") for name in ("sheet", "Relationship", "row", "col")
}
_ATTRIBUTE: Final = re.compile(r'(?:^|\s)(?:\w+:)?(\w+)="([^"<>]*)"')
_CELL: Final = re.compile(
    r"<c\b([^<>]*)>(<f\b[^<>]*(?:/>|>[^<]*</f>))?(?:<v\s*/>|<v(?:\s[^<>]*)?>([^<]*)</v>)?(?=</c>)"
)
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TRUE: Final = frozenset({"1", "true"})
_MOST_COLUMNS: Final = 100  # a list has no more


class Parts(NamedTuple):
    """Of a sheet: texts for cells that have no value, by row and column, and what is hidden; all counted from 0."""

    lost: Mapping[tuple[int, int], str]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def is_lost(cell: str) -> bool:
    """Whether a cell shows an error of a spreadsheet, or a formula without its result."""
    text = cell.strip()
    return text[:1] in "#E" and (text in ERRORS or _LIBREOFFICE.fullmatch(text) is not None)


def parts_of(content: bytes) -> dict[str, Parts]:
    """By the name of the sheet. Give it an archive that `archives` has passed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {*archive.namelist()}
        if not {_BOOK, _RELATIONS} <= names:
            return {}
        targets = {
            one.get("Id"): one.get("Target", "") for one in _tags("Relationship", _text(archive, _RELATIONS))
        }
        found = {}
        for sheet in _tags("sheet", _text(archive, _BOOK)):
            part = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get("id"), "")))[1:]
            if part in names:
                found[sheet.get("name", "")] = parts_of_sheet(_text(archive, part))
    return found


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8", "replace")


def _tags(name: str, text: str) -> Iterator[dict[str, str]]:
    for tag in _TAGS[name].finditer(text):
        yield {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(tag[1])}


def parts_of_sheet(text: str) -> Parts:
    """Of the XML of a sheet."""
    hidden = "hidden=" in text
    rows = [one for one in _tags("row", text) if one.get("hidden") in _TRUE] if hidden else []
    columns = [one for one in _tags("col", text) if one.get("hidden") in _TRUE] if hidden else []
    return Parts(
        dict(_lost(text)) if "<f" in text or 't="e"' in text else {},
        tuple(int(one["r"]) - 1 for one in rows if one.get("r", "").isdecimal()),
        tuple(sorted({place for one in columns for place in _span(one)})),
    )


def _lost(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _CELL.finditer(text):
        about = dict(_ATTRIBUTE.findall(cell[1]))
        place, kind = _PLACE.fullmatch(about.get("r", "")), about.get("t", "")
        value = (cell[3] or "").strip()
        if place is None or not (kind == "e" or (cell[2] and not value and kind != "str")):
            continue
        yield (int(place[2]) - 1, _column(place[1])), html.unescape(value) if kind == "e" else NO_RESULT


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _span(column: Mapping[str, str]) -> range:
    first, last = column.get("min", ""), column.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(int(first) - 1, min(int(last), _MOST_COLUMNS))
