"""What this feature holds about somebody: the workshops that they took part in. Shown to them, removed with them.

What was counted when a workshop was closed are numbers, and stay; so does what the training ledger says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, or_, select

from lms import clock
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.content import registry
from lms.data_inventory import Fact, PersonalDataItem, data_item
from lms.db import session
from lms.workshops.models import (
    Workshop,
    WorkshopDecision,
    WorkshopMark,
    WorkshopParticipant,
    WorkshopPoint,
)


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


def _number_of(point: WorkshopPoint) -> int:
    """The number of a point on its card, 0 of one that the card has no more."""
    card = registry.current().practice.get(point.module)
    ids = [one.id for one in card.noted] if card else []
    return ids.index(point.point) + 1 if point.point in ids else 0


def erase(erasure: Erasure) -> None:
    """Take somebody off all rosters, and out of reasons and places that name them."""
    _remove(WorkshopParticipant.person_id.in_(erasure.ids))
    for workshop in session.scalars(select(Workshop).where(Workshop.place != "")):
        if erasure.identifying_text.within(workshop.place):
            workshop.place = "–"
    for one in session.scalars(select(WorkshopDecision).where(WorkshopDecision.reason != "")):
        if erasure.identifying_text.within(one.reason):
            one.reason = "–"
    session.flush()


def drop_old_rosters(before: datetime) -> int:
    """Forget who took part in workshops that were closed before an instant, or never were and are as old."""
    old = select(Workshop.uuid).where(
        or_(
            Workshop.closed_at < before,
            Workshop.closed_at.is_(None) & (Workshop.last_on < clock.day_of(before)),
        )
    )
    return _remove(WorkshopParticipant.workshop_uuid.in_(old))


def _remove(which: ColumnElement[bool]) -> int:
    ids = select(WorkshopParticipant.id).where(which)
    for noted in (WorkshopMark, WorkshopPoint):
        session.execute(delete(noted).where(noted.participant_id.in_(ids)))
    return len(
        session.execute(delete(WorkshopParticipant).where(which).returning(WorkshopParticipant.id)).all()
    )


PERSONAL_DATA: Final = PersonalData(export, erase, {"old-workshop": drop_old_rosters})
