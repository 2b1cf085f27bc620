"""Decisions about the ledger: revoke, reinstate, extend, correct; each with a reason, as new entries.

`seen` is what a person was shown of the plan (`Plan.seen`): when something else has become of it, they are told.
Part of `service`, by which others call them. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any, Final

from sqlalchemy import select

from lms.accounts.queries import identifying_text
from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.errors import RuleBroken
from lms.records.domain.award_rules import EntryKind
from lms.records.models import Certification, LedgerEntry
from lms.records.queries.ledger import ledger_entries
from lms.records.queries.ledger.later_decisions import refuse_built_upon
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot, Line
from lms.records.services import decision_preview, ledger
from lms.records.services.decision_preview import Plan, Planned
from lms.records.services.ledger import LedgerWriter, NewEntry
from lms.text.normalise import for_storing

LONGEST_REASON: Final = 500  # characters


def revoke(
    person: Person, award: str, *, reason: str, actor: Person | None, seen: str | None = None
) -> Certification:
    """Take an award away from today on, whatever is achieved meanwhile, until it is reinstated.

    Raises RuleBroken: "nothing-to-revoke", "already-revoked", "own-record", "changed-meanwhile", and what `written`
    raises.
    """
    return _decide(person, award, "revoked", reason, actor, seen)


def reinstate(
    person: Person, award: str, *, reason: str, actor: Person | None, seen: str | None = None
) -> Certification:
    """Give a revoked award back from today on: it then stands as the achievements say.

    Raises RuleBroken: "nothing-to-revoke", "not-revoked", "own-record", "changed-meanwhile", and what `written` raises.
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
    "ends-in-the-past", "too-far", "own-record", "changed-meanwhile", and what `written` raises.
    """
    extension = Extension(award, lambda present: until, written(reason), actor, decision, seen)
    [hindered] = _extend_all([person.id], extension)
    if hindered is not None:
        raise hindered
    canonical = ledger_entries.canonical_person(person)
    return session.get_one(Certification, (canonical.id, award), populate_existing=True)


@dataclass(frozen=True)
class Extension:
    """The decision to let an award stand until a later day. `end`: an end as it is now -> the new one.

    `decision` and `seen` as for `extend`.
    """

    award: str
    end: Callable[[date], date]
    reason: str
    actor: Person | None
    decision: str = ""
    seen: str | None = None


def extend_many(ids: Sequence[PersonId], extension: Extension) -> list[RuleBroken | None]:
    """`extend` for a batch, one after the other; for each the rule that was broken, or None.

    Who was extended by the same decision before is left as they are. Raises what `written` raises.
    """
    return _extend_all(ids, replace(extension, reason=written(extension.reason)))


def _extend_all(ids: Sequence[PersonId], extension: Extension) -> list[RuleBroken | None]:
    writer = LedgerWriter(ids, [extension.award])
    found = [_extend(writer, person_id, extension) for person_id in ids]
    writer.write()
    return found


def _extend(writer: LedgerWriter, person_id: PersonId, extension: Extension) -> RuleBroken | None:
    award, actor, decision = extension.award, extension.actor, extension.decision
    person = writer.canonical_person(person_id)
    key = (
        extension_key(person.id, award, decision)
        if decision
        else _next_key(writer, person, award, "extended")
    )
    if writer.knows(key):
        return None
    try:
        writer.refuse_own(person.id, actor)
        present = writer.standing(person, award).expires_on
        plan = decision_preview.extending(person, award, extension.end(present or writer.today), writer)
        plan.check(extension.seen)
        evidence: dict[str, Any] = {"rests_on": list(plan.before.rests_on)}
        if decision:
            evidence["decision"] = decision
        _add_decision(writer, person, plan, key, evidence, extension.reason, actor)
    except RuleBroken as broken:
        return broken
    return None


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
    "own-record", "changed-meanwhile", and what `written` raises.
    """
    [hindered] = correct_many([Correction(entry.id, on, seen)], reason=reason, actor=actor)
    if hindered is not None:
        raise hindered
    canonical = ledger_entries.canonical_person(session.get_one(Person, entry.person_id))
    return session.get(Certification, (canonical.id, entry.award), populate_existing=True)


@dataclass(frozen=True)
class Correction:
    """An entry that is to be taken back; `on` and `seen` as for `correct`. `untouched`: only if HR has not built on it.

    See `built_upon` for what that is and for what it raises.
    """

    entry_id: int
    on: date | None = None
    seen: str | None = None
    untouched: bool = False


def correct_many(
    corrections: Sequence[Correction], *, reason: str, actor: Person | None
) -> list[RuleBroken | None]:
    """`correct` for a batch, one after the other; for each the rule that was broken, or None.

    Of what breaks a rule nothing is written. Raises what `written` raises.
    """
    reason = written(reason)
    about = select(LedgerEntry.person_id, LedgerEntry.award)
    rows = session.execute(about.where(among(LedgerEntry.id, (one.entry_id for one in corrections)))).all()
    writer = LedgerWriter((row.person_id for row in rows), {row.award for row in rows})
    found = [_correct(writer, one, reason, actor) for one in corrections]
    writer.write()
    return found


def hindered(corrections: Sequence[Correction], *, actor: Person | None) -> list[RuleBroken | None]:
    """What `correct_many` would be hindered by now, whatever the reason; for each the rule, or None. Writes nothing."""
    about = select(LedgerEntry.person_id, LedgerEntry.award)
    rows = session.execute(about.where(among(LedgerEntry.id, (one.entry_id for one in corrections)))).all()
    snapshot = LedgerSnapshot((row.person_id for row in rows), {row.award for row in rows})
    return [_hindrance(snapshot, one, actor) for one in corrections]


