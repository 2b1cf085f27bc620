"""Columns of dates beside the one that is taken as the day of a training. Pure.

Which of two days is the last one is known by words; below others ("Day A | Day B") only whoever has the list can tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from lms.imports.domain.columns.attendance import day_headings
from lms.imports.domain.headings import fields
from lms.imports.domain.values import dates, hours

_UNSURE_OF_YEAR: Final = ("date-incomplete", "year-short", "date-order")


class Column(Protocol):
    """A column of a file: its number from 1, its heading and some of its cells."""

    @property
    def number(self) -> int: ...
    @property
    def header(self) -> str: ...
    @property
    def samples(self) -> Sequence[str]: ...


def of(columns: Sequence[Column], chosen: Mapping[int, str]) -> frozenset[int]:
    """The numbers of such columns that are left out; `chosen` are the fields by number.

    Not of one that is known as the first day of the chosen last one, nor of a birthday or when a paper ends.
    """
    taken = [number for number, field in chosen.items() if field == "on"]
    days = day_headings.of([column.header for column in columns])
    known = columns[days.first] if days is not None and [columns[days.last].number] == taken else None
    return frozenset(
        column.number
        for column in columns
        if any(abs(column.number - one) == 1 for one in taken)
        and not chosen.get(column.number)
        and column is not known
        and fields.field_of(column.header, "trainings", {}) in ("on", None)
        and bool(column.samples)
        and all(map(_is_date, column.samples))
    )


def _is_date(cell: str) -> bool:
    is_other = cell.strip().isdecimal() or hours.is_hour(cell)
    return not is_other and dates.is_day(cell, or_only=_UNSURE_OF_YEAR)
