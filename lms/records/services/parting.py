"""What joined records leave behind when they are parted: every decision goes with the training that it is about.

While two records are joined, decisions are written to the record of their training; what rests on both, or was written
before that rule, is put right here. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.records.domain import parting
from lms.records.domain.parting import Misplaced
from lms.records.models import LedgerEntry
from lms.records.queries.ledger_snapshot import LedgerSnapshot
from lms.records.services import achievements, ledger
from lms.records.services.ledger import LedgerWriter, NewEntry
from lms.signals import Signal

REASON: Final = (
    "Two records that were joined were parted again."  # of what is put right here; said in words by pages
)
_DECIDED: Final = ("corrected", "extended", "revoked", "reinstated")

# Two records stand for themselves again, and their ledgers are right: those of the ones who speak, since when joined.
on_parted: Final = Signal[[Person, Person, datetime]]()


def part(kept: Person, merged: Person, since: datetime) -> None:
    """Put the ledgers of two records right that were one person's since a moment, and are not any more."""
    writer = LedgerWriter([kept.id, merged.id])
    side = {
        entry.record: int(writer.canonical_person(PersonId(entry.record)).id) for entry in writer.resting()
    }
    for one in parting.misplaced(writer.resting(), side):
        _put_right(writer, one)
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


def decided_since(records: Collection[PersonId], since: datetime) -> int:
    """How many decisions were made about the trainings of some records since a moment: these go with them."""
    mistake = aliased(LedgerEntry)
    asked = (
        select(func.count())
        .select_from(LedgerEntry)
        .outerjoin(mistake, LedgerEntry.corrects_id == mistake.id)
    )
    decided = asked.where(
        among(LedgerEntry.person_id, records),
        LedgerEntry.kind.in_(_DECIDED),
        LedgerEntry.recorded_at >= since,
        # The certifications that fell with a training are no decision of their own.
        or_(mistake.id.is_(None), mistake.kind != "certified"),
    )
    return session.scalar(decided) or 0


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


def falling(side: Mapping[PersonId, int]) -> list[Misplaced]:
    """What `part` would put right between records, by who would speak for each of them. Writes nothing."""
    snapshot = LedgerSnapshot(side)
    return parting.misplaced(snapshot.resting(), {int(one): speaker for one, speaker in side.items()})
