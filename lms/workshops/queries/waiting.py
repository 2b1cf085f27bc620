"""Who waits for a place in a workshop. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services.people import Person
from lms.db import session
from lms.workshops.models import Workshop, WorkshopWaiting
from lms.workshops.queries.workshops import trainer_ids


def waiting_of(workshop: Workshop) -> list[Person]:
    """Whoever waits, each once, who has waited longest first. Who leads it by now is not among them."""
    asked = (
        select(Person)
        .join(WorkshopWaiting, WorkshopWaiting.person_id == Person.id)
        .where(WorkshopWaiting.workshop_uuid == workshop.uuid)
        .order_by(WorkshopWaiting.waits_since, Person.id)
    )
    people = {one.id: one for one in map(canonical_person, session.scalars(asked))}
    leading = set(trainer_ids(workshop))
    return [one for number, one in people.items() if number not in leading]


def waited_for(person: Person) -> Sequence[Workshop]:
    """The workshops in which somebody waits for a place, the earliest first."""
    theirs = select(WorkshopWaiting.workshop_uuid).where(WorkshopWaiting.person_id.in_(merged_ids(person)))
    asked = select(Workshop).where(Workshop.uuid.in_(theirs), Workshop.closed_at.is_(None))
    return session.scalars(asked.order_by(Workshop.first_on, Workshop.uuid)).all()
