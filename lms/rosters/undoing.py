"""Undo an import: the state before it, as far as nobody has built on it since; what has to stay is said.

A person who was created goes, or their account ends where something hangs on it by now. What was changed goes back
unless somebody changed it again. What was recorded is taken back by entries of the ledger, which never shrinks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import select

from lms import audit, clock
from lms.accounts import settling
from lms.accounts.service import Person
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records import service as records
from lms.records.service import LedgerEntry
from lms.rosters import lookup, running
from lms.rosters.cells import Problem
from lms.rosters.models import RosterImport, RosterRow

BATCH: Final = 100  # lines of a transaction


def undo(roster: RosterImport, reason: str, actor: Person | None) -> Iterator[None]:
    """Take back every line that was done, the last one first. Yields after each batch."""
    while rows := _next_rows(roster):
        for row in rows:
            row.problems = [asdict(Problem("", word, {})) for word in _undo_line(roster, row, reason, actor)]
            row.done = False
        session.flush()
        yield
    roster.state, roster.undone_at = "undone", clock.now()
    running.count(roster)
    audit.note(
        None if actor is None else actor.id, "rosters.undone", "roster_import", roster.id, kind=roster.kind
    )


def _next_rows(roster: RosterImport) -> list[RosterRow]:
    asked = select(RosterRow).where(RosterRow.import_id == roster.id, RosterRow.done)
    return list(session.scalars(asked.order_by(RosterRow.line.desc()).limit(BATCH)))


def _undo_line(roster: RosterImport, row: RosterRow, reason: str, actor: Person | None) -> list[str]:
    """Take back one line; the words for what could not be put back."""
    person = None if row.person_id is None else session.get(Person, row.person_id)
    if person is None:
        return []
    try:
        if roster.kind == "trainings":
            return _take_back(row.before.get("entries", []), reason, actor)
        if row.action == "create":
            return _remove(row, person, actor)
        return _put_back(person, row.before, actor)
    except NotFound:
        return ["undo-not-yours"]


def _remove(row: RosterRow, person: Person, actor: Person | None) -> list[str]:
    # Lines of imports point to people, and must not be what keeps somebody here.
    pointing = session.scalars(select(RosterRow).where(RosterRow.person_id == person.id)).all()
    for line in pointing:
        line.person_id = None
    session.flush()
    outcome = settling.take_back(person, actor=actor)
    if outcome == "removed":
        return []
    for line in pointing:
        line.person_id = person.id
    return [f"undo-{outcome}"]


def _put_back(person: Person, before: dict[str, Any], actor: Person | None) -> list[str]:
    known = lookup.known_person(person)
    untouched = {
        field: before["was"][field]
        for field, value in before.get("set", {}).items()
        if getattr(known, field) == value
    }
    try:
        with session.begin_nested():
            running.store(person, untouched, actor)
    except RuleBroken:
        return ["undo-changed-since"]
    return [] if len(untouched) == len(before.get("set", {})) else ["undo-changed-since"]


def _take_back(entries: list[int], reason: str, actor: Person | None) -> list[str]:
    for entry_id in entries:
        try:
            with session.begin_nested():
                records.correct(session.get_one(LedgerEntry, entry_id), reason=reason, actor=actor)
        except RuleBroken:
            continue  # somebody has taken it back already
    return []
