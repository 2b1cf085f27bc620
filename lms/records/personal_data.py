"""What this domain holds about somebody: the training record and reminders.

The ledger only grows: it names nobody, so what is left of an erased person is a fact (award, day, branch).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select

from lms import clock
from lms.accounts import personal_data
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.data_inventory import PersonalDataItem, data_items
from lms.db import session
from lms.records.domain import age_bands
from lms.records.models import Certification, LedgerEntry, Reminder, ReportedTotal
from lms.records.queries.ledger import taken_back

_ENTRY = (
    *("effective_on", "award", "kind", "requirement", "expires_on"),
    *("reason", "evidence", "recorded_at"),
)


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """The ledger of a person, where they stand by it, and what they were reminded of."""
    order = (LedgerEntry.effective_on, LedgerEntry.id)
    asked = select(LedgerEntry).where(LedgerEntry.person_id.in_(ids)).order_by(*order)
    entries = session.scalars(asked).all()
    neutral = taken_back.by_closing(entries)
    reminders = session.scalars(select(Reminder).where(Reminder.person_id.in_(ids)).order_by(Reminder.id))
    held = select(Certification).where(Certification.person_id.in_(ids)).order_by(Certification.award)
    standing = ("award", "issued_on", "expires_on")
    return [
        *(
            replace(item, facts={**item.facts, "reason": taken_back.REASON}) if entry.id in neutral else item
            for entry, item in zip(entries, data_items(entries, "record", *_ENTRY), strict=True)
        ),
        *data_items(session.scalars(held), "standing", *standing),
        *data_items(reminders, "reminder", "sent_at", "award", "expires_on", "days", "channel"),
    ]


def erase(erasure: Erasure) -> None:
    """Forget the reminders, and who made a list whose total was reported. The facts of the ledger stay."""
    session.execute(delete(Reminder).where(Reminder.person_id.in_(erasure.ids)))
    for total in session.scalars(select(ReportedTotal)):  # a few for each branch
        if erasure.identifying_text.within(total.source):
            total.source = ""
    session.flush()


def births_that_count_alike(ids: Sequence[PersonId]) -> Mapping[PersonId, int | None]:
    """For each record a year of birth that counts in the same age groups in all that was recorded, and today."""
    days = session.scalars(select(LedgerEntry.effective_on).where(LedgerEntry.person_id.in_(ids)).distinct())
    years = {clock.today().year, *(day.year for day in days)}
    return {one: age_bands.stand_in(born, years) for one, born in personal_data.years_of_birth(ids).items()}


def texts_about(ids: Sequence[PersonId]) -> list[str]:
    """What was typed about a person and cannot be taken back: reasons, and where a training is written down."""
    asked = select(LedgerEntry.reason, LedgerEntry.evidence).where(LedgerEntry.person_id.in_(ids))
    found = []
    for reason, evidence in session.execute(asked):
        found += [reason, *(value for value in evidence.values() if isinstance(value, str))]
    return found


def drop_old_reminders(before: datetime) -> int:
    """Forget the reminders that were sent before an instant. Returns their number."""
    return len(
        session.execute(delete(Reminder).where(Reminder.sent_at < before).returning(Reminder.id)).all()
    )


PERSONAL_DATA: Final = PersonalData(export, erase, {"old-reminder": drop_old_reminders})
