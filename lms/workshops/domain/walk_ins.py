"""People who came and were on no list: whether two of them may be one, what it means for figures who they are. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lms.workshops.domain.attendance import came
from lms.workshops.domain.closing import COUNTED, Outcome, counted

LONGEST_PHONE: Final = 40  # characters, as it was typed


@dataclass(frozen=True)
class Known:
    """By what somebody in the room is known, each as a key; empty where it is not."""

    names: frozenset[str]
    phone: str


def may_be_one(new: Known, other: Known) -> bool:
    """Whether two may be the same: a name or the phone is the same."""
    return bool((new.names & other.names) - {""}) or bool(new.phone and new.phone == other.phone)


@dataclass(frozen=True)
class Standing:
    """What closing says of a line of the roster, for figures: whether they came, the outcomes by module."""

    came: bool
    outcomes: Mapping[str, Outcome]


def with_one_more(
    figures: Mapping[str, Any], before: Standing | None, after: Standing, *, was_counted: bool
) -> dict[str, Any]:
    """The figures of a closed workshop once a walk-in has a line: only what that changes, whoever else went since.

    `before` is the line that the person had already, None where they had none. `was_counted`: the walk-in had come.
    """
    modules = {
        module: _moved(counts, before.outcomes.get(module) if before else None, after.outcomes[module])
        if module in after.outcomes
        else counts
        for module, counts in figures["modules"].items()
    }
    return {
        **figures,
        "people": figures["people"] + (before is None),
        "came": figures["came"] + after.came - bool(before and before.came),
        "walk_ins": max(figures.get("walk_ins", 0) - was_counted, 0),
        "modules": modules,
    }


def _moved(counts: Mapping[str, int], before: Outcome | None, after: Outcome) -> dict[str, int]:
    old, new = _counted(before), _counted(after)
    return {key: counts[key] + new[key] - old[key] for key in counts}


def _counted(outcome: Outcome | None) -> Mapping[str, int]:
    return counted(outcome) if outcome else dict.fromkeys(COUNTED, 0)


def count_of_those_who_came(all_states: Iterable[Iterable[Any]]) -> int:
    """How many walk-ins were there at all: somebody who was added by mistake is tapped away."""
    return sum(came(states) for states in all_states)
