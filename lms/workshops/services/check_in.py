"""Verbs of checking in: open it, check in with the code of the room. What counts is what a trainer saves. Flushes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.queries.people import canonical_person
from lms.accounts.services import sign_in_failures
from lms.accounts.services.people import Person, Scope
from lms.db import session, upserts
from lms.errors import NotFound, RuleBroken
from lms.text.checked_codes import new_code
from lms.workshops.domain.check_in import CODE_LENGTH, is_running
from lms.workshops.models import (
    Workshop,
    WorkshopCheckIn,
    WorkshopHalfDay,
    WorkshopOpening,
)
from lms.workshops.queries.check_ins import (
    check_ins_of,
    find_room,
    first_check_in,
    is_of_its_societies,
    is_on_roster,
    local_now,
)
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.workshops import is_leading
from lms.workshops.services.attendance import half_day_of, write_marks
from lms.workshops.services.plans import refuse_closed
from lms.workshops.services.roster import add_people, line_of
from lms.workshops.services.walk_ins import Typed, announce

_COUNTED_AS: Final = "check-in wrong"


@dataclass(frozen=True)
class CheckedIn:
    """When somebody checked in, to what, and whether they are on the list."""

    workshop: Workshop
    half_day: WorkshopHalfDay
    at: datetime
    is_on_list: bool


def open_check_in(workshop: Workshop, number: int, *, anew: bool, actor: Person) -> WorkshopOpening:
    """Make the code of a half-day that is now; `anew`: another one, and the old one ends.

    Raises RuleBroken: "workshop-closed", "check-in-not-now"; NotFound.
    """
    refuse_closed(workshop)
    if not is_running(half_day_of(workshop, number).plain, local_now()):
        raise RuleBroken("check-in-not-now")
    known = session.get(WorkshopOpening, (workshop.uuid, number))
    if known is not None and not anew:
        return known
    facts = {"code": _free_code(), "opened_at": clock.now(), "opened_by_id": actor.id}
    opening = session.merge(WorkshopOpening(workshop_uuid=workshop.uuid, number=number, **facts))
    session.flush()
    audit.note(actor.id, "workshops.opened", "workshop", workshop.uuid, half_day=number)
    return opening


def check_in(code: str, person: Person, *, address: str, secret: str) -> CheckedIn:
    """Keep that somebody who is signed in says that they are there; a second time changes nothing.

    `address` is where they come from, `secret` seals it: who types wrong codes has to wait, and nobody else who is
    signed in there. Raises RuleBroken: "no-such-room", "check-in-wait", "leads-it", "check-in-other-society".
    """
    workshop, half_day = _room(code, address, secret, f"{_COUNTED_AS} {canonical_person(person).id}")
    if is_leading(workshop, person):
        raise RuleBroken("leads-it")
    is_on_list = is_on_roster(workshop, person)
    if not is_on_list and not is_of_its_societies(workshop, person):
        raise RuleBroken("check-in-other-society")
    at = first_check_in(workshop, half_day.number, person)
    if at is None:
        at = clock.now()
        of = {"workshop_uuid": workshop.uuid, "number": half_day.number, "person_id": person.id, "at": at}
        session.execute(upserts.insert(WorkshopCheckIn).values(of).on_conflict_do_nothing())
        audit.note(person.id, "workshops.checked-in", "workshop", workshop.uuid, half_day=half_day.number)
    return CheckedIn(workshop, half_day, at, is_on_list)


def announce_with_code(code: str, typed: Typed, *, address: str, secret: str) -> None:
    """Keep what somebody who is not signed in has typed, for a trainer to confirm. Who is on the list is not asked:
    the answer is the same for everybody. Raises RuleBroken as `check_in`, and as `walk_ins.announce`.
    """
    workshop, half_day = _room(code, address, secret, _COUNTED_AS)
    session.refresh(workshop, with_for_update=True)
    announce(workshop, half_day.number, typed, workshop.trainers[0].person.unit_id)


def take_in(workshop: Workshop, number: int, person_id: int, scope: Scope, *, actor: Person) -> None:
    """Put somebody on the roster who has checked in and was not on it: they are there in this half-day.

    Raises RuleBroken as `add_people`; NotFound for who has not checked in, or is outside of the scope.
    """
    refuse_closed(workshop)
    half_day = half_day_of(workshop, number)
    found = next((one for one in check_ins_of(workshop, number).values() if one.person.id == person_id), None)
    if found is None or found.person.unit_id not in scope:
        raise NotFound(str(person_id))
    if add_people(workshop, [found.record], actor=actor) and half_day.taken_at is not None:
        line = line_of(roster_of(workshop), canonical_person(found.record).id)
        write_marks({row.id: "present" for row in line.lines}, number, actor)
        session.flush()


def _room(code: str, address: str, secret: str, counted_as: str) -> tuple[Workshop, WorkshopHalfDay]:
    attempt = sign_in_failures.try_from(address, secret=secret, counted_as=counted_as)
    try:
        sign_in_failures.refuse_haste(attempt)
    except RuleBroken:
        raise RuleBroken("check-in-wait") from None
    found = find_room(code)
    if found is None:
        sign_in_failures.count(attempt)
        raise RuleBroken("no-such-room", field="code")
    return found


def _free_code() -> str:
    while True:
        code = new_code(CODE_LENGTH)
        if session.scalar(select(WorkshopOpening.code).where(WorkshopOpening.code == code)) is None:
            return code
