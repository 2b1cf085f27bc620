"""Years of two digits, such as 15/09/66: of which era those of a column are. Pure; asks once, never guesses.

No training was held in 1966 by who keeps such lists, so that 66 is 2566; but somebody may be born in 2533 or in 1933.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from lms.accounts.domain import contact
from lms.errors import RuleBroken
from lms.imports.domain.headings import split_dates
from lms.imports.domain.values import dates
from lms.imports.domain.values.dates import Era
from lms.text.calendars import Calendar
from lms.text.digits import ascii_digits

SHAPE: Final = "dd/mm/yy"  # what HR's word is remembered by; no key of a text has these signs
# The same for a column in which years of birth are all days of a month: such a word holds for its list alone.
DAYS: Final = "dd, yy"
ERAS: Final[tuple[Era, Era]] = ("buddhist", "common")
# ISO 3166-1: where lists count in Buddhist years, whatever the office does.
_COUNTED_IN_BUDDHIST: Final = frozenset({"TH", "LA"})
_LONGEST_AGO: Final = 40  # years since a training: so, no two digits can be of two eras
_OLDEST_USUAL: Final = 80  # years of age that nobody wonders at
_FOUR_DIGITS: Final = re.compile(r"\d{4}")

# Reads a cell as a date whose short year is of an era, and gives the year.
Reader = Callable[[str, Era], int]


class ShortYears(NamedTuple):
    """A cell of a column that shows such a year, how many there are, and the era; "" is not known yet.

    `shape` is what HR's word is known by.
    """

    like: str
    lines: int
    era: Era
    shape: str = SHAPE


def short_years_of(
    column: Iterable[str], field: str, reader: Reader, *, country: str, calendar: Calendar, today: date
) -> ShortYears | None:
    """The short years of a column of dates, with their era where only one makes sense; None where there are none."""
    cells = list(column)
    short = [typed for typed in cells if _is_short(typed, reader)]
    if not short:
        return None
    if field == "birth" and split_dates.are_days(cells):  # the 15th of a month was stored as 1972
        return ShortYears(short[0], len(short), "", DAYS)
    years = [tuple(_year(typed, era, reader) for era in ERAS) for typed in dict.fromkeys(short)]
    possible = _sensible(years, _ages(field, contact.OLDEST), today)
    era: Era = ""
    if calendar == "gregorian" and "common" in _sensible(years, _ages(field, _OLDEST_USUAL), today):
        era = "common"
    elif len(possible) == 1 and country in _COUNTED_IN_BUDDHIST:
        era = possible[0]
    return ShortYears(short[0], len(short), era)


def era_above(heading: str) -> Era:
    """The era that the heading of a column of years says: «ປີເກີດ (ພ.ສ.)»; nothing where it says none, or both."""
    eras = dates.eras_in(heading)
    return ("buddhist" if eras.pop() else "common") if len(eras) == 1 else ""


def _is_short(typed: str, reader: Reader) -> bool:
    if not typed or _FOUR_DIGITS.search(ascii_digits(typed)):
        return False
    try:
        reader(typed, "")
    except RuleBroken as broken:
        return broken.code == "year-short"
    return False


def _ages(field: str, oldest: int) -> range:
    """How many years ago what is written may have been."""
    return range(_LONGEST_AGO + 1) if field == "on" else range(contact.YOUNGEST, oldest + 1)


def _sensible(years: Sequence[tuple[int, ...]], ages: range, today: date) -> list[Era]:
    """The eras in which every cell of a column makes sense; what is no day in any of them says nothing."""
    some = [of_eras for of_eras in years if any(of_eras)]
    return [
        era
        for place, era in enumerate(ERAS)
        if some and all(today.year - of_eras[place] in ages for of_eras in some)
    ]


def _year(typed: str, era: Era, reader: Reader) -> int:
    try:
        return reader(typed, era)
    except RuleBroken:
        return 0
