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
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines.line_values import Customs
from lms.imports.domain.values import dates
from lms.imports.domain.values.cell_text import said
from lms.records.domain.past_results import first_day

_SAMPLE: Final = 200  # cells
_FEWEST: Final = 2  # of them that say something
_NEARLY_ALL: Final = 0.8
_LOOKED_FOR: Final[Mapping[Kind, tuple[str, ...]]] = {
    "people": ("email", "phone", "birth", "branch"),
    "trainings": ("phone", "on"),
}
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def of(
    table: Table, fields: Mapping[str, str], remembered: Mapping[str, str], usual: Customs, kind: Kind
) -> Iterator[tuple[str, str]]:
    """The heading of each such column, or its number, and the field that it looks like."""
    known_fields = split_dates.whole(fields.values())
    missing = [field for field in _LOOKED_FOR[kind] if field not in known_fields]
    for place, heading in enumerate(table.header):
        known = heading.strip() and columns.field_of(heading, kind, remembered) is not None
        if str(place + 1) not in fields and not known:
            cells = list(islice(filter(None, (said(line.cells[place]) for line in table.lines)), _SAMPLE))
            for field in _looks_like(cells, missing, usual):
                yield heading or str(place + 1), field


def _looks_like(cells: Sequence[str], missing: Iterable[str], usual: Customs) -> Iterator[str]:
    for field in missing:
        like = sum(_LOOKS[field](cell, usual) for cell in cells)
        if len(cells) >= _FEWEST and like >= _NEARLY_ALL * len(cells):
            yield field


def _is_email(cell: str, usual: Customs) -> bool:
    return _EMAIL.fullmatch(cell) is not None


def _is_phone(cell: str, usual: Customs) -> bool:
    return _day(cell, usual) is None and phones.is_written_in(cell, [usual.country])


def _is_birth(cell: str, usual: Customs) -> bool:
    day = _day(cell, usual)
    return day is not None and contact.YOUNGEST <= usual.today.year - day.year <= contact.OLDEST


def _is_training(cell: str, usual: Customs) -> bool:
    day = _day(cell, usual)
    return day is not None and first_day(usual.today) <= day <= usual.today


def _is_branch(cell: str, usual: Customs) -> bool:
    name = columns.key(cell)
    return name in usual.branches or name in usual.elsewhere or bool(usual.settled.get(("branch", name)))


def _day(cell: str, usual: Customs) -> date | None:
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
