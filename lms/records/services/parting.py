"""What joined records leave behind when they are parted: every decision goes with the training that it is about.

While two records are joined, decisions are written to the record of their training; what rests on both, or was written
before that rule, is put right here. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.records.domain import award_rules, parting
from lms.records.domain.award_rules import Entry, Standing
from lms.records.domain.parting import Misplaced
from lms.records.models import LedgerEntry
from lms.records.queries.certificate_standing import CertificateStanding
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot
from lms.records.services import achievements, ledger
from lms.records.services.ledger import LedgerWriter, NewEntry
from lms.signals import Signal

REASON: Final = (
    "Two records that were joined were parted again."  # of what is put right here; said in words by pages
)
_DECIDED: Final = ("corrected", "extended", "revoked", "reinstated")

# Two records stand for themselves again, and their ledgers are right: those of the ones who speak, since when joined.
on_parted: Final = Signal[[Person, Person, datetime]]()


def part(kept: Person, merged: Person, since: datetime, alone: Collection[int] = ()) -> None:
    """Put the ledgers of two records right that were one person's since a moment, and are not any more.

    `alone`: the revocations (see `shared`) that hold for the record of their training and not for the other one.
    """
    writer = LedgerWriter([kept.id, merged.id])
    side = {
        entry.record: int(writer.canonical_person(PersonId(entry.record)).id) for entry in writer.resting()
    }
    held_by_both = shared(Sides(writer, side), since)
    for one in parting.misplaced(writer.resting(), side):
        _put_right(writer, one)
    for revocation in held_by_both:
        if revocation.id not in alone:
            _revoke_too(writer, revocation)
    writer.write()
    for person in (kept, merged):
        achievements.reproject(person)
    on_parted.send(kept, merged, since)


def _put_right(writer: LedgerWriter, found: Misplaced) -> None:
    line, row = writer.line(found.id), session.get_one(LedgerEntry, found.id)
    corrects = {"corrects": line.id}
    key = ledger.key("corrected", line.person_id, line.award, "", corrects)
    writer.append(
        NewEntry(
            *(line.person_id, line.unit_id, line.award, "corrected", line.entry.on, key),
            *({**corrects, "parted": True}, None),
            reason=REASON,
            corrects=line.id,
        ),
        act="records.corrected",
        person=line.person_id,
    )
    if found.record is None:
        return
    record = session.get_one(Person, found.record)
    again = ledger.key(line.kind, record.id, line.award, "", {"parted": line.id})
    writer.append(
        NewEntry(
            *(record.id, record.unit_id, line.award, line.kind, line.entry.on, again),
            *({**line.evidence, "parted": True}, session.get(Person, row.actor_id) if row.actor_id else None),
            reason=row.reason,
            expires_on=line.entry.expires_on,
        ),
        act=f"records.{line.kind}",
        person=record.id,
    )


def _revoke_too(writer: LedgerWriter, shared: Shared) -> None:
    """Write a revocation to the other record as well: a certificate does not count again because records are parted."""
    line, row = writer.line(shared.id), session.get_one(LedgerEntry, shared.id)
    record = writer.record_of(shared.rests_on, writer.person(shared.other))
    key = ledger.key("revoked", record.id, line.award, "", {"parted": line.id})
    evidence = {"rests_on": list(shared.rests_on), "parted": True}
    actor = session.get(Person, row.actor_id) if row.actor_id else None
    writer.append(
        NewEntry(
            *(record.id, record.unit_id, line.award, "revoked", line.entry.on, key, evidence, actor),
            reason=row.reason,
        ),
        act="records.revoked",
        person=record.id,
    )


def decided_since(records: Collection[PersonId], since: datetime) -> Sequence[LedgerEntry]:
    """The decisions that were made about the trainings of some records since a moment: these go with them."""
    mistake = aliased(LedgerEntry)
    decided = (
        select(LedgerEntry)
        .outerjoin(mistake, LedgerEntry.corrects_id == mistake.id)
        .where(
            among(LedgerEntry.person_id, records),
            LedgerEntry.kind.in_(_DECIDED),
            LedgerEntry.recorded_at >= since,
            # The certifications that fell with a training are no decision of their own.
            or_(mistake.id.is_(None), mistake.kind != "certified"),
        )
    )
    return session.scalars(decided.order_by(LedgerEntry.id)).all()


def recorded_since(records: Collection[PersonId], since: datetime) -> Sequence[LedgerEntry]:
    """What was achieved, and recorded under some records since a moment: it stays with them."""
    mistake = aliased(LedgerEntry)
    asked = (
        select(LedgerEntry)
        .outerjoin(mistake, mistake.corrects_id == LedgerEntry.id)
        .where(
            among(LedgerEntry.person_id, records),
            LedgerEntry.kind == "achieved",
            LedgerEntry.recorded_at >= since,
            mistake.id.is_(None),
        )
    )
    return session.scalars(asked).all()


class Sides:
    """The ledgers of two records as they will be once they are parted. `side`: record -> who will speak for it."""

    def __init__(self, snapshot: LedgerSnapshot, side: Mapping[int, int]) -> None:
        self.snapshot = snapshot
        self._speaker = parting.apart(snapshot.resting(), side)
        self.speakers = sorted(set(side.values()))
        self.awards = sorted({snapshot.line(entry_id).award for entry_id in self._speaker})

    def speaker_of(self, entry_id: int) -> int:
        """Who will speak for the record of an entry. Raises KeyError for one that falls."""
        return self._speaker[entry_id]

    def standing(self, award: str, speaker: int | None = None) -> Standing:
        """Where a speaker will stand with an award; None: where the one person stands who is both of them."""
        return award_rules.standing(
            self._entries(award, speaker), self.snapshot.rules_of(award), self.snapshot.today
        )

    def certificate_standing(self, entry_id: int) -> CertificateStanding | None:
        """What a certification will be worth; None for one that falls, or has fallen."""
        if entry_id not in self._speaker:
            return None
        line, speaker = self.snapshot.line(entry_id), self._speaker[entry_id]
        entries, day = self._entries(line.award, speaker), max(self.snapshot.today, line.entry.on)
        try:
            until = award_rules.decided_until(entries, entry_id, day)
        except KeyError:
            return None
        return CertificateStanding(until, self.standing(line.award, speaker))

    def _entries(self, award: str, speaker: int | None) -> list[Entry]:
        ids = (one for one, whose in self._speaker.items() if speaker in (None, whose))
        return [line.entry for line in map(self.snapshot.line, ids) if line.award == award]


@dataclass(frozen=True)
class Shared:
    """A revocation that was made while two records were one, where the `other` one (who speaks for it) holds the award
    by itself, on the strength of the entries `rests_on`.
    """

    id: int
    other: PersonId
    rests_on: tuple[int, ...]


def shared(sides: Sides, since: datetime) -> list[Shared]:
    """The revocations since a moment that took the award from both records, and are written to one of them.

    Whoever revoked was shown that all certificates of the person would not be valid, and knew but one person.
    """
    found = []
    for award in sides.awards:
        together = sides.standing(award)
        if together.revoked_on is None or _recorded_at(sides, together.rests_on[-1]) < since:
            continue
        revocation = together.rests_on[-1]
        for speaker in sides.speakers:
            alone = sides.standing(award, speaker)
            if speaker != sides.speaker_of(revocation) and alone.status not in ("never", "revoked"):
                found.append(Shared(revocation, PersonId(speaker), alone.rests_on))
    return found


def _recorded_at(sides: Sides, entry_id: int) -> datetime:
    return sides.snapshot.line(entry_id).entry.recorded_at


def sides_of(side: Mapping[PersonId, int]) -> Sides:
    """The ledgers of records by who would speak for each of them. Writes nothing."""
    return Sides(LedgerSnapshot(side), {int(one): speaker for one, speaker in side.items()})


def falling(sides: Sides, side: Mapping[PersonId, int]) -> list[Misplaced]:
    """What `part` would put right between records, by who would speak for each of them. Writes nothing."""
    return parting.misplaced(sides.snapshot.resting(), {int(one): speaker for one, speaker in side.items()})
