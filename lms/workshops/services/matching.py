"""Verb of matching: say who a walk-in is. They become a line of the roster, with when they were there. Flushes.

Nothing of the walk-in is kept then: what was noted is the person's line.
"""

from __future__ import annotations

from lms import audit, clock
from lms.accounts.queries.people import canonical_person
from lms.accounts.services.people import Particulars, Person, Scope, Unit, create_person
from lms.db import session, upserts
from lms.errors import NotFound, RuleBroken
from lms.workshops.domain.attendance import came, joined
from lms.workshops.domain.walk_ins import Standing, with_one_more
from lms.workshops.models import Workshop, WorkshopCheckIn, WorkshopParticipant
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.walk_ins import WalkInLine, walk_in_of, walk_ins_of, walk_ins_shown
from lms.workshops.queries.workshops import trainer_ids
from lms.workshops.services import closing
from lms.workshops.services.attendance import write_marks
from lms.workshops.services.roster import wait_no_more
from lms.workshops.services.walk_ins import remove_rows


def match_walk_in(
    workshop: Workshop, walk_in_id: int, record: Person, scope: Scope, *, actor: Person, is_hr: bool
) -> None:
    """Say that a walk-in is the person of a record within a scope. On the roster already: what says more that they
    came counts. In a closed workshop an entry is written as closing would have done it, by HR alone.

    Raises RuleBroken: "workshop-closed", "leads-it", "own-workshop"; NotFound for a walk-in or a person that the actor
    may not see.
    """
    is_closed = workshop.closed_at is not None
    if is_closed and not is_hr:
        raise RuleBroken("workshop-closed")
    line = walk_in_of(walk_ins_shown(workshop, walk_ins_of(workshop), actor, scope), walk_in_id)
    person = canonical_person(record)
    if person.unit_id not in scope or person.erased_at is not None:
        raise NotFound(str(record.id))
    if person.id in trainer_ids(workshop):
        raise RuleBroken("leads-it")
    if person.id == canonical_person(actor).id:
        raise RuleBroken("own-workshop")
    before = closing.closing_line_of(workshop, person) if is_closed else None
    _take_over(workshop, line, record, person, actor)
    remove_rows([walk_in_id])
    audit.note(actor.id, "workshops.matched", "person", person.id, workshop=workshop.uuid)
    if is_closed:
        _count_afterwards(workshop, line, person, before, actor)


def make_person(
    workshop: Workshop,
    walk_in_id: int,
    given: Particulars,
    unit: Unit,
    scope: Scope,
    *,
    actor: Person,
    country: str | None,
) -> None:
    """Add a walk-in to the people of a unit, and say that it is them. For HR.

    Raises as `create_person` and `match_walk_in`.
    """
    person = create_person(given, unit, actor=actor, country=country)
    match_walk_in(workshop, walk_in_id, person, scope, actor=actor, is_hr=True)


def _take_over(workshop: Workshop, line: WalkInLine, record: Person, person: Person, actor: Person) -> None:
    """Write what was noted of the walk-in for the person's line, which is made where they have none."""
    known = next((one for one in roster_of(workshop) if one.person.id == person.id), None)
    if known is None:
        added_at = line.row.added_at if line.is_confirmed else clock.now()
        row = WorkshopParticipant(workshop_uuid=workshop.uuid, person_id=record.id, added_at=added_at)
        session.add(row)
        session.flush()
        wait_no_more(workshop, {record.id})
        taken = {one.number for one in workshop.half_days if one.taken_at is not None}
        # Of other half-days that are saved nobody has said anything about who announced themselves for one.
        for number in _said(workshop, line):
            if number in taken or number in line.marked:
                write_marks({row.id: line.state(number)}, number, actor)
    else:
        rows = [row.id for row in known.lines]
        for number in _said(workshop, line):
            state = joined((known.state(number), line.state(number)))
            if state != known.state(number):
                write_marks(dict.fromkeys(rows, state), number, actor)
    if not line.is_confirmed:  # they had checked in themselves
        said = {
            "workshop_uuid": workshop.uuid,
            "number": line.row.half_day,
            "person_id": record.id,
            "at": line.row.added_at,
        }
        # Who has checked in with their account as well did that then.
        session.execute(upserts.insert(WorkshopCheckIn).values(said).on_conflict_do_nothing())
    session.flush()


def _said(workshop: Workshop, line: WalkInLine) -> list[int]:
    """The half-days of which the walk-in says something: whoever announced themselves speaks of one alone."""
    if not line.is_confirmed:
        return [line.row.half_day]
    return [one.number for one in workshop.half_days]


def _count_afterwards(
    workshop: Workshop,
    line: WalkInLine,
    person: Person,
    before: closing.ClosingLine | None,
    actor: Person,
) -> None:
    after = closing.closing_line_of(workshop, person)
    if after is None:  # the line was just made
        raise NotFound(str(person.id))
    closing.record_afterwards(workshop, after, actor=actor)
    workshop.figures = with_one_more(
        workshop.figures or {},
        _standing(before) if before else None,
        _standing(after),
        was_counted=line.is_confirmed and came(line.states),
    )
    session.flush()


def _standing(one: closing.ClosingLine) -> Standing:
    return Standing(came(one.line.states), one.outcomes)
