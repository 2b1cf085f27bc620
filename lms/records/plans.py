"""What an act would change, before anybody does it: the entries it adds, the standing before and after.

Reads, never writes: HR sees a plan first, and `service` carries out the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from lms import clock
from lms.accounts.service import Person
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records import ledger, projection, rules
from lms.records.models import LedgerEntry
from lms.records.rules import Entry, EntryKind, Standing

FIRST_DAY: Final = date(1950, 1, 1)  # nobody who volunteers today was trained before; the year is mistyped
FURTHEST_YEARS: Final = 10  # an extension beyond them is a slip: the longest validity is as long

# Ids of entries that are not written yet: after all that are.
_UNWRITTEN: Final = 2**62


@dataclass(frozen=True)
class Planned:
    """An entry that an act adds. `corrects` is the one that it takes back."""

    kind: EntryKind
    on: date
    requirement: str = ""
    expires_on: date | None = None
    corrects: LedgerEntry | None = None


@dataclass(frozen=True)
class Plan:
    """What an act adds to the ledger of one award, and where the person stands today without and with it.

    `certifies`: a new period is certified, so a certificate follows.
    """

    award: str
    before: Standing
    after: Standing
    entries: tuple[Planned, ...]
    certifies: bool

    @property
    def seen(self) -> str:
        """What the plan shows, in a line: a form carries it, so that nobody confirms something else."""
        ends = (self.before.status, self.before.expires_on, self.after.status, self.after.expires_on)
        return " ".join(str(end) for end in ends)

    def check(self, seen: str | None) -> None:
        """Raise RuleBroken("changed-meanwhile") unless this is what somebody saw; None: nobody looked."""
        if seen is not None and seen != self.seen:
            raise RuleBroken("changed-meanwhile")


def deciding(person: Person, award: str, kind: EntryKind) -> Plan:
    """Take an award away ("revoked"), or give it back ("reinstated"), from today on.

    Raises RuleBroken: "nothing-to-revoke", "already-revoked", "not-revoked".
    """
    known, before = _now(person, award)
    if before.status == "never":
        raise RuleBroken("nothing-to-revoke")
    if kind == "revoked" and before.status == "revoked":
        raise RuleBroken("already-revoked")
    if kind == "reinstated" and before.status != "revoked":
        raise RuleBroken("not-revoked")
    return _plan(person, award, known, before, [Planned(kind, clock.today())])


def extending(person: Person, award: str, until: date) -> Plan:
    """Let an award stand until a later day than it would.

    Raises RuleBroken: "nothing-to-extend", "is-revoked", "never-expires"; on the field "until" "not-later",
    "ends-in-the-past" and "too-far".
    """
    known, before = _now(person, award)
    if before.status == "never":
        raise RuleBroken("nothing-to-extend")
    if before.status == "revoked":
        raise RuleBroken("is-revoked")
    if before.expires_on is None:
        raise RuleBroken("never-expires")
    check_end(until)
    if until <= before.expires_on:
        raise RuleBroken("not-later", field="until")
    return _plan(person, award, known, before, [Planned("extended", clock.today(), expires_on=until)])


def check_end(until: date) -> None:
    """Refuse an end to which nothing can be extended. Raises RuleBroken, see `extending`."""
    today = clock.today()
    if until < today:
        raise RuleBroken("ends-in-the-past", field="until")
    if until.year > today.year + FURTHEST_YEARS:
        raise RuleBroken("too-far", field="until", years=FURTHEST_YEARS)


def past_training(person: Person, award: str, on: date, *, imported: bool = False) -> Plan:
    """Record that somebody completed all of an award on a day, as the rules of that day asked.

    The plan is empty when it was recorded before; what was corrected since can be recorded again, but not by
    the same list `imported` once more. Raises NotFound for an award that is not taught, and RuleBroken on the
    field "on": "in-the-future", "too-long-ago".
    """
    if on > clock.today():
        raise RuleBroken("in-the-future", field="on")
    if on < FIRST_DAY:
        raise RuleBroken("too-long-ago", field="on")
    taught = projection.award_rules(award)
    if taught is None:
        raise NotFound(award)
    person = projection.speaker_of(person)
    society = projection.societies_of_units().get(person.unit_id, "")
    wanted = sorted(taught.in_force(on, society).requires)
    known, before = _now(person, award)
    recorded = {one.requirement for one in rules.counted(known, on) if one.on == on}
    if imported:
        recorded |= {met for met in wanted if ledger.known(past_key(person, award, on, met)) is not None}
    fresh = [Planned("achieved", on, met) for met in wanted if met not in recorded]
    return _plan(person, award, known, before, fresh)


def past_key(person: Person, award: str, on: date, met: str, *, again: int = 0) -> str:
    """The key of a past training: one a person and day, whatever list it comes from.

    `again` counts how often the same was recorded and taken back before.
    """
    facts = {"past": on.isoformat()} | ({"again": again} if again else {})
    return ledger.key("achieved", person.id, award, met, facts)


def correcting(entry: LedgerEntry, right_on: date | None = None) -> Plan:
    """Take back an entry that was a mistake, with the certifications that rest on it.

    `right_on`: the day on which it really was, for something achieved. Raises RuleBroken: "already-corrected",
    "is-a-correction", "decided-by-rules" (a certification: correct what it rests on); on the field "on"
    "in-the-future", "too-long-ago", "same-day", "only-achievements-move".
    """
    if entry.kind == "corrected":
        raise RuleBroken("is-a-correction")
    if entry.kind == "certified":
        raise RuleBroken("decided-by-rules")
    if correction_of(entry) is not None:
        raise RuleBroken("already-corrected")
    person = session.get_one(Person, entry.person_id)
    known, before = _now(person, entry.award)
    gone = [entry, *_resting_on(entry)]
    planned = [Planned("corrected", one.effective_on, corrects=one) for one in gone]
    if right_on is not None:
        _check_right_day(entry, right_on)
        planned.append(Planned("achieved", right_on, entry.requirement))
    return _plan(person, entry.award, known, before, planned, unit_id=entry.unit_id)


def _check_right_day(entry: LedgerEntry, on: date) -> None:
    if entry.kind != "achieved":
        raise RuleBroken("only-achievements-move", field="on")
    if on > clock.today():
        raise RuleBroken("in-the-future", field="on")
    if on < FIRST_DAY:
        raise RuleBroken("too-long-ago", field="on")
    if on == entry.effective_on:
        raise RuleBroken("same-day", field="on")


def correction_of(entry: LedgerEntry) -> LedgerEntry | None:
    """The entry that took this one back."""
    return session.scalar(select(LedgerEntry).where(LedgerEntry.corrects_id == entry.id))


def _resting_on(entry: LedgerEntry) -> list[LedgerEntry]:
    """The certifications that count and rest on an entry, also by way of one another."""
    ids = projection.ids_of(entry.person_id)
    rows = session.scalars(
        select(LedgerEntry).where(LedgerEntry.person_id.in_(ids), LedgerEntry.award == entry.award)
    ).all()
    corrected = {row.corrects_id for row in rows}
    fallen = {entry.id}
    found = []
    for row in sorted(rows, key=lambda row: row.id):  # what rests on another was written after it
        certified = row.kind == "certified" and row.id not in corrected
        if certified and fallen & set(row.evidence.get("rests_on", ())):
            fallen.add(row.id)
            found.append(row)
    return found


# --- what would be ------------------------------------------------------------------------------------------


def _now(person: Person, award: str) -> tuple[Sequence[Entry], Standing]:
    known = projection.entries(person.id, award)
    return known, rules.standing(known, projection.rules_or_retired(award), clock.today())


def _plan(
    person: Person,
    award: str,
    known: Sequence[Entry],
    before: Standing,
    planned: Sequence[Planned],
    *,
    unit_id: int | None = None,
) -> Plan:
    unit = projection.speaker_of(person).unit_id if unit_id is None else unit_id
    society = projection.societies_of_units().get(unit, "")
    added = [_as_entry(number, one, society) for number, one in enumerate(planned, start=_UNWRITTEN)]
    all_of_it, today = [*known, *added], clock.today()
    after = rules.standing(all_of_it, projection.rules_or_retired(award), today)
    certifies = after.in_force and not rules.certified(all_of_it, after, today)
    return Plan(award, before, after, tuple(planned), certifies)


def _as_entry(number: int, planned: Planned, society: str) -> Entry:
    corrects = None if planned.corrects is None else planned.corrects.id
    return Entry(
        number,
        planned.kind,
        planned.on,
        clock.now(),
        planned.requirement,
        planned.expires_on,
        corrects,
        society,
    )
