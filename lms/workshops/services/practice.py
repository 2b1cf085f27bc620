"""Verb of observed practice: keep what a trainer notes on somebody's card. Flushes, never commits.

A card is what its observers have seen together: of two trainers on two phones the later one is shown what the other
has noted before anything is written. Halves that nobody has seen as a whole are never put together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from lms import audit, clock
from lms.accounts.queries.people import canonical_person, society_code_of
from lms.accounts.services.people import Person, Scope
from lms.content import registry
from lms.content.types.practice import PracticeCard
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.workshops.domain.practice import Points, differing, waits
from lms.workshops.models import Workshop, WorkshopParticipant, WorkshopPoint
from lms.workshops.queries.practice import points_of, practice_cards_of
from lms.workshops.queries.roster import RosterLine, roster_of, visible
from lms.workshops.services.plans import refuse_closed
from lms.workshops.services.roster import line_of


@dataclass(frozen=True)
class NotedOtherwise:
    """What somebody has noted of a point since the page was opened, and it is not what was tapped."""

    point: str
    writer: Person
    value: int


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
) -> list[NotedOtherwise]:
    """Keep the card of somebody whom a scope has, as it was tapped.

    Where the card was saved since the page had shown it as `seen`, and says something else: returns what, and keeps
    nothing. Raises RuleBroken: "workshop-closed", "practice-not-begun", "own-practice", "practice-waits",
    "practice-empty" where nothing is tapped on a new card; NotFound.
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
    noted = points_of([line]).get((line.person.id, module), {})
    if not noted and not any(now.values()):
        raise RuleBroken("practice-empty")
    if differing(card, noted, seen) and (otherwise := differing(card, noted, now)):
        return _noted(line, module, otherwise)
    _write(line, module, {point.id: now.get(point.id, 0) for point in card.noted}, actor)
    # Not what: the audit stays for good, the card goes.
    facts = {"workshop": workshop.uuid, "module": module}
    audit.note(actor.id, "workshops.practice", "person", line.person.id, **facts)
    session.flush()
    return []


def _rows(line: RosterLine, module: str) -> dict[tuple[int, str], WorkshopPoint]:
    ids = [row.id for row in line.lines]
    rows = session.scalars(
        select(WorkshopPoint).where(among(WorkshopPoint.participant_id, ids), WorkshopPoint.module == module)
    )
    return {(row.participant_id, row.point): row for row in rows}


def _noted(line: RosterLine, module: str, points: Collection[str]) -> list[NotedOtherwise]:
    """Of each point what says more, where records were joined."""
    rows = sorted(_rows(line, module).values(), key=lambda row: row.value)
    last = {row.point: row for row in rows if row.point in points}
    return [
        NotedOtherwise(point, session.get_one(Person, row.written_by_id), row.value)
        for point, row in last.items()
    ]


def _write(line: RosterLine, module: str, written: Points, actor: Person) -> None:
    """For each row of a person: where records were joined they practised once."""
    known, at = _rows(line, module), clock.now()
    for one in line.lines:
        for point, value in written.items():
            row = known.get((one.id, point))
            if row is None:
                about = {"participant_id": one.id, "module": module, "point": point}
                session.add(WorkshopPoint(**about, value=value, written_at=at, written_by_id=actor.id))
            elif row.value != value:
                row.value, row.written_at, row.written_by_id = value, at, actor.id


def destroy_cards(workshop: Workshop) -> None:
    """Remove every card of a workshop: what stays is the word."""
    theirs = select(WorkshopParticipant.id).where(WorkshopParticipant.workshop_uuid == workshop.uuid)
    session.execute(delete(WorkshopPoint).where(WorkshopPoint.participant_id.in_(theirs)))
