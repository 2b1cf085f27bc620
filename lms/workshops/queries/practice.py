"""What was noted on the practice cards of a workshop. Reads, never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import select

from lms.accounts.services.people import PersonId
from lms.content import registry
from lms.content.types.practice import PracticeCard
from lms.db import among, session
from lms.workshops.domain.plan import is_awarding
from lms.workshops.domain.practice import Points, is_seen, together
from lms.workshops.models import Workshop, WorkshopPoint
from lms.workshops.queries.roster import RosterLine

_Of: TypeAlias = tuple[PersonId, str]


def practice_cards_of(workshop: Workshop) -> Sequence[PracticeCard]:
    """The practice cards of a workshop's modules; none where it gives no award."""
    if not is_awarding(workshop.kind):
        return ()
    known = registry.current().practice
    return [known[module] for module in workshop.modules if module in known]


def points_of(lines: Iterable[RosterLine]) -> Mapping[_Of, Points]:
    """By person and module what is noted on the card; nobody is in it of whom nothing is."""
    whose = {row.id: line.person.id for line in lines for row in line.lines}
    asked = select(WorkshopPoint).where(among(WorkshopPoint.participant_id, whose))
    noted: defaultdict[_Of, defaultdict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in session.scalars(asked):
        noted[whose[row.participant_id], row.module][row.participant_id][row.point] = row.value
    return {of: together(cards.values()) for of, cards in noted.items()}


def words_of(workshop: Workshop, lines: Sequence[RosterLine]) -> Mapping[_Of, bool]:
    """By person and module whether their practice was seen; nobody is in it who was not observed.

    Once closed only the word is known; noted anew after it was opened again, the card counts.
    """
    points = points_of(lines)
    found: dict[_Of, bool] = {}
    for card in practice_cards_of(workshop):
        for line in lines:
            of = (line.person.id, card.module)
            kept = line.outcomes.get(card.module, {}).get("practised")
            if of in points:
                found[of] = is_seen(card, points[of])
            elif kept is not None:
                found[of] = kept
    return found
