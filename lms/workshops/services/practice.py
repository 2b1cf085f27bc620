"""Verb of observed practice: keep what a trainer notes on somebody's card. Flushes, never commits.

Two trainers on two phones: only what somebody has tapped is written, as for attendance.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select

from lms import audit, clock
from lms.accounts.queries.people import canonical_person, society_code_of
from lms.accounts.services.people import Person, Scope
from lms.content import registry
from lms.content.types.practice import PracticeCard
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.workshops.domain.practice import Points, news, waits
from lms.workshops.models import Workshop, WorkshopParticipant, WorkshopPoint
from lms.workshops.queries.practice import points_of, practice_cards_of
from lms.workshops.queries.roster import RosterLine, roster_of, visible
from lms.workshops.services.plans import refuse_closed
from lms.workshops.services.roster import line_of


@dataclass(frozen=True)
class PointOverwritten:
    """What another trainer had noted of a point since the page was opened, and what counts now."""

    point: str
    writer: Person
    before: int
    now: int


def card_of(workshop: Workshop, module: str) -> PracticeCard:
    """The practice card of a module of the workshop. Raises NotFound."""
    found = next((card for card in practice_cards_of(workshop) if card.module == module), None)
    if found is None:
        raise NotFound(module)
    return found


def is_waiting(card: PracticeCard, person: Person) -> bool:
    """Whether the card of somebody waits for what their Society, or all others, have not named yet."""
    return waits(card, society_code_of(person), registry.current().societies, clock.today())


def save_practice(
    workshop: Workshop,
    module: str,
    person_id: int,
    seen: Points,
    now: Points,
    scope: Scope,
    *,
    actor: Person,
) -> list[PointOverwritten]:
    """Keep what was tapped on the card of somebody whom a scope has; what is as the page had shown it is left alone.

    Returns what somebody else had noted meanwhile and does not count any more. Raises RuleBroken: "workshop-closed",
    "practice-not-begun", "own-practice", "practice-waits"; NotFound.
    """
    refuse_closed(workshop)
    card = card_of(workshop, module)
    line = line_of(visible(roster_of(workshop), scope), person_id)
    if workshop.first_on > clock.today():
        raise RuleBroken("practice-not-begun")
    if line.person.id == canonical_person(actor).id:
        raise RuleBroken("own-practice")
    if is_waiting(card, line.person):
        raise RuleBroken("practice-waits")
    written = news(card, points_of([line]).get((line.person.id, module), {}), seen, now)
    overwritten = _write(line, module, written, seen, actor)
    # Not what: the audit stays for good, the card goes.
    facts = {"workshop": workshop.uuid, "module": module}
    audit.note(actor.id, "workshops.practice", "person", line.person.id, **facts)
    session.flush()
    return overwritten


def _write(
    line: RosterLine, module: str, written: Points, seen: Points, actor: Person
) -> list[PointOverwritten]:
    """For each row of a person: where records were joined they practised once."""
    ids = [row.id for row in line.lines]
    rows = session.scalars(
        select(WorkshopPoint).where(among(WorkshopPoint.participant_id, ids), WorkshopPoint.module == module)
    )
    known = {(row.participant_id, row.point): row for row in rows}
    lost: dict[str, PointOverwritten] = {}
    at, actor_id = clock.now(), actor.id
    for row_id in ids:
        for point, value in written.items():
            row = known.get((row_id, point))
            if row is None:
                about = {"participant_id": row_id, "module": module, "point": point}
                session.add(WorkshopPoint(**about, value=value, written_at=at, written_by_id=actor_id))
                continue
            if row.written_by_id != actor_id and row.value not in (seen.get(point, 0), value):
                writer = session.get_one(Person, row.written_by_id)
                lost[point] = PointOverwritten(point, writer, row.value, value)
            row.value, row.written_at, row.written_by_id = value, at, actor_id
    return list(lost.values())


def destroy_cards(workshop: Workshop) -> None:
    """Remove every card of a workshop: what stays is the word."""
    theirs = select(WorkshopParticipant.id).where(WorkshopParticipant.workshop_uuid == workshop.uuid)
    session.execute(delete(WorkshopPoint).where(WorkshopPoint.participant_id.in_(theirs)))
