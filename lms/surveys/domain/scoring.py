"""Ratings of tasks in, scores of modules out. Knows no rows and no sentences.

Source: the training-needs assessment, section 3, adapted from the Hennessy-Hicks instrument; thresholds are its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal, TypeAlias

from lms.content.types.surveys import SurveyTask

SCALE: Final = 5  # the highest rating of the survey's present version; the lowest is 1
SURE: Final = 4.0  # a mean skill from here on is high
UNSURE: Final = 2.0  # and up to here low
WEAK_TEST: Final = 60  # percent of a pre-test right; below it the module is not known
STRONG_TEST: Final = 80  # from here on it is

Confidence: TypeAlias = Literal["over", "under"]


@dataclass(frozen=True)
class Rating:
    """How important a task is to somebody's role, and how well they do it now: each from 1 to `scale`."""

    importance: int
    skill: int
    scale: int = SCALE

    @property
    def gap(self) -> int:
        """Importance less skill: -4 to 4 on a scale of 5."""
        return self.importance - self.skill

    @property
    def deficit(self) -> int:
        """What is missing to the highest skill: 0 to 4 on a scale of 5."""
        return self.scale - self.skill

    @property
    def priority(self) -> int:
        """The priority index, importance times deficit: 0 to 20 on a scale of 5."""
        return self.importance * self.deficit

    @property
    def highest_priority(self) -> int:
        """The highest priority index that a task can have: 20 on a scale of 5."""
        return self.scale * (self.scale - 1)


@dataclass(frozen=True)
class ModuleNeed:
    """What one person's ratings say of one module. `score` from 0 to 100, None where too few tasks were rated.

    `skill` is the mean of the rated tasks (1 to 5), None with the score. `wide_gap`: an important task (4 or more)
    is done at least two steps worse than it matters; it counts even where the score does not.
    """

    module: str
    score: float | None
    skill: float | None
    wide_gap: bool


def least_rated(tasks: int) -> int:
    """How many of a module's tasks have to be rated before it has a score: 2 of 2, 2 of 3, 3 of 4."""
    return max(2, tasks - 1)


def module_score(ratings: Sequence[Rating], tasks: int) -> float | None:
    """The mean priority index of the rated tasks in percent of the highest, or None: too few of `tasks` are rated."""
    if not ratings or len(ratings) < least_rated(tasks):
        return None
    return fmean(rating.priority for rating in ratings) / ratings[0].highest_priority * 100


def module_needs(tasks: Iterable[SurveyTask], ratings: Mapping[str, Rating]) -> Mapping[str, ModuleNeed]:
    """The needs by module, in the order of the tasks. A task that does not apply has no rating and counts nowhere."""
    of_module: defaultdict[str, list[SurveyTask]] = defaultdict(list)
    for task in tasks:
        of_module[task.module].append(task)
    return {module: _need(module, its, ratings) for module, its in of_module.items()}


def confidence(skill: float | None, test: int | None) -> Confidence | None:
    """Whether somebody thinks more, or less, of their skill (mean, 1 to 5) than a pre-test in percent shows.

    None where both agree, or one of them is not known.
    """
    if skill is None or test is None:
        return None
    if skill >= SURE and test < WEAK_TEST:
        return "over"
    return "under" if skill <= UNSURE and test >= STRONG_TEST else None


def _need(module: str, tasks: Sequence[SurveyTask], ratings: Mapping[str, Rating]) -> ModuleNeed:
    rated = [ratings[task.id] for task in tasks if task.id in ratings]
    score = module_score(rated, len(tasks))
    skill = None if score is None else fmean(rating.skill for rating in rated)
    wide = any(rating.gap >= 2 and rating.importance >= 4 for rating in rated)
    return ModuleNeed(module, score, skill, wide)
