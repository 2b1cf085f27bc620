"""In which branch somebody was on a day."""

from __future__ import annotations

from datetime import date

import pytest

from lms.accounts.domain.branch_moves import Move, unit_on

FIRST, SECOND, NOW = 1, 2, 3
MOVES = [Move(date(2026, 3, 1), FIRST), Move(date(2026, 6, 1), SECOND)]


@pytest.mark.parametrize(
    ("day", "moves", "unit"),
    [
        (date(2026, 2, 28), MOVES, FIRST),
        (date(2020, 1, 1), MOVES, FIRST),  # before anything is known: what is known first
        (date(2026, 3, 1), MOVES, SECOND),
        (date(2026, 5, 31), MOVES, SECOND),
        (date(2026, 6, 1), MOVES, NOW),
        (date(2027, 1, 1), MOVES, NOW),
        (date(2020, 1, 1), [], NOW),
    ],
)
def test_a_day_counts_for_the_branch_that_was_left_next(day: date, moves: list[Move], unit: int) -> None:
    assert unit_on(day, moves, NOW) == unit
