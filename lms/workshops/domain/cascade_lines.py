"""A tree of trainings as nested lines for a page, of a length that a page can have. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.workshops.domain.cascade import Tree

MOST_LINES: Final = 400  # on a page
MOST_BESIDE: Final = 30  # below one trainer, or beside each other at the top
DEEPEST: Final = 6  # how many levels are nested


@dataclass(frozen=True)
class Line:
    """A person, those below them, and how many more there are right below who are not shown."""

    person: int
    below: Sequence[Line]
    more: int = 0


def lines_of(
    tree: Tree, wanted: Collection[int], reached: Mapping[int, int], start: int | None = None
) -> tuple[Sequence[Line], int]:
    """The tree as lines from its roots, or from one person; and how many more roots there are.

    `wanted`: who is to be shown; others only where somebody of these stands below them. `reached`: how many of these
    do. Everybody stands in one place, below whoever led their workshop; who reaches most comes first.
    """
    left = MOST_LINES

    def is_shown(person: int) -> bool:
        return person in wanted or bool(reached.get(person))

    def in_order(people: Collection[int]) -> list[int]:
        return sorted(filter(is_shown, people), key=lambda one: (-reached.get(one, 0), one))

    def line(person: int, level: int) -> Line:
        nonlocal left
        left -= 1
        people = in_order([one for one in tree.below.get(person, ()) if tree.above[one][0] == person])
        shown: list[Line] = []
        for one in people[:MOST_BESIDE] if level < DEEPEST else ():
            if left <= 0:
                break
            shown.append(line(one, level + 1))
        return Line(person, tuple(shown), len(people) - len(shown))

    if start is not None:
        return (line(start, 1),), 0
    roots = [one for one in in_order(tree.roots) if reached.get(one)]
    lines = []
    for root in roots[:MOST_BESIDE]:
        if left <= 0:
            break
        lines.append(line(root, 1))
    return tuple(lines), len(roots) - len(lines)
