"""Figures of a tree of trainings by how many steps somebody is away from its roots, few people hidden. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lms.records.domain.small_groups import LEAST


@dataclass(frozen=True)
class Step:
    """Who is so many steps away from a root (0: the roots). `people`: those whose names the reader may see; `others`:
    all others; `passed`: how many of `people` passed the test. None stands for a number that is not shown.
    """

    number: int
    people: int
    passed: int | None
    others: int | None

    @property
    def share(self) -> int | None:
        """How many of a hundred passed."""
        return None if self.passed is None else round(100 * self.passed / self.people)


@dataclass(frozen=True)
class Figures:
    """The steps of a tree and, of all who were trained (not the roots), the same together."""

    steps: tuple[Step, ...]
    trained: Step


def figures_of(depths: Mapping[int, int], named: Collection[int], passed: Collection[int]) -> Figures:
    """The figures of some people by their depths.

    Who passed is told of five people and more. What is left of all together is about five people as well: where it
    would not be, the next larger step is not told either. How many others there are is told of none, or of five and
    more; where a number of them is hidden, so is the sum.
    """
    people = Counter(depth for one, depth in depths.items() if one in named)
    others = Counter(depth for one, depth in depths.items() if one not in named)
    good = Counter(depth for one, depth in depths.items() if one in named and one in passed)
    numbers = range(max(depths.values(), default=-1) + 1)
    hidden = _hidden([people[number] for number in numbers if number])
    steps = tuple(
        Step(
            number,
            people[number],
            good[number] if number and people[number] and number - 1 not in hidden else None,
            _unless_few(others[number]),
        )
        for number in numbers
    )
    trained = sum(people[number] for number in numbers if number)
    all_good = sum(good[number] for number in numbers if number)
    told = [one.others for one in steps]
    beside = [one.others for one in steps[1:] if one.others is not None]
    return Figures(
        steps,
        Step(
            len(steps),
            trained,
            all_good if trained >= LEAST else None,
            None if None in told else sum(beside),
        ),
    )


def levels_of(steps: Mapping[int, int]) -> tuple[int | None, ...]:
    """How many people are one step away from a trainer, two, three …: from the second on, none or five and more.

    The first is told whatever it is: whoever trained them was in the room.
    """
    counts = Counter(steps.values())
    return tuple(
        counts[number] if number == 1 else _unless_few(counts[number])
        for number in range(1, max(counts, default=0) + 1)
    )


def _unless_few(number: int) -> int | None:
    return None if 0 < number < LEAST else number


def _hidden(people: Sequence[int]) -> set[int]:
    """The places of those groups of which nothing is told: the small ones, and the next larger until they are enough
    together.
    """
    hidden = {place for place, count in enumerate(people) if 0 < count < LEAST}
    larger = sorted((count, place) for place, count in enumerate(people) if count >= LEAST)
    for _, place in larger:
        if not hidden or sum(people[one] for one in hidden) >= LEAST:
            break
        hidden.add(place)
    return hidden
