"""The trainings of one person as figures count them: those that stay in totals. Reads, never writes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lms.accounts.services.people import PersonId
from lms.records.queries.ledger import ledger_entries
from lms.reports.domain.completions import completions


class Training(NamedTuple):
    """That somebody completed an award on a day."""

    on: date
    award: str


def trainings_of(person_id: PersonId) -> list[Training]:
    """Every training of a person that is counted, those of joined records included; the newest first."""
    found = [
        Training(one.on, award)
        for award, entries in ledger_entries.all_entries(person_id).items()
        for one in completions(entries, ledger_entries.rules_or_retired(award))
    ]
    return sorted(found, reverse=True)
