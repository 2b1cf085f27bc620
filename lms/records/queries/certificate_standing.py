"""What a certification is worth as of a day: by itself, and beside what its holder has achieved since. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lms.db import session
from lms.records.domain import award_rules
from lms.records.domain.award_rules import Standing
from lms.records.models import LedgerEntry
from lms.records.queries.ledger import ledger_entries


@dataclass(frozen=True)
class CertificateStanding:
    """The worth of one certification. `expires_on`: its own end, extensions included (None: for ever).

    `record`: where its holder stands with the award, which is never shorter.
    """

    expires_on: date | None
    record: Standing

    @property
    def is_revoked(self) -> bool:
        """Whether the award is revoked."""
        return self.record.status == "revoked"


def certificate_standing(entry_id: int, as_of: date) -> CertificateStanding | None:
    """The worth of the certification of an entry. None when it was corrected away: the paper was never due."""
    entry = session.get_one(LedgerEntry, entry_id)
    known = ledger_entries.entries(entry.person_id, entry.award)
    record = award_rules.standing(known, ledger_entries.rules_or_retired(entry.award), as_of)
    try:
        until = award_rules.decided_until(known, entry.id, max(as_of, entry.effective_on))
    except KeyError:
        return None
    return CertificateStanding(until, record)
