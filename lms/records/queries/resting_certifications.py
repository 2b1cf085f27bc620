"""Which certifications fall when entries of the ledger are taken back. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from lms.db import among, session
from lms.records.models import LedgerEntry
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot


def certifications_resting_on(entry_ids: Collection[int]) -> frozenset[int]:
    """The ids of the certifications that count and rest on any of some entries, also by way of one another."""
    about = (
        select(LedgerEntry.person_id, LedgerEntry.award).where(among(LedgerEntry.id, entry_ids)).distinct()
    )
    rows = session.execute(about).all()
    snapshot = LedgerSnapshot((row.person_id for row in rows), {row.award for row in rows})
    return frozenset(resting.id for one in entry_ids for resting in snapshot.resting_on(snapshot.line(one)))
