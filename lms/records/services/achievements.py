"""Verbs of the training ledger: record, correct, extend, revoke, reinstate; ask for a standing; rebuild.

Achievements are reported downwards: courses, quizzes and imports call `record_achievement` or
`record_past_training`, records decides what follows. Knows no one above it: whoever wants to react registers
with `on_certified`. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from typing import Final, TypeAlias

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.services.people import Person, PersonId
from lms.content import registry
from lms.content.types.curriculum import Requirement
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.domain import award_rules
from lms.records.domain.award_rules import Standing
from lms.records.domain.past_results import PastResult, evidence_of
from lms.records.models import Certification, LedgerEntry
from lms.records.queries.certificate_standing import CertificateStanding, certificate_standing
from lms.records.queries.ledger import ledger_entries
from lms.records.queries.provenance import from_lists
from lms.records.services import decision_preview, ledger, projection
from lms.records.services.decision_preview import Planned
from lms.records.services.decisions import (
    LONGEST_REASON,
    Correction,
    correct,
    correct_many,
    extend,
    hindered,
    refuse_own,
    reinstate,
    revoke,
    written,
    written_about,
    written_about_all,
)
from lms.records.services.ledger import Certified, LedgerWriter, NewEntry, on_certified, on_corrected

__all__ = [
    "LONGEST_REASON",
    "LONGEST_SOURCE",
    "Achievement",
    "CertificateStanding",
    "Certification",
    "Certified",
    "Correction",
    "LedgerEntry",
    "PastResult",
    "PastTraining",
    "canonical_person",
    "certificate_standing",
    "certifications_of",
    "correct",
    "correct_many",
    "entries_of",
    "entry_by_id",
    "extend",
    "from_lists",
    "hindered",
    "on_certified",
    "on_corrected",
    "people_of",
    "rebuild",
    "record_achievement",
    "record_achievements",
    "record_past_training",
    "record_past_trainings",
    "refuse_own",
    "reinstate",
    "reproject",
    "revoke",
    "standings_of",
    "status_of",
    "written",
    "written_about",
    "written_about_all",
]

Evidence: TypeAlias = Mapping[str, "str | int | float | bool | None"]

LONGEST_SOURCE: Final = 200  # characters


# --- what was achieved --------------------------------------------------------------------------------------


def record_achievement(
    person: Person, award: str, met: Requirement, *, on: date, evidence: Evidence, actor: Person | None
) -> Certification | None:
    """Record that somebody met a requirement of an award on a day, and award it if nothing else is missing.

    The same evidence sent twice is recorded once: "attempt", where there is one, identifies it, else all of
    it. Returns the certification in force afterwards, or None. Raises NotFound for an award that is not
    taught, RuleBroken("in-the-future") for a day that has not come.
    """
    record_achievements([Achievement(person.id, award, met, on, evidence)], actor=actor)
    return _in_force(person, award)


@dataclass(frozen=True)
class Achievement:
    """What somebody achieved, as `record_achievement` takes it. It stands with the record `person_id`."""

    person_id: PersonId
    award: str
    met: str
    on: date
    evidence: Evidence


def record_achievements(achievements: Sequence[Achievement], *, actor: Person | None) -> None:
    """`record_achievement` for many, one after the other, written at once or not at all."""
    for one in achievements:
        if one.on > clock.today():
            raise RuleBroken("in-the-future", field="on")
        if ledger_entries.award_rules(one.award) is None:
            raise NotFound(one.award)
    writer = LedgerWriter((one.person_id for one in achievements), {one.award for one in achievements})
    added = False
    for one in achievements:
        same = one.evidence.get("attempt") or {"on": one.on.isoformat(), **one.evidence}
        key = ledger.key("achieved", one.person_id, one.award, one.met, same)
        if writer.knows(key):
            continue
        unit_id = writer.unit_on(one.person_id, one.on)
        new = NewEntry(
            *(one.person_id, unit_id, one.award, "achieved", one.on, key, one.evidence, actor),
            requirement=one.met,
        )
        entry_id = writer.append(new, act="records.achieved", met=one.met)
        writer.reproject(one.person_id, one.award, because=entry_id)
        added = True
    if added:
        writer.write()


@dataclass(frozen=True)
class PastTraining:
    """A training of the past of somebody, as `record_past_training` takes it. `mark`: 0 to 100 percent.

    It stands with the record `person_id`, also where that was joined with another one: so it is right when the two are
    parted.
    `again`: what was taken back before is wanted after all, although it comes with a list.
    """

    person_id: PersonId
    award: str
    on: date
    source: str
    reason: str
    file: str = ""
    line: int | None = None
    seen: str | None = None
    result: PastResult = ""
    mark: int | None = None
    recognised: bool = False
    again: bool = False


def record_past_training(
    person: Person,
    award: str,
    *,
    on: date,
    source: str,
    reason: str,
    actor: Person | None,
    seen: str | None = None,
    file: str = "",
    line: int | None = None,
    result: PastResult = "",
    mark: int | None = None,
    recognised: bool = False,
) -> Certification | None:
    """Record a training of the past with what is known of it; a certification follows where the award's rules are met.

    `source` says in words where it is written down; an import adds `file` and `line`. `result` is what is written down
    there, with the `mark` in percent if there is one. `recognised`: the Society has decided, for the `reason` given,
    that the training counts as all that the award asks for, although no passed test is known. The same day recorded
    twice is one entry, whatever list it comes from; what was corrected stays so when a list comes again. Returns
    the certification in force afterwards, or None. `seen` as for a decision. Raises NotFound for an award that is not
    taught and RuleBroken: "own-record", "changed-meanwhile", and what `past_results.check_day` and `written` raise.
    """
    facts = (file, line, seen, result, mark, recognised)
    training = PastTraining(person.id, award, on, source, reason, *facts)
    [recorded] = record_past_trainings([training], actor=actor)
    if isinstance(recorded, RuleBroken | NotFound):
        raise recorded
    return _in_force(person, award)


def record_past_trainings(
    trainings: Sequence[PastTraining], *, actor: Person | None
) -> list[Sequence[int] | RuleBroken | NotFound]:
    """`record_past_training` for a batch, one after the other; in their order the ids of what each one added.

    None where it was recorded before. What breaks a rule is there instead, NotFound also for a person who is gone;
    nothing of it is written.
    """
    writer = LedgerWriter((one.person_id for one in trainings), {one.award for one in trainings})
    spelled = cache(written)  # a list says the same of all its lines
    found = [_recorded(writer, one, spelled, actor) for one in trainings]
    writer.write()
    return found


def _recorded(
    writer: LedgerWriter, training: PastTraining, spelled: Callable[..., str], actor: Person | None
) -> Sequence[int] | RuleBroken | NotFound:
    award, on = training.award, training.on
    try:
        source = spelled(training.source, "source", LONGEST_SOURCE)
        reason = spelled(training.reason)
        record = writer.person(training.person_id)
        person = writer.canonical_person(record.id)
        writer.refuse_own(person.id, actor)
        planned = decision_preview.past_entries(
            *(writer, record, award, on, training.result),
            recognised=training.recognised,
            imported=bool(training.file) and not training.again,
        )
        if training.seen is not None:
            decision_preview.showing(writer, record.id, award, planned).check(training.seen)
        if planned:
            writer.refuse_naming(person.id, {"reason": reason, "source": source})
    except (RuleBroken, NotFound) as hindered:
        return hindered
    evidence = evidence_of(source, training.result, training.mark)
    if training.file:
        evidence |= {"file": training.file, "line": training.line}
    made = []
    for one in planned:
        key = _next_past_key(writer, record, award, one)
        new = NewEntry(
            *(record.id, writer.unit_on(record.id, on), award, "achieved", on, key, evidence, actor),
            requirement=one.requirement,
            reason=reason,
        )
        entry_id = writer.append(new, act="records.past-training")
        writer.reproject(person.id, award, because=entry_id)
        made.append(entry_id)
    return made


def _next_past_key(writer: LedgerWriter, record: Person, award: str, planned: Planned) -> str:
    """The key of a past training that nothing was written with yet: it may have been taken back before."""
    keys = (
        decision_preview.past_key(record, award, planned.on, planned.requirement, again=again)
        for again in count()
    )
    return next(key for key in keys if not writer.knows(key))


# --- asking -------------------------------------------------------------------------------------------------


def status_of(person_id: PersonId, award: str, as_of: date, *, known_on: date | None = None) -> Standing:
    """The standing of a person for an award as of the end of a day; status "never" if there was none.

    With `known_on`: as the ledger was at the end of that day.
    """
    return ledger_entries.standing_of(person_id, award, as_of, known_on=known_on)


def standings_of(person: Person, as_of: date) -> Mapping[str, Standing]:
    """The standing of a person for every award that is taught, as of the end of a day, by award id."""
    entries = ledger_entries.all_entries(person.id)
    return {
        module.id: award_rules.standing(entries.get(module.id, ()), ledger_entries.rules_of(module), as_of)
        for module in registry.current().modules
    }


def canonical_person(person: Person) -> Person:
    """The person under whom all records stand; see `people_of`."""
    return ledger_entries.canonical_person(person)


def people_of(person_id: PersonId) -> tuple[PersonId, ...]:
    """All whose records are this person's: the one who speaks for them, then all merged into that one."""
    return ledger_entries.ids_of(person_id)


