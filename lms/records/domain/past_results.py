"""What a list of the past says about a training, and which requirements are known to be met by it. Pure.

A list proves what it says and nothing else: somebody who "attended" has not passed a test. Knows no rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import Any, Final, Literal, TypeAlias, get_args

from lms.accounts.domain.contact import YOUNGEST
from lms.errors import RuleBroken
from lms.records.domain.award_rules import RECOGNISED, TRAINED

# passed: a test, or the training as one that is marked. attended: was there. "": nothing but the name stands there.
PastResult: TypeAlias = Literal["passed", "attended", ""]

# A training before is a year that was mistyped: the modules are younger, and no certificate lasts as long.
MOST_YEARS: Final = 30
# Days around a recorded training within which one of the same module is asked about: a day or a month that was mended
# moves it by so many. Nobody is trained twice in a month: a certificate lasts a year at least, and a refresher begins
# to count 90 days before it ends.
NEAR_DAYS: Final = 31
RESULTS: Final[tuple[PastResult, ...]] = get_args(PastResult)

_PROVES: Final[Mapping[PastResult, frozenset[str]]] = {
    "passed": frozenset({"post-test", "attendance"}),
    "attended": frozenset({"attendance"}),
    "": frozenset(),
}


def first_day(today: date) -> date:
    """The first day of which a training is recorded."""
    return date(today.year - MOST_YEARS, 1, 1)


def check_day(on: date, *, today: date, birth_year: int | None) -> None:
    """Refuse a day on which somebody cannot have been trained; a person whose year of birth is not known can be of any
    age. Raises RuleBroken on the field "on": "in-the-future", "too-long-ago" (years), "too-young" (age).
    """
    if on > today:
        raise RuleBroken("in-the-future", field="on")
    if on < first_day(today):
        raise RuleBroken("too-long-ago", field="on", years=MOST_YEARS)
    if is_too_young(on, birth_year):
        raise RuleBroken("too-young", field="on", age=YOUNGEST)


def is_too_young(on: date, birth_year: int | None) -> bool:
    """Whether somebody was too young to be a volunteer on a day, or not born yet."""
    return birth_year is not None and on.year - birth_year < YOUNGEST


def close_by(on: date, days: Iterable[date]) -> date | None:
    """The one of some days that is closest to a day, itself included; None where none is within NEAR_DAYS."""
    near = (day for day in days if abs((day - on).days) <= NEAR_DAYS)
    return min(near, key=lambda day: (abs((day - on).days), -day.toordinal()), default=None)


def evidence_of(source: str, result: PastResult, mark: int | None) -> dict[str, Any]:
    """What an entry keeps of a training of the past: where it is written down, and what is written down there."""
    kept: dict[str, Any] = {"source": source, "result": result}
    return kept if mark is None else {**kept, "mark": mark}


def requirements_of(result: PastResult, asked: Set[str], *, recognised: bool) -> frozenset[str]:
    """The requirements to be recorded for a result, where an award asks for `asked`.

    All that is proved of what is asked for; TRAINED where that is nothing; RECOGNISED in place of both where not all
    is proved and the Society has decided that the training counts.
    """
    proved = asked & _PROVES[result]
    if proved == asked:
        return frozenset(proved)
    if recognised:
        return frozenset({RECOGNISED})
    return frozenset(proved) or frozenset({TRAINED})


def backed(result: PastResult, *, recognised: bool) -> frozenset[str]:
    """The requirements that a list with this result says as well, where another one has recorded them."""
    return _PROVES[result] | {TRAINED} | ({RECOGNISED} if recognised else set())


def unrecorded(wanted: Set[str], recorded: Set[str], asked: Set[str]) -> frozenset[str]:
    """Which of the requirements are news, where `recorded` stands in the ledger for the same day already.

    That somebody was trained is no news where more than that is known; nor is a decision about a training that
    fulfils everything.
    """
    if RECOGNISED in recorded or asked <= recorded:
        return frozenset(wanted - recorded - {TRAINED, RECOGNISED})
    return frozenset(wanted - recorded - ({TRAINED} if recorded else set()))
