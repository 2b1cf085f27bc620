"""Whether what an attempt gave still counts in the training ledger. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from lms.accounts.services.people import PersonId
from lms.db import among, session
from lms.records.models import LedgerEntry
from lms.records.queries.ledger import ledger_entries


def attempt_counts(person_id: PersonId, award: str, attempt: str) -> bool:
    """Whether a pass of somebody rests on an attempt and was not taken back; moved to another day it still counts."""
    return attempt in _counted(ledger_entries.ids_of(person_id), LedgerEntry.award == award)


def counted_attempts(records: Collection[PersonId]) -> Collection[object]:
    """The attempts on which passes of some records rest that were not taken back, as `attempt_counts`."""
    return _counted(records) if records else frozenset()


def _counted(records: Collection[PersonId], *which: ColumnElement[bool]) -> frozenset[object]:
    asked = select(LedgerEntry.id, LedgerEntry.kind, LedgerEntry.evidence, LedgerEntry.corrects_id)
    rows = session.execute(asked.where(among(LedgerEntry.person_id, records), *which)).all()
    evidence = {row.id: row.evidence for row in rows}
    gone = {row.corrects_id for row in rows}
    return frozenset(
        _attempt(row.id, evidence) for row in rows if row.kind == "achieved" and row.id not in gone
    )


def paper_taken_back(person_id: PersonId, award: str, paper: str) -> bool:
    """Whether a pass of somebody by a form on paper was taken back, or moved."""
    theirs = LedgerEntry.person_id.in_(ledger_entries.ids_of(person_id))
    rows = session.execute(
        select(LedgerEntry.id, LedgerEntry.evidence, LedgerEntry.corrects_id).where(
            theirs, LedgerEntry.award == award
        )
    ).all()
    gone = {row.corrects_id for row in rows}
    return any(row.id in gone and row.evidence.get("paper") == paper for row in rows)


def _attempt(entry_id: int, evidence: Mapping[int, Mapping[str, Any]]) -> object:
    """The attempt behind an entry: moves of the first versions have kept nothing but the entry that they replace."""
    given = evidence.get(entry_id, {})
    return given["attempt"] if "attempt" in given else _attempt_before(given, evidence)


def _attempt_before(given: Mapping[str, Any], evidence: Mapping[int, Mapping[str, Any]]) -> object:
    return _attempt(given["corrects"], evidence) if "corrects" in given else None
