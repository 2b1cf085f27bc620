"""Verbs of the waiting list: choose people as far as there are places, let somebody in, take somebody off. Flushes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from lms import audit, clock
from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services.people import Person, Scope
from lms.audit import Note
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.workshops.domain.places import split
from lms.workshops.models import Workshop, WorkshopWaiting
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.waiting import waiting_of
from lms.workshops.queries.workshops import trainer_ids
from lms.workshops.services.plans import refuse_closed
from lms.workshops.services.roster import MOST_PEOPLE, add_people, refuse_own


@dataclass(frozen=True)
class Chosen:
    """How many came onto the roster, and how many wait since."""

    added: int
    waiting: int


def choose_people(workshop: Workshop, records: Sequence[Person], *, actor: Person) -> Chosen:
    """Put records on the roster as long as there are places, in their order; the others wait, in theirs.

    Raises RuleBroken as `add_people` does.
    """
    refuse_closed(workshop)
    refuse_own(workshop, records, actor)
    on_it = {line.person.id for line in roster_of(workshop)}
    new = {canonical_person(one).id: one for one in records}
    new = {
        number: one
        for number, one in new.items()
        if number not in on_it | set(trainer_ids(workshop)) and canonical_person(one).erased_at is None
    }
    fitting, late = split([*new.values()], workshop.places, len(on_it))
    added = add_people(workshop, fitting, actor=actor)
    return Chosen(added, _let_wait(workshop, late, actor))


def let_in(workshop: Workshop, person_id: int, scope: Scope, *, actor: Person) -> None:
    """Put somebody who waits on the roster, also where no place is free: whoever leads it decides.

    Raises RuleBroken as `add_people` does; NotFound for somebody who does not wait.
    """
    add_people(workshop, [_waiting(workshop, person_id, scope)], actor=actor)


def take_off_waiting(workshop: Workshop, person_id: int, scope: Scope, *, actor: Person) -> None:
    """Let somebody wait no more. Raises RuleBroken("workshop-closed"); NotFound for somebody who does not wait."""
    refuse_closed(workshop)
    person = _waiting(workshop, person_id, scope)
    _forget(workshop, person)
    audit.note(actor.id, "workshops.waits-no-more", "person", person.id, workshop=workshop.uuid)


def _let_wait(workshop: Workshop, records: Sequence[Person], actor: Person) -> int:
    known = {one.id for one in waiting_of(workshop)}
    new = [one for one in map(canonical_person, records) if one.id not in known]
    if len(known) + len(new) > MOST_PEOPLE:
        raise RuleBroken("too-many-people", field="numbers", most=MOST_PEOPLE)
    session.add_all(
        WorkshopWaiting(workshop_uuid=workshop.uuid, person_id=one.id, waits_since=clock.now()) for one in new
    )
    session.flush()
    facts = {"workshop": workshop.uuid}
    audit.note_all(Note(actor.id, "workshops.waits", "person", one.id, facts) for one in new)
    return len(new)


def _waiting(workshop: Workshop, person_id: int, scope: Scope) -> Person:
    found = next((one for one in waiting_of(workshop) if one.id == person_id and one.unit_id in scope), None)
    if found is None:
        raise NotFound(str(person_id))
    return found


def _forget(workshop: Workshop, person: Person) -> None:
    row = WorkshopWaiting
    theirs = (row.workshop_uuid == workshop.uuid) & row.person_id.in_(merged_ids(person))
    session.execute(delete(row).where(theirs))
    session.flush()
