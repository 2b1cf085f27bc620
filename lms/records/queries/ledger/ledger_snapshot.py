"""The ledgers of some people, opened: who speaks for whom, what stands in them, which rules hold. Reads, never writes.

A few questions for many people: whoever plans or writes asks here, not the database about each person anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select

from lms import clock
from lms.accounts.domain.branch_moves import Move, unit_on
from lms.accounts.queries.identifying_text import IdentifyingText, Typed, identifying_text_in
from lms.accounts.services.branch_moves import moves_of
from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.records.domain import award_rules, parting
from lms.records.domain.award_rules import AwardRules, Entry, EntryKind, Standing
from lms.records.domain.parting import Resting
from lms.records.models import LedgerEntry
from lms.records.queries.ledger import ledger_entries


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a ledger: whose it is, what the rules read of it, and what it was recorded by."""

    entry: Entry
    person_id: PersonId
    unit_id: int
    award: str
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rests_on(self) -> tuple[int, ...]:
        """The ids of the entries that a certification rests on."""
        return tuple(self.evidence.get("rests_on", ())) if self.kind == "certified" else ()

    @property
    def id(self) -> int:
        """The id of the entry."""
        return self.entry.id

    @property
    def kind(self) -> EntryKind:
        """What the entry says."""
        return self.entry.kind


