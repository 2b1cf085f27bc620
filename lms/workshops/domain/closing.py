"""What a workshop gives to somebody who took part: by who was there, and the tests that were passed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from lms.content.types.curriculum import WorkshopRules
from lms.workshops.domain.attendance import State, came, is_enough

# "before": an entry of this workshop was taken back; whoever did that has judged, and closing writes none in its place.
Missing: TypeAlias = Literal["attendance", "test", "practice", "before"]

ATTENDANCE: Final = "attendance"
TRAINED: Final = "training"  # no award asks for it (records.domain.award_rules)


@dataclass(frozen=True)
class Practice:
    """What is known of somebody's observed practice of a module. `word`: of this workshop, None where nobody noted it.

    `is_asked`: the award asks for it. `known`: it was seen before, not too long ago. `tested_since`: the first day of
    a passed test that still counts together with it.
    """

    word: bool | None = None
    is_asked: bool = False
    known: bool = False
    tested_since: date | None = None


@dataclass(frozen=True)
class Outcome:
    """What closing means for one person and module. `recorded_on`: the day of the entry, None where there is none.

    `practised`: whether the practice was seen in this workshop, None where nobody noted it; `practised_on`: the day of
    its entry, None where there is none.
    """

    came: bool
    attended: bool
    passed_on: date | None
    recorded_on: date | None
    missing: tuple[Missing, ...]
    practised: bool | None = None
    practised_on: date | None = None


def outcome_of(
    states: Sequence[State],
    passes: Iterable[date],
    days: tuple[date, date],
    rules: WorkshopRules,
    practice: Practice = Practice(),
    *,
    taken_back: bool = False,
) -> Outcome:
    """The outcome for somebody with these states in the half-days of a workshop and these days of passed tests.

    A test counts from the first day on, and `test_days` after the last one. What is recorded bears the day of that
    test: else figures would count one training twice, on two days.
    """
    first, last = days
    until = last + timedelta(days=rules.test_days)
    passes = list(passes)
    passed_on = min((day for day in passes if first <= day <= until), default=None)
    since = first if practice.tested_since is None else practice.tested_since
    attended = is_enough(states, rules.attendance)
    missing: list[Missing] = []
    if not attended:
        missing.append("attendance")
    if not any(since <= day <= until for day in passes):
        missing.append("test")
    if practice.is_asked and not (practice.word or practice.known):
        missing.append("practice")
    if taken_back:
        missing.append("before")
    recorded_on = (passed_on or last) if attended and not taken_back else None
    practised_on = (passed_on or last) if practice.word else None
    return Outcome(
        *(came(states), attended, passed_on, recorded_on, tuple(missing)), practice.word, practised_on
    )


def by_attendance(rules: Mapping[str, WorkshopRules]) -> dict[int, list[str]]:
    """The modules by how many percent of the half-days are enough for them."""
    found: dict[int, list[str]] = {}
    for module, rule in rules.items():
        found.setdefault(rule.attendance, []).append(module)
    return found


def requirement_of(asked: Iterable[str]) -> str:
    """What is recorded of whoever was there, where an award asks for these requirements."""
    return ATTENDANCE if ATTENDANCE in set(asked) else TRAINED


COUNTED: Final = ("attended", "passed", "practised", "both")


def counted(outcome: Outcome) -> Mapping[str, int]:
    """What one person adds to the figures of a module, 0 or 1 for each of `COUNTED`."""
    found = (outcome.attended, "test" not in outcome.missing, outcome.practised is True, not outcome.missing)
    return dict(zip(COUNTED, map(int, found), strict=True))
