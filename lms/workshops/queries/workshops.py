"""Workshops by their id and by who may open them. Reads, never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from lms.accounts.queries import unit_tree
from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services.people import Person, PersonId, Scope
from lms.db import session
from lms.errors import NotFound
from lms.workshops.models import (
    Workshop,
    WorkshopBranch,
    WorkshopDecision,
    WorkshopParticipant,
    WorkshopTrainer,
)


@dataclass(frozen=True)
class Reader:
    """Who opens workshops: their own ones, and as HR (`offices`) those to which people of their units are invited."""

    person: Person
    offices: Scope


def find_workshop(uuid: str, reader: Reader, *, hold: bool = False) -> Workshop:
    """A workshop that somebody may open. Raises NotFound. `hold`: nobody else changes it until the transaction ends."""
    asked = select(Workshop).where(Workshop.uuid == uuid, _open_to(reader))
    if hold:
        asked = asked.with_for_update()
    found = session.scalar(asked.execution_options(populate_existing=hold))
    if found is None:
        raise NotFound(uuid)
    return found


def workshops_of(reader: Reader, most: int = 50) -> Sequence[Workshop]:
    """The workshops that somebody may open: those that are not closed first, then the newest."""
    asked = select(Workshop).where(_open_to(reader))
    order = (Workshop.closed_at.is_not(None), Workshop.last_on.desc(), Workshop.uuid)
    return session.scalars(asked.order_by(*order).limit(most)).all()


def workshops_between(reader: Reader, first: date, last: date) -> Sequence[Workshop]:
    """The workshops that somebody may open and that have a day from the first to the last one."""
    asked = select(Workshop).where(_open_to(reader), Workshop.first_on <= last, Workshop.last_on >= first)
    return session.scalars(asked.order_by(Workshop.first_on, Workshop.uuid)).all()


def unclosed_of(reader: Reader, ended_by: date) -> Sequence[Workshop]:
    """The workshops that somebody may open, whose last day was on a day or before, and that nobody has closed."""
    asked = select(Workshop).where(
        _open_to(reader), Workshop.closed_at.is_(None), Workshop.last_on <= ended_by
    )
    return session.scalars(asked.order_by(Workshop.last_on, Workshop.uuid)).all()


def invitations_of(person: Person) -> Sequence[Workshop]:
    """The workshops on whose list somebody is, with any of their records, and that are not closed: earliest first."""
    line = WorkshopParticipant
    theirs = select(line.workshop_uuid).where(line.person_id.in_(merged_ids(person)))
    asked = select(Workshop).where(Workshop.uuid.in_(theirs), Workshop.closed_at.is_(None))
    return session.scalars(asked.order_by(Workshop.first_on, Workshop.uuid)).all()


def closed_workshops_of(person: Person) -> Sequence[Workshop]:
    """The closed workshops on whose list somebody is, with any of their records: the newest first."""
    asked = _closed_with(person)
    return session.scalars(asked.order_by(Workshop.last_on.desc(), Workshop.uuid)).all()


def closed_workshop_of(uuid: str, person: Person) -> Workshop:
    """One of `closed_workshops_of`. Raises NotFound for any other."""
    found = session.scalar(_closed_with(person).where(Workshop.uuid == uuid))
    if found is None:
        raise NotFound(uuid)
    return found


def has_closed_workshops(person: Person) -> bool:
    """Whether there are any of `closed_workshops_of`."""
    return session.scalar(select(_closed_with(person).exists())) or False


def counts_of(workshops: Collection[Workshop]) -> Mapping[str, int]:
    """How many lines the rosters of some workshops have."""
    line = WorkshopParticipant
    asked = select(line.workshop_uuid, func.count()).where(
        line.workshop_uuid.in_([one.uuid for one in workshops])
    )
    found: dict[str, int] = dict(session.execute(asked.group_by(line.workshop_uuid)).all())
    return found


def closings_of(uuids: Collection[str]) -> Mapping[str, Sequence[tuple[datetime, int]]]:
    """When some workshops were closed, and by whom: the latest of each as well as those before."""
    asked = select(WorkshopDecision.workshop_uuid, WorkshopDecision.at, WorkshopDecision.actor_id).where(
        WorkshopDecision.workshop_uuid.in_(uuids), WorkshopDecision.act == "closed"
    )
    found: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for uuid, at, actor in session.execute(asked):
        found[uuid].append((at, actor))
    return found


def is_leading(workshop: Workshop, person: Person) -> bool:
    """Whether somebody leads a workshop or does so with others, with any of their records."""
    return canonical_person(person).id in trainer_ids(workshop)


def trainer_ids(workshop: Workshop) -> frozenset[PersonId]:
    """Who leads a workshop, by the records that are kept."""
    return frozenset(canonical_person(one.person).id for one in workshop.trainers)


def invited_units(workshop: Workshop, scope: Scope) -> frozenset[int]:
    """The units from which people are invited, as far as somebody may see them."""
    return frozenset(unit_tree.ids_below({one.unit_id for one in workshop.branches}) & scope.units)


def _closed_with(person: Person) -> Select[Workshop]:
    line = WorkshopParticipant
    theirs = select(line.workshop_uuid).where(line.person_id.in_(merged_ids(person)))
    return select(Workshop).where(Workshop.uuid.in_(theirs), Workshop.closed_at.is_not(None))


def _open_to(reader: Reader) -> ColumnElement[bool]:
    invited = select(WorkshopBranch.workshop_uuid).where(WorkshopBranch.unit_id.in_(reader.offices.units))
    return or_(_led_by(reader.person), Workshop.uuid.in_(invited))


def _led_by(person: Person) -> ColumnElement[bool]:
    theirs = select(WorkshopTrainer.workshop_uuid).where(WorkshopTrainer.person_id.in_(merged_ids(person)))
    return Workshop.uuid.in_(theirs)
