"""Columns that nobody knows and whose cells look like something that the list has no column for. Pure.

"Line ID / มือถือใหม่" over phones: what is left out by guess is pointed out, so that it is not lost unseen. Headings
that are known to be something else, or that HR has left out before, are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final

from lms.accounts.domain import contact, phones
from lms.errors import RuleBroken
from lms.imports.domain.columns import result_columns, result_ticks
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings import before_after, other_numbers, split_dates
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.values import dates, results
from lms.imports.domain.values.cell_text import said
from lms.records.domain.past_results import first_day
from lms.text.digits import ascii_digits

_SAMPLE: Final = 200  # cells
_FEWEST: Final = 2  # of them that say something
_NEARLY_ALL: Final = 0.8
_LOOKED_FOR: Final[Mapping[Kind, tuple[str, ...]]] = {
    "people": ("email", "phone", "birth", "branch"),
    "trainings": ("phone", "on"),
}
_OF_RESULTS: Final = frozenset({"result", "mark", result_ticks.FAILED, attendance_days.FIELD})
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def of(
    table: Table, fields: Mapping[str, str], remembered: Mapping[str, str], usual: LocaleContext, kind: Kind
) -> Iterator[tuple[str, str]]:
    """The heading of each such column, or its number, and the field that it looks like."""
    known_fields = split_dates.whole(fields.values())
    missing = [field for field in _LOOKED_FOR[kind] if field not in known_fields]
    marks = _missing_marks(table, fields) if kind == "trainings" else ""
    for place, heading in enumerate(table.header):
        known = heading.strip() and columns.field_of(heading, kind, remembered) is not None
        if str(place + 1) not in fields and not known:
            cells = _cells(table, place)
            for field in _looks_like(cells, missing, usual):
                yield heading or str(place + 1), field
            told = marks == "result" and before_after.of(heading) == "after"  # see `column_facts`
            if marks and not told and _are_marks(heading, cells):
                yield heading or str(place + 1), marks


def _cells(table: Table, place: int) -> list[str]:
    return list(islice(filter(None, (said(line.cells[place]) for line in table.lines)), _SAMPLE))


def _missing_marks(table: Table, fields: Mapping[str, str]) -> str:
    """The field that a column of marks would be; nothing where the list has one."""
    places = {field: int(number) - 1 for number, field in fields.items()}
    if _OF_RESULTS.isdisjoint(places):
        return "result"
    marked = "result" in places and results.have_marks(_cells(table, places["result"]))
    return "" if marked or "mark" in places else "mark"


def _are_marks(heading: str, cells: Sequence[str]) -> bool:
    """Whether a column may be one of marks: no running numbers, and no heading of what else is counted."""
    if len(cells) < _FEWEST or len(set(cells)) < _FEWEST or not results.are_up_to_100(cells):
        return False
    bare = [int(one) for one in map(ascii_digits, cells) if one.isdecimal()]
    counted = list(range(bare[0], bare[0] + len(bare))) if bare else []
    rising = not heading.strip() and bare == sorted(set(bare))
    running = len(bare) == len(cells) and (bare == counted or rising)
    return not (running or result_columns.is_attendance(heading) or other_numbers.is_count(heading))


def _looks_like(cells: Sequence[str], missing: Iterable[str], usual: LocaleContext) -> Iterator[str]:
    for field in missing:
        like = sum(_LOOKS[field](cell, usual) for cell in cells)
        if len(cells) >= _FEWEST and like >= _NEARLY_ALL * len(cells):
            yield field


def _is_email(cell: str, usual: LocaleContext) -> bool:
    return _EMAIL.fullmatch(cell) is not None


def _is_phone(cell: str, usual: LocaleContext) -> bool:
    return _day(cell, usual) is None and phones.is_written_in(cell, [usual.country])


def _is_birth(cell: str, usual: LocaleContext) -> bool:
    day = _day(cell, usual)
    return day is not None and contact.YOUNGEST <= usual.today.year - day.year <= contact.OLDEST


def _is_training(cell: str, usual: LocaleContext) -> bool:
    day = _day(cell, usual)
    return day is not None and first_day(usual.today) <= day <= usual.today


def _is_branch(cell: str, usual: LocaleContext) -> bool:
    name = columns.key(cell)
    return name in usual.branches or name in usual.elsewhere or bool(usual.settled.get(("branch", name)))


def _day(cell: str, usual: LocaleContext) -> date | None:
    """The day that a cell says with more than digits: numbers are of many kinds."""
    if cell.isdecimal():
        return None
    try:
        return dates.read(cell, calendar=usual.calendar, today=usual.today)
    except RuleBroken:
        return None


_LOOKS: Final = {
    "email": _is_email,
    "phone": _is_phone,
    "birth": _is_birth,
    "branch": _is_branch,
    "on": _is_training,
}
