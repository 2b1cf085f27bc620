"""Results that are bare numbers: 12 may be of 20, and is 60 percent then. Pure; asks once for a column.

What says its own scale ("18/20", "90%") is no question, nor is a column with a number that is of no smaller scale, nor
one whose heading says the full mark. What HR says holds below the same heading only: of another one nobody knows it.
A spreadsheet that shows 90% holds 0.9, and saves that in many a CSV: a column of such shares is asked about, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from lms.errors import RuleBroken
from lms.imports.domain.headings import fields, full_marks
from lms.text.digits import ascii_digits

_SMALLER: Final = (10, 15, 20, 25, 30, 40, 50)
SCALES: Final = (*map(str, _SMALLER), "100")  # the last one is percent, too
SHARE: Final = "1"  # the scale of shares: 0.9 is 90 percent
SHARES: Final = f"0-{SHARE}"  # the shape of a column of them
_BARE: Final = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_SHOWN: Final = 3  # numbers that show what is asked about
_HEADING: Final = "||"  # in no key of a text: see `result_answers`
_LONGEST_HEADING: Final = 150


class Points(NamedTuple):
    """Bare numbers of a column: their shape, some of them, how many lines, out of how many, and their heading.

    `heading`: "" where there is none; None of lists of older versions, which did not keep it.
    """

    shape: str
    like: str
    lines: int
    scale: str = ""
    heading: str | None = None

    @property
    def key(self) -> str:
        """What HR's word is remembered by: the shape below its heading."""
        if self.heading is None:
            return self.shape
        return f"{self.shape}{_HEADING}{fields.key(self.heading)[:_LONGEST_HEADING]}"


def is_without_heading(key: str) -> bool:
    """Whether a key is that of numbers without a heading: nothing tells whether those of another list are the same."""
    return key.endswith(_HEADING)


def points_of(column: Iterable[str], *headings: str) -> Points | None:
    """The bare numbers of a column, where they do not say out of how many points they are, or its heading says so.

    Of several columns all headings have to say the same.

    A column of 1 and 0 says who was there and who was not.
    """
    found = [cell for cell in column if is_bare(cell)]
    most = max(map(number_of, found), default=0)
    shares = most <= 1 and any(not number_of(cell).is_integer() for cell in found)
    heading, fulls = " | ".join(headings) if headings else None, set(map(full_marks.of, headings))
    full = fulls.pop() if len(fulls) == 1 else 0
    if not shares and (most <= 1 or (most > max(_SMALLER) and not full)):
        return None
    like = ", ".join(sorted(set(found), key=number_of, reverse=True)[:_SHOWN])
    if full:
        return Points(f"0-{full}", like, len(found), str(full), heading)
    if shares:
        return Points(SHARES, like, len(found), heading=heading)
    # By the smallest scale that has room for them: what was said of 18 is not said of a list that ends at 9.
    smallest = next(scale for scale in _SMALLER if most <= scale)
    return Points(f"0-{smallest}", like, len(found), heading=heading)


def scales_of(points: Points) -> tuple[str, ...]:
    """Out of how many points the numbers of a column may be."""
    scales = {*SCALES, *filter(str.isdecimal, (points.scale, points.shape.removeprefix("0-")))}
    return tuple(sorted(scales if points.shape == SHARES else scales - {SHARE}, key=int))


def is_bare(cell: str) -> bool:
    """Whether a result is a number that does not say out of how many."""
    return _BARE.fullmatch(ascii_digits(cell)) is not None


def most_of(cell: str, points: Points | None) -> int:
    """Out of how many a bare number is.

    Raises RuleBroken: "points-unknown" where HR has not said yet, "points-too-many" where it is more.
    """
    if points is None:
        return 100
    if not points.scale:
        raise RuleBroken("points-unknown", typed=cell)
    if number_of(cell) > int(points.scale):
        raise RuleBroken("points-too-many", typed=cell, most=points.scale)
    return int(points.scale)


def number_of(cell: str) -> float:
    """The number that a bare result is."""
    return float(ascii_digits(cell).replace(",", "."))
