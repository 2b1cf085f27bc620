"""Verb of attendance: keep what was tapped for a half-day. Flushes, never commits.

Two trainers on two phones: of whom something is said already, only what somebody has tapped is written, so neither
takes back what the other one noted. Nobody says anything of people whose names they do not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.queries.people import canonical_person
from lms.accounts.services.people import Person, PersonId, Scope
from lms.audit import Note
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.workshops.domain.attendance import State
from lms.workshops.models import Workshop, WorkshopHalfDay, WorkshopMark, WorkshopWalkInMark
from lms.workshops.queries.roster import Mark, roster_of, visible
from lms.workshops.queries.walk_ins import WalkInLine, confirmed, walk_ins_of, walk_ins_shown
from lms.workshops.services.plans import refuse_closed


@dataclass(frozen=True)
class Overwritten:
    """What another trainer had noted since the page was opened, and what counts now."""

    person: Person
    mark: Mark
    now: State


def half_day_of(workshop: Workshop, number: int) -> WorkshopHalfDay:
    """A half-day by its number. Raises NotFound."""
    found = next((one for one in workshop.half_days if one.number == number), None)
    if found is None:
        raise NotFound(str(number))
    return found


def save_attendance(
    workshop: Workshop,
    number: int,
    seen: Mapping[PersonId, State],
    changed: Mapping[PersonId, State],
    scope: Scope,
    *,
    actor: Person,
    walk_ins: Mapping[int, State] = MappingProxyType({}),
) -> list[Overwritten]:
    """Keep what was tapped, by person: `changed` of what the page had shown (`seen`); others are left as they are.

    `walk_ins`: what was tapped for those who are on no list, by id.
    People outside of `scope` are left alone, whatever was sent: until somebody who sees them saves, they were not
    there. Saving a half-day once, with nothing tapped, says that everybody was there whom the page has shown. Returns
    what somebody else had noted meanwhile and does not count any more. Raises RuleBroken:
    "workshop-closed", "not-begun", "nobody-on-roster", "own-workshop" where the actor takes part; NotFound.
    """
    refuse_closed(workshop)
    half_day = half_day_of(workshop, number)
    if half_day.on > clock.today():
        raise RuleBroken("not-begun")
    lines = roster_of(workshop)
    others = confirmed(walk_ins_of(workshop))
    if not lines and not others:
        raise RuleBroken("nobody-on-roster")
    if any(line.person.id == canonical_person(actor).id for line in lines):
        raise RuleBroken("own-workshop")
    overwritten, changes = [], []
    states: dict[int, State] = {}
    for line in visible(lines, scope):
        before, now = line.marks.get(number), changed.get(line.person.id)
        if before is None and (said := now or seen.get(line.person.id)):
            states |= {row.id: said for row in line.lines}
        if now is None or (before is not None and now == before.state):
            continue
        if before and before.state != seen[line.person.id] and before.writer.id != actor.id:
            overwritten.append(Overwritten(line.person, before, now))
        changes.append((line, now))
    states |= {row.id: now for line, now in changes for row in line.lines}
    write_marks(states, number, actor)
    facts = {"workshop": workshop.uuid, "half_day": number}  # not what: the audit stays, the roster goes
    audit.note_all(
        Note(actor.id, "workshops.attendance", "person", line.person.id, facts) for line, _ in changes
    )
    _write_walk_ins(walk_ins_shown(workshop, others, actor, scope), number, walk_ins, actor)
    if half_day.taken_at is None:
        half_day.taken_at = clock.now()
        audit.note(actor.id, "workshops.taken", "workshop", workshop.uuid, half_day=number)
    session.flush()
    return overwritten


def write_marks(states: Mapping[int, State], number: int, actor: Person) -> None:
    """Keep a state for each row of the roster, by its id: where records were joined they were there once."""
    asked = select(WorkshopMark).where(
        among(WorkshopMark.participant_id, states), WorkshopMark.number == number
    )
    known = {mark.participant_id: mark for mark in session.scalars(asked)}
    now, writer = clock.now(), actor.id
    for row_id, state in states.items():
        if row_id in known:
            mark = known[row_id]
            mark.state, mark.written_at, mark.written_by_id = state, now, writer
        else:
            session.add(
                WorkshopMark(
                    participant_id=row_id, number=number, state=state, written_at=now, written_by_id=writer
                )
            )


def write_walk_in_mark(walk_in_id: int, number: int, state: State, actor: Person) -> None:
    """Keep a state of a walk-in."""
    session.merge(
        WorkshopWalkInMark(
            walk_in_id=walk_in_id,
            number=number,
            state=state,
            written_at=clock.now(),
            written_by_id=actor.id,
        )
    )


def _write_walk_ins(
    lines: Sequence[WalkInLine], number: int, changed: Mapping[int, State], actor: Person
) -> None:
    for line in lines:
        state = changed.get(line.row.id)
        if state is None or state == line.state(number):
            continue
        write_walk_in_mark(line.row.id, number, state, actor)
        facts = {"walk_in": line.row.id, "half_day": number}
        audit.note(actor.id, "workshops.attendance", "workshop", line.row.workshop_uuid, **facts)
