"""What this feature holds about somebody: the workshops that they took part in. Shown to them, removed with them.

What was counted when a workshop was closed are numbers, and stay; so does what the training ledger says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, or_, select, update

from lms import clock
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.content import registry
from lms.data_inventory import Fact, PersonalDataItem, data_item
from lms.db import session
from lms.workshops.models import (
    Workshop,
    WorkshopCheckIn,
    WorkshopDecision,
    WorkshopHalfDay,
    WorkshopMark,
    WorkshopParticipant,
    WorkshopPoint,
    WorkshopWaiting,
    WorkshopWalkIn,
    WorkshopWalkInMark,
)

_FORGOTTEN: Final = "–"


def export(ids: Sequence[PersonId]) -> Iterator[PersonalDataItem]:
    """Each workshop, what was noted of the person in half-days and on practice cards, and what closing said."""
    asked = (
        select(WorkshopParticipant, Workshop)
        .join(Workshop, Workshop.uuid == WorkshopParticipant.workshop_uuid)
        .where(WorkshopParticipant.person_id.in_(ids))
        .order_by(Workshop.first_on, WorkshopParticipant.id)
    )
    for row, workshop in session.execute(asked).all():
        about = data_item(workshop, "workshop", "kind", "first_on", "last_on", "place")
        yield replace(about, facts={**about.facts, "added_at": row.added_at})
        half_days = {one.number: one for one in workshop.half_days}
        marks = select(WorkshopMark).where(WorkshopMark.participant_id == row.id)
        for mark in session.scalars(marks.order_by(WorkshopMark.number)):
            half_day = half_days[mark.number]
            noted: dict[str, Fact] = {"on": half_day.on, "part": half_day.half, "state": mark.state}
            yield PersonalDataItem("workshop", {**noted, "written_at": mark.written_at})
        points = select(WorkshopPoint).where(WorkshopPoint.participant_id == row.id)
        for point in session.scalars(points.order_by(WorkshopPoint.module, WorkshopPoint.point)):
            about = data_item(point, "workshop", "module", "value", "written_at")
            yield replace(about, facts={**about.facts, "point": _number_of(point)})
        for module, found in (row.outcomes or {}).items():
            facts = {"module": module, "attended": found["attended"], "passed": found["passed"]}
            practised = {} if found.get("practised") is None else {"practised": found["practised"]}
            yield PersonalDataItem("workshop", {**facts, **practised})
    yield from _check_ins(ids)
    waits = (
        select(WorkshopWaiting, Workshop)
        .join(Workshop, Workshop.uuid == WorkshopWaiting.workshop_uuid)
        .where(WorkshopWaiting.person_id.in_(ids))
    )
    for waiting, workshop in session.execute(waits.order_by(WorkshopWaiting.waits_since)).all():
        about = data_item(workshop, "workshop", "kind", "first_on", "last_on", "place")
        yield replace(about, facts={**about.facts, "waits_since": waiting.waits_since})


def _check_ins(ids: Sequence[PersonId]) -> Iterator[PersonalDataItem]:
    """When the person said themselves that they were there."""
    asked = (
        select(WorkshopCheckIn, WorkshopHalfDay)
        .join(
            WorkshopHalfDay,
            (WorkshopHalfDay.workshop_uuid == WorkshopCheckIn.workshop_uuid)
            & (WorkshopHalfDay.number == WorkshopCheckIn.number),
        )
        .where(WorkshopCheckIn.person_id.in_(ids))
        .order_by(WorkshopCheckIn.at)
    )
    for row, half_day in session.execute(asked).all():
        facts: dict[str, Fact] = {"on": half_day.on, "part": half_day.half, "checked_in_at": row.at}
        yield PersonalDataItem("workshop", facts)


def _number_of(point: WorkshopPoint) -> int:
    """The number of a point on its card, 0 of one that the card has no more."""
    card = registry.current().practice.get(point.module)
    ids = [one.id for one in card.noted] if card else []
    return ids.index(point.point) + 1 if point.point in ids else 0


def erase(erasure: Erasure) -> None:
    """Take somebody off all rosters, and out of reasons, places and names of walk-ins that name them."""
    _remove(WorkshopParticipant.person_id.in_(erasure.ids))
    for table in (WorkshopCheckIn, WorkshopWaiting):
        session.execute(delete(table).where(table.person_id.in_(erasure.ids)))
    for walk_in in session.scalars(select(WorkshopWalkIn).where(WorkshopWalkIn.name != "")):
        if any(erasure.identifying_text.tell(one) for one in (walk_in.name, walk_in.phone, walk_in.number)):
            _forget_name(walk_in)
    for workshop in session.scalars(select(Workshop)):
        if erasure.identifying_text.within(workshop.place):
            workshop.place = _FORGOTTEN
        if erasure.identifying_text.within(workshop.link):
            workshop.place, workshop.link = _FORGOTTEN, ""
    for one in session.scalars(select(WorkshopDecision).where(WorkshopDecision.reason != "")):
        if erasure.identifying_text.within(one.reason):
            one.reason = _FORGOTTEN
    session.flush()


def drop_old_rosters(before: datetime) -> int:
    """Forget who took part in workshops that were closed before an instant, or never were and are as old."""
    old = _ended(before)
    for table in (WorkshopCheckIn, WorkshopWaiting):
        session.execute(delete(table).where(table.workshop_uuid.in_(old)))
    walk_ins = select(WorkshopWalkIn.id).where(WorkshopWalkIn.workshop_uuid.in_(old))
    session.execute(delete(WorkshopWalkInMark).where(WorkshopWalkInMark.walk_in_id.in_(walk_ins)))
    session.execute(delete(WorkshopWalkIn).where(WorkshopWalkIn.workshop_uuid.in_(old)))
    session.execute(  # why one was opened again may tell of somebody
        update(WorkshopDecision)
        .where(WorkshopDecision.workshop_uuid.in_(old), WorkshopDecision.reason.not_in(("", _FORGOTTEN)))
        .values(reason=_FORGOTTEN)
    )
    return _remove(WorkshopParticipant.workshop_uuid.in_(old))


def drop_old_names(before: datetime) -> int:
    """Forget the names of walk-ins of workshops that ended before an instant: nobody found out who they were.

    That they came stays as a number as long as the roster.
    """
    old = select(WorkshopWalkIn).where(
        WorkshopWalkIn.workshop_uuid.in_(_ended(before)),
        (WorkshopWalkIn.name != "") | (WorkshopWalkIn.phone != "") | (WorkshopWalkIn.number != ""),
    )
    found = session.scalars(old).all()
    for walk_in in found:
        _forget_name(walk_in)
    session.flush()
    return len(found)


def _ended(before: datetime) -> Select[str]:
    return select(Workshop.uuid).where(
        or_(
            Workshop.closed_at < before,
            Workshop.closed_at.is_(None) & (Workshop.last_on < clock.day_of(before)),
        )
    )


def _forget_name(walk_in: WorkshopWalkIn) -> None:
    walk_in.name = walk_in.phone = walk_in.number = ""


def _remove(which: ColumnElement[bool]) -> int:
    ids = select(WorkshopParticipant.id).where(which)
    for noted in (WorkshopMark, WorkshopPoint):
        session.execute(delete(noted).where(noted.participant_id.in_(ids)))
    return len(
        session.execute(delete(WorkshopParticipant).where(which).returning(WorkshopParticipant.id)).all()
    )


PERSONAL_DATA: Final = PersonalData(
    export, erase, {"old-workshop": drop_old_rosters, "old-walk-in": drop_old_names}
)
