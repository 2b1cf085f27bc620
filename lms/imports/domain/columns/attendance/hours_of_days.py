"""A register of hours: when each person came and left, and nothing for whoever did not come. Pure.

Where some have hours and others have none, these columns say who was there, as ticks do: see `attendance_days`. Hours
that everybody has say when a day began, and of nobody whether they were there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from lms.imports.domain.columns.attendance import attendance_days, counted_absences
from lms.imports.domain.columns.attendance.counted_absences import SAY_HOW_IT_WENT
from lms.imports.domain.columns.candidate_columns import Column
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import key
from lms.imports.domain.values import hours
from lms.imports.domain.values.cell_text import said


def settle(found: Sequence[Column], remembered: Mapping[str, str]) -> None:
    """Take such columns for days where nothing else says how the training went, unless HR leaves all of them out."""
    if any(column.field in SAY_HOW_IT_WENT for column in found):
        return
    lines = max((len(column.cells) for column in found), default=0)
    registers = [
        column for column in found if column.field in (None, LEFT_OUT) and _is_register(column.cells, lines)
    ]
    if any(remembered.get(key(column.header)) != LEFT_OUT for column in registers):
        for column in registers:
            column.field = attendance_days.FIELD


def places(rows: Sequence[Sequence[str]], fields: Mapping[str, str]) -> list[int]:
    """The places of such columns that are left out. `fields` are by the number of their column, from 1."""
    width = len(rows[0]) if rows else 0
    return [
        place
        for place in range(width)
        if str(place + 1) not in fields and _is_register([row[place] for row in rows], len(rows))
    ]


def left_out(rows: Sequence[Sequence[str]], fields: Mapping[str, str]) -> Set[int]:
    """Those of them that would have said who was there, where nothing else does."""
    return frozenset() if SAY_HOW_IT_WENT & {*fields.values()} else frozenset(places(rows, fields))


def absences(
    header: Sequence[str], rows: Sequence[Sequence[str]], fields: Mapping[str, str]
) -> tuple[str, list[str]]:
    """As `attendance_days.absences`, also of hours; and of absences on all days where a result says otherwise."""
    together, found = attendance_days.absences(header, rows, fields, places(rows, fields))
    counted = counted_absences.on_all_days(header, rows, fields)
    return together, [one or other for one, other in zip(found, counted, strict=True)]


def _is_register(cells: Sequence[str], lines: int) -> bool:
    """Whether most lines have an hour, hardly anything else stands in a column, and some have none."""
    told = [cell for cell in cells if said(cell)]
    timed = sum(map(hours.is_hour, told))
    return 2 * timed > len(told) and 2 * timed >= lines and timed < lines
