"""Decisions about the ledger: revoke, reinstate, extend, correct; each with a reason, as new entries.

`seen` is what a person was shown of the plan (`Plan.seen`): when something else has become of it, they are told.
Part of `service`, by which others call them. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from lms import audit
from lms.accounts import traces
from lms.accounts.service import Person, PersonId
from lms.db import session
from lms.errors import RuleBroken
from lms.records import ledger, plans, projection
from lms.records.models import Certification, LedgerEntry
from lms.records.plans import Plan, Planned
from lms.records.rules import EntryKind
from lms.scripts.normalise import for_storing

LONGEST_REASON: Final = 500  # characters


def revoke(
    person: Person, award: str, *, reason: str, actor: Person | None, seen: str | None = None
) -> Certification:
    """Take an award away from today on, whatever is achieved meanwhile, until it is reinstated.

    Raises RuleBroken: "nothing-to-revoke", "already-revoked", "changed-meanwhile", and what `written` raises.
    """
    return _decide(person, award, "revoked", reason, actor, seen)


def reinstate(
    person: Person, award: str, *, reason: str, actor: Person | None, seen: str | None = None
) -> Certification:
    """Give a revoked award back from today on: it then stands as the achievements say.

    Raises RuleBroken: "nothing-to-revoke", "not-revoked", "changed-meanwhile", and what `written` raises.
    """
    return _decide(person, award, "reinstated", reason, actor, seen)


def extend(
    person: Person,
    award: str,
    until: date,
    *,
    reason: str,
    actor: Person | None,
    decision: str = "",
    seen: str | None = None,
) -> Certification:
    """Let an award stand until a later day. `decision` is the uuid of a decision on many people.

    Extending never shortens. Raises RuleBroken: "nothing-to-extend", "is-revoked", "never-expires", "not-later",
    "ends-in-the-past", "too-far", "changed-meanwhile", and what `written` raises.
    """
    reason = written(reason)
    ledger.hold(person)
    person = projection.speaker_of(person)
    plan = plans.extending(person, award, until)
    plan.check(seen)
    same = extension_key(person.id, award, decision) if decision else _next_key(person, award, "extended")
    evidence: dict[str, Any] = {"rests_on": list(plan.before.rests_on)}
    if decision:
        evidence["decision"] = decision
    return _carry_out(person, plan, same, evidence, reason, actor)


def extension_key(person_id: PersonId, award: str, decision: str) -> str:
    """What makes the extension of one person by a decision on many the same when it is sent again."""
    return ledger.key("extended", person_id, award, "", decision)


def correct(
    entry: LedgerEntry,
    *,
    reason: str,
    actor: Person | None,
    on: date | None = None,
    seen: str | None = None,
) -> Certification | None:
    """Take back an entry that was a mistake, with the certifications that rest on it; nothing is deleted.

    `on`: the day on which it really was, for something achieved: it is recorded anew. Returns the row of the
    standing that is left, None when nothing is. Raises RuleBroken: "already-corrected", "is-a-correction",
    "decided-by-rules", "only-achievements-move", "in-the-future", "too-long-ago", "same-day",
    "changed-meanwhile", and what `written` raises.
    """
    reason = written(reason)
    owner = session.get_one(Person, entry.person_id)
    ledger.hold(owner)
    last, plan = entry, plans.correcting(entry, on)
    plan.check(seen)
    for planned in plan.entries:
        last = _take_back(planned, entry, reason, actor)
    return ledger.settle(owner, entry.award, because=last.id)


def _take_back(planned: Planned, mistaken: LedgerEntry, reason: str, actor: Person | None) -> LedgerEntry:
    """Write one entry of a correction; it stays with whom the mistake was recorded, and with their branch."""
    about = planned.corrects or mistaken
    owner, award = about.person_id, about.award
    evidence = {"corrects": about.id}
    key = ledger.key(planned.kind, owner, award, planned.requirement, evidence)
    written_entry = ledger.append(
        *(owner, about.unit_id, award, planned.kind, planned.on, key, evidence, actor),
        requirement=planned.requirement,
        reason=reason,
        corrects=None if planned.corrects is None else planned.corrects.id,
    )
    act = "records.corrected" if planned.corrects is not None else "records.achieved"
    audit.note(written_entry.actor_id, act, "ledger_entry", written_entry.id, award=award, person=owner)
    return written_entry


def _decide(
    person: Person, award: str, kind: EntryKind, reason: str, actor: Person | None, seen: str | None
) -> Certification:
    reason = written(reason)
    ledger.hold(person)
    person = projection.speaker_of(person)
    plan = plans.deciding(person, award, kind)
    plan.check(seen)
    evidence = {"rests_on": list(plan.before.rests_on)}
    return _carry_out(person, plan, _next_key(person, award, kind), evidence, reason, actor)


def _carry_out(
    person: Person, plan: Plan, key: str, evidence: Mapping[str, Any], reason: str, actor: Person | None
) -> Certification:
    """Write the one entry of a decision about something that is, or was, held."""
    (planned,) = plan.entries
    entry = ledger.append(
        *(person.id, person.unit_id, plan.award, planned.kind, planned.on, key, evidence, actor),
        reason=reason,
        expires_on=planned.expires_on,
    )
    act = f"records.{planned.kind}"
    audit.note(entry.actor_id, act, "ledger_entry", entry.id, award=plan.award, person=person.id)
    ledger.settle(person, plan.award, because=entry.id)
    return session.get_one(Certification, (person.id, plan.award))


def _next_key(person: Person, award: str, kind: EntryKind) -> str:
    """The key of the next decision about an award: the one after it has another, and there is but one."""
    decisions = ("revoked", "reinstated", "extended")
    count = sum(entry.kind in decisions for entry in projection.entries(person.id, award))
    return ledger.key(kind, person.id, award, "", count)


def written(typed: str, field: str = "reason", most: int = LONGEST_REASON) -> str:
    """A reason, or where something is written down, as it is kept.

    Raises "reason-missing" or "source-missing", "too-long", and "names-somebody" (see traces): what is kept here stays
    for good.
    """
    text = for_storing(typed).strip()
    if not text:
        is_source = field == "source"
        raise RuleBroken("source-missing" if is_source else "reason-missing", field=field)
    if len(text) > most:
        raise RuleBroken("too-long", field=field, most=most)
    traces.refuse_people(text, field)
    return text


def written_about(person: Person, typed: str, field: str = "reason", most: int = LONGEST_REASON) -> str:
    """`written` for an entry about one person, whose own name it refuses, too: before anything is shown or done."""
    text = written(typed, field, most)
    ledger.refuse_naming(person.id, {field: text})
    return text
