"""What the ledger says of one award: who was trained at which workshop, who passed the test. Reads only.

Ids and days alone: whoever shows names asks for them within a scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.services.people import PersonId
from lms.db import session
from lms.records.domain.award_rules import LED, OBSERVED
from lms.records.models import LedgerEntry

_TEST: Final = "post-test"


@dataclass(frozen=True)
class WorkshopTrainings:
    """By record: `trained` at which workshops (a record, the id of the workshop), `passes`: the days of passed tests.

    What was taken back is not among them.
    """

    trained: Sequence[tuple[PersonId, str]]
    passes: Mapping[PersonId, Collection[date]]


def workshop_trainings(award: str) -> WorkshopTrainings:
    """All of one award, in one question."""
    correction = aliased(LedgerEntry)
    workshop = LedgerEntry.evidence["workshop"].as_string()
    is_training = and_(LedgerEntry.requirement.not_in((_TEST, LED, OBSERVED)), workshop.is_not(None))
    asked = (
        select(LedgerEntry.person_id, LedgerEntry.requirement, LedgerEntry.effective_on, workshop)
        .outerjoin(correction, correction.corrects_id == LedgerEntry.id)
        .where(
            LedgerEntry.award == award,
            LedgerEntry.kind == "achieved",
            or_(LedgerEntry.requirement == _TEST, is_training),
            correction.id.is_(None),
        )
    )
    trained: list[tuple[PersonId, str]] = []
    passes: defaultdict[PersonId, list[date]] = defaultdict(list)
    for person_id, requirement, on, uuid in session.execute(asked):
        if requirement == _TEST:
            passes[person_id].append(on)
        else:
            trained.append((person_id, uuid))
    return WorkshopTrainings(trained, passes)
