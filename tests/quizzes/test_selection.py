"""Drawing papers: the blueprint is kept, forms are parallel, and the same seed gives the same paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.types.questions import Level, Pool
from lms.quizzes.domain.selection import LEVELS, CannotDrawError, SelectedItem, draw, still_there
from tests.quizzes.pools import multiple, ordering, pool, single, true_false

SEEDS = st.integers(0, 2**31 - 1)


def forty_items() -> Pool:
    """Five lessons of eight items; safety topics "stay" in lessons 1 and 4, "limits" in lesson 2 only."""
    items = []
    by_place: tuple[Level, ...] = ("recall", "recall", "recall", "apply", "apply", "apply", "judge", "judge")
    topics = {(1, 0): "stay", **{(4, place): "stay" for place in (0, 1, 5)}}
    topics |= {(2, place): "limits" for place in (1, 2, 3, 5, 7)}
    for lesson, place in product(range(1, 6), range(8)):
        topic = topics.get((lesson, place))
        items.append(
            single(f"x-{lesson}{place}", lesson=f"{lesson}0-lesson", level=by_place[place], safety=topic)
        )
    lessons = {"10-lesson": 2, "20-lesson": 4, "30-lesson": 2, "40-lesson": 2, "50-lesson": 2}
    levels: dict[Level, int] = {"recall": 5, "apply": 5, "judge": 2}
    return pool(*items, lessons=lessons, levels=levels, safety=("stay", "limits"))


POOL = forty_items()
BY_ID = {question.id: question for question in POOL.questions}


def ids(paper: tuple[SelectedItem, ...]) -> set[str]:
    return {drawn.item for drawn in paper}


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, seen=st.sets(st.sampled_from(sorted(BY_ID))))
def test_every_paper_keeps_the_blueprint_whatever_the_person_has_seen(seed: int, seen: set[str]) -> None:
    paper = draw(POOL, seed=seed, seen=seen)
    questions = [BY_ID[drawn.item] for drawn in paper]
    assert len(ids(paper)) == len(paper) == POOL.blueprint.length
    assert Counter(question.lesson for question in questions) == POOL.blueprint.lessons
    assert set(POOL.blueprint.safety) <= {question.safety for question in questions}
    for drawn, question in zip(paper, questions, strict=True):
        assert sorted(drawn.parts) == sorted(question.parts)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_levels_aimed_at_are_reached_where_the_pool_allows(seed: int) -> None:
    assert Counter(BY_ID[drawn.item].level for drawn in draw(POOL, seed=seed)) == POOL.blueprint.levels


@settings(max_examples=30, deadline=None)
@given(first=SEEDS, second=SEEDS)
def test_sokhas_second_paper_repeats_nothing_of_the_first(first: int, second: int) -> None:
    # Each lesson has at least twice the items it needs, and no paper can use up a topic.
    earlier = ids(draw(POOL, seed=first))
    assert not earlier & ids(draw(POOL, seed=second, seen=earlier))


def test_a_person_who_has_seen_everything_still_gets_a_paper() -> None:
    assert len(draw(POOL, seed=1, seen=BY_ID)) == 12


def test_one_repeated_item_is_taken_when_one_is_missing() -> None:
    small = pool(single("a"), single("b"), single("c"), lessons={"10-first": 2})
    for seed in range(20):
        assert len(ids(draw(small, seed=seed, seen={"a", "b"})) & {"a", "b"}) == 1


def test_a_new_item_is_worth_more_than_the_right_level() -> None:
    small = pool(single("a", level="judge"), single("b"), lessons={"10-first": 1}, levels={"judge": 1})
    assert ids(draw(small, seed=3, seen={"a"})) == {"b"}


def test_levels_come_as_close_as_the_lessons_allow() -> None:
    levels: dict[Level, int] = {"judge": 2}
    small = pool(
        single("a"), single("b", lesson="20-second"), single("c", lesson="20-second", level="judge"),
        lessons={"10-first": 1, "20-second": 1}, levels=levels,
    )  # fmt: skip
    assert all(ids(draw(small, seed=seed)) == {"a", "c"} for seed in range(20))


def test_the_same_seed_gives_the_same_paper_and_another_seed_another() -> None:
    assert draw(POOL, seed=7) == draw(POOL, seed=7)
    assert len({draw(POOL, seed=seed) for seed in range(20)}) == 20


def test_each_of_the_best_papers_comes_equally_often() -> None:
    # Two of four items of one level, and one item of another level: six papers, each near 100 of 600 times.
    small = pool(*(single(name) for name in "abcd"), single("e", level="judge"), lessons={"10-first": 3},
                 levels={"recall": 2, "judge": 1})  # fmt: skip
    times = Counter(frozenset(ids(draw(small, seed=seed))) for seed in range(600))
    assert len(times) == 6
    assert min(times.values()) > 60


def test_steps_are_never_shown_in_the_right_order() -> None:
    small = pool(ordering("o", steps="abc"), lessons={"10-first": 1})
    shown = {draw(small, seed=seed)[0].parts for seed in range(200)}
    assert ("a", "b", "c") not in shown
    assert len(shown) == 5


def test_options_stand_in_every_order_wherever_the_right_one_is_in_the_file() -> None:
    for right in "abcd":
        small = pool(single("s", right=right), lessons={"10-first": 1})
        places = Counter(draw(small, seed=seed)[0].parts.index(right) for seed in range(400))
        assert min(places[place] for place in range(4)) > 60


@pytest.mark.parametrize(
    ("lessons", "safety"),
    [({"10-first": 3}, ()), ({"10-first": 1, "90-none": 1}, ()), ({"10-first": 1}, ("stay", "limits"))],
    ids=["too few items", "no items", "two topics in one place"],
)
def test_a_pool_that_cannot_keep_its_blueprint_says_so(
    lessons: dict[str, int], safety: tuple[str, ...]
) -> None:
    small = pool(single("a", safety="stay"), single("b", safety="limits"), lessons=lessons, safety=safety)
    with pytest.raises(CannotDrawError):
        draw(small, seed=1)


def test_two_topics_that_share_a_lesson_are_both_drawn() -> None:
    small = pool(
        single("a", safety="stay"), single("b", safety="limits"), single("c"),
        single("d", lesson="20-second"), lessons={"10-first": 2, "20-second": 1}, safety=("stay", "limits"),
    )  # fmt: skip
    assert all(ids(draw(small, seed=seed)) == {"a", "b", "d"} for seed in range(20))


def test_a_paper_of_every_kind_is_still_there_until_an_item_or_an_option_goes() -> None:
    kinds = (single("s"), multiple("m"), true_false("t"), ordering("o"))
    paper = draw(pool(*kinds, lessons={"10-first": 4}), seed=5)
    assert still_there(pool(*kinds, single("new"), lessons={}), paper)
    assert not still_there(pool(*kinds[1:], lessons={}), paper)
    assert still_there(replace(pool(*kinds[1:], lessons={}), retired=kinds[:1]), paper)
    assert not still_there(pool(*kinds[:3], ordering("o", steps="abcde"), lessons={}), paper)


def test_the_levels_are_the_three_of_the_blueprint() -> None:
    assert set(POOL.blueprint.levels) == set(LEVELS)
