"""Who trained whom: a table of examples of the rule, reach, figures with few people hidden, and lines for a page."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from lms.workshops.domain.cascade import HeldOn, Tree, reach, steps_from, tree_of
from lms.workshops.domain.cascade_figures import figures_of, levels_of
from lms.workshops.domain.cascade_lines import MOST_BESIDE, MOST_LINES, Line, lines_of

BOPHA, SOKHA, RATANA, MALEE, DAO, JOINED = 1, 2, 3, 4, 5, 90
Workshops = list[tuple[int, tuple[int, ...], tuple[int, ...]]]


def grown(workshops: Workshops, kept: dict[int, int] | None = None) -> Tree:
    """The tree of workshops: the day in November, who led, who was there for enough of it."""
    held = [
        HeldOn(date(2026, 11, day), f"{number}", trainers)
        for number, (day, trainers, _) in enumerate(workshops)
    ]
    trained = [(who, f"{number}") for number, (*_, people) in enumerate(workshops) for who in people]
    return tree_of(held, trained, kept)


EXAMPLES: Final[dict[str, tuple[Workshops, dict[int, int], dict[int, list[int]], dict[int, int]]]] = {
    "nobody": ([], {}, {}, {}),
    "one trains one": ([(1, (BOPHA,), (SOKHA,))], {}, {SOKHA: [BOPHA]}, {BOPHA: 0, SOKHA: 1}),
    "a trained volunteer becomes a trainer": (
        [(1, (BOPHA,), (SOKHA,)), (2, (SOKHA,), (RATANA,))],
        {},
        {SOKHA: [BOPHA], RATANA: [SOKHA]},
        {BOPHA: 0, SOKHA: 1, RATANA: 2},
    ),
    "trained twice: the first counts, however they are stored": (
        [(9, (DAO,), (SOKHA,)), (1, (BOPHA,), (SOKHA,))],
        {},
        {SOKHA: [BOPHA]},
        {BOPHA: 0, SOKHA: 1},
    ),
    "two trainers: both, whoever led first": (
        [(1, (DAO, BOPHA), (SOKHA,))],
        {},
        {SOKHA: [DAO, BOPHA]},
        {DAO: 0, BOPHA: 0, SOKHA: 1},
    ),
    "two trainers of whom one trained the other: the shorter way": (
        [(1, (BOPHA,), (SOKHA,)), (2, (SOKHA, BOPHA), (RATANA,))],
        {},
        {SOKHA: [BOPHA], RATANA: [SOKHA, BOPHA]},
        {BOPHA: 0, SOKHA: 1, RATANA: 1},
    ),
    "a trainer trained by their own participant: the earlier day wins": (
        [(5, (SOKHA,), (BOPHA,)), (1, (BOPHA,), (SOKHA,))],
        {},
        {SOKHA: [BOPHA]},
        {BOPHA: 0, SOKHA: 1},
    ),
    "a circle of three": (
        [(1, (BOPHA,), (SOKHA,)), (2, (SOKHA,), (RATANA,)), (3, (RATANA,), (BOPHA,))],
        {},
        {SOKHA: [BOPHA], RATANA: [SOKHA]},
        {BOPHA: 0, SOKHA: 1, RATANA: 2},
    ),
    "a circle by one of two trainers: the other one's link stays": (
        [(1, (BOPHA,), (SOKHA,)), (2, (SOKHA, DAO), (BOPHA,))],
        {},
        {SOKHA: [BOPHA], BOPHA: [DAO]},
        {DAO: 0, BOPHA: 1, SOKHA: 2},
    ),
    "a trainer learns from somebody new after they trained: no circle": (
        [(1, (BOPHA,), (SOKHA,)), (2, (DAO, RATANA), (BOPHA,)), (3, (MALEE,), (DAO,)), (4, (MALEE,), (RATANA,))],
        {},
        {SOKHA: [BOPHA], BOPHA: [DAO, RATANA], DAO: [MALEE], RATANA: [MALEE]},
        {MALEE: 0, DAO: 1, RATANA: 1, BOPHA: 2, SOKHA: 3},
    ),
    "a long way up, met on two ways": (
        [(1, (MALEE,), (DAO, RATANA)), (2, (DAO, RATANA), (SOKHA,)), (3, (SOKHA,), (BOPHA,)), (4, (BOPHA,), (MALEE,))],
        {},
        {DAO: [MALEE], RATANA: [MALEE], SOKHA: [DAO, RATANA], BOPHA: [SOKHA]},
        {MALEE: 0, DAO: 1, RATANA: 1, SOKHA: 2, BOPHA: 3},
    ),
    "two records of one person are one": (
        [(1, (BOPHA,), (JOINED,)), (2, (SOKHA,), (RATANA,)), (3, (MALEE,), (SOKHA,))],
        {JOINED: SOKHA},
        {SOKHA: [BOPHA], RATANA: [SOKHA]},
        {BOPHA: 0, SOKHA: 1, RATANA: 2},
    ),
    "nobody trains themselves with a joined record; the next workshop counts": (
        [(1, (JOINED,), (SOKHA,)), (2, (JOINED, DAO), (SOKHA,))],
        {JOINED: SOKHA},
        {SOKHA: [DAO]},
        {DAO: 0, SOKHA: 1},
    ),
    "trainers who turn out to be one are one": (
        [(1, (BOPHA, JOINED), (SOKHA,))],
        {JOINED: BOPHA},
        {SOKHA: [BOPHA]},
        {BOPHA: 0, SOKHA: 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("workshops", "kept", "above", "depths"), EXAMPLES.values(), ids=EXAMPLES)
def test_who_trained_whom(
    workshops: Workshops, kept: dict[int, int], above: dict[int, list[int]], depths: dict[int, int]
) -> None:
    tree = grown(workshops, kept)
    assert tree.above == above
    assert tree.depths == depths
    assert sorted(tree.roots) == sorted(who for who, depth in depths.items() if depth == 0)


def test_an_entry_of_a_workshop_that_is_not_known_draws_nothing() -> None:
    assert tree_of([], [(SOKHA, "gone")]).depths == {}


def test_each_person_is_reached_once_by_however_many_ways() -> None:
    tree = grown([(1, (MALEE,), (DAO, RATANA)), (2, (DAO, RATANA), (SOKHA, BOPHA))])
    everybody = {BOPHA, SOKHA, RATANA, DAO}
    assert reach(tree, everybody) == {MALEE: 4, DAO: 2, RATANA: 2}
    assert reach(tree, {SOKHA, MALEE}) == {MALEE: 1, DAO: 1, RATANA: 1}  # a root is below nobody
    assert steps_from(tree, MALEE) == {DAO: 1, RATANA: 1, SOKHA: 2, BOPHA: 2}
    assert steps_from(tree, SOKHA) == {}


def test_the_reach_of_a_chain_and_of_many_is_counted_as_one_by_one_would() -> None:
    chain: Workshops = [(1, (number,), (number + 1,)) for number in range(1, 40)]
    wide: Workshops = [(2, (1,), tuple(range(100, 140))), (3, (100, 20), tuple(range(200, 230)))]
    tree = grown([*chain, *wide])
    everybody = {*tree.above}
    assert reach(tree, everybody) == {who: len(steps_from(tree, who)) for who in tree.below}


def depths_of(*sizes: int) -> dict[int, int]:
    """So many people at each depth: their ids are a thousand times the depth and on."""
    return {depth * 1000 + number: depth for depth, size in enumerate(sizes) for number in range(size)}


FIGURES: Final = {
    # people at each depth; passed at each depth or None; passed of all
    "enough of them": ((1, 6, 8), (None, 6, 8), 14),
    "few at the end: the next larger is hidden with them": ((1, 9, 6, 2), (None, 9, None, None), 17),
    "two small ones are enough together": ((1, 9, 3, 2), (None, 9, None, None), 14),
    "few in all": ((1, 2, 2), (None, None, None), None),
    "few beside nobody": ((3,), (None,), None),
    "nobody": ((), (), None),
}


@pytest.mark.parametrize(("sizes", "passed", "of_all"), FIGURES.values(), ids=FIGURES)
def test_who_passed_is_told_of_five_and_more_also_by_subtraction(
    sizes: tuple[int, ...], passed: tuple[int | None, ...], of_all: int | None
) -> None:
    depths = depths_of(*sizes)
    figures = figures_of(depths, {*depths}, {*depths})
    assert tuple(step.people for step in figures.steps) == sizes
    assert tuple(step.passed for step in figures.steps) == passed
    assert (figures.trained.people, figures.trained.passed) == (sum(sizes[1:]), of_all)
    assert {step.share for step in figures.steps} <= {None, 100}


def test_of_others_a_number_from_one_to_four_is_hidden_with_the_sum() -> None:
    depths = depths_of(2, 7, 9)
    few = figures_of(depths, {number for number in depths if number not in (1000, 1001, 1002)}, ())
    assert [step.others for step in few.steps] == [0, None, 0]
    assert few.trained.others is None
    many = figures_of(depths, {0, 1}, ())
    assert [step.others for step in many.steps] == [0, 7, 9]
    assert many.trained.others == 16
    assert [step.passed for step in many.steps] == [None, None, None]  # nobody of the reader's


def test_a_trainer_reads_how_many_they_trained_and_no_small_number_of_others() -> None:
    assert levels_of({1: 1, 2: 1, **dict.fromkeys(range(10, 13), 2), **dict.fromkeys(range(20, 26), 3)}) == (
        2,
        None,
        6,
    )
    assert levels_of({}) == ()


def test_lines_stand_once_below_whoever_led_and_who_reaches_most_comes_first() -> None:
    tree = grown([(1, (BOPHA,), (SOKHA, RATANA)), (2, (RATANA, SOKHA), (MALEE, DAO))])
    wanted = {*tree.depths}
    lines, more = lines_of(tree, wanted, reach(tree, wanted))
    below = (Line(MALEE, ()), Line(DAO, ()))
    assert lines == (Line(BOPHA, (Line(SOKHA, ()), Line(RATANA, below))),)
    assert more == 0
    assert lines_of(tree, wanted, reach(tree, wanted), RATANA) == ((Line(RATANA, below),), 0)
    # A trainer of elsewhere stands there only where somebody who is wanted stands below.
    assert lines_of(tree, {MALEE}, reach(tree, {MALEE}))[0] == (
        Line(BOPHA, (Line(SOKHA, ()), Line(RATANA, (Line(MALEE, ()),)))),
    )
    assert lines_of(tree, {BOPHA}, reach(tree, {BOPHA})) == ((), 0)


def _count(lines: tuple[Line, ...]) -> int:
    return sum(1 + _count(tuple(one.below)) for one in lines)


def test_a_page_has_a_length_that_it_can_have() -> None:
    forest: Workshops = [(1, (root,), tuple(range(root * 100, root * 100 + 40))) for root in range(1, 41)]
    tree = grown(forest)
    wanted = {*tree.depths}
    lines, more = lines_of(tree, wanted, reach(tree, wanted))
    assert _count(tuple(lines)) == MOST_LINES
    assert more == 40 - len(lines) > 0
    assert (len(lines[0].below), lines[0].more) == (MOST_BESIDE, 40 - MOST_BESIDE)
    chain = grown([(1, (number,), (number + 1,)) for number in range(1, 20)])
    deep, _ = lines_of(chain, {*chain.depths}, reach(chain, {*chain.depths}))
    assert _count(tuple(deep)) == 6
    many = grown([(1, (number,), (number + 1000,)) for number in range(1, 40)])
    short, left = lines_of(many, {*many.depths}, reach(many, {*many.depths}))
    assert (len(short), left) == (MOST_BESIDE, 39 - MOST_BESIDE)
