"""Verbs of plans: plan a workshop, change it, call it off. Flushes, never commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.queries.people import canonical_person, find_unit
from lms.accounts.services.people import Person, Scope
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.workshops.domain.links import check_link
from lms.workshops.domain.plan import HalfDay, Kind, check_days, check_modules
from lms.workshops.models import (
    Workshop,
    WorkshopBranch,
    WorkshopCheckIn,
    WorkshopHalfDay,
    WorkshopOpening,
    WorkshopParticipant,
    WorkshopPoint,
    WorkshopTrainer,
    WorkshopWaiting,
    WorkshopWalkIn,
    WorkshopWalkInMark,
)
from lms.workshops.queries.roster import roster_of


@dataclass(frozen=True)
class Plan:
    """What is planned. `trainers`: who leads, then who does so with them; `units`: those whose people are invited;
    `link`: where it is held online, and then there is no place; `places`: how many may take part, None: all who come.
    """

    kind: Kind
    modules: tuple[str, ...]
    half_days: tuple[HalfDay, ...]
    place: str
    languages: tuple[str, ...]
    trainers: tuple[Person, ...]
    units: tuple[int, ...]
    link: str = ""
    places: int | None = None


def plan_workshop(uuid: str, plan: Plan, *, actor: Person) -> Workshop:
    """Plan a workshop under an id that the page has made: sent twice, by whoever made it, it is one.

    Raises RuleBroken as `_check` does, NotFound for an id that somebody else has used.
    """
    _check(plan)
    if (known := session.get(Workshop, uuid)) is None:
        made = Workshop(uuid=uuid, made_at=clock.now(), made_by_id=actor.id)
        _fill(made, plan)
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError:  # the other one of two taps was faster
            known = session.get_one(Workshop, uuid)
        else:
            audit.note(actor.id, "workshops.planned", "workshop", uuid, kind=plan.kind)
            return made
    if known.made_by_id != actor.id:
        raise NotFound(uuid)
    return known


def change_plan(workshop: Workshop, plan: Plan, *, actor: Person) -> None:
    """Change what is planned, until it is closed. Once somebody's attendance is saved, what is taught stays, who is
    invited and each half-day that is saved: what was noted is about them.

    Raises RuleBroken: "workshop-closed", "half-day-saved", "trainer-takes-part", and as `_check` does.
    """
    refuse_closed(workshop)
    if workshop.is_taken:
        plan = _kept(workshop, plan)
    _check(plan)
    leading = {canonical_person(one).id for one in plan.trainers}
    for line in roster_of(workshop):
        if line.person.id in leading:
            raise RuleBroken("trainer-takes-part", field="trainer", name=line.person.name)
    for some in (workshop.trainers, workshop.branches):
        some.clear()
    session.flush()
    _forget_check_ins(workshop, plan)
    _fill(workshop, plan)
    workshop.sequence += 1
    session.flush()
    session.expire(workshop, ["half_days"])  # those that are new stand where they belong by their day
    audit.note(actor.id, "workshops.changed", "workshop", workshop.uuid, kind=plan.kind)


def _forget_check_ins(workshop: Workshop, plan: Plan) -> None:
    """What was said of half-days that go: another one may have their number some day."""
    gone = [one.number for one in workshop.half_days if one.plain not in plan.half_days]
    for table in (WorkshopOpening, WorkshopCheckIn):
        of_them = (table.workshop_uuid == workshop.uuid) & table.number.in_(gone)
        session.execute(delete(table).where(of_them))


def _kept(workshop: Workshop, plan: Plan) -> Plan:
    """The plan with what no longer changes. Raises RuleBroken("half-day-saved")."""
    if not {one.plain for one in workshop.half_days if one.taken_at is not None} <= {*plan.half_days}:
        raise RuleBroken("half-day-saved", field="on")
    return replace(
        plan,
        kind=workshop.kind,
        modules=tuple(workshop.modules),
        languages=tuple(workshop.languages),
        units=tuple(one.unit_id for one in workshop.branches),
    )


def invite_branch(workshop: Workshop, code: str, scope: Scope, *, actor: Person) -> None:
    """Invite the people of one more unit of a scope, until it is closed; one that is invited stays so.

    Raises RuleBroken: "workshop-closed"; "no-branch" where the scope has none with this code.
    """
    refuse_closed(workshop)
    unit = find_unit(code)
    if unit is None or unit.id not in scope:
        raise RuleBroken("no-branch", field="branch")
    if any(one.unit_id == unit.id for one in workshop.branches):
        return
    workshop.branches.append(WorkshopBranch(unit_id=unit.id))
    session.flush()
    audit.note(actor.id, "workshops.changed", "workshop", workshop.uuid, branch=unit.code)


def call_off(workshop: Workshop, *, actor: Person) -> None:
    """Remove a workshop that did not take place. Raises RuleBroken: "workshop-closed", "attendance-begun",
    "was-closed-before".
    """
    refuse_closed(workshop)
    refuse_begun(workshop)
    lines = select(WorkshopParticipant.id).where(WorkshopParticipant.workshop_uuid == workshop.uuid)
    session.execute(delete(WorkshopPoint).where(WorkshopPoint.participant_id.in_(lines)))
    for table in (WorkshopParticipant, WorkshopWaiting, WorkshopOpening, WorkshopCheckIn):
        session.execute(delete(table).where(table.workshop_uuid == workshop.uuid))
    walk_ins = select(WorkshopWalkIn.id).where(WorkshopWalkIn.workshop_uuid == workshop.uuid)
    session.execute(delete(WorkshopWalkInMark).where(WorkshopWalkInMark.walk_in_id.in_(walk_ins)))
    session.execute(delete(WorkshopWalkIn).where(WorkshopWalkIn.workshop_uuid == workshop.uuid))
    audit.note(actor.id, "workshops.called-off", "workshop", workshop.uuid)
    session.delete(workshop)
    session.flush()


def refuse_closed(workshop: Workshop) -> None:
    """Raise RuleBroken("workshop-closed") where nothing is changed any more."""
    if workshop.closed_at is not None:
        raise RuleBroken("workshop-closed")


def refuse_begun(workshop: Workshop) -> None:
    """Raise RuleBroken("attendance-begun") where somebody has noted who was there."""
    if workshop.is_taken:
        raise RuleBroken("attendance-begun")


def _check(plan: Plan) -> None:
    check_days(plan.half_days, clock.today())
    check_modules(plan.kind, plan.modules)
    if plan.link:
        check_link(plan.link)
    elif not plan.place:
        raise RuleBroken("no-place", field="place")
    if not plan.languages:
        raise RuleBroken("no-language", field="language")
    if not plan.units:
        raise RuleBroken("no-branch", field="branch")
    if not plan.trainers:
        raise RuleBroken("no-trainer", field="trainer")


def _fill(workshop: Workshop, plan: Plan) -> None:
    days: Sequence[HalfDay] = plan.half_days
    workshop.kind, workshop.modules, workshop.languages = plan.kind, [*plan.modules], [*plan.languages]
    workshop.place, workshop.link = "" if plan.link else plan.place, plan.link
    workshop.places = plan.places
    workshop.first_on, workshop.last_on = days[0].on, days[-1].on
    # A half-day keeps its number as long as it is planned: marks and pages that are open name it.
    known = {one.plain: one for one in workshop.half_days}
    free = count(max((one.number for one in workshop.half_days), default=0) + 1)
    workshop.half_days = [
        known.get(one) or WorkshopHalfDay(number=next(free), on=one.on, half=one.half) for one in days
    ]
    workshop.trainers = [
        WorkshopTrainer(person=one, place=place) for place, one in enumerate(dict.fromkeys(plan.trainers))
    ]
    workshop.branches = [WorkshopBranch(unit_id=one) for one in dict.fromkeys(plan.units)]


def find_plan(uuid: str) -> Workshop | None:
    """The workshop under an id, whoever asks."""
    return session.scalar(select(Workshop).where(Workshop.uuid == uuid))
