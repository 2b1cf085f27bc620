"""A file of KoboToolbox or ODK -> columns and rows of text: CSV, XLSX, or JSON of their interfaces. Pure.

Names of groups stand before those of questions (`about/role`). A repeat that holds whole answers, one person each, is a
row for each of them; any other repeat is a column that nobody reads. Knows no questions: which one every person is
asked, it is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from lms.errors import RuleBroken
from lms.table_files import files
from lms.table_files.files import Sheet, Workbook

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 400  # a form of ours has about ninety with those that KoboToolbox adds
_DEEPEST: Final = 12  # groups within groups
_LONGEST: Final = 1_000  # letters of a cell
_LISTS: Final = ("results", "value")  # of KoboToolbox, of ODK Central
_MORE: Final = ("next", "previous", "@odata.nextLink")  # a page of several
_UUID, _PARENT = "_uuid", "_submission__uuid"  # by which KoboToolbox ties the rows of a repeat to theirs

_Cells: TypeAlias = dict[str, str]
_Repeat: TypeAlias = tuple[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Row:
    """A row: its line in the file (of JSON the number of its submission), which of a repeat it is (0: of none)."""

    line: int
    part: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A file. `sheets`: those that were not read. `is_page`: it is one page of several.

    `is_whole`: it has a column for what nobody answered, too.
    """

    columns: Sequence[str]
    rows: Sequence[Row]
    sheets: tuple[str, ...] = ()
    is_page: bool = False
    is_whole: bool = True


def read(content: bytes, asked_of_all: str) -> Table:
    """The rows of a file. `asked_of_all`: the name of a question that every person is asked.

    Raises RuleBroken, field "file": "survey-file-large", "survey-rows", "survey-json", and those of `files.read`.
    """
    if len(content) > MOST_BYTES:
        raise RuleBroken("survey-file-large", field="file", most=MOST_BYTES // (1024 * 1024))
    is_json = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    table = (
        _json(content, asked_of_all)
        if is_json
        else _book(files.read(content, most_columns=MOST_COLUMNS), asked_of_all)
    )
    if len(table.rows) > MOST_ROWS:
        raise RuleBroken("survey-rows", field="file", most=MOST_ROWS)
    return table


def last_name(column: str) -> str:
    """The name of a question without its groups."""
    return column.rpartition("/")[2].strip()


# --- sheets -------------------------------------------------------------------------------------------------------


def _book(book: Workbook, asked: str) -> Table:
    first, *others = book.sheets
    repeats = [] if _asks(first.rows[0], asked) else [one for one in others if _asks(one.rows[0], asked)]
    people = next(iter(repeats), None)
    unread = tuple(sheet.name for sheet in others if sheet is not people) + book.hidden
    columns, *rows = first.rows
    whole = tuple(Row(line, 0, cells) for line, cells in enumerate(rows, start=2))
    if people is None:
        return Table(tuple(columns), whole, unread)
    return Table((*columns, *people.rows[0]), tuple(_of_repeat(columns, whole, people)), unread)


def _asks(columns: Iterable[str], asked: str) -> bool:
    return any(last_name(column) == asked for column in columns)


def _of_repeat(columns: Sequence[str], whole: Sequence[Row], people: Sheet) -> Iterator[Row]:
    """The rows of a repeat, each behind what its submission says of all of them."""
    width, parents, parts = len(columns), {}, dict[str, int]()
    if _UUID in columns:
        parents = {_cell(row.cells, columns.index(_UUID)): row.cells for row in whole}
    head, *rows = people.rows
    for line, cells in enumerate(rows, start=2):
        uuid = _cell(cells, head.index(_PARENT)) if _PARENT in head else ""
        parts[uuid] = parts.get(uuid, 0) + 1
        above = list(parents.get(uuid, ()))
        yield Row(line, parts[uuid], [*above, *[""] * (width - len(above)), *cells])


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


# --- JSON ---------------------------------------------------------------------------------------------------------


def _json(content: bytes, asked: str) -> Table:
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RuleBroken("survey-json", field="file") from None
    records, is_page = _records(said)
    places: dict[str, int] = {}
    found: list[tuple[int, int, _Cells]] = []
    for line, record in enumerate(records, start=1):
        for part, cells in _people(record, asked):
            found.append((line, part, cells))
            for column in cells:
                places.setdefault(column, len(places))
        if len(places) > MOST_COLUMNS:
            raise RuleBroken("too-many-columns", field="file", most=MOST_COLUMNS)
        if len(found) > MOST_ROWS:
            raise RuleBroken("survey-rows", field="file", most=MOST_ROWS)
    rows = tuple(Row(line, part, [cells.get(one, "") for one in places]) for line, part, cells in found)
    return Table(tuple(places), rows, is_page=is_page, is_whole=False)


def _records(said: object) -> tuple[list[dict[str, Any]], bool]:
    """The submissions, and whether there are more of them on other pages."""
    is_page = isinstance(said, dict) and any(said.get(name) for name in _MORE)
    if isinstance(said, dict):
        said = next((said[name] for name in _LISTS if isinstance(said.get(name), list)), None)
    if not isinstance(said, list) or not said or not all(isinstance(one, dict) and one for one in said):
        raise RuleBroken("survey-json", field="file")
    return said, is_page


def _people(record: Mapping[str, Any], asked: str) -> Iterator[tuple[int, _Cells]]:
    """The rows of a submission: one, or one for each person of a repeat."""
    cells, repeats = _flat("", record)
    inner = [(path, _with_repeats(*_flat(path, one))) for path, items in repeats for one in items]
    people = [(path, one) for path, one in inner if _asks(one, asked)]
    above = _with_repeats(cells, [one for one in repeats if one[0] not in dict(people)])
    if not people:
        yield 0, above
    for part, (_path, one) in enumerate(people, start=1):
        yield part, above | one


def _with_repeats(cells: _Cells, repeats: Sequence[_Repeat]) -> _Cells:
    """The cells, and for each repeat an empty one: its column is told, and not read."""
    return cells | dict.fromkeys((path for path, _items in repeats), "")


def _flat(above: str, record: Mapping[str, Any]) -> tuple[_Cells, list[_Repeat]]:
    """The values of a record by the path of their groups, and its repeats."""
    cells: _Cells = {}
    repeats: list[_Repeat] = []
    waiting: list[tuple[str, object, int]] = [(above, record, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise RuleBroken("survey-json", field="file")
        if isinstance(value, dict):
            inner = ((f"{path}/{key}" if path else str(key), one, depth + 1) for key, one in value.items())
            waiting.extend(reversed(list(inner)))
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            repeats.append((path, [one for one in value if isinstance(one, dict)]))
        else:
            cells[path] = _text(value)[:_LONGEST]
    return cells, repeats


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(map(_text, value)) if isinstance(value, list) else str(value)
