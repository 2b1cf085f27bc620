"""How few people are too few for a number that is shown. Pure: knows no people."""

from __future__ import annotations

from typing import Final

LEAST: Final = 5  # people behind the smallest group that is shown


def is_apart(people: int, of: int) -> bool:
    """Whether those who are counted, and those who are not, are enough: else it is known what nearly all are."""
    return LEAST <= people <= of - LEAST
