"""What the ledger knows of the people of a workshop: tests that were passed, entries that it wrote. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from sqlalchemy import or_, select

from lms.accounts.services.people import PersonId
from lms.db import among, session
from lms.records.domain.award_rules import OBSERVED
from lms.records.models import Certification, LedgerEntry

_TEST: Final = "post-test"
_Of: TypeAlias = tuple[PersonId, str]


@dataclass(frozen=True)
class WorkshopEntry:
    """An entry that a workshop wrote for a record. `counts`: it was not taken back since."""

    id: int
    requirement: str
    counts: bool


@dataclass(frozen=True)
class WorkshopFacts:
    """By record and award: the days of passed tests that count, those of practice that a trainer saw elsewhere, and
    what the workshop wrote.
    """

    passes: Mapping[_Of, Collection[date]]
    observed: Mapping[_Of, Collection[date]]
    written: Mapping[_Of, Collection[WorkshopEntry]]


def workshop_facts(ids: Collection[PersonId], awards: Collection[str], workshop: str) -> WorkshopFacts:
    """The facts about some records and awards."""
    asked = select(
        *(LedgerEntry.id, LedgerEntry.person_id, LedgerEntry.award, LedgerEntry.kind),
        *(LedgerEntry.requirement, LedgerEntry.effective_on, LedgerEntry.evidence, LedgerEntry.corrects_id),
    ).where(
        among(LedgerEntry.person_id, ids),
        LedgerEntry.award.in_(awards),
        LedgerEntry.kind.in_(("achieved", "corrected")),
    )
    rows = session.execute(asked.order_by(LedgerEntry.id)).all()
    gone = {row.corrects_id for row in rows}
    passes: defaultdict[_Of, list[date]] = defaultdict(list)
    observed: defaultdict[_Of, list[date]] = defaultdict(list)
    written: defaultdict[_Of, list[WorkshopEntry]] = defaultdict(list)
    for row in rows:
        if row.kind != "achieved":
            continue
        of = (row.person_id, row.award)
        if row.requirement == _TEST and row.id not in gone:
            passes[of].append(row.effective_on)
        if row.evidence.get("workshop") == workshop and "corrects" not in row.evidence:
            written[of].append(WorkshopEntry(row.id, row.requirement, row.id not in gone))
        elif row.requirement == OBSERVED and row.id not in gone:
            observed[of].append(row.effective_on)
    return WorkshopFacts(passes, observed, written)


def held_before(
    people: Collection[PersonId], awards: Collection[str], first: date, last: date
) -> Mapping[_Of, tuple[date, date | None]]:
    """What people hold of some awards since before a first day, and held until a last one or longer: the day of it, and
    until when it counts (None where it does not end). `people`: those who speak for their records.
    """
    held = Certification
    asked = select(held.person_id, held.award, held.issued_on, held.expires_on).where(
        among(held.person_id, people),
        held.award.in_(awards),
        held.issued_on < first,
        or_(held.expires_on.is_(None), held.expires_on >= last),
        held.revoked_on.is_(None),
    )
    return {(row.person_id, row.award): (row.issued_on, row.expires_on) for row in session.execute(asked)}
