"""The preview: the lines with what is to be done, and HR's word on whom a line is about.

Part of `service`. Flushes, never commits.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal, TypeAlias

from sqlalchemy import ColumnElement, Select, func, select

from lms.accounts.service import Person
from lms.db import session
from lms.errors import NotFound
from lms.rosters import lookup, planning, running, states
from lms.rosters.cells import Problem
from lms.rosters.models import RosterImport, RosterRow

PAGE: Final = 50  # lines of a page
Show: TypeAlias = Literal["all", "problems", "undecided", "create", "update", "same", "skip"]
SHOWS: Final[tuple[Show, ...]] = ("problems", "undecided", "create", "update", "same", "skip", "all")


@dataclass(frozen=True)
class Page:
    """Some lines of a preview, and how many there are of that kind."""

    rows: tuple[RosterRow, ...]
    number: int
    count: int

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.count // PAGE))


def page(roster: RosterImport, show: Show, number: int) -> Page:
    """A page of lines, in the order of the file."""
    asked = _shown(roster, show)
    count = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    number = min(max(1, number), max(1, -(-count // PAGE)))
    rows = session.scalars(asked.order_by(RosterRow.line).offset((number - 1) * PAGE).limit(PAGE))
    return Page(tuple(rows), number, count)


def _shown(roster: RosterImport, show: Show) -> Select[RosterRow]:
    asked = select(RosterRow).where(RosterRow.import_id == roster.id)
    if show == "problems":
        return asked.where(RosterRow.action == "fail")
    if show == "undecided":
        return asked.where(RosterRow.action == "skip", _has_candidates())
    return asked if show == "all" else asked.where(RosterRow.action == show)


def _has_candidates() -> ColumnElement[bool]:
    some: ColumnElement[bool] = RosterRow.candidates[0]["id"].as_integer().is_not(None)
    return some


NEW: Final = "new"
NOBODY: Final = "skip"
FIRST: Final = "first"


def choose(roster: RosterImport, line: int, choice: str) -> None:
    """Say whom a line is about: the id of a candidate, NEW for somebody new, NOBODY to leave it out.

    Raises RuleBroken("not-now"), NotFound for a line or a candidate that there is not.
    """
    states.expect(roster, "preview")
    row = session.scalar(select(RosterRow).filter_by(import_id=roster.id, line=line))
    if row is None or not row.candidates:
        raise NotFound(str(line))
    if choice == NOBODY:
        row.action, row.person_id, row.before = "skip", None, {}
    elif choice == NEW and roster.kind == "people":
        row.action, row.person_id, row.before = "create", None, {}
    else:
        ids = {str(one["id"]): one["id"] for one in row.candidates}
        if choice not in ids:
            raise NotFound(choice)
        _settle_line(roster, row, ids[choice])


def _settle_line(roster: RosterImport, row: RosterRow, person_id: int) -> None:
    person = session.get_one(Person, person_id)
    values = running.values_of(row, roster.kind, running.customs_of(roster))
    if roster.kind == "people":
        decision = planning.decided(values, lookup.known_person(person))
    else:
        ledger = lookup.ledger_of([person_id], {str(values["award"])})
        # That it was taken back before was seen: this is the decision about it.
        decision = planning.recorded(values, person_id, ledger._replace(corrected=frozenset()), set())
        if (person_id, str(values["award"]), str(values["on"])) in ledger.corrected:
            row.problems = [asdict(Problem("on", "corrected-before", {}))]
    row.action, row.person_id, row.before = decision.action, person.id, dict(decision.before)


def choose_for_all(roster: RosterImport, choice: str) -> None:
    """Say of all lines that nobody has decided about: NEW, or FIRST for the likeliest candidate of each.

    Raises RuleBroken("not-now").
    """
    states.expect(roster, "preview")
    for row in session.scalars(_shown(roster, "undecided")):
        choose(roster, row.line, str(row.candidates[0]["id"]) if choice == FIRST else choice)
    recount(roster)


def recount(roster: RosterImport) -> None:
    """Bring the counts in line with what was chosen."""
    running.count(roster)
