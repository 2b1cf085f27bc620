"""How a sign-in sheet is cut: so many half-days side by side that a thumb has room. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

MOST_UPRIGHT: Final = 3  # columns of 25 mm or more on A4 upright
MOST_ACROSS: Final = 6  # the same on A4 lying down; more half-days are another table
FEWEST_FREE: Final = 5  # rows for people who are on no list

Item = TypeVar("Item")


def tables_of(columns: Sequence[Item]) -> list[Sequence[Item]]:
    """The columns of each table, as evenly as they go."""
    count = -(-len(columns) // MOST_ACROSS)
    size = -(-len(columns) // max(count, 1))
    return [columns[start : start + size] for start in range(0, len(columns), size)] if size else []


def is_across(columns: int) -> bool:
    """Whether a table with so many columns needs the paper lying down."""
    return columns > MOST_UPRIGHT


def free_rows(people: int) -> int:
    """How many empty rows follow so many names: a sixth more, and never fewer than a few."""
    return max(FEWEST_FREE, -(-people // 6))
