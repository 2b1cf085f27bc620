"""Numbers that have lost their zeros: "8" where all others look like "0007". Pure; asks, never guesses.

A spreadsheet takes the zeros of a number away unless its column is text, and mostly in some lines alone. How many
digits the numbers with the same letters before them have is learnt from those that still begin with a zero.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from lms.errors import RuleBroken

ZEROS: Final = "zeros"  # put them before the number
AS_WRITTEN: Final = "as-written"  # the number is right
_NUMBER: Final = re.compile(r"(\D*)(\d+)")


class Width(NamedTuple):
    """How many digits numbers have, one that shows it, and what HR has said: ZEROS, AS_WRITTEN, or nothing yet."""

    digits: int
    like: str
    said: str = ""


def widths_of(numbers: Iterable[str]) -> dict[str, Width]:
    """The usual number of digits, by what stands before them, of numbers that begin with a zero."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    like: dict[tuple[str, int], str] = {}
    for number in numbers:
        before, digits = parts_of(number)
        if len(digits) > 1 and digits.startswith("0"):
            found[before][len(digits)] += 1
            like.setdefault((before, len(digits)), number)
    widths = {}
    for before, lengths in found.items():
        usual = max(lengths, key=lambda length: (lengths[length], length))
        widths[before] = Width(usual, like[before, usual])
    return widths


def parts_of(number: str) -> tuple[str, str]:
    """What stands before the digits, and the digits; ("", "") for a number that is something else."""
    match = _NUMBER.fullmatch(number)
    return (match[1], match[2]) if match else ("", "")


def is_short(number: str, widths: Mapping[str, Width]) -> bool:
    """Whether a number has fewer digits than the others."""
    before, digits = parts_of(number)
    return bool(digits) and before in widths and len(digits) < widths[before].digits


def in_full(number: str, widths: Mapping[str, Width]) -> str:
    """A number as HR has said. Raises RuleBroken("number-short", field="number") where they have not said yet."""
    if not is_short(number, widths):
        return number
    width = widths[parts_of(number)[0]]
    longer = with_zeros(number, width)
    if not width.said:
        raise RuleBroken("number-short", field="number", typed=number, like=width.like, longer=longer)
    return longer if width.said == ZEROS else number


def with_zeros(number: str, width: Width) -> str:
    """A number with as many digits as the others have."""
    before, digits = parts_of(number)
    return f"{before}{digits.zfill(width.digits)}"


def shape_of(before: str, width: Width) -> str:
    """What HR's word is remembered by: "KH-0000"."""
    return f"{before}{'0' * width.digits}"
