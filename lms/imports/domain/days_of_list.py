"""The days on which lines of one list say that somebody was trained in a module. Pure; asks, never decides.

Nobody is trained twice in a month: two days close by are one training of several days, or one day that was mistyped,
or two trainings, and only whoever has the list can tell.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from lms.records.domain import past_results


class Near(NamedTuple):
    """The line that says a day close by, and that day."""

    line: int
    on: date


class DaysOfList:
    """What the lines of a list have said so far. Take them in one after the other."""

    def __init__(self) -> None:
        self._lines: defaultdict[tuple[int, str], dict[date, int]] = defaultdict(dict)

    def add(self, line: int, person: int, award: str, on: date) -> None:
        """Take in what a line says; of one day the first line counts."""
        self._lines[person, award].setdefault(on, line)

    def near(self, person: int, award: str, on: date) -> Near | None:
        """The line with the closest day within NEAR_DAYS; None where there is none, or where the day itself is said."""
        lines = self._lines.get((person, award), {})
        found = past_results.close_by(on, lines)
        return None if found is None or found == on else Near(lines[found], found)
