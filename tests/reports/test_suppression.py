"""Small numbers stay hidden, whatever is subtracted from whatever: by examples, and by trying every other table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.reports.suppression import LEAST, Columns, Shown, joined, protected

Rows = Sequence[Sequence[int]]


@pytest.mark.parametrize(
    ("totals", "groups"),
    [
        ((20, 30, 0, 0), ((0,), (1,), (2,), (3,))),  # nothing is small
        ((20, 30, 3, 0), ((0, 2), (1,), (3,))),  # the three stand with the smaller of the others
        ((20, 30, 3, 2), ((0,), (1,), (2, 3))),  # together they are enough
        ((4, 0, 1, 0), ((0, 2), (1,), (3,))),
        ((3, 0, 1, 0), None),  # four people: nothing can be shown
        ((0, 0), ((0,), (1,))),
    ],
)
def test_columns_that_are_too_small_stand_together(totals: tuple[int, ...], groups: Columns | None) -> None:
    assert joined(totals, totals) == groups


def test_five_trainings_of_one_person_are_as_small_as_one() -> None:
    assert joined((20, 5, 0), (18, 1, 0)) == ((0, 1), (2,))
    assert joined((5, 0), (1, 0)) is None
    assert protected([[5], [9], [8]], [[1], [9], [8]]) == Shown(((None,), (9,), (None,)), (None, 9, None))
    assert protected([[5], [9], [8]], [[5], [9], [8]]) == Shown(((5,), (9,), (8,)), (5, 9, 8))


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        # Nothing is small.
        ([[10, 20], [30, 40]], Shown(((10, 20), (30, 40)), (30, 70))),
        # Nobody: nothing is hidden.
        ([], Shown((), ())),
        ([[0, 0], [7, 5]], Shown(((0, 0), (7, 5)), (0, 12))),
        # One small number takes three others with it: one in its row, one in its column, one across.
        ([[3, 20], [9, 8], [30, 40]], Shown(((None, None), (None, None), (30, 40)), (23, 17, 70))),
        # A row that is small as a whole.
        ([[2, 0], [9, 8], [30, 40]], Shown(((None, 0), (None, 8), (30, 40)), (None, None, 70))),
        # Two rows of one column: their totals would tell.
        ([[3], [2], [9]], Shown(((None,), (None,), (9,)), (None, None, 9))),
        # One row is the whole table: its numbers are those of the columns.
        ([[6, 5]], Shown(((6, 5),), (11,))),
        # All five are one each, and whoever sees that none is zero could count them.
        ([[1], [1], [1], [1], [1]], None),
    ],
)
def test_what_is_shown_of_a_table(rows: Rows, shown: Shown | None) -> None:
    assert protected(rows, rows) == shown


def test_a_column_that_is_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        protected([[3, 9], [0, 9]], [[3, 9], [0, 9]])


def _others(rows: Rows, shown: Shown) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table that looks the same: the same shown numbers and column totals, hidden ones from 1 up."""
    width = len(rows[0])
    columns = [sum(row[column] for row in rows) for column in range(width)]
    ranges = [
        [n] if n is not None else range(1, columns[column] + 1)
        for line in shown.rows
        for column, n in enumerate(line)
    ]
    for numbers in product(*ranges):
        table = tuple(tuple(numbers[start : start + width]) for start in range(0, len(numbers), width))
        if [sum(column) for column in zip(*table, strict=True)] != columns:
            continue
        sums = [sum(line) for line in table]
        if all(n == total or (n is None and total > 0) for n, total in zip(shown.totals, sums, strict=True)):
            yield table


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 2).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 7), min_size=width, max_size=width), min_size=1, max_size=3
        )
    )
)
def test_no_small_number_can_be_worked_out(rows: list[list[int]]) -> None:
    totals = [sum(column) for column in zip(*rows, strict=True)]
    groups = joined(totals, totals)
    if groups is None:
        return
    rows = [[sum(row[column] for column in group) for group in groups] for row in rows]
    shown = protected(rows, rows)
    if shown is None:
        return
    _nothing_small_stands_open(rows, shown)
    others = list(_others(rows, shown))
    for row, line in enumerate(rows):
        assert not 0 < sum(line) < LEAST or len({sum(table[row]) for table in others}) > 1
        for column, number in enumerate(line):
            assert not 0 < number < LEAST or len({table[row][column] for table in others}) > 1


def _nothing_small_stands_open(rows: Rows, shown: Shown) -> None:
    for numbers, line in zip(rows, zip(shown.rows, shown.totals, strict=True), strict=True):
        for number, seen in zip((*numbers, sum(numbers)), (*line[0], line[1]), strict=True):
            assert seen in (None, number)
            assert not 0 < number < LEAST or seen is None
            assert number != 0 or seen == 0
