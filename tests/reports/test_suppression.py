"""Small numbers stay hidden, whatever is subtracted from whatever: by examples, and by trying every other table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.reports.domain import suppression_attack
from lms.reports.domain.suppression import LEAST, Shown, protected
from lms.reports.domain.suppression_attack import as_of_single_trainings, succeeds

Rows = Sequence[Sequence[int]]


def _people(numbers: Rows) -> list[list[set[int]]]:
    """So many people behind each number, none of them behind two."""
    person = count()
    return [[{next(person) for _ in range(number)} for number in line] for line in numbers]


def test_five_trainings_of_one_person_are_as_small_as_one() -> None:
    assert protected([[5], [9], [8]], _people([[1], [9], [8]])) == Shown(
        ((None,), (9,), (None,)), (None, 9, None)
    )
    assert protected([[5], [9], [8]], _people([[5], [9], [8]])) == Shown(((5,), (9,), (8,)), (5, 9, 8))


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
    assert protected(rows, _people(rows)) == shown


def test_what_is_left_of_a_total_is_not_about_few_people_either() -> None:
    """Two and two: each of them may be one or three, but that four are in none of the other lines would be known."""
    rows = [[2], [2], [30], [40]]
    assert protected(rows, _people(rows)) == Shown(((None,), (None,), (None,), (40,)), (None, None, None, 40))


def test_that_one_of_six_people_was_not_trained_in_something_is_not_shown() -> None:
    """Six people, eleven trainings: six of one module and five of another, which one of them has not completed."""
    rows, people = [[6], [5]], [[{1, 2, 3, 4, 5, 6}], [{1, 2, 3, 4, 5}]]
    assert protected(rows, people, known=6) == Shown(((None,), (None,)), (None, None))
    assert protected(rows, people) == Shown(((6,), (5,)), (6, 5))
    # Of five men one, whatever the women did: nine people had so many trainings more than women were trained.
    rows, people = [[8, 9], [0, 8]], _people([[8, 9], [0, 8]])
    assert protected(rows, people, known=18) != Shown(((8, 9), (0, 8)), (17, 8))
    assert protected(rows, people, known=13) == Shown(((8, 9), (0, 8)), (17, 8))


def test_a_column_that_is_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        protected([[3, 9], [0, 9]], _people([[3, 9], [0, 9]]))


def _others(rows: Rows, shown: Shown) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table that looks the same: the same shown numbers and column totals, hidden ones from 1 up."""
    width = len(rows[0])
    columns = [sum(row[column] for row in rows) for column in range(width)]
    fitting = [
        [
            numbers
            for numbers in product(*([n] if n is not None else range(1, total + 1) for n in shown_column))
            if sum(numbers) == total
        ]
        for shown_column, total in zip(zip(*shown.rows, strict=True), columns, strict=True)
    ]
    for numbers_of_columns in product(*fitting):
        table = tuple(zip(*numbers_of_columns, strict=True))
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
    if any(0 < total < LEAST for total in totals):
        return
    shown = protected(rows, _people(rows))
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


# --- whoever knows the method too -----------------------------------------------------------------------------


@pytest.mark.parametrize(("height", "width", "most"), [(2, 1, 14), (3, 1, 14), (4, 1, 9), (2, 2, 6)])
def test_of_every_small_table_no_small_number_can_be_worked_out_even_with_the_method(
    height: int, width: int, most: int
) -> None:
    """All tables of this size with these totals, sorted by what is shown of them: nothing from one to four is left."""
    for totals in product([0, *range(LEAST, most + 1)], repeat=width):
        looking_the_same = defaultdict(list)
        for table in _all_tables(totals, height):
            shown = as_of_single_trainings(table)
            if shown is not None and not succeeds(shown, totals):
                looking_the_same[shown].append(table)
        for tables in looking_the_same.values():
            for numbers in zip(*([*_flat(table)] for table in tables), strict=True):
                assert len(set(numbers)) > 1 or not 0 < numbers[0] < LEAST, tables[0]


def test_three_fours_would_be_known_by_their_sum() -> None:
    """Four is the most that is small: two hidden numbers that are eight together are four each."""
    shown = as_of_single_trainings([[5], [4], [4]])
    assert shown == Shown(((5,), (None,), (None,)), (5, None, None))
    assert succeeds(shown, [13])


@pytest.mark.parametrize(("most", "found"), [(suppression_attack.MOST, True), (20, False)])
def test_whoever_has_to_look_at_too_many_tables_finds_nothing(
    monkeypatch: pytest.MonkeyPatch, most: int, found: bool
) -> None:
    """The three fours again: every table that fits has to be looked at before it is known that no other is shown so."""
    monkeypatch.setattr(suppression_attack, "MOST", most)
    assert succeeds(Shown(((5,), (None,), (None,)), (5, None, None)), [13]) is found


def _all_tables(totals: Sequence[int], height: int) -> Iterator[Rows]:
    for columns in product(*(_parts(total, height) for total in totals)):
        rows = list(zip(*columns, strict=True))
        if all(map(any, rows)):  # a line of zeros is not there
            yield rows


def _parts(total: int, height: int) -> list[tuple[int, ...]]:
    if height == 1:
        return [(total,)]
    return [(n, *rest) for n in range(total + 1) for rest in _parts(total - n, height - 1)]


def _flat(table: Rows) -> Iterator[int]:
    for line in table:
        yield from (*line, sum(line))
