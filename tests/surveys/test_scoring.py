"""Ratings of tasks and what they say of a module: section 3 of the training-needs assessment, line by line."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from lms.content.types.surveys import SurveyTask, Wording
from lms.surveys.domain.scoring import Rating, confidence, least_rated, module_needs, module_score

NOTHING = Wording(MappingProxyType({"en": "A task"}))


def test_the_worked_example_of_the_method_is_a_full_module() -> None:
    """I=5, S=2: gap 3, deficit 3, priority 15; three tasks with 15, 8, 4 are 9/20 x 100 = 45."""
    first, second, third = Rating(5, 2), Rating(4, 3), Rating(4, 4)
    assert (first.gap, first.deficit, first.priority) == (3, 3, 15)
    assert [one.priority for one in (first, second, third)] == [15, 8, 4]
    assert module_score([first, second, third], tasks=3) == pytest.approx(45)


@pytest.mark.parametrize(
    ("importance", "skill", "gap", "deficit", "priority"),
    [(1, 1, 0, 4, 4), (5, 1, 4, 4, 20), (1, 5, -4, 0, 0), (5, 5, 0, 0, 0), (3, 2, 1, 3, 9)],
)
def test_a_priority_is_importance_times_what_is_missing(
    importance: int, skill: int, gap: int, deficit: int, priority: int
) -> None:
    rating = Rating(importance, skill)
    assert (rating.gap, rating.deficit, rating.priority) == (gap, deficit, priority)


def test_on_a_scale_of_seven_a_score_is_still_a_percentage() -> None:
    assert module_score([Rating(7, 1, scale=7), Rating(7, 1, scale=7)], tasks=3) == pytest.approx(100)


@pytest.mark.parametrize(("tasks", "least"), [(2, 2), (3, 2), (4, 3)])
def test_a_module_has_a_score_from_two_of_three_or_three_of_four_tasks_on(tasks: int, least: int) -> None:
    assert least_rated(tasks) == least
    assert module_score([Rating(5, 1)] * least, tasks) == pytest.approx(100)
    assert module_score([Rating(5, 1)] * (least - 1), tasks) is None


def test_who_rates_nothing_has_no_score() -> None:
    assert module_score([], tasks=3) is None


def test_a_task_that_does_not_apply_counts_nowhere() -> None:
    tasks = [SurveyTask(each, "pss", NOTHING) for each in ("b7", "b8", "b9")]
    need = module_needs(tasks, {"b7": Rating(5, 3), "b9": Rating(5, 1)})["pss"]
    assert need.score == pytest.approx((10 + 20) / 2 / 20 * 100)
    assert need.skill == pytest.approx(2)
    assert need.wide_gap


def test_one_wide_gap_counts_even_where_too_few_tasks_were_rated() -> None:
    tasks = [SurveyTask(each, "pss", NOTHING) for each in ("b7", "b8", "b9")]
    need = module_needs(tasks, {"b7": Rating(4, 2)})["pss"]
    assert (need.score, need.skill, need.wide_gap) == (None, None, True)


@pytest.mark.parametrize(
    ("importance", "skill", "wide"), [(4, 2, True), (4, 3, False), (3, 1, False), (5, 3, True)]
)
def test_a_gap_is_wide_from_two_steps_on_at_a_task_that_matters(
    importance: int, skill: int, wide: bool
) -> None:
    tasks = [SurveyTask("b1", "migration", NOTHING)]
    assert module_needs(tasks, {"b1": Rating(importance, skill)})["migration"].wide_gap is wide


@pytest.mark.parametrize(
    ("skill", "test", "flag"),
    [
        (4.0, 59, "over"),
        (4.0, 60, None),
        (3.9, 20, None),
        (2.0, 80, "under"),
        (2.0, 79, None),
        (2.1, 100, None),
        (None, 20, None),
        (4.5, None, None),
    ],
)
def test_confidence_is_compared_with_a_test_where_there_is_one(
    skill: float | None, test: int | None, flag: str | None
) -> None:
    assert confidence(skill, test) == flag
