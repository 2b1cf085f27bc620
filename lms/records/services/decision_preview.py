"""What an act would change, before anybody does it: the entries it adds, the standing before and after.

Reads, never writes: HR sees a plan first, and `service` carries out the same one, then with the ledger `snapshot` and
held. `past_entries` and `corrections` are the rules of an act alone: who acts on many needs no standings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person, PersonId
from lms.db import session
from lms.errors import RuleBroken
from lms.records.domain import award_rules
from lms.records.domain.award_rules import RECOGNISED, TRAINED, Entry, EntryKind, Standing
from lms.records.domain.past_results import PastResult, check_day, requirements_of, unrecorded
from lms.records.models import LedgerEntry
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot, Line
from lms.records.services import ledger

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
    corrects: Line | None = None


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


def deciding(person: Person, award: str, kind: EntryKind, snapshot: LedgerSnapshot | None = None) -> Plan:
    """Take an award away ("revoked"), or give it back ("reinstated"), from today on.

    Raises RuleBroken: "nothing-to-revoke", "already-revoked", "not-revoked".
    """
    snapshot, person = _snapshot_of(person, award, snapshot)
    before = snapshot.standing(person, award)
    if before.status == "never":
        raise RuleBroken("nothing-to-revoke")
    if kind == "revoked" and before.status == "revoked":
        raise RuleBroken("already-revoked")
    if kind == "reinstated" and before.status != "revoked":
        raise RuleBroken("not-revoked")
    return showing(snapshot, person.id, award, [Planned(kind, clock.today())])


def extending(person: Person, award: str, until: date, snapshot: LedgerSnapshot | None = None) -> Plan:
    """Let an award stand until a later day than it would.

    Raises RuleBroken: "nothing-to-extend", "is-revoked", "never-expires"; on the field "until" "not-later",
    "ends-in-the-past" and "too-far".
    """
    snapshot, person = _snapshot_of(person, award, snapshot)
    before = snapshot.standing(person, award)
    if before.status == "never":
        raise RuleBroken("nothing-to-extend")
    if before.status == "revoked":
        raise RuleBroken("is-revoked")
    if before.expires_on is None:
        raise RuleBroken("never-expires")
    check_end(until)
    if until <= before.expires_on:
        raise RuleBroken("not-later", field="until")
    return showing(snapshot, person.id, award, [Planned("extended", clock.today(), expires_on=until)])


def check_end(until: date) -> None:
    """Refuse an end to which nothing can be extended. Raises RuleBroken, see `extending`."""
    today = clock.today()
    if until < today:
        raise RuleBroken("ends-in-the-past", field="until")
    if until.year > today.year + FURTHEST_YEARS:
        raise RuleBroken("too-far", field="until", years=FURTHEST_YEARS)


def past_training(
    person: Person,
    award: str,
    on: date,
    snapshot: LedgerSnapshot | None = None,
    *,
    result: PastResult,
    recognised: bool = False,
) -> Plan:
    """Record a training of the past with what is known of it.

    The plan is empty when it was recorded before. Raises as `past_entries`.
    """
    snapshot, person = _snapshot_of(person, award, snapshot)
    entries = past_entries(snapshot, person, award, on, result, recognised=recognised)
    return showing(snapshot, person.id, award, entries)


def past_entries(
    snapshot: LedgerSnapshot,
    record: Person,
    award: str,
    on: date,
    result: PastResult,
    *,
    recognised: bool = False,
    imported: bool = False,
) -> list[Planned]:
    """The entries that record what is known of a training of the past and is not there yet, under a record.

    `recognised`: the Society has decided that it counts as all of the award, whatever is known of it.

    What was corrected since can be recorded again, but not by the same list `imported` once more. Raises NotFound for
    an award that is not taught, and what `past_results.check_day` raises.
    """
    canonical = snapshot.canonical_person(record.id)
    check_day(on, today=snapshot.today, birth_year=canonical.birth_year)
    society = snapshot.societies.get(snapshot.unit_on(record.id, on), "")
    requires = snapshot.taught(award).in_force(on, society).requires
    wanted = requirements_of(result, requires, recognised=recognised)
    known = snapshot.entries(canonical, award)
    recorded = {
        entry.requirement
        for entry in award_rules.counted(known, on)
        if (entry.kind, entry.on) == ("achieved", on)
    }
    if imported and not recorded:
        before = (
            past_key(one, award, on, met)
            for one in snapshot.records_of(canonical.id)
            for met in (*requires, TRAINED, RECOGNISED)
        )
        if any(map(snapshot.knows, before)):
            return []
    return [Planned("achieved", on, met) for met in sorted(unrecorded(wanted, recorded, requires))]


def past_key(record: Person, award: str, on: date, met: str, *, again: int = 0) -> str:
    """The key of a past training: one a record and day, whatever list it comes from.

    `again` counts how often the same was recorded and taken back before.
    """
    facts = {"past": on.isoformat()} | ({"again": again} if again else {})
    return ledger.key("achieved", record.id, award, met, facts)


def correcting(entry: LedgerEntry, right_on: date | None = None) -> Plan:
    """Take back an entry that was a mistake, with the certifications that rest on it.

    `right_on`: the day on which it really was, for something achieved. Raises as `corrections`.
    """
    snapshot = LedgerSnapshot([entry.person_id], [entry.award])
    line = snapshot.line(entry.id)
    return showing(snapshot, line.person_id, line.award, corrections(snapshot, line, right_on))


def corrections(snapshot: LedgerSnapshot, line: Line, right_on: date | None = None) -> list[Planned]:
    """The entries that take back one that was a mistake, and what rests on it; and the one that is right instead.

    Raises RuleBroken: "already-corrected", "is-a-correction", "decided-by-rules" (a certification: correct what it
    rests on); on the field "on" "same-day", "only-achievements-move", and what `past_results.check_day` raises.
    """
    if line.kind == "corrected":
        raise RuleBroken("is-a-correction")
    if line.kind == "certified":
        raise RuleBroken("decided-by-rules")
    if snapshot.is_corrected(line.id):
        raise RuleBroken("already-corrected")
    gone = [line, *snapshot.resting_on(line)]
    planned = [Planned("corrected", one.entry.on, corrects=one) for one in gone]
    if right_on is not None:
        _check_right_day(line.entry, right_on, snapshot.canonical_person(line.person_id))
        planned.append(Planned("achieved", right_on, line.entry.requirement))
    return planned


def _check_right_day(entry: Entry, on: date, canonical: Person) -> None:
    if entry.kind != "achieved":
        raise RuleBroken("only-achievements-move", field="on")
    check_day(on, today=clock.today(), birth_year=canonical.birth_year)
    if on == entry.on:
        raise RuleBroken("same-day", field="on")


def correction_of(entry: LedgerEntry) -> LedgerEntry | None:
    """The entry that took this one back."""
    return session.scalar(select(LedgerEntry).where(LedgerEntry.corrects_id == entry.id))


# --- what would be ------------------------------------------------------------------------------------------


def _snapshot_of(
    person: Person, award: str, snapshot: LedgerSnapshot | None
) -> tuple[LedgerSnapshot, Person]:
    """The ledger of somebody for an award, and the person who speaks for them."""
    snapshot = LedgerSnapshot([person.id], [award]) if snapshot is None else snapshot
    return snapshot, snapshot.canonical_person(person.id)


def showing(snapshot: LedgerSnapshot, person_id: PersonId, award: str, planned: Sequence[Planned]) -> Plan:
    """What some entries would change."""
    canonical = snapshot.canonical_person(person_id)
    units = (unit_of(snapshot, person_id, one) for one in planned)
    societies = (snapshot.societies.get(unit, "") for unit in units)
    added = [
        _as_entry(number, one, society)
        for number, (one, society) in enumerate(zip(planned, societies, strict=True), start=_UNWRITTEN)
    ]
    all_of_it, today = [*snapshot.entries(canonical, award), *added], snapshot.today
    after = award_rules.standing(all_of_it, snapshot.rules_of(award), today)
    certifies = after.in_force and not award_rules.certified(all_of_it, after, today)
    return Plan(award, snapshot.standing(canonical, award), after, tuple(planned), certifies)


def unit_of(snapshot: LedgerSnapshot, person_id: PersonId, planned: Planned) -> int:
    """The branch that a planned entry counts for: that of the day, or of what it takes back."""
    if planned.corrects is not None:
        return planned.corrects.unit_id
    return snapshot.unit_on(person_id, planned.on)


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
