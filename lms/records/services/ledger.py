"""Writing the ledger: hold some people, add entries, bring the projection in line and tell who listens.

Knows no verb and no reason; `service` decides what is written. Flushes, never commits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Final

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import REGCLASS

from lms import audit
from lms.accounts.services.people import Person, PersonId
from lms.audit import Note
from lms.db import insert_all, session
from lms.records.domain import award_rules
from lms.records.domain.award_rules import Entry, EntryKind, Standing
from lms.records.models import LedgerEntry
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot, Line
from lms.records.services import projection
from lms.signals import Signal


@dataclass(frozen=True)
class Certified:
    """A new period that somebody was certified for by an entry of the ledger. `expires_on`: None for ever.

    `record`: where the entry stands; another one than `person`, who speaks for it, where records were joined.
    """

    person: Person
    record: Person
    award: str
    entry_id: int
    issued_on: date
    expires_on: date | None


@dataclass(frozen=True)
class NewEntry:
    """An entry to be written. `key` makes it the same as one that was sent before (see `key`)."""

    person_id: PersonId
    unit_id: int
    award: str
    kind: EntryKind
    on: date
    key: str
    evidence: Mapping[str, Any]
    actor: Person | None
    requirement: str = ""
    reason: str = ""
    expires_on: date | None = None
    corrects: int | None = None

    @property
    def actor_id(self) -> PersonId | None:
        """Who has decided; None for the rules."""
        return None if self.actor is None else self.actor.id


_JSON: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=True)
_IDS: Final = 256  # at most so many are asked for at once: those that are not needed stay unused

# New periods were certified: each is told once, in the same transaction.
on_certified: Final = Signal[[Sequence[Certified]]]()

# Entries of these people about these awards were taken back: what was told of them may end earlier than was said.
on_corrected: Final = Signal[[Collection[PersonId], Collection[str]]]()


def key(kind: EntryKind, person_id: PersonId, award: str, met: str, evidence: Any) -> str:
    """What makes an entry the same as one that was sent before."""
    facts = _JSON.encode([kind, person_id, award, met, evidence])
    return hashlib.sha256(facts.encode()).hexdigest()


def known(evidence_key: str) -> LedgerEntry | None:
    """The entry with this key, if it was written before."""
    return session.scalar(select(LedgerEntry).where(LedgerEntry.evidence_key == evidence_key))


def refuse_naming(person_id: PersonId, typed: Mapping[str, str]) -> None:
    """Raise RuleBroken("names-somebody") on the field of a text by which the person can be recognised."""
    if any(typed.values()):
        LedgerSnapshot([person_id], ()).refuse_naming(person_id, typed)


def refuse_naming_any(ids: Collection[PersonId], typed: Mapping[str, str]) -> None:
    """`refuse_naming` for many people, read at once."""
    if any(typed.values()):
        known = LedgerSnapshot(ids, ())
        for person_id in ids:
            known.refuse_naming(person_id, typed)


class LedgerWriter(LedgerSnapshot):
    """The ledgers of some people, held. What is added counts at once for whoever asks here; `write` stores it."""

    def __init__(self, ids: Iterable[PersonId], awards: Collection[str] | None = None) -> None:
        super().__init__(ids, awards, hold=True)
        self._ids = _new_ids()
        self._entries: list[dict[str, Any]] = []
        self._notes: list[Note] = []
        self._standings: dict[tuple[PersonId, str], Standing] = {}
        self._certified: list[Certified] = []

    def append(self, new: NewEntry, *, act: str = "", **facts: Any) -> int:
        """Add one entry, and the audit line of `act` with its facts. Returns the id that it will have.

        Raises RuleBroken("names-somebody", field="reason" or "source") for a text with the person's own name, number
        or address: what stands here stays when they are erased. The reason of a decision on many is about nobody: a
        word of it that is somebody's name as well must not leave them out.
        """
        if not new.evidence.keys() & {"decision", "parted"}:
            typed = {"reason": new.reason, "source": str(new.evidence.get("source", ""))}
            self.refuse_naming(new.person_id, typed)
        entry_id = next(self._ids)
        self._entries.append(
            {
                "id": entry_id,
                "person_id": new.person_id,
                "award": new.award,
                "kind": new.kind,
                "requirement": new.requirement,
                "effective_on": new.on,
                "recorded_at": self.now,
                "actor_id": new.actor_id,
                "reason": new.reason,
                "evidence": dict(new.evidence),
                "evidence_key": new.key,
                "unit_id": new.unit_id,
                "expires_on": new.expires_on,
                "corrects_id": new.corrects,
            }
        )
        society = self.societies.get(new.unit_id, "")
        entry = Entry(
            *(entry_id, new.kind, new.on, self.now, new.requirement, new.expires_on, new.corrects, society)
        )
        self._add(Line(entry, new.person_id, new.unit_id, new.award, dict(new.evidence)), new.key)
        if act:
            said = {"award": new.award, **facts}
            self._notes.append(Note(new.actor_id, act, "ledger_entry", entry_id, said))
        return entry_id

    def reproject(self, person_id: PersonId, award: str, *, because: Any) -> None:
        """Bring the projection in line with the ledger; where a new period is in force, certify it and tell.

        `because` tells this occasion apart from every other: the id of an entry, or plain values.
        """
        person = self.canonical_person(person_id)
        now = self._standings[person.id, award] = self.standing(person, award)
        if not now.in_force or now.issued_on is None:
            return
        if not award_rules.certified(self.entries(person, award), now, self.today):
            evidence = {"rests_on": list(now.rests_on)}
            same = key("certified", person.id, award, "", because)
            record, on = self.record_of(now.rests_on, person), now.issued_on
            entry_id = self.append(
                NewEntry(
                    *(record.id, record.unit_id, award, "certified", on, same, evidence, None),
                    expires_on=now.earned_until,
                )
            )
            self._certified.append(Certified(person, record, award, entry_id, on, now.expires_on))

    def write(self) -> None:
        """Store what was added, bring the projection in line, and tell who listens."""
        insert_all(LedgerEntry, self._entries)
        audit.note_all(self._notes)
        projection.write(
            {
                (person_id, award): (self.canonical_person(person_id).unit_id, now)
                for (person_id, award), now in self._standings.items()
            }
        )
        if self._certified:
            on_certified.send(self._certified)
        corrected = [entry for entry in self._entries if entry["kind"] == "corrected"]
        if corrected:
            on_corrected.send(self._people.keys(), {entry["award"] for entry in corrected})


def _new_ids() -> Iterator[int]:
    """The ids of the next entries, each greater than the one before.

    They are known before anything is written: a certification names the entries that it rests on.
    """
    if session.connection().dialect.name == "sqlite":  # whoever writes is alone
        yield from count((session.scalar(select(func.max(LedgerEntry.id))) or 0) + 1)
    sequence = select(func.pg_get_serial_sequence("ledger_entry", "id")).scalar_subquery()
    for times in count():
        some = min(2**times, _IDS)  # a few for whoever needs few
        asked = select(func.nextval(cast(sequence, REGCLASS))).select_from(func.generate_series(1, some))
        yield from session.scalars(asked).all()
