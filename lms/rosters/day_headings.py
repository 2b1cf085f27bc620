"""Columns for the first and for the last day of a training: the last day is the one that counts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from lms.rosters import columns, headers
from lms.rosters.columns import key

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


def left_out(header: Sequence[str], fields: Mapping[str, str]) -> tuple[str, str] | None:
    """Of a list with both, which day is left out, "first" or "last", and what its column is called.

    None where neither is the date of the training. `fields` are by the number of the column, from 1.
    """
    days = of(header)
    if days is None:
        return None
    taken = {place: fields.get(str(place + 1)) == "on" for place in days}
    if taken[days.last]:
        return "first", header[days.first]
    return ("last", header[days.last]) if taken[days.first] else None


def _role(header: str) -> Literal["first", "last"] | None:
    before = _BEHIND.split(header)[0]
    texts = {key(text) for text in (header, before, *before.split()[-1:])}
    if texts & _first_days():
        return "first"
    return "last" if texts & _last_days() else None


@cache
def _first_days() -> frozenset[str]:
    return columns.keys(headers.FIRST_DAYS)


@cache
def _last_days() -> frozenset[str]:
    return columns.keys(headers.LAST_DAYS)
