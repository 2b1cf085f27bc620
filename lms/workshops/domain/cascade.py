"""Who trained whom in one module: the tree that follows from closed workshops. Pure: knows ids and days alone.

Of each person the first workshop counts at which they met the rule; who led it, and who led it with them, trained them.
Nobody trains themselves. Links are drawn in the order of their days, and one that would close a circle is not drawn: so
the earlier day wins. Who has trained somebody and stands below nobody is a root.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class HeldOn:
    """A workshop that was held: its last day, its id, and its trainers, whoever leads it first."""

    on: date
    uuid: str
    trainers: tuple[int, ...]


@dataclass(frozen=True)
class Tree:
    """Who trained whom. `above`: the trainers of each person, whoever led first; `below`: whom each of them trained.

    `depths`: the fewest steps from a root, which has 0. `first`: the workshop at which somebody was trained.
    """

    above: Mapping[int, Sequence[int]]
    below: Mapping[int, Sequence[int]]
    depths: Mapping[int, int]
    first: Mapping[int, HeldOn]

    @property
    def roots(self) -> list[int]:
        """Who has trained others and was trained by nobody here."""
        return [one for one in self.below if one not in self.above]


def tree_of(
    workshops: Iterable[HeldOn], trained: Iterable[tuple[int, str]], kept: Mapping[int, int] | None = None
) -> Tree:
    """The tree of some workshops and of who met the rule at which (a record, the id of the workshop).

    `kept`: of records that were joined, the one that stands for the person.
    """
    kept = kept or {}
    held = {
        one.uuid: HeldOn(one.on, one.uuid, tuple(dict.fromkeys(kept.get(who, who) for who in one.trainers)))
        for one in workshops
    }
    first: dict[int, HeldOn] = {}
    for record, uuid in trained:
        person, workshop = kept.get(record, record), held.get(uuid)
        if workshop is None or not any(who != person for who in workshop.trainers):
            continue
        if person not in first or workshop < first[person]:
            first[person] = workshop
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for person, workshop in sorted(first.items(), key=lambda item: (item[1], item[0])):
        for trainer in workshop.trainers:
            # Whoever has trained nobody yet stands above nobody: no need to look.
            if trainer == person or (person in below and _is_above(person, trainer, above)):
                continue
            above.setdefault(person, []).append(trainer)
            below.setdefault(trainer, []).append(person)
    return Tree(above, below, _depths(above, below), first)


def _is_above(person: int, other: int, above: Mapping[int, Sequence[int]]) -> bool:
    """Whether somebody trained another one, or those who trained them."""
    seen, waiting = {other}, [other]
    while waiting:
        for trainer in above.get(waiting.pop(), ()):
            if trainer == person:
                return True
            if trainer not in seen:
                seen.add(trainer)
                waiting.append(trainer)
    return False


def _depths(above: Mapping[int, Sequence[int]], below: Mapping[int, Sequence[int]]) -> dict[int, int]:
    depths = {one: 0 for one in below if one not in above}
    waiting = deque(depths)
    while waiting:
        trainer = waiting.popleft()
        for person in below.get(trainer, ()):
            if person not in depths:
                depths[person] = depths[trainer] + 1
                waiting.append(person)
    return depths


def steps_from(tree: Tree, person: int) -> Mapping[int, int]:
    """Everybody below a person, each once, with the fewest steps from them (1: trained by them)."""
    steps = {person: 0}
    waiting = deque(steps)
    while waiting:
        trainer = waiting.popleft()
        for one in tree.below.get(trainer, ()):
            if one not in steps:
                steps[one] = steps[trainer] + 1
                waiting.append(one)
    del steps[person]
    return steps


def reach(tree: Tree, counted: Collection[int]) -> Mapping[int, int]:
    """How many of some people stand below each trainer, at any depth: each once, by however many ways they are reached.

    A set for each trainer, as the bits of a number: from the leaves upwards, each is joined to those above and dropped,
    so that few are there at a time.
    """
    bits = {person: number for number, person in enumerate(one for one in tree.above if one in counted)}
    size = len(bits) // 8 + 1
    waits = {who: sum(one in tree.below for one in below) for who, below in tree.below.items()}
    ready = [who for who, count in waits.items() if not count]
    joined: defaultdict[int, int] = defaultdict(int)
    found: dict[int, int] = {}
    while ready:
        who = ready.pop()
        direct = bytearray(size)
        for one in tree.below[who]:
            if one in bits:
                direct[bits[one] >> 3] |= 1 << (bits[one] & 7)
        reached = joined.pop(who, 0) | int.from_bytes(direct, "little")
        found[who] = reached.bit_count()
        for trainer in tree.above.get(who, ()):
            joined[trainer] |= reached
            waits[trainer] -= 1
            if not waits[trainer]:
                ready.append(trainer)
    return found
