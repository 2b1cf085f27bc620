"""What was noted on a practice card, and its word: seen, or practise again. Pure.

Source of the rules: the cards in curriculum/practice/; only the word is kept (curriculum, trainer material).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from lms.content.types.practice import PracticeCard
from lms.content.types.societies import Society, showable

Points = Mapping[str, int]  # by the id of a point; what a card does not know any more counts for nothing


def sum_of(card: PracticeCard, noted: Points) -> int:
    """The points of a card; of each at most what it brings."""
    return sum(min(max(noted.get(point.id, 0), 0), point.most) for point in card.points)


def is_seen(card: PracticeCard, noted: Points) -> bool:
    """Whether a card is passed: enough points, of each the least, and nothing that ends it."""
    if card.never is not None and noted.get(card.never.id, 0) > 0:
        return False
    return sum_of(card, noted) >= card.pass_points and all(
        noted.get(point.id, 0) >= point.least for point in card.points
    )


def together(notes: Iterable[Points]) -> dict[str, int]:
    """The card of one person who stands on the roster with several records: of each point what says more."""
    found: dict[str, int] = {}
    for noted in notes:
        for point, value in noted.items():
            found[point] = max(value, found.get(point, 0))
    return found


def differing(card: PracticeCard, noted: Points, other: Points) -> list[str]:
    """The points of a card of which two notes say something else."""
    return [point.id for point in card.noted if noted.get(point.id, 0) != other.get(point.id, 0)]


def waits(card: PracticeCard, society: str, societies: Mapping[str, Society], today: date) -> bool:
    """Whether nobody of a Society can be noted yet: it, or every other one, has not named what the card waits for.

    A slip goes from one office to another: practised is what is done with both.
    """
    return any(
        not _names(societies.get(society), key, today)
        or not any(_names(one, key, today) for code, one in societies.items() if code != society)
        for key in card.waits_for
    )


def _names(society: Society | None, key: str, today: date) -> bool:
    service = None if society is None else society.service(key)
    return service is not None and showable(service, today)
