"""What becomes of the certifications of two records when they are joined. Reads, never writes."""

from __future__ import annotations

from dataclasses import dataclass

from lms.accounts.services.people import Person
from lms.records.domain import award_rules
from lms.records.domain.award_rules import Standing
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot


@dataclass(frozen=True)
class Joined:
    """Where two people stand with an award today, and where the one person would who is both of them.

    `certifies`: a new period is certified, so a certificate follows.
    """

    award: str
    kept: Standing
    merged: Standing
    after: Standing
    certifies: bool

    @property
    def changes(self) -> bool:
        """Whether one of them would hold it otherwise than today, or a certificate follows."""
        held = {(one.status, one.expires_on) for one in (self.kept, self.merged) if one.status != "never"}
        return self.certifies or bool(held - {(self.after.status, self.after.expires_on)})


def forecast(kept: Person, merged: Person) -> list[Joined]:
    """The awards of two people for which a join changes something."""
    snapshot = LedgerSnapshot([kept.id, merged.id])
    awards = {*snapshot.awards(kept), *snapshot.awards(merged)}
    joined = [_joined(snapshot, kept, merged, award) for award in sorted(awards)]
    return [one for one in joined if one.changes]


def _joined(snapshot: LedgerSnapshot, kept: Person, merged: Person, award: str) -> Joined:
    entries = [*snapshot.entries(kept, award), *snapshot.entries(merged, award)]
    after = award_rules.standing(entries, snapshot.rules_of(award), snapshot.today)
    certifies = after.in_force and not award_rules.certified(entries, after, snapshot.today)
    return Joined(award, snapshot.standing(kept, award), snapshot.standing(merged, award), after, certifies)
