"""Who was trained without a certificate, and when last: for lists of many people. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lms.accounts.services.people import PersonId
from lms.db import among, session
from lms.records.domain.uncertified import ONLY_TRAINED
from lms.records.models import LedgerEntry
from lms.records.queries import as_of


def last_days(
    people: Collection[PersonId], awards: Collection[str], day: date, known_on: date | None
) -> Mapping[tuple[PersonId, str], date]:
    """The last day until `day` on which each of these people was trained as `uncertified` says, by person and award.

    Merged records count for the one who is kept; what was taken back does not count.
    """
    speaks = {one: canonical for one, canonical in as_of.speakers().items() if canonical in people}
    correction = aliased(LedgerEntry)
    taken_back = select(correction.id).where(correction.corrects_id == LedgerEntry.id)
    query = (
        select(LedgerEntry.person_id, LedgerEntry.award, func.max(LedgerEntry.effective_on).label("on"))
        .where(
            among(LedgerEntry.person_id, [*people, *speaks]),
            LedgerEntry.award.in_(awards),
            LedgerEntry.kind == "achieved",
            LedgerEntry.requirement.in_(ONLY_TRAINED),
            LedgerEntry.effective_on <= day,
        )
        .group_by(LedgerEntry.person_id, LedgerEntry.award)
    )
    if known_on is not None:
        query = query.where(LedgerEntry.recorded_at < as_of.end_of(known_on))
        taken_back = taken_back.where(correction.recorded_at < as_of.end_of(known_on))
    found: dict[tuple[PersonId, str], date] = {}
    for row in session.execute(query.where(~taken_back.exists())):
        whose = speaks.get(row.person_id, row.person_id), row.award
        found[whose] = max(row.on, found.get(whose, row.on))
    return found


def certified_days(people: Collection[PersonId], award: str) -> frozenset[tuple[PersonId, date]]:
    """Of each of these people the days for which the award was certified, so that a certificate was issued.

    Merged records count for the one who is kept; what was taken back does not count.
    """
    speaks = {one: canonical for one, canonical in as_of.speakers().items() if canonical in people}
    correction = aliased(LedgerEntry)
    query = select(LedgerEntry.person_id, LedgerEntry.effective_on).where(
        among(LedgerEntry.person_id, [*people, *speaks]),
        LedgerEntry.award == award,
        LedgerEntry.kind == "certified",
        ~select(correction.id).where(correction.corrects_id == LedgerEntry.id).exists(),
    )
    return frozenset(
        (speaks.get(row.person_id, row.person_id), row.effective_on) for row in session.execute(query)
    )
