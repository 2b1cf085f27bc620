"""Codes of the room, and who has checked in with them. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms import clock
from lms.accounts.queries import unit_tree
from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services.people import Person, PersonId
from lms.db import session
from lms.text.checked_codes import read_code
from lms.workshops.domain.check_in import CODE_LENGTH, is_running
from lms.workshops.models import (
    Workshop,
    WorkshopCheckIn,
    WorkshopHalfDay,
    WorkshopOpening,
    WorkshopParticipant,
)


@dataclass(frozen=True)
class CheckIn:
    """Somebody who said that they are there. `record` is the one that they were signed in with."""

    person: Person
    record: Person
    at: datetime


def find_room(typed: str) -> tuple[Workshop, WorkshopHalfDay] | None:
    """The workshop and half-day that a code opens now; None for a code of yesterday, of nobody, of a closed one."""
    code = read_code(typed, CODE_LENGTH)
    if code is None:
        return None
    asked = (
        select(Workshop, WorkshopHalfDay)
        .join(WorkshopOpening, WorkshopOpening.workshop_uuid == Workshop.uuid)
        .join(
            WorkshopHalfDay,
            (WorkshopHalfDay.workshop_uuid == Workshop.uuid)
            & (WorkshopHalfDay.number == WorkshopOpening.number),
        )
        .where(WorkshopOpening.code == code, Workshop.closed_at.is_(None))
    )
    found = session.execute(asked).first()
    if found is None or not is_running(found[1].plain, local_now()):
        return None
    return found[0], found[1]


def local_now() -> datetime:
    """The present instant on the clock of the region: the server's, whatever a phone says."""
    return clock.now().astimezone(clock.REGION)


def opening_of(workshop: Workshop, number: int) -> WorkshopOpening | None:
    """The code of a half-day, as long as people check in with it."""
    half_day = next(one for one in workshop.half_days if one.number == number)
    if not is_running(half_day.plain, local_now()):
        return None
    return session.get(WorkshopOpening, (workshop.uuid, number))


def check_ins_of(workshop: Workshop, number: int) -> Mapping[PersonId, CheckIn]:
    """Who has checked in for a half-day, each person once: with whichever record, when they did so first."""
    asked = (
        select(WorkshopCheckIn, Person)
        .join(Person, Person.id == WorkshopCheckIn.person_id)
        .where(WorkshopCheckIn.workshop_uuid == workshop.uuid, WorkshopCheckIn.number == number)
        .order_by(WorkshopCheckIn.at)
    )
    found: dict[PersonId, CheckIn] = {}
    for row, record in session.execute(asked).all():
        person = canonical_person(record)
        found.setdefault(person.id, CheckIn(person, record, row.at))
    return found


def is_on_roster(workshop: Workshop, person: Person) -> bool:
    """Whether somebody takes part, with any of their records."""
    asked = select(WorkshopParticipant.id).where(
        WorkshopParticipant.workshop_uuid == workshop.uuid,
        WorkshopParticipant.person_id.in_(merged_ids(person)),
    )
    return session.scalar(asked.limit(1)) is not None


def first_check_in(workshop: Workshop, number: int, person: Person) -> datetime | None:
    """When somebody checked in, with any of their records."""
    asked = select(WorkshopCheckIn.at).where(
        WorkshopCheckIn.workshop_uuid == workshop.uuid,
        WorkshopCheckIn.number == number,
        WorkshopCheckIn.person_id.in_(merged_ids(person)),
    )
    return session.scalar(asked.order_by(WorkshopCheckIn.at).limit(1))


def is_of_its_societies(workshop: Workshop, person: Person) -> bool:
    """Whether somebody belongs to a Society whose people are invited, or to whatever is below an invited unit."""
    invited, societies = {one.unit_id for one in workshop.branches}, unit_tree.societies()
    ours = {societies[one] for one in invited if one in societies}  # the region is of no Society
    return person.unit_id in unit_tree.ids_below(invited) or societies.get(person.unit_id) in ours
