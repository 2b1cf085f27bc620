"""The card on which a trainer notes how somebody practises a skill of a module. Frozen, read at start."""

from __future__ import annotations

from dataclasses import dataclass

from lms.content.types.surveys import Wording


@dataclass(frozen=True)
class PracticePoint:
    """What is looked at: it brings up to `most` points (1 or more); with fewer than `least` the card is not passed."""

    id: str
    wording: Wording
    most: int = 1
    least: int = 0


@dataclass(frozen=True)
class PracticeCard:
    """The card of a module. Passed with `pass_points` of all, the least of each point, and nothing of `never`.

    `before` is read first. `never`: what ends it whatever the sum. `waits_for`: keys of local services; while the
    Society of the person, or every other one, has not named them, nobody is noted as having passed. `drafts`: the
    languages whose translation nobody has reviewed.
    """

    module: str
    version: str
    title: Wording
    before: Wording
    points: tuple[PracticePoint, ...]
    pass_points: int
    never: PracticePoint | None = None
    waits_for: tuple[str, ...] = ()
    drafts: frozenset[str] = frozenset()

    @property
    def most(self) -> int:
        """All the points that there are."""
        return sum(point.most for point in self.points)

    @property
    def noted(self) -> tuple[PracticePoint, ...]:
        """Everything that is noted: the points, then what must never be."""
        return self.points if self.never is None else (*self.points, self.never)
