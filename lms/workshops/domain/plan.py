"""What a plan of a workshop may say: its kind, its half-days. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias, get_args

from lms.errors import RuleBroken

# Lessons with a group; two or three hours to renew; who helps where a case is passed on, which gives no award.
Kind: TypeAlias = Literal["facilitated", "refresher", "orientation"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Half: TypeAlias = Literal["am", "pm"]
# What is chosen for a day, and the half-days that it has.
Part: TypeAlias = Literal["am", "pm", "day"]
_HALVES: Final[dict[Part, tuple[Half, ...]]] = {"am": ("am",), "pm": ("pm",), "day": ("am", "pm")}

MOST_DAYS: Final = 6
_LONGEST: Final = timedelta(days=92)  # from the first day to the last one: parts of a course are weeks apart
_AROUND: Final = timedelta(days=366)  # how far back a workshop is typed in afterwards, or ahead


@dataclass(frozen=True, order=True)
class HalfDay:
    """The morning or the afternoon of a day."""

    on: date
    half: Half


def is_awarding(kind: Kind) -> bool:
    """Whether such a workshop is a training in its modules."""
    return kind != "orientation"


def half_days(days: Iterable[tuple[date, Part]]) -> tuple[HalfDay, ...]:
    """The half-days of some days in their order, each once."""
    return tuple(sorted({HalfDay(on, half) for on, part in days for half in _HALVES[part]}))


def repeated(days: Iterable[tuple[date, Part]]) -> HalfDay | None:
    """The first half-day that some days name twice."""
    counts = Counter(HalfDay(on, half) for on, part in days for half in _HALVES[part])
    return min((one for one, times in counts.items() if times > 1), default=None)


def parts_of(planned: Iterable[HalfDay]) -> list[tuple[date, Part]]:
    """The days of some half-days, as they are chosen in the form."""
    found: dict[date, Part] = {}
    for one in sorted(planned):
        found[one.on] = "day" if one.on in found else one.half
    return list(found.items())


def check_days(planned: Sequence[HalfDay], today: date) -> None:
    """Raise RuleBroken on the field "on": "no-day", "too-far-away" or "too-long-apart"."""
    if not planned:
        raise RuleBroken("no-day", field="on")
    first, last = planned[0].on, planned[-1].on
    if not today - _AROUND <= first <= last <= today + _AROUND:
        raise RuleBroken("too-far-away", field="on")
    if last - first > _LONGEST:
        raise RuleBroken("too-long-apart", field="on", days=_LONGEST.days)


def check_modules(kind: Kind, modules: Sequence[str]) -> None:
    """Raise RuleBroken("no-module") where a training has none."""
    if is_awarding(kind) and not modules:
        raise RuleBroken("no-module", field="module")
