"""What came of a workshop for each who was on its list, once; and its people as figures count them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias, get_args

from lms.reports.domain.figures import EVERYTHING, Breakdown, Cell, Places, key_of
from lms.reports.domain.training_counts import Counted, Key

# certified: for the first time; extended: who held it before. Then why not, the first reason that holds.
Result: TypeAlias = Literal["certified", "extended", "test", "practice", "attendance", "other"]
RESULTS: Final[tuple[Result, ...]] = get_args(Result)


def result_of(
    said: Mapping[str, Any], certified: Iterable[date], first: date, until: date, *, asks_attendance: bool
) -> Result:
    """The result for somebody of whom closing has `said` so, and who was certified on these days.

    A certificate counts from the first day of the workshop `until` the last one on which a test counts for it. That
    somebody was not there for long enough is a reason only where the award `asks_attendance`.
    """
    days = sorted(certified)
    if any(first <= day <= until for day in days):
        return "extended" if days[0] < first else "certified"
    missing = {*said.get("missing", ())} - (set() if asks_attendance else {"attendance"})
    return next((reason for reason in RESULTS if reason in missing), "other")


def certified_until(last: date, test_days: int) -> date:
    """The last day on which a test counts for a workshop."""
    return last + timedelta(days=test_days)


def results(found: Iterable[Result]) -> dict[Result, int]:
    """How many have each result, in the order of the results; none that nobody has."""
    counts = Counter(found)
    return {result: counts[result] for result in RESULTS if counts[result]}


@dataclass(frozen=True)
class Attendance:
    """How many were there in a half-day: all of them, and those of them who left early."""

    there: int
    left: int


def attendance(states: Sequence[Sequence[str]]) -> list[Attendance]:
    """The attendance of each half-day, by the states of each person."""
    return [
        Attendance(sum(state != "absent" for state in one), sum(state == "left" for state in one))
        for one in zip(*states, strict=True)
    ]


def counted(people: Mapping[int, Key]) -> Counted:
    """People by id, each once, as figures count trainings."""
    return Counted(Counter(people.values()), len(people))


def behind(
    people: Mapping[int, Key], places: Places, breakdowns: Sequence[Breakdown]
) -> Mapping[Cell, Set[int]]:
    """The people behind each number of the tables."""
    ways = {name: key_of(name, places) for name in (EVERYTHING, *breakdowns)}  # type: ignore[arg-type]
    found: dict[Cell, set[int]] = {}
    for person_id, key in people.items():
        for name, way in ways.items():
            found.setdefault((name, way(key), key.sex), set()).add(person_id)  # type: ignore[arg-type]
    return found
