"""Dates in words. A date is kept in the Gregorian calendar; the Buddhist year is a way of showing it.

Month names are ICU's (CLDR); the order of the parts and the calendar a language is used to are data below.
Knows no settings and no time: the caller says which calendar and which digits.
"""

import re
from datetime import date
from functools import cache
from typing import Literal

import icu

from lms.text.digits import ascii_digits, native_digits

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# Nobody dates anything in the Gregorian year 2400 yet, and no list is as old as the Buddhist one (1857).
_FIRST_BUDDHIST = 2400

Calendar = Literal["gregorian", "buddhist"]
Digits = Literal["latin", "native"]

# Thailand's era since its year begins on 1 January, that is from 1941. Cambodia and Laos count it
# differently.
_YEARS_AHEAD: dict[Calendar, int] = {"gregorian": 0, "buddhist": 543}
_DEFAULT_CALENDAR: dict[str, Calendar] = {"th": "buddhist"}
_DAY_FIRST = "{day} {month} {year}"
_LONG_DATE = {"my": "{year} {month} {day}"}


def default_calendar(language: str) -> Calendar:
    """The calendar in which readers of the language expect a date on a page."""
    return _DEFAULT_CALENDAR.get(language, "gregorian")


def year_for(year: int, language: str) -> int:
    """A Gregorian year from 1941 on as readers of the language count it on a page."""
    return year_in(year, default_calendar(language))


def year_in(year: int, calendar: Calendar) -> int:
    """A Gregorian year from 1941 on as a calendar counts it."""
    return year + _YEARS_AHEAD[calendar]


def long_date(day: date, language: str, *, calendar: Calendar = "gregorian", digits: Digits = "latin") -> str:
    """The date with the name of its month, such as "24 November 2026" or "24 พฤศจิกายน 2569".

    No era is written. Buddhist years hold for dates from 1941. A language that ICU does not know gets English
    names.
    """
    text = _LONG_DATE.get(language, _DAY_FIRST).format(
        day=day.day, month=_month_names(language)[day.month - 1], year=day.year + _YEARS_AHEAD[calendar]
    )
    return native_digits(text, language) if digits == "native" else text


def read_date(typed: str) -> date:
    """The day of a form's field: year, month, day, in any digits; the year may be the Buddhist one.

    Raises ValueError for what is no day.
    """
    found = _ISO.fullmatch(ascii_digits(typed).strip())
    if found is None:
        raise ValueError(f"{typed!r} is not a day")
    year, month, day = map(int, found.groups())
    return date(year - (_YEARS_AHEAD["buddhist"] if year >= _FIRST_BUDDHIST else 0), month, day)


@cache
def _month_names(language: str) -> tuple[str, ...]:
    # Asked for a language it lacks, ICU would answer in that of the machine's own settings.
    known = language if language in icu.Locale.getAvailableLocales() else "en"
    return tuple(icu.DateFormatSymbols(icu.Locale(known)).getMonths())
