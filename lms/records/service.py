"""Verbs of the training ledger: record an achievement, revoke, reinstate, ask for a standing, rebuild.

Achievements are reported downwards: courses, quizzes and imports call `record_achievement`, records decides
what follows. Knows no one above it: whoever wants to react registers with `on_certified`. Flushes, never
commits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.service import Person, PersonId
from lms.content import shelf
from lms.content.library import Requirement
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records import projection, rules
from lms.records.models import Certification, LedgerEntry
from lms.records.rules import EntryKind, Standing
from lms.scripts.normalise import for_storing

__all__ = [
    "LONGEST_REASON",
    "Certification",
    "LedgerEntry",
    "certifications_of",
    "entries_of",
    "on_certified",
    "rebuild",
    "record_achievement",
    "reinstate",
    "revoke",
    "standings_of",
    "status_of",
]

Evidence: TypeAlias = Mapping[str, "str | int | float | bool | None"]
Listener: TypeAlias = Callable[[Person, Certification], None]

LONGEST_REASON = 500  # characters
_listeners: list[Listener] = []


def on_certified(listener: Listener) -> None:
    """Call `listener(person, certification)`, in the same transaction, whenever a new period is certified."""
    if listener not in _listeners:
        _listeners.append(listener)


def record_achievement(
    person: Person, award: str, met: Requirement, *, on: date, evidence: Evidence, actor: Person | None
) -> Certification | None:
    """Record that somebody met a requirement of an award on a day, and award it if nothing else is missing.

    The same evidence sent twice is recorded once: "attempt", where there is one, identifies it, else all of
    it. Returns the certification in force afterwards, or None. Raises NotFound for an award that is not
    taught, RuleBroken("in-the-future") for a day that has not come.
    """
    if on > clock.today():
        raise RuleBroken("in-the-future", field="on")
    if projection.award_rules(award) is None:
        raise NotFound(award)
    _hold(person)
    same = evidence.get("attempt") or {"on": on.isoformat(), **evidence}
    key = _key("achieved", person, award, met, same)
    if session.scalar(select(LedgerEntry.id).where(LedgerEntry.evidence_key == key)) is None:
        entry = _append(person, award, "achieved", on, key, evidence, actor, requirement=met)
        audit.note(entry.actor_id, "records.achieved", "ledger_entry", entry.id, award=award, met=met)
        _settle(person, award, because=entry)
    certification = session.get(Certification, (person.id, award), populate_existing=True)
    return certification if certification is not None and _in_force(certification) else None


def revoke(person: Person, award: str, *, reason: str, actor: Person | None) -> Certification:
    """Take an award away from today on, whatever is achieved meanwhile, until it is reinstated.

    Raises RuleBroken: "nothing-to-revoke", "already-revoked", "reason-missing", "too-long".
    """
    return _decide(person, award, "revoked", reason, actor)


def reinstate(person: Person, award: str, *, reason: str, actor: Person | None) -> Certification:
    """Give a revoked award back from today on: it then stands as the achievements say.

    Raises RuleBroken: "nothing-to-revoke", "not-revoked", "reason-missing", "too-long".
    """
    return _decide(person, award, "reinstated", reason, actor)


def status_of(person_id: PersonId, award: str, as_of: date) -> Standing:
    """The standing of a person for an award as of the end of a day; status "never" if there was none."""
    return projection.standing_of(person_id, award, as_of)


def standings_of(person: Person, as_of: date) -> Mapping[str, Standing]:
    """The standing of a person for every award that is taught, as of the end of a day, by award id."""
    entries = projection.all_entries(person.id)
    return {
        module.id: rules.standing(entries.get(module.id, ()), projection.rules_of(module), as_of)
        for module in shelf.library().modules
    }


def certifications_of(person_id: PersonId) -> list[Certification]:
    """What a person holds or held, by award id."""
    query = select(Certification).where(Certification.person_id == person_id).order_by(Certification.award)
    return list(session.scalars(query))


def entries_of(person_id: PersonId) -> list[LedgerEntry]:
    """A person's whole ledger, the newest day first."""
    order = (LedgerEntry.effective_on.desc(), LedgerEntry.id.desc())
    return list(
        session.scalars(select(LedgerEntry).where(LedgerEntry.person_id == person_id).order_by(*order))
    )


