"""Stories of the lessons: neither the place nor the length of a choice tells a reader which one is best."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from lms.content import reader, stories
from lms.content.library import SOURCE, Library

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def curriculum() -> Library:
    return reader.load(ROOT)


def test_every_story_of_the_curriculum_says_which_choice_is_best(curriculum: Library) -> None:
    for module in curriculum.modules:
        for lesson in module.lessons:
            assert len(lesson.best) == len(stories.stories_of(lesson.text(SOURCE).blocks)), lesson.id


def test_over_the_curriculum_the_best_choice_is_first_as_often_as_second_or_third(
    curriculum: Library,
) -> None:
    places = [best for module in curriculum.modules for lesson in module.lessons for best in lesson.best]
    assert not stories.uneven(places, stories.SPREAD), places


def test_within_each_module_the_best_choice_stands_in_all_places(curriculum: Library) -> None:
    by_module: dict[str, list[int]] = defaultdict(list)
    for module in curriculum.modules:
        for lesson in module.lessons:
            by_module[module.id] += lesson.best
    assert {
        name for name, places in by_module.items() if stories.uneven(places, stories.SPREAD_IN_A_MODULE)
    } == set()


def test_the_best_choice_is_never_the_longest_in_english(curriculum: Library) -> None:
    assert list(stories.faults(curriculum)) == []


@pytest.mark.parametrize(
    ("titles", "best", "longest"),
    [
        (["Wait", "Go along together", "Ask"], 2, True),
        (["Wait", "Go along together", "Ask"], 1, False),
        (["Wait one", "Go along", "Ask"], 2, False),  # as long as another one is not the longest
        (["Only this"], 1, False),
    ],
)
def test_a_choice_is_the_longest_when_each_other_one_is_shorter(
    titles: list[str], best: int, longest: bool
) -> None:
    assert stories.is_longest(titles, best) is longest


@pytest.mark.parametrize(
    ("places", "spread", "uneven"),
    [
        ([1, 2, 3], 0, False),
        ([1, 1, 2, 3], 1, False),
        ([1, 1, 2, 2], 1, True),
        ([2, 2, 2], 1, True),
        ([], 1, False),
    ],
)
def test_places_are_uneven_when_one_has_more_than_the_spread_allows(
    places: list[int], spread: int, uneven: bool
) -> None:
    assert stories.uneven(places, spread) is uneven