class LedgerSnapshot:
    """What stands in the ledgers of some people for some awards, records that were merged included."""

    def __init__(
        self, ids: Iterable[PersonId], awards: Collection[str] | None = None, *, hold: bool = False
    ) -> None:
        """Read the ledgers of all awards, or of some. With `hold` nobody else writes them until the end of the
        transaction: two achievements at one moment then see each other. On SQLite whoever writes holds the whole file.
        """
        self.now = clock.now()
        self.today = clock.day_of(self.now)
        self._people = _people(set(ids), hold=hold)
        self._lines: dict[int, Line] = {}
        self._of: defaultdict[tuple[PersonId, str], list[Entry]] = defaultdict(list)
        self._keys: set[str] = set()
        self._corrected: set[int] = set()
        self._rules: dict[str, AwardRules | None] = {}
        self._identifying_text: dict[PersonId, IdentifyingText] = {}
        self._texts: dict[str, Typed] = {}
        self._canonical: dict[PersonId, PersonId] = {}
        self._cleared: set[tuple[PersonId, str]] = set()
        if awards is None or awards:
            self._read(awards)

    def _read(self, awards: Collection[str] | None) -> None:
        asked = select(*LedgerEntry.__table__.columns).where(among(LedgerEntry.person_id, self._people))
        if awards is not None:
            asked = asked.where(LedgerEntry.award.in_(set(awards)))
        for row in session.execute(asked.order_by(LedgerEntry.id)):
            entry = ledger_entries.entry_of(row, self.societies)
            self._add(Line(entry, row.person_id, row.unit_id, row.award, row.evidence), row.evidence_key)

    def _add(self, line: Line, key: str) -> None:
        entry = line.entry
        self._lines[entry.id] = line
        self._of[self.canonical_person(line.person_id).id, line.award].append(entry)
        self._keys.add(key)
        if entry.corrects is not None:
            self._corrected.add(entry.corrects)

    # --- people -----------------------------------------------------------------------------------------------

    def canonical_person(self, person_id: PersonId) -> Person:
        """The person under whom the records of somebody stand. Raises NotFound for somebody who is gone."""
        person = self.person(person_id)
        while person.merged_into_id is not None:
            person = self._people[person.merged_into_id]
        return person

    def person(self, person_id: PersonId) -> Person:
        """The record with this id, whoever speaks for it. Raises NotFound for somebody who is gone."""
        if person_id not in self._people:
            raise NotFound(str(person_id))
        return self._people[person_id]

    def unit_on(self, person_id: PersonId, day: date) -> int:
        """The branch in which somebody was on a day: for that one counts what was achieved then."""
        now = self._people[person_id].unit_id
        return now if day >= self.today else unit_on(day, self._moves.get(person_id, ()), now)

    @cached_property
    def _moves(self) -> Mapping[PersonId, Sequence[Move]]:
        return moves_of(self._people)

    def refuse_own(self, person_id: PersonId, actor: Person | None) -> None:
        """Raise RuleBroken("own-record") where somebody decides about themselves, merged records included."""
        if actor is None:
            return
        if actor.id not in self._canonical:
            self._canonical[actor.id] = ledger_entries.canonical_person(actor).id
        if self.canonical_person(person_id).id == self._canonical[actor.id]:
            raise RuleBroken("own-record")

    def refuse_naming(self, person_id: PersonId, typed: Mapping[str, str]) -> None:
        """Raise RuleBroken("names-somebody") on the field of a text by which the person can be recognised."""
        for name, text in typed.items():
            if text and (person_id, text) not in self._cleared:
                if text not in self._texts:
                    self._texts[text] = Typed(text)
                if self._identifying_text_of(person_id).within(self._texts[text]):
                    raise RuleBroken("names-somebody", field=name)
                self._cleared.add((person_id, text))

    def _identifying_text_of(self, person_id: PersonId) -> IdentifyingText:
        if person_id not in self._identifying_text:
            self._identifying_text[person_id] = identifying_text_in(self.records_of(person_id))
        return self._identifying_text[person_id]

    def records_of(self, person_id: PersonId) -> list[Person]:
        """A record and all that were merged into it."""
        found = [self._people[person_id]]
        for one in found:
            found += self._merged.get(one.id, ())
        return found

    @cached_property
    def _merged(self) -> Mapping[PersonId, Sequence[Person]]:
        found: defaultdict[PersonId, list[Person]] = defaultdict(list)
        for one in self._people.values():
            if one.merged_into_id is not None:
                found[one.merged_into_id].append(one)
        return found

    # --- entries ----------------------------------------------------------------------------------------------

    def entries(self, canonical: Person, award: str) -> Sequence[Entry]:
        """All entries of an award of somebody who speaks for themselves, in the order in which they were written."""
        return self._of.get((canonical.id, award), ())

    def awards(self, canonical: Person) -> list[str]:
        """The awards for which somebody has entries."""
        return sorted(award for person_id, award in self._of if person_id == canonical.id)

    def line(self, entry_id: int) -> Line:
        """The entry with this id."""
        return self._lines[entry_id]

    def resting(self) -> list[Resting]:
        """All entries with what each of them rests on."""
        return [found for entry_id in self._lines if (found := self._resting(entry_id)) is not None]

    def _resting(self, entry_id: int) -> Resting | None:
        line = self._lines.get(entry_id)
        if line is None:
            return None
        rests_on = tuple(line.evidence.get("rests_on", ()))
        return Resting(line.id, line.kind, line.person_id, rests_on, line.id not in self._corrected)

    def record_of(self, rests_on: Sequence[int], canonical: Person) -> Person:
        """The record in which something is written that rests on these entries: that of their training.

        Records that were joined are then parted as if they had never been one (decision 45).
        """
        found = parting.record_of(rests_on, self._resting)
        return canonical if found is None else self._people[PersonId(found)]

    def knows(self, key: str) -> bool:
        """Whether the entry with this key was written before."""
        return key in self._keys

    def is_corrected(self, entry_id: int) -> bool:
        """Whether an entry was taken back."""
        return entry_id in self._corrected

    def origin_of(self, line: Line) -> Mapping[str, Any]:
        """What something achieved was recorded by, also where an earlier correction has kept nothing of it."""
        while line.evidence.keys() == {"corrects"}:
            line = self._lines[line.evidence["corrects"]]
        return line.evidence

    def resting_on(self, line: Line) -> list[Line]:
        """The certifications that count and rest on an entry, also by way of one another."""
        fallen, found = {line.id}, []
        same = self.entries(self.canonical_person(line.person_id), line.award)
        for one in (self._lines[entry.id] for entry in same):  # what rests on another was written after it
            if one.kind == "certified" and one.id not in self._corrected and fallen & set(one.rests_on):
                fallen.add(one.id)
                found.append(one)
        return found

    # --- rules ------------------------------------------------------------------------------------------------

    @cached_property
    def societies(self) -> Mapping[int, str]:
        """The code of the Society of each unit, as `ledger_entries.societies_of_units` gives it."""
        return ledger_entries.societies_of_units()

    def taught(self, award: str) -> AwardRules:
        """The rules of an award. Raises NotFound for one that is not taught."""
        if award not in self._rules:
            self._rules[award] = ledger_entries.award_rules(award)
        found = self._rules[award]
        if found is None:
            raise NotFound(award)
        return found

    def rules_of(self, award: str) -> AwardRules:
        """The rules by which a ledger is read, also that of an award which is no longer taught."""
        try:
            return self.taught(award)
        except NotFound:
            return ledger_entries.rules_or_retired(award)

    def standing(self, canonical: Person, award: str, as_of: date | None = None) -> Standing:
        """Where somebody stands with an award today, or as of a day."""
        return award_rules.standing(self.entries(canonical, award), self.rules_of(award), as_of or self.today)


def _people(ids: set[PersonId], *, hold: bool) -> dict[PersonId, Person]:
    """Some people with all whose records are read together with theirs, by id; always locked in one order."""
    links = _links(ids)
    while True:
        asked = select(Person).where(among(Person.id, links)).order_by(Person.id)
        if not hold:
            return {person.id: person for person in session.scalars(asked)}
        locked = asked.with_for_update(of=Person, key_share=True)
        found = session.scalars(locked, execution_options={"populate_existing": True}).all()
        now = _links(ids)
        if now <= links:
            return {person.id: person for person in found}
        links = now  # they were merged with somebody else while we waited for them


def _links(ids: set[PersonId]) -> set[PersonId]:
    """Some people, and who was merged with them, directly or by way of others: asked of those alone who were merged."""
    found, new = set(ids), ids
    while new:
        links = select(Person.id, Person.merged_into_id).where(
            Person.merged_into_id.is_not(None), or_(among(Person.id, new), among(Person.merged_into_id, new))
        )
        new = {one for row in session.execute(links) for one in row if one is not None} - found
        found |= new
    return found