def _hindrance(snapshot: LedgerSnapshot, wanted: Correction, actor: Person | None) -> RuleBroken | None:
    try:
        _plan_of(snapshot, wanted, actor)
    except RuleBroken as broken:
        return broken
    return None


def _plan_of(snapshot: LedgerSnapshot, wanted: Correction, actor: Person | None) -> list[Planned]:
    line = snapshot.line(wanted.entry_id)
    snapshot.refuse_own(line.person_id, actor)
    if wanted.untouched:
        refuse_built_upon(snapshot, line)
    return decision_preview.corrections(snapshot, line, wanted.on)


def _correct(
    writer: LedgerWriter, wanted: Correction, reason: str, actor: Person | None
) -> RuleBroken | None:
    line = writer.line(wanted.entry_id)
    try:
        planned = _plan_of(writer, wanted, actor)
        if wanted.seen is not None:
            plan = decision_preview.showing(writer, line.person_id, line.award, planned)
            plan.check(wanted.seen)
        for owner in {(one.corrects or line).person_id for one in planned}:
            writer.refuse_naming(owner, {"reason": reason})
    except RuleBroken as broken:
        return broken
    last = [_take_back(writer, one, line, reason, actor) for one in planned][-1]
    writer.reproject(line.person_id, line.award, because=last)
    return None


def _take_back(
    writer: LedgerWriter, planned: Planned, mistaken: Line, reason: str, actor: Person | None
) -> int:
    """Add one entry of a correction; it stays with whom the mistake was recorded, in the branch of its day."""
    about = planned.corrects or mistaken
    owner, award = about.person_id, about.award
    corrects = {"corrects": about.id}
    key = ledger.key(planned.kind, owner, award, planned.requirement, corrects)
    # What is recorded anew is the same training on another day: where it is from and what is known of it stays.
    evidence = corrects if planned.corrects is not None else {**writer.origin_of(mistaken), **corrects}
    entry = NewEntry(
        *(
            owner,
            decision_preview.unit_of(writer, owner, planned),
            award,
            planned.kind,
            planned.on,
            key,
            evidence,
            actor,
        ),
        requirement=planned.requirement,
        reason=reason,
        corrects=None if planned.corrects is None else planned.corrects.id,
    )
    act = "records.corrected" if planned.corrects is not None else "records.achieved"
    return writer.append(entry, act=act, person=owner)


def _decide(
    person: Person, award: str, kind: EntryKind, reason: str, actor: Person | None, seen: str | None
) -> Certification:
    reason = written(reason)
    writer = LedgerWriter([person.id], [award])
    person = writer.canonical_person(person.id)
    writer.refuse_own(person.id, actor)
    plan = decision_preview.deciding(person, award, kind, writer)
    plan.check(seen)
    evidence = {"rests_on": list(plan.before.rests_on)}
    _add_decision(writer, person, plan, _next_key(writer, person, award, kind), evidence, reason, actor)
    writer.write()
    return session.get_one(Certification, (person.id, award), populate_existing=True)


def _add_decision(
    writer: LedgerWriter,
    person: Person,
    plan: Plan,
    key: str,
    evidence: Mapping[str, Any],
    reason: str,
    actor: Person | None,
) -> None:
    """Add the one entry of a decision about something that is, or was, held: to the record of its training."""
    (planned,) = plan.entries
    record = writer.record_of(plan.before.rests_on, person)
    if "decision" not in evidence:
        writer.refuse_naming(person.id, {"reason": reason})  # the names of all records that were joined
    entry = NewEntry(
        *(record.id, record.unit_id, plan.award, planned.kind, planned.on, key, evidence, actor),
        reason=reason,
        expires_on=planned.expires_on,
    )
    entry_id = writer.append(entry, act=f"records.{planned.kind}", person=record.id)
    writer.reproject(person.id, plan.award, because=entry_id)


def _next_key(writer: LedgerWriter, person: Person, award: str, kind: EntryKind) -> str:
    """The key of the next decision about an award: the one after it has another, and there is but one.

    It is of the record that the decision is written to: of two that were joined and parted, the number that is left
    may have been given before.
    """
    decisions = ("revoked", "reinstated", "extended")
    record = writer.record_of(writer.standing(person, award).rests_on, person)
    made = sum(entry.kind in decisions for entry in writer.entries(person, award))
    keys = (ledger.key(kind, record.id, award, "", number) for number in count(made))
    return next(key for key in keys if not writer.knows(key))


def written(typed: str, field: str = "reason", most: int = LONGEST_REASON) -> str:
    """A reason, or where something is written down, as it is kept.

    Raises "reason-missing" or "source-missing", "too-long", and "names-somebody" (see traces): what is kept here stays
    for good.
    """
    text = for_storing(typed, most).strip()
    if not text:
        is_source = field == "source"
        raise RuleBroken("source-missing" if is_source else "reason-missing", field=field)
    if len(text) > most:
        raise RuleBroken("too-long", field=field, most=most)
    identifying_text.refuse_people(text, field)
    return text


def refuse_own(person: Person, actor: Person) -> None:
    """Raise RuleBroken("own-record") where somebody decides about themselves, before anything is shown or done."""
    LedgerSnapshot([person.id], ()).refuse_own(person.id, actor)


def written_about_all(people: Collection[Person], typed: str, field: str = "reason") -> str:
    """`written_about` for what may become an entry about each of some people."""
    text = written(typed, field, LONGEST_REASON)
    ledger.refuse_naming_any([person.id for person in people], {field: text})
    return text


def written_about(person: Person, typed: str, field: str = "reason", most: int = LONGEST_REASON) -> str:
    """`written` for an entry about one person, whose own name it refuses, too: before anything is shown or done."""
    text = written(typed, field, most)
    ledger.refuse_naming(person.id, {field: text})
    return text
