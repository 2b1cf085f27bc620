"""The test of who renews: what they missed before, safety, the rest by the blueprint. Pure: no clock, no rows.

Source: issue 11, "refresher test (what was missed before, and the safety-critical)"; length and pass mark are those of
the post-test. A question that was missed is asked by a parallel one where there is one that the person has not seen:
of the same lesson, level and safety topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from lms.content.types.questions import Blueprint, Pool, Question
from lms.data_inventory import DAYS
from lms.quizzes.domain import selection
from lms.quizzes.domain.selection import CannotDrawError, SelectedItem
from lms.quizzes.domain.shares import shares
from lms.records.domain.award_rules import Standing

_RENEWING: Final = ("valid", "expiring", "in-grace")


def renews(standing: Standing, opens_days: int, today: date) -> bool:
    """Whether a test passed today renews: from `opens_days` before the end of a certificate until its grace ends."""
    end = standing.expires_on
    return standing.status in _RENEWING and end is not None and today >= end - timedelta(days=opens_days)


def missed_before(
    marks: Iterable[tuple[date, Mapping[str, bool]]], practising: Collection[str], today: date
) -> tuple[str, ...]:
    """The items that were wrong in the newest attempt that asked them, the newest first.

    `marks` by item with the day of the attempt, the newest attempt first. Who is not `practising` an item any more
    knows it by now; only in the first year: then what nobody came to practise is no longer kept, and is asked.
    """
    newest: dict[str, tuple[date, bool]] = {}
    for day, right in marks:
        newest = {
            **newest,
            **{item: (day, is_right) for item, is_right in right.items() if item not in newest},
        }
    still_kept = today - timedelta(days=DAYS["old-practice"])
    return tuple(
        item
        for item, (day, is_right) in newest.items()
        if not is_right and (item in practising or day <= still_kept)
    )


def draw_refresher(
    pool: Pool, *, seed: int, missed: Sequence[str], seen: Collection[str]
) -> tuple[SelectedItem, ...]:
    """A test as long as the blueprint says. `missed`: the newest first; `seen`: what the person was asked before.

    The same seed gives the same test. Raises CannotDrawError where the pool has too few questions.
    """
    random = Random(seed)
    fixed = _fixed(pool, missed, frozenset(seen), random)
    rest = _rest(pool, fixed)
    filled = selection.draw(rest, seed=random.randrange(2**31), seen=seen) if rest.blueprint.length else ()
    return selection.shuffled(pool, [*fixed, *(one.item for one in filled)], random)


def _fixed(pool: Pool, missed: Sequence[str], seen: frozenset[str], random: Random) -> list[str]:
    """What stands for the missed questions, safety first, and one question of each safety topic that is left."""
    questions = {question.id: question for question in pool.questions}
    there = sorted(
        (questions[item] for item in missed if item in questions), key=lambda one: one.safety is None
    )
    chosen: list[str] = []
    for question in there:
        topics = {questions[item].safety for item in chosen} | {question.safety}
        still_needed = len(set(pool.blueprint.safety) - topics)
        if len(chosen) + 1 + still_needed <= pool.blueprint.length:
            chosen.append(_parallel(pool, question, {*seen, *missed, *chosen}, chosen, random))
    for topic in pool.blueprint.safety:
        if topic not in {questions[item].safety for item in chosen}:
            chosen.append(_of_topic(pool, topic, seen, random))
    return chosen


def _parallel(
    pool: Pool, missed: Question, known: Collection[str], chosen: Collection[str], random: Random
) -> str:
    """Another question of the same lesson, level and topic that is not known yet; else the one that was missed."""
    place = (missed.lesson, missed.level, missed.safety)
    others = [
        one.id
        for one in pool.questions
        if (one.lesson, one.level, one.safety) == place and one.id not in known and one.id not in chosen
    ]
    return random.choice(others) if others else missed.id


def _of_topic(pool: Pool, topic: str, seen: frozenset[str], random: Random) -> str:
    of_topic = [question.id for question in pool.questions if question.safety == topic]
    fresh = [item for item in of_topic if item not in seen]
    if not of_topic:
        raise CannotDrawError(f"no question about {topic}")
    return random.choice(fresh or of_topic)


def _rest(pool: Pool, fixed: Collection[str]) -> Pool:
    """What the other places are drawn from: lessons and levels in the proportion of what the blueprint still lacks."""
    blueprint, places = pool.blueprint, pool.blueprint.length - len(fixed)
    taken = [question for question in pool.questions if question.id in fixed]
    free = tuple(question for question in pool.questions if question.id not in fixed)
    of_lessons, of_levels = Counter(one.lesson for one in taken), Counter(one.level for one in taken)
    lacking = {name: max(0, count - of_lessons[name]) for name, count in blueprint.lessons.items()}
    levels = {level: max(0, count - of_levels[level]) for level, count in blueprint.levels.items()}
    room = Counter(question.lesson for question in free)
    return replace(pool, questions=free, blueprint=Blueprint(shares(lacking, places, room), levels, ()))
