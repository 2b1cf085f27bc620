"""Columns for the days of a training. Pure.

Of the first and the last day the last one counts; the first where no last day stands. The n-th day is no date: below it
stands who was there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from lms.errors import RuleBroken
from lms.imports.domain.headings import column_names, day_names, split_dates
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import key
from lms.imports.domain.headings.split_dates import FIRST_DAY
from lms.imports.domain.values import dates, hours
from lms.imports.domain.values.cell_text import said
from lms.text.digits import ascii_digits

_ANY_YEAR: Final = 2024  # it has a 29 February
_FEWEST_DIGITS: Final = 3  # of a date; fewer beside letters
_NTH: Final = re.compile(r"\D*\d{1,2}\D*")
_BEHIND: Final = re.compile(r"[(\[/\n]")  # what is said behind the name of a column, or stood above it


class Days(NamedTuple):
    """The places of a column of first days and of one of last days, counted from 0."""

    first: int
    last: int


def of(header: Sequence[str]) -> Days | None:
    """The columns of the first and of the last day, where a list has both."""
    roles = [_role(text) for text in header]
    if "first" in roles and "last" in roles:
        return Days(roles.index("first"), roles.index("last"))
    return None


def of_one_training(header: Sequence[str], chosen: Mapping[int, str]) -> dict[int, str]:
    """What was chosen for columns, by number from 1: of two for the date, that of first days stands behind the other.

    A column of first days alone is the date.
    """
    days, fields = of(header), dict(chosen)
    taken = [number for number, field in chosen.items() if field == "on"]
    if days is not None and sorted(taken) == sorted(place + 1 for place in days):
        fields[days.first + 1] = FIRST_DAY
    if FIRST_DAY in fields.values() and not {"on", *split_dates.FIELDS} & {*fields.values()}:
        fields = {number: "on" if field == FIRST_DAY else field for number, field in fields.items()}
    return fields


def with_first_day(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a line by field; where the day of its training says nothing, the first day stands for it."""
    given = {field: text for field, text in cells.items() if field != FIRST_DAY}
    if FIRST_DAY in cells and not said(given.get("on", "")):
        given["on"] = cells[FIRST_DAY]
    return given


def left_out(header: Sequence[str], fields: Mapping[str, str]) -> tuple[str, ...] | None:
    """Of a list with both, which day is left out, "first" or "last", and what its column is called.

    "beside" where the first stands for a last that is missing, and what both columns are called. None where neither
    is the date of the training. `fields` are by the number of the column, from 1.
    """
    by_field = {field: header[int(number) - 1] for number, field in fields.items()}
    if FIRST_DAY in by_field and "on" in by_field:
        return "beside", by_field[FIRST_DAY], by_field["on"]
    days = of(header)
    if days is None:
        return None
    taken = {place: fields.get(str(place + 1)) == "on" for place in days}
    if taken[days.last]:
        return "first", header[days.first]
    return ("last", header[days.last]) if taken[days.first] else None


def is_nth(header: str) -> bool:
    """Whether a heading has one small number and no other: "Date 1", «วันที่ 2 เช้า»."""
    return _NTH.fullmatch(ascii_digits(header)) is not None


def is_of_nth_day(header: str) -> bool:
    """Whether a heading is that of the n-th day: below it stands who was there on one day, not how all of it went."""
    return is_nth(header) and any(word in key(header) for word in columns.keys(column_names.DAYS))


@lru_cache(maxsize=4096)
def is_a_day(header: str) -> bool:
    """Whether a heading is a day, with or without its year: «5 ม.ค.», "12/5", "12/5/2026"."""
    return any(_is_date(text) for text in (header, f"{header} {_ANY_YEAR}", f"{header}/{_ANY_YEAR}"))


def _is_date(text: str) -> bool:
    with suppress(RuleBroken):
        dates.read(text, calendar="gregorian", today=date(_ANY_YEAR + 1, 1, 1))
        return any(sign.isdecimal() for sign in ascii_digits(text.removesuffix(str(_ANY_YEAR))))
    return False


def are_dates(cells: Iterable[str]) -> bool:
    """Whether one of some cells can be a date: ticks, letters and hours are none."""
    return any(map(can_be_date, cells))


def can_be_date(cell: str) -> bool:
    """Whether a cell can be a date, perhaps without its year."""
    if hours.is_hour(cell):
        return False
    digits = sum(sign.isdecimal() for sign in ascii_digits(cell))
    return digits >= _FEWEST_DIGITS or (digits > 0 and any(map(str.isalpha, cell)))


def _role(header: str) -> Literal["first", "last"] | None:
    before = _BEHIND.split(header)[0]
    texts = {key(text) for text in (header, before, *before.split()[-1:])}
    if texts & _first_days():
        return "first"
    return "last" if texts & _last_days() else None


@cache
def _first_days() -> frozenset[str]:
    return columns.keys(day_names.FIRST_DAYS)


@cache
def _last_days() -> frozenset[str]:
    return columns.keys(day_names.LAST_DAYS)
