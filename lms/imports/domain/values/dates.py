"""Dates as people write them -> a day. Pure: four languages, their digits, Buddhist and common years.

A Buddhist year is one from 2400 on: 543 ahead of the common one, as Thailand counts since 1941 (see
scripts.calendars). A year of two digits is the latest one that is not in the future. It is of the Buddhist era beside
a Thai month, and of the common era beside any other; in figures alone, where a Society counts in Buddhist years, it
could be either, and nobody guesses. What is known of a whole column (`short_years`) goes before all but the month.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from lms.errors import RuleBroken
from lms.imports.domain.values import ages, date_order, weekdays
from lms.imports.domain.values.date_order import CLOCK, Order
from lms.text.calendars import Calendar
from lms.text.normalise import for_comparing, for_name
from lms.text.writing_systems import THAI

# Of the years of two digits in a column; "" where nobody has said yet, "-" where they are none.
Era: TypeAlias = Literal["buddhist", "common", "", "-"]

BUDDHIST_AHEAD: Final = 543
FIRST_BUDDHIST: Final = 2400
_SERIAL_DAY_0: Final = date(1899, 12, 30)  # of the numbers by which spreadsheets count days
_SERIALS: Final = range(10_000, 73_000)  # 1927 to 2099
_YEARS: Final = range(1900, 2101)  # what a column of years can hold
_THAI: Final = re.compile(f"[{THAI.block}]")

# Each month as it is written in English, Khmer, Lao and Thai; in full first, then short.
_MONTHS: Final = (
    "january jan មករា ມັງກອນ ມ.ກ. มกราคม มกรา ม.ค.",
    "february feb កុម្ភៈ កុម្ភះ កុម្ភ ກຸມພາ ກ.ພ. กุมภาพันธ์ กุมภา ก.พ.",
    "march mar មីនា មិនា ມີນາ ມ.ນ. ມີ.ນ. มีนาคม มีนา มี.ค.",
    "april apr មេសា ເມສາ ມ.ສ. ເມ.ສ. เมษายน เมษา เม.ย.",
    "may ឧសភា ພຶດສະພາ ພ.ພ. พฤษภาคม พฤษภา พ.ค.",
    "june jun មិថុនា មិថុណា ມິຖຸນາ ມິ.ຖ. มิถุนายน มิถุนา มิ.ย.",
    "july jul កក្កដា ກໍລະກົດ ກຳລະກົດ ກ.ລ. กรกฎาคม กรกฎา ก.ค.",
    "august aug សីហា ສິງຫາ ສ.ຫ. สิงหาคม สิงหา ส.ค.",
    "september sep sept កញ្ញា ກັນຍາ ກ.ຍ. กันยายน กันยา ก.ย.",
    "october oct តុលា ຕຸລາ ຕ.ລ. ตุลาคม ตุลา ต.ค.",
    "november nov វិច្ឆិកា វិច្ឆកា ພະຈິກ ພ.ຈ. พฤศจิกายน พฤศจิกา พ.ย.",
    "december dec ធ្នូ ທັນວາ ທ.ວ. ธันวาคม ธันวา ธ.ค.",
)
# Words around a date that say nothing about it, and eras.
_NOISE: Final = ("ថ្ងៃទី ថ្ងៃ ទី ខែ ឆ្នាំ ວັນທີ ວັນ ທີ ເດືອນ ປີ วันที่ วัน ที่ เดือน ปี th st nd rd of ") + " ".join(
    weekdays.NAMES
)
_BUDDHIST_ERA: Final = "พ.ศ. พศ ព.ស. ពស ພ.ສ. ພສ b.e. be"
_COMMON_ERA: Final = "ค.ศ. คศ គ.ស. គស ຄ.ສ. ຄສ a.d. ad c.e. ce"


def _word(text: str) -> str:
    return for_comparing(text).replace(".", "")


_MONTH_OF: Final[Mapping[str, int]] = {
    _word(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
_ENGLISH: Final = {number: names.partition(" ")[0] for number, names in enumerate(_MONTHS, 1)}
_NOISES: Final = frozenset(map(_word, _NOISE.split()))
_ERAS: Final[Mapping[str, bool]] = {
    **{_word(era): True for era in _BUDDHIST_ERA.split()},
    **{_word(era): False for era in _COMMON_ERA.split()},
}
_KNOWN: Final = sorted({*_MONTH_OF, *_NOISES, *_ERAS}, key=len, reverse=True)
# Khmer, Lao and Thai write words without a space between: the longest known one first.
_TOKEN: Final = re.compile("|".join([r"\d+", *map(re.escape, _KNOWN), r"[^\d\s,/\-–:()]+"]))
_ABBREVIATION: Final = re.compile(r"(?<=[^\W\d])\.|(?<=[\u0e00-\u0eff])\.")

# What joins the first and the last day. In Lao "to" is the end of the word for August, too.
_JOINING: Final = re.compile(
    "|".join(
        (
            r"\b(?:to|till|until|through|and)\b",
            *map(for_comparing, ["จนถึง", "ถึง", "และ", "រហូតដល់", "ដល់", "និង", "ແລະ", "ເຖິງ"]),
            rf"(?<!{for_comparing('ສິງ')}){for_comparing('ຫາ')}",
            r"(?<=\d)\s*[,&+]\s*(?=\d{1,2}\b)",
        )
    )
)
_BEGINNING: Final = re.compile(
    "|".join(
        (
            r"\b(?:from|between)\b",
            *map(for_comparing, ["ตั้งแต่", "ระหว่าง", "ចាប់ពី", "ពី", "ຕັ້ງແຕ່", "ແຕ່", "ລະຫວ່າງ"]),
        )
    )
)
_DASHES: Final = re.compile("[\u2010-\u2015\u2212~]")
# Days joined by a dash, and their month and year by something else: 1-5/3/2025.
_DAYS_AND_MONTH: Final = re.compile(
    r"^\D*+\d{1,2}(?:\s*+-\s*+\d{1,2})++\s*+[/.]\s*\d{1,2}\s*[/.]\s*\d{2,4}\D*$"
)
_COMMA: Final = re.compile(r"\d\s*[,&+]\s*\d")
_LAST_DAY: Final = 31
_SHORTENED: Final = re.compile(r"^['\u2018\u2019\u02bc`](?=\d\d$)")  # '90
_LONGEST: Final = timedelta(366)  # a training that takes longer is a mistake of typing


def read(
    typed: str, *, calendar: Calendar, today: date, order: Order = "day-first", era: Era | None = None
) -> date:
    """The day that was written.

    Raises RuleBroken "date-unreadable", "date-incomplete" (no day or no month), "date-impossible" (30 February),
    "year-short" (two digits that could be of two eras), "date-order" (nobody has said which number is the month).
    """
    written = _pieces(typed, calendar, era)
    numbers, month = written.numbers, written.month
    if len(numbers) == 1 and month is None:
        return _in_one_number(written, today)
    if month is not None:
        if len(numbers) != 2:
            raise RuleBroken("date-incomplete" if len(numbers) < 2 else "date-unreadable")
        day, year = sorted(numbers, key=len) if 4 in map(len, numbers) else numbers
        return _day(year, month, day, written, today)
    if len(numbers) != 3:
        raise RuleBroken("date-incomplete" if len(numbers) == 2 else "date-unreadable")
    if len(numbers[0]) == 4:
        year, middle, day = numbers
        return _day(year, int(middle), day, written, today)
    first, second, year = numbers
    day, middle = _in_order(first, second, "day-first" if date_order.is_dotted(typed) else order)
    return _day(year, int(middle), day, written, today)


def _in_order(first: str, second: str, order: Order) -> tuple[str, str]:
    """The day and the month of two numbers."""
    if date_order.is_open(int(first), int(second), order):
        raise RuleBroken("date-order")
    month_first = date_order.is_month_first(int(first), int(second), order)
    return (second, first) if month_first else (first, second)


def year(
    typed: str, *, calendar: Calendar, today: date, order: Order = "day-first", era: Era | None = None
) -> int:
    """The year of a date, or of a year alone. Raises RuleBroken as `read` does, and "age-no-year"."""
    if ages.is_age(typed):
        raise RuleBroken("age-no-year")
    typed = _SHORTENED.sub("", typed.strip(), count=1)
    written = _pieces(typed, calendar, era)
    if len(written.numbers) == 1 and written.month is None and len(written.numbers[0]) in (2, 4):
        return _year(written.numbers[0], written, today)
    try:
        return read(typed, calendar=calendar, today=today, order=order, era=era).year
    except RuleBroken as broken:
        if broken.code != "date-impossible":
            raise
        return _year_beside(written, today)


def _year_beside(written: _Written, today: date) -> int:
    """The year of a day that there is not: 31/02/1999 is a slip of typing, and no reason to doubt the year.

    Raises RuleBroken("date-impossible") where it is no such day, either: 45/13/1999.
    """
    numbers = [*written.numbers]
    if len(numbers) == 1:  # 19990231
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    year = next((number for number in numbers if len(number) == 4), numbers[-1])
    numbers.remove(year)
    if not all(0 < int(number) <= _LAST_DAY for number in numbers):
        raise RuleBroken("date-impossible")
    return _year(year, written, today)


class Period(NamedTuple):
    """The first and the last day of something; the same day where it took one."""

    first: date
    last: date


def read_period(
    typed: str, *, calendar: Calendar, today: date, order: Order = "day-first", era: Era | None = None
) -> Period:
    """The days of a training: one date, or the first and the last one. Raises RuleBroken as `read` does."""
    try:
        day = read(typed, calendar=calendar, today=today, order=order, era=era)
    except RuleBroken:
        period = _period(typed, calendar, today, order, era)
        if period is None:
            raise
        if not timedelta(0) <= period.last - period.first <= _LONGEST:
            raise RuleBroken("date-impossible") from None
        return period
    return Period(day, day)


def _period(typed: str, calendar: Calendar, today: date, order: Order, era: Era | None) -> Period | None:
    """Days that are joined by a dash or a word; None where nothing joins any."""
    text = _with_dashes(typed)
    if "-" not in text:
        return None
    numbers, months, buddhist = _tokens(text)
    written = _Written(numbers, None, buddhist, _short(months, calendar, era))

    def day(number: str, month: str | int, year: str) -> date:
        return _day(year, month if isinstance(month, int) else int(month), number, written, today)

    named = [_MONTH_OF[month] for month in months]
    if len(named) == 1 and len(numbers) > 2:
        # 1-5 March 2025, and 4, 5 and 6 March 2025
        year = next((number for number in numbers if len(number) == 4), numbers[-1])
        days = [number for number in numbers if number != year] if len(year) == 4 else numbers[:-1]
        return Period(day(days[0], named[0], year), day(days[-1], named[0], year))
    if len(named) == 2 and len(numbers) == 4:  # 30 December 2024 - 2 January 2025
        return Period(day(numbers[0], named[0], numbers[1]), day(numbers[2], named[1], numbers[3]))
    if len(named) == 2 and len(numbers) == 3:  # 28 February - 3 March 2025
        return _over_months(day(numbers[0], named[0], numbers[2]), day(numbers[1], named[1], numbers[2]))
    if not named and len(numbers) == 6:  # two whole dates
        between = "." if date_order.is_dotted(text) else "/"
        halves = (between.join(numbers[:3]), between.join(numbers[3:]))
        said = " พ.ศ." if buddhist else " ค.ศ." if buddhist is False else ""
        first, last = (
            read(f"{one}{said}", calendar=calendar, today=today, order=order, era=era) for one in halves
        )
        return Period(first, last)
    if not named and _DAYS_AND_MONTH.search(text) and _are_listed(typed, numbers):
        *days, month, year = numbers  # 1-5/3/2025, and 10, 11, 12/3/2025
        return Period(day(days[0], month, year), day(days[-1], month, year))
    if not named and len(numbers) == 5:  # 28/2 - 3/3/2025
        year = numbers[4]
        order = "day-first" if date_order.is_dotted(text) else order
        starts = _in_order(numbers[0], numbers[1], order)
        ends = _in_order(numbers[2], numbers[3], order)
        return _over_months(day(*starts, year), day(*ends, year))
    return None


def _are_listed(typed: str, numbers: Sequence[str]) -> bool:
    """Whether all numbers before the month are days of it: two, or more of them joined by commas and in their order.

    28-2-3/3/2025 is from February to March.
    """
    days = [int(number) for number in numbers[:-2]]
    joined = _COMMA.search(for_comparing(for_name(typed))) or len(_JOINING.findall(for_comparing(typed))) > 1
    return len(days) == 2 or (bool(joined) and days == sorted(set(days)))


def _over_months(first: date, last: date) -> Period:
    """The year was said once: where it turns between the two, the first day is of the year before."""
    return Period(first.replace(year=last.year - 1) if first > last else first, last)


def _with_dashes(typed: str) -> str:
    text = _DASHES.sub("-", for_comparing(for_name(typed)))
    return _JOINING.sub("-", _BEGINNING.sub(" ", text))


class _Written(NamedTuple):
    """The numbers in their order, the month if it is named, and whether the years are Buddhist: None if not said.

    `short` says it for a year of two digits.
    """

    numbers: list[str]
    month: int | None
    buddhist: bool | None
    short: bool | None


def _tokens(text: str) -> tuple[list[str], list[str], bool | None]:
    """The numbers, the names of months, and whether an era says that years are Buddhist."""
    text = _ABBREVIATION.sub("", weekdays.without_letters(text)).replace(".", " ")
    numbers: list[str] = []
    months: list[str] = []
    buddhist: bool | None = None
    for token in _TOKEN.findall(text):
        if token.isdecimal():
            numbers.append(token)
        elif token in _MONTH_OF:
            months.append(token)
        elif token in _ERAS:
            buddhist = _ERAS[token]
        elif token not in _NOISES:
            raise RuleBroken("date-unreadable")
    return numbers, months, buddhist


def has_thai_month(typed: str) -> bool:
    """Whether a date names its month in Thai."""
    return bool(_THAI.search(typed)) and any(map(_is_thai_month, _TOKEN.findall(_of_words(typed))))


def in_english(typed: str) -> str:
    """A date with its Thai month in English: where its year of two digits cannot be a Buddhist one."""
    text = _of_words(typed)
    return _TOKEN.sub(
        lambda token: _ENGLISH[_MONTH_OF[token[0]]] if _is_thai_month(token[0]) else token[0], text
    )


def eras_in(heading: str) -> set[bool]:
    """The eras that a heading names; True is the Buddhist one."""
    words = re.split(r"[\s()\[\]/,:-]+", heading)
    # "be" is a word, "B.E." and "BE" are eras.
    return {_ERAS[_word(one)] for one in words if _word(one) in _ERAS and ("." in one or one == one.upper())}


def _of_words(typed: str) -> str:
    return _ABBREVIATION.sub("", for_comparing(for_name(typed)))


def _is_thai_month(token: str) -> bool:
    return token in _MONTH_OF and bool(_THAI.match(token))


def _short(months: Sequence[str], calendar: Calendar, era: Era | None) -> bool | None:
    """Whether a year of two digits is a Buddhist one; None where nobody knows."""
    if months and _is_thai_month(months[0]):
        return True
    if era is not None:
        return era == "buddhist" if era else None
    return None if calendar == "buddhist" and not months else False


def _pieces(typed: str, calendar: Calendar, era: Era | None) -> _Written:
    numbers, months, buddhist = _tokens(for_comparing(CLOCK.sub("", for_name(typed))))
    if len(months) > 1 or len(numbers) not in (1, 2, 3):
        raise RuleBroken("date-unreadable")
    month = _MONTH_OF[months[0]] if months else None
    return _Written(numbers, month, buddhist, _short(months, calendar, era))


def _in_one_number(written: _Written, today: date) -> date:
    number = written.numbers[0]
    if len(number) == 5 and int(number) in _SERIALS:
        return _SERIAL_DAY_0 + timedelta(int(number))
    if len(number) == 8:
        return _day(number[:4], int(number[4:6]), number[6:], written, today)
    raise RuleBroken("date-incomplete" if len(number) == 4 else "date-unreadable")


def _day(year: str, month: int, day: str, written: _Written, today: date) -> date:
    try:
        return date(_year(year, written, today), month, int(day))
    except ValueError:
        raise RuleBroken("date-impossible") from None


def _year(digits: str, written: _Written, today: date) -> int:
    if len(digits) == 2:
        return _full_year(int(digits), written, today)
    if len(digits) != 4:
        raise RuleBroken("date-unreadable")
    number = int(digits)
    if written.buddhist or (written.buddhist is None and number >= FIRST_BUDDHIST):
        number -= BUDDHIST_AHEAD
    if number not in _YEARS:
        raise RuleBroken("date-impossible")
    return number


def _full_year(number: int, written: _Written, today: date) -> int:
    buddhist = written.short if written.buddhist is None else written.buddhist
    if buddhist is None:
        raise RuleBroken("year-short")
    ahead = BUDDHIST_AHEAD if buddhist else 0
    this_year = today.year + ahead
    full = this_year - this_year % 100 + number
    return (full if full <= this_year else full - 100) - ahead


def is_day(text: str, *, or_only: Collection[str]) -> bool:
    """Whether a text can be read as a day of whatever year, or is refused for one of these reasons only."""
    try:
        read(text, calendar="gregorian", today=date.max)
    except RuleBroken as broken:
        return broken.code in or_only
    return True
