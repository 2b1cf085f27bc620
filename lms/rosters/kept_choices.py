"""What HR has said of whom lines are about, kept while the lines of a list are decided about anew."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from lms.db import session
from lms.rosters import choosing
from lms.rosters.choosing import NEW, NOBODY
from lms.rosters.deciding import DECIDED
from lms.rosters.models import RosterImport, RosterRow


def choices_of(roster: RosterImport) -> dict[str, str]:
    """What HR has said of whom lines are about, by number, to be said again: see `choosing.choose`."""
    columns = (RosterRow.line, RosterRow.action, RosterRow.person_id, RosterRow.before)
    asked = RosterRow.candidates[0]["id"].as_integer().is_not(None)  # few lines of many
    choices = {}
    for line, action, person, before in session.execute(
        select(*columns).where(RosterRow.import_id == roster.id, asked)
    ):
        if action != "skip" or DECIDED in before:
            choices[str(line)] = "skip" if action == "skip" else "new" if person is None else str(person)
    return choices


def say_again(roster: RosterImport) -> None:
    """Say of lines that were decided about anew what HR had said before, where that is still a question."""
    choices: Mapping[str, str] = roster.matching.get("choices", {})
    roster.matching = {name: value for name, value in roster.matching.items() if name != "choices"}
    if not choices:
        return
    statement = select(RosterRow).where(RosterRow.import_id == roster.id, choosing.undecided())
    still = {row.line: {str(one["id"]) for one in row.candidates} for row in session.scalars(statement)}
    choosing.choose(
        roster,
        {
            line: choices[str(line)]
            for line, people in still.items()
            if choices.get(str(line)) in (NOBODY, *([NEW] if roster.kind == "people" else []), *people)
        },
    )
