"""The attendance of a half-day as it is sent: what the page had shown, and what was tapped. Changes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from werkzeug.datastructures import MultiDict

from lms.accounts.services.people import PersonId
from lms.workshops.domain.attendance import STATES, State, changes
from lms.workshops.queries.roster import RosterLine

# What a page has shown, in one field: "12p" for the person 12, who was there. A field each would be 500 more.
_LETTERS: Final[Mapping[State, str]] = {"present": "p", "late": "l", "left": "e", "absent": "a"}
_STATES: Final[Mapping[str, State]] = {letter: state for state, letter in _LETTERS.items()}
_SHOWN: Final = re.compile("([0-9]{1,10})([plea])")


def shown(lines: Sequence[RosterLine], number: int) -> str:
    """The field that says what a page shows of a half-day."""
    return " ".join(f"{line.person.id}{_LETTERS[line.state(number)]}" for line in lines)


def read_attendance(typed: MultiDict[str, str]) -> tuple[Mapping[PersonId, State], Mapping[PersonId, State]]:
    """By person what the page had shown, and what was tapped that differs from it."""
    seen = {PersonId(int(one[1])): _STATES[one[2]] for one in _SHOWN.finditer(typed.get("seen", ""))}
    now = {person: state for person in seen if (state := _state(typed.get(f"p{person}", "")))}
    return seen, changes(seen, now)


def _state(typed: str) -> State | None:
    return next((state for state in STATES if state == typed), None)
