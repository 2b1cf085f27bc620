"""Drawing: a pool and a seed in, a paper out. Knows nothing of people, attempts or the database.

Among all papers that keep the blueprint we want one of the best, and each of the best equally often:

1. always: the blueprint's number of items of each lesson, and at least one item of each safety topic;
2. as few items as possible that the person has seen before (parallel forms);
3. as few items as possible away from the levels aimed at (curriculum, section 8).

Items that agree in level and topic are alike for these rules. So each lesson offers a few *mixtures* of such
groups; we go through the lessons, keep for each state reached (levels so far, topics so far) the least number
of repeated items and the number of ways to get there, and walk back from a best end by chance, weighted by
ways.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement
from math import comb
from operator import add
from random import Random
from typing import NamedTuple, TypeAlias, TypeVar

from lms.content.types.questions import Level, Pool, Question
from lms.quizzes.domain import kinds

LEVELS: tuple[Level, ...] = ("recall", "apply", "judge")


class CannotDrawError(ValueError):
    """The pool has no paper that keeps its own blueprint: a fault of the content."""


@dataclass(frozen=True)
class SelectedItem:
    """One item of a paper: its id, and the ids of its options, reasons or steps in the order shown."""

    item: str
    parts: tuple[str, ...]


# What makes items alike for the blueprint: the level, and the safety topic where the blueprint asks for it.
_Group: TypeAlias = tuple[Level, str | None]
_Mixture: TypeAlias = tuple[_Group, ...]
# Items of each of LEVELS so far, safety topics so far.
_State: TypeAlias = tuple[tuple[int, ...], frozenset[str]]
_START: _State = ((0,) * len(LEVELS), frozenset())

_T = TypeVar("_T")


@dataclass(frozen=True)
class _LessonItems:
    """The items of one lesson by group, apart as the person has not seen them yet or has."""

    fresh: Mapping[_Group, Sequence[str]]
    seen: Mapping[_Group, Sequence[str]]

    def mixtures(self, count: int) -> Iterator[_Mixture]:
        """All ways to fill `count` places with groups, as far as the items suffice."""
        groups = sorted({*self.fresh, *self.seen}, key=str)
        for mixture in combinations_with_replacement(groups, count):
            if all(number <= self._size(group) for group, number in Counter(mixture).items()):
                yield mixture

    def _size(self, group: _Group) -> int:
        return len(self.fresh[group]) + len(self.seen[group])

    def repeats(self, mixture: _Mixture) -> int:
        """How many items the person would see again."""
        return sum(max(0, number - len(self.fresh[group])) for group, number in Counter(mixture).items())

    def ways(self, mixture: _Mixture) -> int:
        """In how many ways items can be taken, fresh ones first."""
        ways = 1
        for group, number in Counter(mixture).items():
            fresh, seen = len(self.fresh[group]), len(self.seen[group])
            ways *= comb(fresh, number) if number <= fresh else comb(seen, number - fresh)
        return ways

    def take(self, mixture: _Mixture, random: Random) -> Iterator[str]:
        """Items for a mixture, fresh ones first, by chance."""
        for group, number in Counter(mixture).items():
            fresh = random.sample(self.fresh[group], min(number, len(self.fresh[group])))
            yield from fresh
            yield from random.sample(self.seen[group], number - len(fresh))


class _Step(NamedTuple):  # thousands of them are made for a paper: half the price of a dataclass
    """A way from one state to another over a lesson's mixture; `ways` counts the papers up to and with it."""

    before: _State
    mixture: _Mixture
    repeats: int
    ways: int


def draw(
    pool: Pool, *, seed: int, seen: Collection[str] = (), whole: bool = True
) -> tuple[SelectedItem, ...]:
    """A paper: items in a shuffled order, each with its parts in a shuffled order.

    The same seed gives the same paper. `seen` holds the ids of items of the person's earlier papers. `whole`: every
    safety topic of the blueprint; else as many as there is room for. Raises CannotDrawError.
    """
    random = Random(seed)
    chosen = _choose(pool, frozenset(seen), random, whole=whole)
    return shuffled(pool, chosen, random)


def shuffled(pool: Pool, chosen: list[str], random: Random) -> tuple[SelectedItem, ...]:
    """These items of a pool in a shuffled order, each with its parts in a shuffled order."""
    questions = {question.id: question for question in pool.questions}
    random.shuffle(chosen)
    return tuple(SelectedItem(item, kinds.rules_of(questions[item]).shuffled(random)) for item in chosen)


