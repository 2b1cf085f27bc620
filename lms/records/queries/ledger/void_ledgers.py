"""Of whom the ledger says nothing any more: all that was recorded of them was taken back. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.accounts.services.people import PersonId
from lms.db import among, session
from lms.records.models import LedgerEntry


def among_people(ids: Collection[PersonId]) -> list[PersonId]:
    """Those of some people with records of whom none counts, in the order of their ids."""
    taken_back = aliased(LedgerEntry)
    recorded = select(LedgerEntry.person_id).where(among(LedgerEntry.person_id, ids)).distinct()
    counts = recorded.where(
        LedgerEntry.kind != "corrected",
        ~select(taken_back.id).where(taken_back.corrects_id == LedgerEntry.id).exists(),
    )
    return sorted({*session.scalars(recorded)} - {*session.scalars(counts)})
