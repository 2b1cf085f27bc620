"""The roster of a workshop: who takes part, and who was there. Reads, never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.accounts.queries.people import canonical_person
from lms.accounts.services.people import Person, PersonId, Scope
from lms.db import among, session
from lms.workshops.domain.attendance import State, joined
from lms.workshops.models import Workshop, WorkshopHalfDay, WorkshopMark, WorkshopParticipant


@dataclass(frozen=True)
class Mark:
    """What somebody tapped, who and when."""

    state: State
    writer: Person
    at: datetime


@dataclass(frozen=True)
class RosterLine:
    """A person of a roster: `ids` are their records, `lines` the rows (several where records were joined).

    `states`: one for each half-day, whose `numbers` are beside; `marks`: by number, what somebody has said. `unsaid`:
    the numbers of those that are saved, of which nobody who sees the name has said anything: they were not there then.
    """

    person: Person
    ids: tuple[PersonId, ...]
    lines: tuple[WorkshopParticipant, ...]
    numbers: tuple[int, ...]
    states: tuple[State, ...]
    marks: Mapping[int, Mark]
    unsaid: frozenset[int] = frozenset()

    def state(self, number: int) -> State:
        """The state in the half-day with a number."""
        return self.states[self.numbers.index(number)]

    @property
    def outcomes(self) -> Mapping[str, Any]:
        """What closing said of them, by module."""
        return next((line.outcomes for line in self.lines if line.outcomes), {})


def roster_of(workshop: Workshop) -> list[RosterLine]:
    """Everybody who takes part, once, in the order of their names."""
    asked = select(WorkshopParticipant).where(WorkshopParticipant.workshop_uuid == workshop.uuid)
    rows = session.scalars(asked.order_by(WorkshopParticipant.id)).all()
    marks = _marks([row.id for row in rows])
    grouped: defaultdict[PersonId, list[WorkshopParticipant]] = defaultdict(list)
    people: dict[PersonId, Person] = {}
    records = _people(row.person_id for row in rows)
    for row in rows:
        person = canonical_person(records[row.person_id])
        people[person.id] = person
        grouped[person.id].append(row)
    ids = _records_of(people)
    half_days = workshop.half_days
    lines = [_line(people[one], ids[one], some, marks, half_days) for one, some in grouped.items()]
    return sorted(lines, key=lambda line: (line.person.name_order, line.person.id))


def visible(lines: Iterable[RosterLine], scope: Scope) -> list[RosterLine]:
    """Those whose names somebody may see."""
    return [line for line in lines if line.person.unit_id in scope]


def _line(
    person: Person,
    ids: tuple[PersonId, ...],
    rows: Sequence[WorkshopParticipant],
    marks: Mapping[tuple[int, int], Mark],
    half_days: Sequence[WorkshopHalfDay],
) -> RosterLine:
    numbers = [one.number for one in half_days]
    said = {
        number: [marks[row.id, number] for row in rows if (row.id, number) in marks] for number in numbers
    }
    unsaid = frozenset(one.number for one in half_days if one.taken_at is not None and not said[one.number])

    def state(number: int) -> State:
        if said[number]:
            return joined(mark.state for mark in said[number])
        return "absent" if number in unsaid else "present"

    states = tuple(map(state, numbers))
    latest = {number: max(some, key=lambda mark: mark.at) for number, some in said.items() if some}
    return RosterLine(person, ids, tuple(rows), tuple(numbers), states, latest, unsaid)


def _marks(participants: Sequence[int]) -> Mapping[tuple[int, int], Mark]:
    asked = select(WorkshopMark).where(among(WorkshopMark.participant_id, participants))
    rows = session.scalars(asked).all()
    writers = _people(row.written_by_id for row in rows)
    return {
        (row.participant_id, row.number): Mark(row.state, writers[row.written_by_id], row.written_at)
        for row in rows
    }


def _people(ids: Iterable[int]) -> Mapping[int, Person]:
    return {one.id: one for one in session.scalars(select(Person).where(among(Person.id, set(ids))))}


def _records_of(canonical: Iterable[PersonId]) -> Mapping[PersonId, tuple[PersonId, ...]]:
    found: dict[PersonId, list[PersonId]] = {one: [one] for one in canonical}
    asked = select(Person.id, Person.merged_into_id).where(among(Person.merged_into_id, found))
    for row in session.execute(asked.order_by(Person.id)):
        found[row.merged_into_id].append(row.id)
    return {one: tuple(some) for one, some in found.items()}