def still_there(pool: Pool, drawn: Iterable[SelectedItem]) -> bool:
    """Whether every item of a paper is still known with the same parts, so that it can be marked."""
    parts = {question.id: frozenset(question.parts) for question in pool.all_questions}
    return all(parts.get(one.item) == frozenset(one.parts) for one in drawn)


@dataclass(frozen=True)
class _Ways:
    """All the best papers of a pool: the items by lesson, and after each lesson the states one can be in."""

    lessons: Mapping[str, _LessonItems]
    trail: Sequence[Mapping[_State, list[_Step]]]
    best: Sequence[_State]


# Most people start with the same past, none: for them the ways are worked out once.
@lru_cache(maxsize=64)
def _ways_through(pool: Pool, seen: frozenset[str], *, whole: bool) -> _Ways:
    blueprint, needed = pool.blueprint, frozenset(pool.blueprint.safety)
    lessons = {lesson: _items_of(pool.questions, lesson, needed, seen) for lesson in blueprint.lessons}
    trail: list[dict[_State, list[_Step]]] = []
    reached = {_START: [_Step(_START, (), 0, 1)]}
    for lesson, count in blueprint.lessons.items():
        reached = _over(reached, lessons[lesson], count)
        trail.append(reached)

    def cost(state: _State) -> tuple[int, int]:
        return reached[state][0].repeats, _distance(state[0], blueprint.levels)

    topics = len(needed) if whole else max((len(state[1]) for state in reached), default=0)
    complete = [state for state in reached if len(state[1]) == topics]
    if not complete:
        raise CannotDrawError("no paper has the items of each lesson and of each safety topic")
    least = min(map(cost, complete))
    return _Ways(lessons, trail, [state for state in complete if cost(state) == least])


def _choose(pool: Pool, seen: frozenset[str], random: Random, *, whole: bool) -> list[str]:
    ways = _ways_through(pool, seen, whole=whole)
    end = ways.trail[-1]
    state = _by_ways(ways.best, lambda one: _ways(end[one]), random)
    chosen: list[str] = []
    for lesson, steps in zip(reversed(list(ways.lessons)), reversed(ways.trail), strict=True):
        step = _by_ways(steps[state], lambda one: one.ways, random)
        chosen.extend(ways.lessons[lesson].take(step.mixture, random))
        state = step.before
    return chosen


def _items_of(
    questions: Iterable[Question], lesson: str, needed: frozenset[str], seen: frozenset[str]
) -> _LessonItems:
    fresh: dict[_Group, list[str]] = defaultdict(list)
    old: dict[_Group, list[str]] = defaultdict(list)
    for question in questions:
        if question.lesson == lesson:
            group = (question.level, question.safety if question.safety in needed else None)
            (old if question.id in seen else fresh)[group].append(question.id)
    return _LessonItems(fresh, old)


def _over(
    reached: Mapping[_State, list[_Step]], items: _LessonItems, count: int
) -> dict[_State, list[_Step]]:
    """The states after one more lesson; of the steps into a state only those with the fewest repeats stay."""
    after: dict[_State, list[_Step]] = {}
    # There are thousands of pairs: what belongs to one side of a pair is worked out once.
    befores = [(before, steps[0].repeats, _ways(steps)) for before, steps in reached.items()]
    for mixture in items.mixtures(count):
        more, ways = items.repeats(mixture), items.ways(mixture)
        levels, topics = _with(_START, mixture)
        for before, repeats, ways_before in befores:
            state = tuple(map(add, before[0], levels)), before[1] | topics
            kept = after.setdefault(state, [])
            if kept and repeats + more < kept[0].repeats:
                kept.clear()
            if not kept or repeats + more == kept[0].repeats:
                kept.append(_Step(before, mixture, repeats + more, ways_before * ways))
    return after


def _with(state: _State, mixture: _Mixture) -> _State:
    levels, topics = state
    added = Counter(level for level, _ in mixture)
    new = frozenset(topic for _, topic in mixture if topic is not None)
    return tuple(number + added[level] for number, level in zip(levels, LEVELS, strict=True)), topics | new


def _distance(levels: Sequence[int], aim: Mapping[Level, int]) -> int:
    return sum(abs(number - aim.get(level, 0)) for number, level in zip(levels, LEVELS, strict=True))


def _ways(steps: Iterable[_Step]) -> int:
    return sum(step.ways for step in steps)


def _by_ways(choices: Sequence[_T], ways: Callable[[_T], int], random: Random) -> _T:
    """One of the choices by chance, in whole numbers: the ways can be more than a float holds."""
    ticket = random.randrange(sum(map(ways, choices)))
    for choice in choices[:-1]:
        ticket -= ways(choice)
        if ticket < 0:
            return choice
    return choices[-1]
