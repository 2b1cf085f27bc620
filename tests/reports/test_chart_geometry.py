"""Where the parts of a chart lie, by examples; and that nothing drawn depends on a number that is hidden."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.reports.domain import chart_geometry
from lms.reports.domain.chart_geometry import Segment

# --- one whole and its parts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "lengths"),
    [
        ([], {}),
        ([0, 0], {}),
        ([3], {0: 99.7}),
        ([1, 0, 1], {0: 49.7, 2: 49.7}),
        ([3, 1], {0: 74.7, 1: 24.7}),
    ],
)
def test_a_bar_is_as_long_as_the_shares_of_its_parts(parts: list[int], lengths: dict[int, float]) -> None:
    assert {one.part: one.length for one in chart_geometry.share_bar(parts)} == lengths


def test_one_of_ten_thousand_is_seen() -> None:
    last = chart_geometry.share_bar([10_000, 1])[-1]
    assert last.length >= 0.3
    assert last.end <= 100


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=6))
def test_parts_stand_beside_each_other_within_the_bar(parts: list[int]) -> None:
    bar = chart_geometry.share_bar(parts)
    assert [one.part for one in bar] == [part for part, number in enumerate(parts) if number]
    assert all(one.length > 0 for one in bar)
    assert all(one.end <= following.start + 0.05 for one, following in itertools.pairwise(bar))
    assert not bar or bar[-1].end <= 100.05


# --- columns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (9, [0, 5, 10]),
        (118, [0, 50, 100, 150]),
        (1000, [0, 500, 1000]),
    ],
)
def test_the_scale_has_few_round_lines(most: int, lines: list[int]) -> None:
    drawn = chart_geometry.stacked_columns([((most,), most)])
    assert [number for number, _height in drawn.lines] == lines


def test_where_nothing_is_shown_no_scale_says_how_much_it_is() -> None:
    drawn = chart_geometry.stacked_columns([((None, None), None), ((0, None), None)])
    assert drawn.lines == ((0, 0.0),)
    assert [[segment.is_hidden for segment in column] for column in drawn.columns] == [[True], [True]]


def test_the_parts_of_a_column_stand_on_each_other() -> None:
    (column, nobody) = chart_geometry.stacked_columns([((2, 0, 2), 4), ((0, 0, 0), 0)]).columns
    assert column == (Segment(0, 0.0, 50.0), Segment(2, 50.0, 50.0))
    assert nobody == ()


def test_what_is_not_shown_is_a_part_of_one_length_above_the_others() -> None:
    drawn = chart_geometry.stacked_columns([((6, None), None), ((8, 0), 8)])
    assert drawn.columns[0] == (Segment(0, 0.0, 75.0), Segment(2, 75.0, 10.0, is_hidden=True))


def test_no_part_reaches_beyond_the_chart() -> None:
    drawn = chart_geometry.stacked_columns([((8, None), None), ((10, 0), 10)])
    assert all(segment.end <= 100 for column in drawn.columns for segment in column)
    assert chart_geometry.stacked_columns([((5, 5, None), 10)]).columns[0][-1].end <= 100


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 50), st.booleans(), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 4),
)
def test_a_chart_is_the_same_whatever_the_hidden_numbers_are(
    rows: list[tuple[int, int, bool, bool]], more: int
) -> None:
    def shown(extra: int) -> chart_geometry.Columns:
        numbers = [
            (a + extra * hides_a, b + extra * hides_b, hides_a, hides_b) for a, b, hides_a, hides_b in rows
        ]
        return chart_geometry.stacked_columns(
            [
                ((None if hides_a else a, None if hides_b else b), None if hides_a or hides_b else a + b)
                for a, b, hides_a, hides_b in numbers
            ]
        )

    assert shown(0) == shown(more)


# --- shares and their colours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holders", "people", "percent"),
    [(0, 0, None), (4, 4, None), (0, 4, None), (0, 5, 0), (5, 5, 100), (1, 8, 13), (2, 3, None), (7, 9, 78)],
)
def test_a_share_of_fewer_than_five_people_is_not_shown(
    holders: int, people: int, percent: int | None
) -> None:
    assert chart_geometry.share(holders, people) == percent


@pytest.mark.parametrize(("percent", "step"), [(0, 0), (16, 0), (17, 1), (50, 3), (67, 4), (84, 5), (100, 5)])
def test_a_share_has_one_of_six_colours(percent: int, step: int) -> None:
    assert chart_geometry.heat_step(percent) == step
