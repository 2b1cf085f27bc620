"""Walk-ins of a workshop: who came and was on no list, and when they were there. Reads, never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.services.people import Person, Scope
from lms.db import among, session
from lms.errors import NotFound
from lms.workshops.domain.attendance import State
from lms.workshops.models import Workshop, WorkshopWalkIn, WorkshopWalkInMark
from lms.workshops.queries.workshops import is_leading


@dataclass(frozen=True)
class WalkInLine:
    """A walk-in with their states in the half-days, whose `numbers` are beside; `marked`: where somebody tapped."""

    row: WorkshopWalkIn
    numbers: tuple[int, ...]
    states: tuple[State, ...]
    marked: Mapping[int, State]

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody who leads the workshop has said that they are there."""
        return self.row.added_by_id is not None

    def state(self, number: int) -> State:
        """The state in the half-day with a number."""
        return self.states[self.numbers.index(number)]


def walk_ins_of(workshop: Workshop) -> list[WalkInLine]:
    """All walk-ins, those too who have only said so themselves, in the order in which they came."""
    asked = select(WorkshopWalkIn).where(WorkshopWalkIn.workshop_uuid == workshop.uuid)
    rows = session.scalars(asked.order_by(WorkshopWalkIn.id)).all()
    marks: defaultdict[int, dict[int, State]] = defaultdict(dict)
    noted = select(WorkshopWalkInMark).where(among(WorkshopWalkInMark.walk_in_id, [row.id for row in rows]))
    for mark in session.scalars(noted):
        marks[mark.walk_in_id][mark.number] = mark.state
    numbers = [one.number for one in workshop.half_days]
    return [_line(row, numbers, marks[row.id]) for row in rows]


def confirmed(lines: Iterable[WalkInLine]) -> list[WalkInLine]:
    """Those of whom somebody who leads the workshop has said that they are there: nobody else counts."""
    return [line for line in lines if line.is_confirmed]


def walk_ins_shown(
    workshop: Workshop, lines: Sequence[WalkInLine], reader: Person, scope: Scope
) -> list[WalkInLine]:
    """Those whose names somebody may read: who leads the workshop was in the room with them; HR of the unit for
    which they were written down.
    """
    if is_leading(workshop, reader):
        return list(lines)
    return [line for line in lines if line.row.unit_id in scope]


def walk_in_of(lines: Sequence[WalkInLine], walk_in_id: int) -> WalkInLine:
    """One of some walk-ins. Raises NotFound."""
    found = next((line for line in lines if line.row.id == walk_in_id), None)
    if found is None:
        raise NotFound(str(walk_in_id))
    return found


def _line(row: WorkshopWalkIn, numbers: Sequence[int], marks: Mapping[int, State]) -> WalkInLine:
    states: list[State] = [marks.get(number, "present") for number in numbers]
    return WalkInLine(row, tuple(numbers), tuple(states), marks)
