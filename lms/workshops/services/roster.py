"""Verbs of the roster: put people on it, take one off before anybody's attendance is saved. Flushes, never commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import delete, select

from lms import audit, clock
from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services.people import Person, Scope
from lms.audit import Note
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.workshops.models import Workshop, WorkshopMark, WorkshopParticipant, WorkshopPoint, WorkshopWaiting
from lms.workshops.queries.roster import RosterLine, roster_of, visible
from lms.workshops.queries.workshops import trainer_ids
from lms.workshops.services.plans import refuse_begun, refuse_closed

MOST_PEOPLE: Final = 500


def add_people(workshop: Workshop, records: Sequence[Person], *, actor: Person) -> int:
    """Put records on the roster; whoever leads it, or stands on it, is left out. Returns how many are new.

    Of who comes when the attendance of a half-day is saved already nobody has said that they were there: they count as
    absent in it until somebody does. Nobody puts themselves on it: who
    is on it counts as there unless somebody says otherwise. Raises RuleBroken: "workshop-closed", "too-many-people",
    "own-list" where a record is the actor's.
    """
    refuse_closed(workshop)
    left_out = set(trainer_ids(workshop)) | {line.person.id for line in roster_of(workshop)}
    known = len(left_out) - len(workshop.trainers)
    new: list[WorkshopParticipant] = []
    for record in records:
        person = canonical_person(record)
        if person.id in left_out or person.erased_at is not None:
            continue
        left_out.add(person.id)
        new.append(
            WorkshopParticipant(workshop_uuid=workshop.uuid, person_id=record.id, added_at=clock.now())
        )
    refuse_own(workshop, records, actor)
    if known + len(new) > MOST_PEOPLE:
        raise RuleBroken("too-many-people", field="numbers", most=MOST_PEOPLE)
    session.add_all(new)
    session.flush()
    wait_no_more(workshop, {row.person_id for row in new})
    facts = {"workshop": workshop.uuid}
    audit.note_all(Note(actor.id, "workshops.invited", "person", row.person_id, facts) for row in new)
    return len(new)


def refuse_own(workshop: Workshop, records: Sequence[Person], actor: Person) -> None:
    """Raise RuleBroken("own-list") where somebody would put themselves on the list. Who leads it is left out anyway."""
    chosen = {canonical_person(record).id for record in records} - set(trainer_ids(workshop))
    if canonical_person(actor).id in chosen:
        raise RuleBroken("own-list", field="numbers")


def wait_no_more(workshop: Workshop, ids: Collection[int]) -> None:
    """Who is on the roster by one of these records waits with none of theirs."""
    people = session.scalars(select(Person).where(among(Person.id, ids)))
    records = [one for person in people for one in merged_ids(canonical_person(person))]
    row = WorkshopWaiting
    session.execute(delete(row).where(row.workshop_uuid == workshop.uuid, among(row.person_id, records)))


def take_off(workshop: Workshop, person_id: int, scope: Scope, *, actor: Person) -> None:
    """Take somebody off the roster. Raises RuleBroken: "workshop-closed", "attendance-begun"; NotFound."""
    refuse_closed(workshop)
    refuse_begun(workshop)
    line = line_of(visible(roster_of(workshop), scope), person_id)
    ids = [row.id for row in line.lines]
    for noted in (WorkshopMark, WorkshopPoint):
        session.execute(delete(noted).where(noted.participant_id.in_(ids)))
    session.execute(delete(WorkshopParticipant).where(WorkshopParticipant.id.in_(ids)))
    session.flush()
    audit.note(actor.id, "workshops.taken-off", "person", line.person.id, workshop=workshop.uuid)


def line_of(lines: Sequence[RosterLine], person_id: int) -> RosterLine:
    """The line of a person. Raises NotFound."""
    found = next((line for line in lines if line.person.id == person_id), None)
    if found is None:
        raise NotFound(str(person_id))
    return found
