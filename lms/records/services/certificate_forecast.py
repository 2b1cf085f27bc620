"""How many certificates would follow from trainings of the past, if they were recorded now. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Final

from lms.accounts.services.people import Person, PersonId
from lms.errors import NotFound, RuleBroken
from lms.records.domain import award_rules
from lms.records.domain.award_rules import Entry, EntryKind
from lms.records.domain.past_results import PastResult
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot, Line
from lms.records.services import decision_preview

_UNWRITTEN: Final = 2**62  # ids of entries that are not written: after all that are


@dataclass(frozen=True)
class Foreseen:
    """A training of the past, as far as it decides whether a certificate follows; see `service.PastTraining`."""

    person_id: PersonId
    award: str
    on: date
    result: PastResult
    recognised: bool
    imported: bool = True


class _Draft(LedgerSnapshot):
    """Ledgers to which entries are added on trial."""

    def __init__(self, trainings: Sequence[Foreseen]) -> None:
        super().__init__(
            {training.person_id for training in trainings}, {training.award for training in trainings}
        )
        self._new_ids = count(_UNWRITTEN)

    def record(self, training: Foreseen) -> int:
        """Add what would be recorded. Returns how many certificates would be issued."""
        try:
            record = self.person(training.person_id)
            person = self.canonical_person(record.id)
            planned = decision_preview.past_entries(
                *(self, record, training.award, training.on, training.result),
                recognised=training.recognised,
                imported=training.imported,
            )
        except (RuleBroken, NotFound):
            return 0
        issued = 0
        for entry in planned:
            self._try(record, training.award, "achieved", training.on, entry.requirement, None)
            now = self.standing(person, training.award)
            known = self.entries(person, training.award)
            if now.in_force and now.issued_on and not award_rules.certified(known, now, self.today):
                self._try(person, training.award, "certified", now.issued_on, "", now.earned_until)
                issued += 1
        return issued

    def _try(
        self, record: Person, award: str, kind: EntryKind, on: date, met: str, expires_on: date | None
    ) -> None:
        unit_id = self.unit_on(record.id, on) if kind == "achieved" else record.unit_id
        society = self.societies.get(unit_id, "")
        entry = Entry(next(self._new_ids), kind, on, self.now, met, expires_on, None, society)
        self._add(Line(entry, record.id, unit_id, award), decision_preview.past_key(record, award, on, met))


def certificates_following(trainings: Sequence[Foreseen]) -> list[int]:
    """For each training, one after the other, how many certificates would be issued because of it."""
    draft = _Draft(trainings)
    return [draft.record(training) for training in trainings]
