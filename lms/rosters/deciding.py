"""Decide about every line of a list and store it for the preview: the long work before anything is changed.

Generators: they yield after each batch, and whoever drives them (a job, a request) commits there, so that whatever is
cut off in the middle goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import delete, func, select

from lms.accounts.service import Unit
from lms.db import insert_all, session
from lms.records import service as records
from lms.rosters import cells, certifying, customs, dates, lookup, planning, sources, tables
from lms.rosters.cells import Customs, Read, Values
from lms.rosters.columns import Kind
from lms.rosters.index import Index
from lms.rosters.models import RosterImport, RosterRow
from lms.rosters.planning import Decision
from lms.rosters.tables import Table

DECIDED: Final = "decided"  # stands in `before` of a line that HR wants to be left out
BATCH: Final = 500  # lines that are read, or decided about, in one go
_CLOSED: Final = Decision("fail", problems=(cells.Problem("", "account-closed", {}),))
DATES: Final = ("birth", "on")  # fields whose columns have an order of day and month


def given_lines(table: Table, matching: Mapping[str, Any]) -> list[tuple[int, dict[str, str]]]:
    """What each line says, as it was typed, by field; and what was said for the whole list."""
    fields = {int(column) - 1: field for column, field in matching["columns"].items()}
    everywhere: dict[str, str] = matching.get("everywhere", {})
    return [
        (line.number, {**everywhere, **{field: line.cells[place] for place, field in fields.items()}})
        for line in table.lines
    ]


def customs_of(roster: RosterImport) -> Customs:
    """How the cells of an import are read."""
    unit = session.get_one(Unit, roster.unit_id)
    return customs.of_unit(unit, roster.matching.get("orders", {}))


def plan(roster: RosterImport) -> Iterator[None]:
    """Decide about every line of the file and store it for the preview.

    Yields often: nobody else waits for the database while cells are read, and whoever watches sees it move.
    """
    uuid, sheet, kind, matching = roster.uuid, roster.sheet, roster.kind, roster.matching
    known, usual = sources.remembered(roster), customs_of(roster)
    yield
    given = given_lines(tables.find(sources.book(uuid).sheet(sheet), kind, known), matching)
    orders = {field: dates.order_of(typed.get(field, "") for _, typed in given) for field in DATES}
    usual = replace(usual, orders=orders)
    lines: list[tuple[int, Read]] = []
    for some in lookup.in_parts(given, BATCH):
        lines += [(number, cells.read(typed, kind, usual)) for number, typed in some]
        yield
    values = [(number, read.values) for number, read in lines]
    index = yield from lookup.index_of(roster.unit_id, values, kind)
    yield from _store(roster, dict(given), dict(lines), _decisions(roster, lines, index))
    yield from certifying.foresee(roster, usual)
    roster.matching = {**matching, "orders": orders}
    roster.state = "preview"
    count(roster)


def steps(unit: Unit, lines: int) -> int:
    """About how many times `plan` yields."""
    return 1 + 2 * -(-lines // BATCH) + (lines + lookup.people_of(unit)) // lookup.PAGE


def _store(
    roster: RosterImport,
    given: Mapping[int, Mapping[str, str]],
    lines: Mapping[int, Read],
    decisions: Iterator[tuple[int, Decision]],
) -> Iterator[None]:
    stored = set(session.scalars(select(RosterRow.line).where(RosterRow.import_id == roster.id)))
    for batch in lookup.in_parts(decisions, BATCH):
        rows = [
            _row(roster, line, given[line], lines[line].values, decision)
            for line, decision in batch
            if line not in stored
        ]
        insert_all(RosterRow, rows)
        yield


def _decisions(
    roster: RosterImport, lines: Sequence[tuple[int, Read]], index: Index
) -> Iterator[tuple[int, Decision]]:
    if roster.kind == "people":
        return _openly(planning.people(lines, index), lookup.closed_people(roster.unit_id))
    awards = {str(read.values["award"]) for _, read in lines if "award" in read.values}
    ledger = lookup.ledger_of(sorted(one.id for one in index.by_id.values() if one.ours), awards)
    return planning.trainings(lines, index, ledger, own_ids(roster))


def _openly(decisions: Iterable[tuple[int, Decision]], closed: Set[int]) -> Iterator[tuple[int, Decision]]:
    """Nothing is changed unseen about somebody whose account is closed: HR opens it first, or leaves it."""
    for number, decision in decisions:
        hidden = decision.person in closed and decision.action in ("update", "same")
        yield number, replace(_CLOSED, person=decision.person) if hidden else decision


def own_ids(roster: RosterImport) -> frozenset[int]:
    """All records of the person who brings a list in; none for a command."""
    return frozenset() if roster.actor_id is None else frozenset(records.people_of(roster.actor_id))


def _row(
    roster: RosterImport, line: int, given: Mapping[str, str], values: Values, decision: Decision
) -> dict[str, Any]:
    new = decision.action == "create" and roster.kind == "people"
    return {
        "import_id": roster.id,
        "line": line,
        "action": decision.action,
        "person_id": decision.person,
        "given": {field: text for field, text in given.items() if text.strip()},
        "problems": [asdict(problem) for problem in decision.problems],
        "candidates": [candidate._asdict() for candidate in decision.candidates],
        "before": {"read": dict(values)} if new else dict(decision.before),
        "done": False,
    }


def values_of(row: RosterRow, kind: Kind, usual: Customs) -> Values:
    """What a line says, read again."""
    return cells.read(row.given, kind, usual).values


def read_values(given: Mapping[str, str], before: Mapping[str, Any], usual: Customs) -> Values:
    """What a line about somebody new says: as it was read for the preview, or read again."""
    read: Values | None = before.get("read")
    return cells.read(given, "people", usual).values if read is None else read


def forget_lines(roster: RosterImport) -> None:
    """Drop what was decided, to decide anew."""
    session.execute(delete(RosterRow).where(RosterRow.import_id == roster.id))
    session.expire_all()


def count(roster: RosterImport) -> None:
    """Write down how many lines there are of each kind; "undecided" are those where HR has to say who it is."""
    session.flush()
    of_import = RosterRow.import_id == roster.id
    asked = select(RosterRow.action, func.count()).where(of_import).group_by(RosterRow.action)
    found: dict[str, int] = dict(session.execute(asked).all())
    left_out = select(RosterRow.candidates, RosterRow.before).where(of_import, RosterRow.action == "skip")
    found["undecided"] = sum(
        bool(candidates) and DECIDED not in before for candidates, before in session.execute(left_out)
    )
    done = select(func.count()).select_from(RosterRow).where(of_import, RosterRow.done)
    roster.summary = {**roster.summary, **dict.fromkeys(("create", "update", "same", "fail", "skip"), 0)}
    roster.summary = {**roster.summary, **found, "done": session.scalar(done) or 0}
