"""Writing the ledger: hold a person, append an entry, bring the projection in line and tell who listens.

Knows no verb and no reason; `service` decides what is written. Flushes, never commits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import select

from lms import clock
from lms.accounts.service import Person, PersonId, records_of
from lms.accounts.traces import traces_of
from lms.db import session
from lms.errors import RuleBroken
from lms.records import projection, rules
from lms.records.models import Certification, LedgerEntry
from lms.records.rules import EntryKind

Listener: TypeAlias = Callable[[Person, Certification], None]

_listeners: list[Listener] = []


def on_certified(listener: Listener) -> None:
    """Call `listener(person, certification)`, in the same transaction, whenever a new period is certified."""
    if listener not in _listeners:
        _listeners.append(listener)


def hold(person: Person) -> None:
    """Let nobody else write this person's ledger until the end of the transaction.

    Two simultaneous achievements then see each other. On SQLite the writing transaction holds the whole file.
    """
    ids = records_of(projection.speaker_of(person))
    locked = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
    session.execute(locked.with_for_update(key_share=True))


def key(kind: EntryKind, person_id: PersonId, award: str, met: str, evidence: Any) -> str:
    """What makes an entry the same as one that was sent before."""
    facts = json.dumps([kind, person_id, award, met, evidence], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(facts.encode()).hexdigest()


def known(evidence_key: str) -> LedgerEntry | None:
    """The entry with this key, if it was written before."""
    return session.scalar(select(LedgerEntry).where(LedgerEntry.evidence_key == evidence_key))


def refuse_naming(person_id: PersonId, typed: Mapping[str, str]) -> None:
    """Raise RuleBroken("names-somebody") on the field of a text by which the person can be recognised."""
    if any(typed.values()):
        traces = traces_of(records_of(session.get_one(Person, person_id)))
        for field, text in typed.items():
            if traces.within(text):
                raise RuleBroken("names-somebody", field=field)


def append(
    person_id: PersonId,
    unit_id: int,
    award: str,
    kind: EntryKind,
    on: date,
    evidence_key: str,
    evidence: Mapping[str, Any],
    actor: Person | None,
    *,
    requirement: str = "",
    reason: str = "",
    expires_on: date | None = None,
    corrects: int | None = None,
) -> LedgerEntry:
    """Write one entry into the present transaction.

    Raises RuleBroken("names-somebody", field="reason" or "source") for a text with the person's own name, number or
    address: what stands here stays when they are erased. The reason of a decision on many is about nobody: a word of
    it that is somebody's name as well must not leave them out.
    """
    if "decision" not in evidence:
        refuse_naming(person_id, {"reason": reason, "source": str(evidence.get("source", ""))})
    entry = LedgerEntry(
        person_id=person_id,
        award=award,
        kind=kind,
        requirement=requirement,
        effective_on=on,
        recorded_at=clock.now(),
        actor_id=None if actor is None else actor.id,
        reason=reason,
        evidence=dict(evidence),
        evidence_key=evidence_key,
        unit_id=unit_id,
        expires_on=expires_on,
        corrects_id=corrects,
    )
    session.add(entry)
    session.flush()
    return entry


def settle(person: Person, award: str, *, because: Any) -> Certification | None:
    """Bring the projection in line with the ledger; where a new period is in force, certify it and tell.

    `because` tells this occasion apart from every other: the id of an entry, or plain values.
    """
    person, today = projection.speaker_of(person), clock.today()
    now = projection.standing_of(person.id, award, today)
    certification = projection.write(person, award, now)
    if certification is None or not now.in_force or now.issued_on is None:
        return certification
    if not rules.certified(projection.entries(person.id, award), now, today):
        evidence = {"rests_on": list(now.rests_on)}
        same = key("certified", person.id, award, "", because)
        unit, on = person.unit_id, now.issued_on
        append(*(person.id, unit, award, "certified", on, same, evidence, None), expires_on=now.earned_until)
        for listener in _listeners:
            listener(person, certification)
    return certification
