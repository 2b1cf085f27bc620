"""How many trainings stand under a record. Reads, never writes."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lms.accounts.services.people import PersonId
from lms.db import session
from lms.records.models import LedgerEntry
from lms.records.queries.ledger import ledger_entries


def count_trainings(person_id: PersonId) -> int:
    """The trainings of a person, merged records included: a module and a day are one. None that was taken back."""
    correction = aliased(LedgerEntry)
    days = (
        select(LedgerEntry.award, LedgerEntry.effective_on)
        .where(
            LedgerEntry.person_id.in_(ledger_entries.ids_of(person_id)),
            LedgerEntry.kind == "achieved",
            LedgerEntry.id.not_in(select(correction.corrects_id).where(correction.corrects_id.is_not(None))),
        )
        .distinct()
    )
    return session.scalar(select(func.count()).select_from(days.subquery())) or 0
