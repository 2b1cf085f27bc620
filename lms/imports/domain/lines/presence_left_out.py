"""Columns that say who was there, left out beside a result, and results that are left out beside who was there. Pure.

Of the first, whoever was absent and passed gets a certificate; of the second, whoever passed gets none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Final

from lms.imports.domain.columns.attendance import attendance_days, counted_absences, hours_of_days
from lms.imports.domain.columns.result_columns import is_attendance
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.values import results
from lms.imports.domain.values.cell_text import said

_OF_TESTS: Final = ("result", "mark")


def absences(table: Table, fields: Mapping[str, str]) -> Iterator[int]:
    """The places of columns by which somebody was absent, at least in part, who has passed by the result; with a day of
    a sheet its other days.
    """
    tested = [int(number) - 1 for number, field in fields.items() if field in _OF_TESTS]
    if not tested or _says_who_was_there(table, fields):
        return
    rows = [line.cells for line in table.lines]
    recorded = [row for row in rows if any(_is_passed(row[place]) for place in tested)]
    left_out = [*_left_out(table, fields)]
    found = {place for place, is_absent in left_out if any(is_absent(said(row[place])) for row in recorded)}
    # The days of one sheet belong together: whoever looks at one of them looks at all.
    days = {place for place, _ in left_out if place in _days(table, fields)}
    yield from sorted(found | days if found & days else found)


def passes(table: Table, fields: Mapping[str, str]) -> Iterator[int]:
    """The places of columns by which everybody has passed, where only who was there is taken."""
    if "mark" in fields.values() or not _says_who_was_there(table, fields):
        return
    for place in range(len(table.header)):
        column = [said(line.cells[place]) for line in table.lines]
        words = {word for word in ("passed", "failed") for cell in column if results.is_plainly(cell, word)}
        if str(place + 1) not in fields and words == {"passed"} and results.names_results(column):
            yield place


def _left_out(table: Table, fields: Mapping[str, str]) -> Iterator[tuple[int, Callable[[str], bool]]]:
    """The places of columns that say who was there and are not taken, each with how it says that somebody was not."""
    rows, days = [line.cells for line in table.lines], _days(table, fields)
    letters = attendance_days.are_letters(row[place] for row in rows for place in days)
    hours = hours_of_days.places(rows, fields)
    for place, heading in enumerate(table.header):
        column = [said(row[place]) for row in rows]
        if str(place + 1) in fields:
            continue
        if place in days or place in hours:
            yield place, partial(_is_no_presence, letters=letters)
        elif counted_absences.are_counted(heading, column):
            yield place, _is_counted
        elif is_attendance(heading) or all(map(results.is_absence, filter(_is_failed, column))):
            yield place, _is_failed


def _days(table: Table, fields: Mapping[str, str]) -> Collection[int]:
    """The places of the days of an attendance sheet that are not taken."""
    return attendance_days.not_taken(table.header, [line.cells for line in table.lines], fields)


def _says_who_was_there(table: Table, fields: Mapping[str, str]) -> bool:
    """Whether what is taken as the result says who was there, and not who has passed."""
    if attendance_days.FIELD in fields.values():
        return True
    places = [int(number) - 1 for number, field in fields.items() if field == "result"]
    return any(
        is_attendance(table.header[place])
        or counted_absences.are_counted(table.header[place], [line.cells[place] for line in table.lines])
        for place in places
    )


def _is_passed(cell: str) -> bool:
    return bool(said(cell)) and results.word_of(said(cell)) != "failed"


def _is_no_presence(cell: str, *, letters: bool) -> bool:
    return attendance_days.presence(cell, letters=letters) is False


def _is_counted(cell: str) -> bool:
    return bool(cell) and counted_absences.number_of(cell) != 0


def _is_failed(cell: str) -> bool:
    return results.is_plainly(cell, "failed")
