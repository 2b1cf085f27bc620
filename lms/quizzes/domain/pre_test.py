"""What somebody knows before they read: what a pre-test may draw, what its end says. Pure: no clock, no rows.

Source: the training-needs assessment, sections 1 and 3: ten items a module, not graded; below 60 % the whole module,
from 80 % on the post-test alone; asked anew every twelve months.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from lms.content.types.questions import Blueprint, Pool, Question
from lms.quizzes.domain.marking import Marks
from lms.quizzes.domain.shares import shares
from lms.records.domain.award_rules import Standing

AGAIN_DAYS: Final = 365
"""Days until somebody may take the pre-test of a module once more: asked often, it would give answers away."""
KNOWN: Final = 80
"""Percent from which on somebody may go straight to the test."""
UNKNOWN: Final = 60
"""Percent below which the whole module is to be read."""

Advice: TypeAlias = Literal["module", "lessons", "test"]
Closed: TypeAlias = Literal["", "certified", "taken"]


@dataclass(frozen=True)
class PreTestResult:
    """How many of the questions asked were right; `wrong` questions by lesson, `safety`: lessons of those on safety."""

    right: int
    asked: int
    wrong: Mapping[str, int]
    safety: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The share right, 0 to 100, rounded down as in a test."""
        return 100 * self.right // self.asked

    @property
    def advice(self) -> Advice:
        """What to do next: read the whole module, some lessons, or take the test."""
        if self.percent < UNKNOWN:
            return "module"
        return "test" if self.percent >= KNOWN else "lessons"


def result_of(questions: Sequence[Question], marks: Marks) -> PreTestResult:
    """What is kept of the marks of a pre-test: no question by itself."""
    wrong = Counter(question.lesson for question in questions if not marks.right[question.id])
    return PreTestResult(sum(marks.right.values()), len(questions), wrong, marks.reread)


def closed_by(standing: Standing, *, passed: bool, taken_on: date | None, today: date) -> Closed:
    """Why no pre-test can be begun: the module is certified, or `passed` and never ended; or one was taken lately."""
    if standing.status in ("valid", "expiring", "in-grace") or (passed and standing.status != "expired"):
        return "certified"
    return "taken" if taken_on is not None and today < again_on(taken_on) else ""


def again_on(taken_on: date) -> date:
    """The first day on which who took a pre-test may take another one."""
    return taken_on + timedelta(days=AGAIN_DAYS)


def pool_for_pre_test(pool: Pool, taken: Collection[str]) -> Pool:
    """The questions of a pool that an open test does not hold (`taken`), with the blueprint scaled down."""
    return _scaled(pool, frozenset(taken))


# The ways through a pool are worked out once: the same pool has to be the same object.
@lru_cache(maxsize=16)
def _scaled(pool: Pool, taken: frozenset[str]) -> Pool:
    blueprint, length = pool.blueprint, pool.blueprint.pre_test_length
    questions = tuple(question for question in pool.questions if question.id not in taken)
    lessons = shares(blueprint.lessons, length, Counter(question.lesson for question in questions))
    levels = shares(blueprint.levels, length, dict.fromkeys(blueprint.levels, length))
    return replace(pool, questions=questions, blueprint=Blueprint(lessons, levels, blueprint.safety))
