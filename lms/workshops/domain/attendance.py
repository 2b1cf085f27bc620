"""Who was there: the state of a person in a half-day, what of it counts, what of a form is new. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias, TypeVar, get_args

State: TypeAlias = Literal["present", "late", "left", "absent"]
STATES: Final[tuple[State, ...]] = get_args(State)
# Halves of a half-day. Whoever came late has heard most of it; whoever left early has missed how it ended.
_POINTS: Final[Mapping[State, int]] = {"present": 2, "late": 2, "left": 1, "absent": 0}
_BEST: Final = tuple(reversed(STATES))

Key = TypeVar("Key")


def points_of(states: Iterable[State]) -> int:
    """How many halves of half-days somebody was there for."""
    return sum(_POINTS[state] for state in states)


def is_enough(states: Sequence[State], percent: int) -> bool:
    """Whether somebody was there for so many percent of the half-days."""
    return bool(states) and points_of(states) * 100 >= percent * _POINTS["present"] * len(states)


def came(states: Iterable[State]) -> bool:
    """Whether somebody was there at all."""
    return any(state != "absent" for state in states)


def joined(states: Iterable[State]) -> State:
    """The state of one person who stands on the roster with several records: whichever says more that they came."""
    return max(states, key=_BEST.index)


def changes(seen: Mapping[Key, State], now: Mapping[Key, State]) -> dict[Key, State]:
    """What was tapped on a page that had shown `seen`; what was left as it was shown says nothing."""
    return {key: state for key, state in now.items() if key in seen and seen[key] != state}