def certifications_of(person_id: PersonId) -> list[Certification]:
    """What a person holds or held, by award id."""
    canonical = ledger_entries.ids_of(person_id)[0]
    query = select(Certification).where(Certification.person_id == canonical).order_by(Certification.award)
    return list(session.scalars(query))


def entries_of(person_id: PersonId) -> list[LedgerEntry]:
    """A person's whole ledger, the newest day first."""
    order = (LedgerEntry.effective_on.desc(), LedgerEntry.id.desc())
    query = select(LedgerEntry).where(LedgerEntry.person_id.in_(ledger_entries.ids_of(person_id)))
    return list(session.scalars(query.order_by(*order)))


def entry_by_id(entry_id: int) -> LedgerEntry | None:
    """The entry with this id, if there is one."""
    return session.get(LedgerEntry, entry_id)


def _in_force(person: Person, award: str) -> Certification | None:
    canonical = ledger_entries.canonical_person(person)
    row = session.get(Certification, (canonical.id, award), populate_existing=True)
    if row is None or row.revoked_on is not None:
        return None
    return row if row.expires_on is None or clock.today() <= row.expires_on else None


# --- the projection -----------------------------------------------------------------------------------------


def reproject(person: Person) -> None:
    """Bring every row of a person in line with the ledger: after a merge, its undoing, or a move.

    After an undone merge, call it for both.
    """
    writer = LedgerWriter([person.id])
    canonical, ids = writer.canonical_person(person.id), ledger_entries.ids_of(person.id)
    for row in session.scalars(select(Certification).where(Certification.person_id.in_(ids))).all():
        session.delete(row)
    session.flush()
    for award in writer.awards(canonical):
        entries = sorted(entry.id for entry in writer.entries(canonical, award))
        writer.reproject(canonical.id, award, because=["resettled", entries])
    writer.write()


def rebuild() -> int:
    """Drop the projection and make it again from the ledger. Returns the number of certifications."""
    made = projection.remake()
    audit.note(None, "records.rebuild", "certification", "all", count=made)
    return made
