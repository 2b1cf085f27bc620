"""Which lines of a table a brief of one page has room for. Pure.

Chosen by what is shown and by nothing else, so that the choice tells nothing of numbers that are hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from lms.reports.domain.figures import Row, Table

_Item = TypeVar("_Item")


def picked(table: Table, most: int) -> Sequence[Row]:
    """At most so many lines, in the order of the table: of quarters the last ones, of others the largest.

    All of those that are few by nature: half of the ages say nothing.
    """
    if table.name in ("age", "mode", "turn"):
        return table.rows
    if table.name == "quarter":
        return newest(table.rows, most)
    largest = sorted(range(len(table.rows)), key=lambda place: -(table.rows[place].total or 0))
    return [table.rows[place] for place in sorted(largest[:most])]


def newest(items: Sequence[_Item], most: int) -> Sequence[_Item]:
    """The last ones of a list that goes on with time."""
    return items[-most:]


def largest(rows: Sequence[Row]) -> int:
    """The largest total that is shown."""
    return max((row.total or 0 for row in rows), default=0)
