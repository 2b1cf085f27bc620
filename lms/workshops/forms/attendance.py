"""The attendance of a half-day as it is sent: what the page had shown, and what was tapped. Changes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from lms.accounts.services.people import PersonId
from lms.workshops.domain.attendance import STATES, State, changes
from lms.workshops.queries.roster import RosterLine
from lms.workshops.queries.walk_ins import WalkInLine

# What a page has shown, in one field: "12p" for the person 12, who was there. A field each would be 500 more.
_LETTERS: Final[Mapping[State, str]] = {"present": "p", "late": "l", "left": "e", "absent": "a"}
_STATES: Final[Mapping[str, State]] = {letter: state for state, letter in _LETTERS.items()}
_SHOWN: Final = re.compile("([0-9]{1,10})([plea])")


@dataclass(frozen=True)
class Attendance:
    """What was sent of a half-day: by person what the page had shown and what was tapped, and so by walk-in."""

    seen: Mapping[PersonId, State]
    tapped: Mapping[PersonId, State]
    seen_walk_ins: Mapping[int, State]
    tapped_walk_ins: Mapping[int, State]

    @property
    def changed(self) -> Mapping[PersonId, State]:
        """What was tapped that differs from what the page had shown."""
        return changes(self.seen, self.tapped)

    @property
    def changed_walk_ins(self) -> Mapping[int, State]:
        """The same of walk-ins."""
        return changes(self.seen_walk_ins, self.tapped_walk_ins)


NOTHING_SENT: Final = Attendance({}, {}, {}, {})


def shown(
    lines: Sequence[RosterLine], number: int, before: Mapping[PersonId, State] = MappingProxyType({})
) -> str:
    """The field that says what a page shows of a half-day; `before`: what it showed, where it comes back unsaved."""
    states = {line.person.id: line.state(number) for line in lines}
    return _written({**states, **{person: before[person] for person in states if person in before}})


def shown_walk_ins(
    lines: Sequence[WalkInLine], number: int, before: Mapping[int, State] = MappingProxyType({})
) -> str:
    """The same of walk-ins."""
    states = {line.row.id: line.state(number) for line in lines}
    return _written({**states, **{one: before[one] for one in states if one in before}})


def read_attendance(typed: MultiDict[str, str]) -> Attendance:
    """What the page had shown, and what was tapped."""
    seen = {PersonId(one): state for one, state in _read(typed.get("seen", "")).items()}
    walk_ins = _read(typed.get("seen_walk_ins", ""))
    return Attendance(
        seen,
        {person: state for person in seen if (state := _state(typed.get(f"p{person}", "")))},
        walk_ins,
        {one: state for one in walk_ins if (state := _state(typed.get(f"w{one}", "")))},
    )


def _written(states: Mapping[Any, State]) -> str:
    return " ".join(f"{one}{_LETTERS[state]}" for one, state in states.items())


def _read(field: str) -> dict[int, State]:
    return {int(one[1]): _STATES[one[2]] for one in _SHOWN.finditer(field)}


def _state(typed: str) -> State | None:
    return next((state for state in STATES if state == typed), None)
