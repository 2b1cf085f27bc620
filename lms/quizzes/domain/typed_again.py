"""What saving a row does where the same slip was typed before: nothing, a question, or one row instead of the other.

Knows no rows of the database and no ledger: what became of the pass of the row before is said to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from lms.errors import RuleBroken

Choice: TypeAlias = Literal["", "before", "now", "empty"]
"""Which of two rows of the same slip counts: nobody has said it yet, the one typed before, the one typed now. Or that
a slip is really empty."""
Outcome: TypeAlias = Literal["new", "same", "asked", "kept", "replaced"]
GivenPass: TypeAlias = Literal["none", "counts", "taken-back", "none-since"]
"""What the row before gave: no pass, one that stands in the record, one that HR has taken back, or no pass after HR had
taken back that of a row before it."""
_CHOSEN: Final[Mapping[Choice, Outcome]] = {
    "": "asked",
    "before": "kept",
    "now": "replaced",
    "empty": "asked",
}
REFUSED_BY_MARKS: Final = frozenset({"pass-taken-back", "same-as-taken-back", "pass-after-correction"})
"""Refusals that tell whether the row typed now passes."""


@dataclass(frozen=True)
class SlipBefore:
    """The row that was typed before: its day, what it gave, whether its letters are others than those typed now."""

    on: date
    gave: GivenPass
    has_other_letters: bool


def outcome_of(before: SlipBefore, on: date, choice: Choice, *, passes: bool) -> Outcome:
    """What saving a row with a day does, which by itself `passes` or does not.

    Raises RuleBroken on the field "who": "passed-on-another-day" and "pass-taken-back", since a pass that counts is
    changed by HR alone, and "same-as-taken-back" for the very row that HR has judged, or for any other that passes once
    the right slip stands in its place.
    """
    if before.gave == "counts" and before.on != on:
        raise RuleBroken("passed-on-another-day", field="who", day=before.on)
    if before.gave == "taken-back" and not before.has_other_letters:
        raise RuleBroken("same-as-taken-back", field="who")
    if before.on == on and not before.has_other_letters:
        return "same"
    outcome = _CHOSEN[choice]
    if outcome == "replaced" and before.gave == "counts" and not passes:
        raise RuleBroken("pass-taken-back", field="who")
    if outcome == "replaced" and before.gave == "none-since" and passes:
        raise RuleBroken("same-as-taken-back", field="who")
    return outcome


def outcome_of_first(choice: Choice, *, is_empty: bool, brings_back: bool = False) -> Outcome:
    """What saving a row does of a slip that was not typed before: a row of dashes alone may be a mistake, and is asked
    about.

    `brings_back`: it passes, and HR took back what a slip of this test had given the same person, which was taken away
    since; whoever types is not HR. Raises RuleBroken("pass-after-correction", field="who") then: HR has judged.
    """
    if brings_back:
        raise RuleBroken("pass-after-correction", field="who")
    return "asked" if is_empty and choice != "empty" else "new"


def refuse_taking_away(gave: GivenPass) -> None:
    """Raise RuleBroken("pass-of-another") for a row that is not taken from its person, though the slip is somebody
    else's: its pass counts, and HR corrects that first.
    """
    if gave == "counts":
        raise RuleBroken("pass-of-another")
