"""Results that are bare numbers: 12 may be of 20, and is 60 percent then. Pure; asks once for a column.

What says its own scale ("18/20", "90%") is no question, nor is a column with a number that is of no smaller scale.
A spreadsheet that shows 90% holds 0.9, and saves that in many a CSV: a column of such shares is asked about, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from lms.errors import RuleBroken
from lms.scripts.digits import ascii_digits

_SMALLER: Final = (10, 15, 20, 25, 30, 40, 50)
SCALES: Final = (*map(str, _SMALLER), "100")  # the last one is percent, too
SHARE: Final = "1"  # the scale of shares: 0.9 is 90 percent
SHARES: Final = f"0-{SHARE}"  # the shape of a column of them
_BARE: Final = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_SHOWN: Final = 3  # numbers that show what is asked about


class Points(NamedTuple):
    """Bare numbers of a column: what HR's word is remembered by, some of them, how many lines, out of how many."""

    shape: str
    like: str
    lines: int
    scale: str = ""


def points_of(column: Iterable[str]) -> Points | None:
    """The bare numbers of a column, where it is not plain out of how many points they are.

    A column of 1 and 0 says who was there and who was not.
    """
    found = [cell for cell in column if is_bare(cell)]
    most = max(map(number_of, found), default=0)
    shares = most <= 1 and any(not number_of(cell).is_integer() for cell in found)
    if not shares and not 1 < most <= max(_SMALLER):
        return None
    likes = sorted(set(found), key=number_of, reverse=True)[:_SHOWN]
    if shares:
        return Points(SHARES, ", ".join(likes), len(found))
    # By the smallest scale that has room for them: what was said of 18 is not said of a list that ends at 9.
    smallest = next(scale for scale in _SMALLER if most <= scale)
    return Points(f"0-{smallest}", ", ".join(likes), len(found))


def scales_of(shape: str) -> tuple[str, ...]:
    """Out of how many points the numbers of a column may be, by its shape."""
    return (SHARE, *SCALES) if shape == SHARES else SCALES


def is_bare(cell: str) -> bool:
    """Whether a result is a number that does not say out of how many."""
    return _BARE.fullmatch(ascii_digits(cell)) is not None


def most_of(cell: str, points: Points | None) -> int:
    """Out of how many a bare number is. Raises RuleBroken("points-unknown") where HR has not said yet."""
    if points is None:
        return 100
    if not points.scale:
        raise RuleBroken("points-unknown", typed=cell)
    return int(points.scale)


def number_of(cell: str) -> float:
    """The number that a bare result is."""
    return float(ascii_digits(cell).replace(",", "."))
