"""When a round of a survey may begin and end. Pure: knows days, no rows and no sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

LONGEST: Final = timedelta(days=90)  # counted from the day on which it is decided; a year has one round
OLDEST: Final = timedelta(days=330)  # how far back a round may begin: answers are deleted after 365 days

DayProblem: TypeAlias = Literal["begins-late", "begins-early", "overlaps", "ended-before", "ends-late"]


@dataclass(frozen=True)
class Span:
    """A round: its first and its last day. `published`: its results are here, and more than a handful answered."""

    begins_on: date
    ends_on: date
    published: bool = False

    def is_open(self, today: date) -> bool:
        """Whether it takes answers, or will."""
        return today <= self.ends_on


def earliest_begin(earlier: Iterable[Span], today: date) -> date:
    """The first day on which a round may begin: no answer is counted in two rounds whose results are shown."""
    after = [span.ends_on + timedelta(days=1) for span in earlier if span.published]
    return max([today - OLDEST, *after])


def problems(wanted: Span, earlier: Iterable[Span], today: date) -> dict[str, DayProblem]:
    """What is wrong with the days of a round, by field (`begins_on`, `ends_on`). A round ends today at the earliest."""
    found: dict[str, DayProblem] = {}
    earliest = earliest_begin(earlier, today)
    if wanted.begins_on > today:
        found["begins_on"] = "begins-late"
    elif wanted.begins_on < today - OLDEST:
        found["begins_on"] = "begins-early"
    elif wanted.begins_on < earliest:
        found["begins_on"] = "overlaps"
    if wanted.ends_on < today:
        found["ends_on"] = "ended-before"
    elif wanted.ends_on > today + LONGEST:
        found["ends_on"] = "ends-late"
    return found
