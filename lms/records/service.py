"""Verbs of the training ledger: record an achievement, revoke, reinstate, ask for a standing, rebuild.

Achievements are reported downwards: courses, quizzes and imports call `record_achievement`, records decides
what follows. Knows no one above it: whoever wants to react registers with `on_certified`. Flushes, never
commits.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import delete, insert, select

from lms import audit, clock
from lms.accounts.service import Person, PersonId
from lms.content import shelf
from lms.content.library import Module, Requirement
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records import rules
from lms.records.models import Certification, LedgerEntry
from lms.records.rules import AwardRules, Entry, EntryKind, Standing
from lms.scripts.normalise import for_storing

__all__ = [
    "LONGEST_REASON",
    "Certification",
    "LedgerEntry",
    "award_rules",
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
_BATCH = 1000  # rows read or written at once by a rebuild: memory does not grow with the ledger

# An award whose module is gone from the content: what was decided and told to people stands, nothing new
# follows.
_RETIRED = AwardRules(validity_months=None, requires=frozenset(), opens_days=0, grace_days=0)
_listeners: list[Listener] = []


def on_certified(listener: Listener) -> None:
    """Call `listener(person, certification)`, in the same transaction, whenever a new period is certified."""
    if listener not in _listeners:
        _listeners.append(listener)


def award_rules(award: str) -> AwardRules | None:
    """The rules of an award, or None when its module is no longer taught."""
    for module in shelf.library().modules:
        if module.id == award:
            return _rules_of(module)
    return None


def _rules_of(module: Module) -> AwardRules:
    given = module.award
    return AwardRules(
        validity_months=given.validity_months,
        requires=frozenset(given.requires),
        opens_days=given.refresher.opens_days,
        grace_days=given.refresher.grace_days,
    )


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
    known = award_rules(award)
    if known is None:
        raise NotFound(award)
    _hold(person)
    same = evidence.get("attempt") or {"on": on.isoformat(), **evidence}
    key = _key("achieved", person, award, met, same)
    if session.scalar(select(LedgerEntry.id).where(LedgerEntry.evidence_key == key)) is None:
        entry = _append(person, award, "achieved", on, key, evidence, actor, requirement=met)
        audit.note(entry.actor_id, "records.achieved", "ledger_entry", entry.id, award=award, met=met)
        _settle(person, award, known, because=entry)
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
    return rules.standing(_entries(person_id, award), award_rules(award) or _RETIRED, as_of)


def standings_of(person: Person, as_of: date) -> Mapping[str, Standing]:
    """The standing of a person for every award that is taught, as of the end of a day, by award id."""
    query = select(LedgerEntry.award, *_RULE_COLUMNS).where(LedgerEntry.person_id == person.id)
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for award, *columns in session.execute(query):
        entries[award].append(Entry(*columns))
    return {
        module.id: rules.standing(entries[module.id], _rules_of(module), as_of)
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
    session.flush()
    session.execute(delete(Certification), execution_options={"synchronize_session": False})
    session.expire_all()
    count, batch = 0, []
    for row in _projected():
        batch.append(row)
        count += 1
        if len(batch) == _BATCH:
            session.execute(insert(Certification), batch)
            batch = []
    if batch:
        session.execute(insert(Certification), batch)
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
    known = award_rules(award) or _RETIRED
    before = rules.standing(_entries(person.id, award), known, clock.today())
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
    _settle(person, award, known, because=entry)
    return session.get_one(Certification, (person.id, award))


def _number_of_decisions(person: Person, award: str) -> int:
    """How often an award was revoked or reinstated: the next time has its own key, and there is but one."""
    return sum(entry.kind in ("revoked", "reinstated") for entry in _entries(person.id, award))


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


def _settle(person: Person, award: str, known: AwardRules, *, because: LedgerEntry) -> None:
    """Bring the projection in line with the ledger; where a new period is in force, certify it and tell."""
    entries = _entries(person.id, award)
    now = rules.standing(entries, known, clock.today())
    if now.issued_on is None:
        return
    certification = _project(person, award, now)
    told = any(
        entry.kind == "certified" and (entry.on, entry.expires_on) == (now.issued_on, now.expires_on)
        for entry in entries
    )
    if told or not now.in_force:
        return
    key = _key("certified", person, award, "", because.id)
    evidence = {"rests_on": list(now.rests_on)}
    _append(person, award, "certified", now.issued_on, key, evidence, None, expires_on=now.expires_on)
    for listener in _listeners:
        listener(person, certification)


def _project(person: Person, award: str, now: Standing) -> Certification:
    # What this transaction read before it held the person may be old: read again.
    row = session.get(Certification, (person.id, award), populate_existing=True)
    values = _projection(person.id, award, person.unit_id, now)
    if row is None:
        row = Certification(**values)
        session.add(row)
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
    return row


def _key(kind: EntryKind, person: Person, award: str, met: str, evidence: Any) -> str:
    facts = json.dumps([kind, person.id, award, met, evidence], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(facts.encode()).hexdigest()


# --- reading ------------------------------------------------------------------------------------------------

_RULE_COLUMNS = (
    LedgerEntry.id,
    LedgerEntry.kind,
    LedgerEntry.effective_on,
    LedgerEntry.recorded_at,
    LedgerEntry.requirement,
    LedgerEntry.expires_on,
)


def _entries(person_id: PersonId, award: str) -> list[Entry]:
    query = select(*_RULE_COLUMNS).where(LedgerEntry.person_id == person_id, LedgerEntry.award == award)
    return [Entry(*row) for row in session.execute(query)]


def _in_force(row: Certification) -> bool:
    return row.revoked_on is None and (row.expires_on is None or clock.today() <= row.expires_on)


def _projection(person_id: PersonId, award: str, unit_id: int, now: Standing) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "award": award,
        "unit_id": unit_id,
        "issued_on": now.issued_on,
        "expires_on": now.expires_on,
        "grace_until": now.grace_until,
        "revoked_on": now.revoked_on,
        "entry_ids": list(now.rests_on),
    }


def _projected() -> Iterator[dict[str, Any]]:
    """The rows of the projection, one person and award after the other, read in a stream."""
    today = clock.today()
    query = (
        select(LedgerEntry.person_id, LedgerEntry.award, Person.unit_id, *_RULE_COLUMNS)
        .join(Person, Person.id == LedgerEntry.person_id)
        .order_by(LedgerEntry.person_id, LedgerEntry.award)
        .execution_options(yield_per=_BATCH)
    )
    for (person_id, award, unit_id), rows in groupby(session.execute(query), key=lambda row: tuple(row[:3])):
        entries = [Entry(*row[3:]) for row in rows]
        now = rules.standing(entries, award_rules(award) or _RETIRED, today)
        if now.issued_on is not None:
            yield _projection(person_id, award, unit_id, now)
