"""Whether the day or the month comes first in a column of dates such as 03/08/2026. Pure; asks once, never guesses.

One date that can only be month first, 08/14/2026, does not say how the others were written: a column that has both is
asked about, and so is one with dates that can only be day first and others that can only be month first. What HR says
then holds for all of them: who writes 12/13/2025 into a list that has the day first meant another day. A date with
dots is never month first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

from lms.text.digits import ascii_digits
from lms.text.normalise import for_name

# Nobody has said yet: "unknown" where some dates can only be month first, "contradicted" where others can only be day
# first. "day-first-if-possible": of birthdays, of which the year is kept, and nobody is asked.
Order: TypeAlias = Literal["day-first", "month-first", "unknown", "contradicted", "day-first-if-possible"]
Said: TypeAlias = Literal["day-first", "month-first"]

SHAPE: Final = "dd/mm, mm/dd"  # what the question is known by; no key of a text has these signs
ORDERS: Final[tuple[Said, Said]] = ("day-first", "month-first")
CLOCK: Final = re.compile(r"[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|\s*[ap]m)?$", re.IGNORECASE)
_NUMBERS_ONLY: Final = re.compile(r"(\d{1,2})[/\-\s]+(\d{1,2})[/.\-\s]+\d{1,4}")
_DOTTED: Final = re.compile(r"\d\s*\.\s*\d{1,2}\s*[./]\s*\d")
_MONTHS: Final = 12


class Mixed(NamedTuple):
    """A date of a column that could be read in two ways, how many there are, and which of them is meant."""

    like: str
    lines: int
    order: Order = "unknown"


def order_of(column: Iterable[str]) -> tuple[Order, Mixed | None]:
    """How a column orders day and month: month first only where that is the one way to read it all."""
    day_first: list[str] = []
    month_first: list[str] = []
    either: list[str] = []
    for typed in column:
        text = CLOCK.sub("", ascii_digits(for_name(typed)))
        found = _NUMBERS_ONLY.fullmatch(text)
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        if first > _MONTHS >= second:
            day_first.append(typed)
        elif second > _MONTHS >= first:
            month_first.append(typed)
        elif could_be_both(first, second):
            either.append(typed)
    if not month_first:
        return "day-first", None
    if day_first:
        all_of_them = [*either, *day_first, *month_first]
        return "contradicted", Mixed(all_of_them[0], len(all_of_them), "contradicted")
    return ("unknown", Mixed(either[0], len(either))) if either else ("month-first", None)


def could_be_both(first: int, second: int) -> bool:
    """Whether two numbers are two days, depending on which is the month."""
    return first != second and max(first, second) <= _MONTHS


def is_open(first: int, second: int, order: Order) -> bool:
    """Whether the day of two numbers waits for somebody's word."""
    if order == "contradicted":
        return first != second and min(first, second) <= _MONTHS
    return order == "unknown" and could_be_both(first, second)


def is_dotted(text: str) -> bool:
    """Whether a date is written with dots: 3.8.2026."""
    return bool(_DOTTED.search(ascii_digits(text)))


def is_month_first(first: int, second: int, order: Order) -> bool:
    """Whether the month is the first of two numbers."""
    if order == "month-first":
        return True
    return order != "day-first" and second > _MONTHS >= first