def rebuild() -> int:
    """Drop the projection and make it again from the ledger. Returns the number of certifications."""
    count = projection.remake()
    audit.note(None, "records.rebuild", "certification", "all", count=count)
    return count


# --- writing ------------------------------------------------------------------------------------------------


def _hold(person: Person) -> None:
    """Let nobody else write this person's ledger until the end of the transaction.

    Two simultaneous achievements then see each other. On SQLite the writing transaction holds the whole file.
    """
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))


def _decide(person: Person, award: str, kind: EntryKind, reason: str, actor: Person | None) -> Certification:
    reason = for_storing(reason).strip()
    if not reason:
        raise RuleBroken("reason-missing", field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("too-long", field="reason", most=LONGEST_REASON)
    _hold(person)
    before = projection.standing_of(person.id, award, clock.today())
    if before.status == "never":
        raise RuleBroken("nothing-to-revoke")
    if kind == "revoked" and before.status == "revoked":
        raise RuleBroken("already-revoked")
    if kind == "reinstated" and before.status != "revoked":
        raise RuleBroken("not-revoked")
    evidence = {"rests_on": list(before.rests_on)}
    key = _key(kind, person, award, "", _number_of_decisions(person, award))
    entry = _append(person, award, kind, clock.today(), key, evidence, actor, reason=reason)
    audit.note(entry.actor_id, f"records.{kind}", "ledger_entry", entry.id, award=award, person=person.id)
    _settle(person, award, because=entry)
    return session.get_one(Certification, (person.id, award))


def _number_of_decisions(person: Person, award: str) -> int:
    """How often an award was revoked or reinstated: the next time has its own key, and there is but one."""
    return sum(entry.kind in ("revoked", "reinstated") for entry in projection.entries(person.id, award))


def _append(
    person: Person,
    award: str,
    kind: EntryKind,
    on: date,
    key: str,
    evidence: Mapping[str, Any],
    actor: Person | None,
    *,
    requirement: str = "",
    reason: str = "",
    expires_on: date | None = None,
) -> LedgerEntry:
    entry = LedgerEntry(
        person_id=person.id,
        award=award,
        kind=kind,
        requirement=requirement,
        effective_on=on,
        recorded_at=clock.now(),
        actor_id=None if actor is None else actor.id,
        reason=reason,
        evidence=dict(evidence),
        evidence_key=key,
        unit_id=person.unit_id,
        expires_on=expires_on,
    )
    session.add(entry)
    session.flush()
    return entry


def _settle(person: Person, award: str, *, because: LedgerEntry) -> None:
    """Bring the projection in line with the ledger; where a new period is in force, certify it and tell."""
    now = projection.standing_of(person.id, award, clock.today())
    if now.issued_on is None:
        return
    certification = projection.write(person, award, now)
    told = any(
        entry.kind == "certified" and (entry.on, entry.expires_on) == (now.issued_on, now.expires_on)
        for entry in projection.entries(person.id, award)
    )
    if told or not now.in_force:
        return
    key = _key("certified", person, award, "", because.id)
    evidence = {"rests_on": list(now.rests_on)}
    _append(person, award, "certified", now.issued_on, key, evidence, None, expires_on=now.expires_on)
    for listener in _listeners:
        listener(person, certification)


def _key(kind: EntryKind, person: Person, award: str, met: str, evidence: Any) -> str:
    facts = json.dumps([kind, person.id, award, met, evidence], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(facts.encode()).hexdigest()


def _in_force(row: Certification) -> bool:
    return row.revoked_on is None and (row.expires_on is None or clock.today() <= row.expires_on)
