"""Verbs of walk-ins: add somebody who is on no list, say that they are there, take one off. Flushes, never commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete

from lms import audit, clock
from lms.accounts.domain import phone_texts, phones
from lms.accounts.queries import units
from lms.accounts.queries.people import LONGEST_NAME
from lms.accounts.services.people import Person, Scope
from lms.db import session
from lms.errors import RuleBroken
from lms.text.digits import ascii_digits
from lms.text.normalise import for_comparing, for_name
from lms.text.titles import without_title
from lms.workshops.domain.walk_ins import LONGEST_PHONE, Known, may_be_one
from lms.workshops.models import Workshop, WorkshopWalkIn, WorkshopWalkInMark
from lms.workshops.queries.roster import roster_of, visible
from lms.workshops.queries.walk_ins import WalkInLine, confirmed, walk_in_of, walk_ins_of, walk_ins_shown
from lms.workshops.services.attendance import half_day_of, write_walk_in_mark
from lms.workshops.services.plans import refuse_closed

MOST_WALK_INS: Final = 500
MOST_UNCONFIRMED: Final = (
    100  # whoever knows the code of a room can type names: they never keep a trainer from adding
)


@dataclass(frozen=True)
class Typed:
    """A walk-in as it was typed. `key`: made by the page. `is_another`: somebody like them was looked at."""

    key: str
    name: str
    phone: str = ""
    number: str = ""
    is_another: bool = False


def add_walk_in(
    workshop: Workshop, half_day: int, typed: Typed, scope: Scope, *, actor: Person
) -> WorkshopWalkIn:
    """Add somebody who came to a half-day: there in it and in those that are not saved yet, not in the others.

    Sent twice it is one. Raises RuleBroken: "workshop-closed", "not-begun"; on the field "walk_in" "name-missing",
    "name-too-long", "too-many-people"; "walk-in-again" (name="Sokha") where somebody like them is there already, unless
    it `is_another`; NotFound.
    """
    refuse_closed(workshop)
    if half_day_of(workshop, half_day).on > clock.today():
        raise RuleBroken("not-begun")
    lines = walk_ins_of(workshop)
    known = next((line.row for line in lines if line.row.key == typed.key), None)
    if known is not None:
        return known
    row = _new_row(workshop, half_day, typed, actor.unit_id)
    row.added_by_id = actor.id
    if len(confirmed(lines)) >= MOST_WALK_INS:
        raise RuleBroken("too-many-people", field="walk_in", most=MOST_WALK_INS)
    if not typed.is_another:
        _refuse_twin(workshop, row, walk_ins_shown(workshop, lines, actor, scope), scope)
    session.add(row)
    session.flush()
    _note_elsewhere(workshop, row, actor)
    audit.note(actor.id, "workshops.walk-in", "workshop", workshop.uuid, walk_in=row.id)
    return row


def announce(workshop: Workshop, half_day: int, typed: Typed, unit_id: int) -> WorkshopWalkIn:
    """Keep what somebody typed of themselves with the code of the room: it counts once a trainer says that they came.

    The same name with the same phone or number, typed again, is one. Raises RuleBroken as `add_walk_in` on what was
    typed, and "check-in-full" while MOST_UNCONFIRMED wait for a trainer.
    """
    row = _new_row(workshop, half_day, typed, unit_id)
    lines = walk_ins_of(workshop)
    for line in lines:
        if line.row.key == row.key or _is_same_text(line.row, row):
            return line.row
    if len(lines) - len(confirmed(lines)) >= MOST_UNCONFIRMED:
        raise RuleBroken("check-in-full")
    session.add(row)
    session.flush()
    audit.note(None, "workshops.announced", "workshop", workshop.uuid, walk_in=row.id)
    return row


def confirm_walk_in(workshop: Workshop, walk_in_id: int, scope: Scope, *, actor: Person) -> None:
    """Say that somebody who has announced themselves is there. Raises RuleBroken("workshop-closed"), NotFound."""
    refuse_closed(workshop)
    line = _shown(workshop, walk_in_id, scope, actor)
    if line.is_confirmed:
        return
    line.row.added_by_id = actor.id
    _note_elsewhere(workshop, line.row, actor)
    audit.note(actor.id, "workshops.walk-in", "workshop", workshop.uuid, walk_in=walk_in_id)


def take_off_walk_in(workshop: Workshop, walk_in_id: int, scope: Scope, *, actor: Person) -> None:
    """Take somebody off who was typed by mistake. Raises RuleBroken("workshop-closed"), NotFound."""
    refuse_closed(workshop)
    line = _shown(workshop, walk_in_id, scope, actor)
    remove_rows([line.row.id])
    audit.note(actor.id, "workshops.walk-in-off", "workshop", workshop.uuid, walk_in=walk_in_id)


def take_off_unconfirmed(workshop: Workshop, scope: Scope, *, actor: Person) -> int:
    """Take everybody off who has typed their name and whom no trainer has confirmed. Returns how many.

    Raises RuleBroken("workshop-closed").
    """
    refuse_closed(workshop)
    shown = walk_ins_shown(workshop, walk_ins_of(workshop), actor, scope)
    ids = [line.row.id for line in shown if not line.is_confirmed]
    remove_rows(ids)
    audit.note(actor.id, "workshops.walk-in-off", "workshop", workshop.uuid, count=len(ids))
    return len(ids)


def remove_rows(ids: Collection[int]) -> None:
    """Forget walk-ins with what was tapped for them."""
    session.execute(delete(WorkshopWalkInMark).where(WorkshopWalkInMark.walk_in_id.in_(ids)))
    session.execute(delete(WorkshopWalkIn).where(WorkshopWalkIn.id.in_(ids)))
    session.flush()


def _shown(workshop: Workshop, walk_in_id: int, scope: Scope, actor: Person) -> WalkInLine:
    return walk_in_of(walk_ins_shown(workshop, walk_ins_of(workshop), actor, scope), walk_in_id)


def _new_row(workshop: Workshop, half_day: int, typed: Typed, unit_id: int) -> WorkshopWalkIn:
    name = for_name(typed.name, LONGEST_NAME)
    if not name:
        raise RuleBroken("walk-in-name-missing", field="walk_in")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("walk-in-name-too-long", field="walk_in", most=LONGEST_NAME)
    return WorkshopWalkIn(
        key=typed.key,
        workshop_uuid=workshop.uuid,
        unit_id=unit_id,
        name=name,
        phone=_phone(typed.phone, workshop),
        number=for_name(typed.number, LONGEST_PHONE)[:LONGEST_PHONE],
        half_day=half_day,
        added_at=clock.now(),
        added_by_id=None,
    )


def _phone(typed: str, workshop: Workshop) -> str:
    """As it is dialled from anywhere; as it was typed where it is no whole number: nobody types it twice in a room."""
    text = phone_texts.read(for_name(typed, 2 * LONGEST_PHONE)).number
    try:
        return phones.e164(text, units.country_of(workshop.trainers[0].person.unit)) if text else ""
    except RuleBroken:
        return text[:LONGEST_PHONE]


def _refuse_twin(
    workshop: Workshop, row: WorkshopWalkIn, walk_ins: Sequence[WalkInLine], scope: Scope
) -> None:
    new = known_of((row.name,), row.phone)
    others = [(line.row.name, known_of((line.row.name,), line.row.phone)) for line in walk_ins]
    for line in visible(roster_of(workshop), scope):
        person = line.person
        names = (person.name, person.latin_name)
        others.append((f"{person.name} ({person.number})", known_of(names, person.phone or "")))
    for name, other in others:
        if may_be_one(new, other):
            raise RuleBroken("walk-in-again", field="walk_in", name=name)


def known_of(names: Sequence[str], phone: str) -> Known:
    """By what somebody is known: names without titles and spaces, in any case, and the digits of a phone."""
    squashed = (for_comparing(without_title(name)).replace(" ", "") for name in names)
    digits = "".join(one for one in ascii_digits(phone) if one.isdecimal())
    return Known(frozenset(squashed) - {""}, digits)


def _is_same_text(one: WorkshopWalkIn, other: WorkshopWalkIn) -> bool:
    return (one.name, one.phone, one.number) == (other.name, other.phone, other.number)


def _note_elsewhere(workshop: Workshop, row: WorkshopWalkIn, actor: Person) -> None:
    """Who comes when another half-day is saved already was not there in it."""
    for half_day in workshop.half_days:
        if half_day.taken_at is not None and half_day.number != row.half_day:
            write_walk_in_mark(row.id, half_day.number, "absent", actor)
    session.flush()
