"""An attendance sheet: one column for each day of a training, ticked for whoever was there. Pure.

«วันที่ 1 | วันที่ 2», "7/10/69 | 8/10/69", «ព្រឹក | រសៀល», "Attendance" above three days: together they are one result, the
share of days that somebody was there for ("2/3"). A cross is a tick in one list and says "absent" in the next, and a
sign that nobody knows says nothing: both stand beside the share ("1/3 + x x"), so that they are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final, Literal

from lms.errors import RuleBroken
from lms.imports.domain import value_names
from lms.imports.domain.columns.attendance import day_headings
from lms.imports.domain.headings import column_names, sex_ticks
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values import dates, hours, results
from lms.imports.domain.values.cell_text import said
from lms.imports.domain.values.weekdays import NAMES
from lms.text.digits import ascii_digits

FIELD: Final = "attended_day"  # the field of each such column; the only one that several columns may have
_HEADING: Final = ("Attendance", "វត្តមាន", "ການເຂົ້າຮ່ວມ", "การเข้าอบรม")  # see `headers.LANGUAGES`
_LAST_DAY: Final = 31
_BETWEEN: Final = re.compile(r"[\s/|(){}\[\]:,.#–—-]+")
_NUMBER: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_SHARE: Final = re.compile(r"\d{1,2}/\d{1,2}(?: \+ .+)?")
_DAY_AND_MONTH: Final = re.compile(r"\d{1,2}\s*[/.]\s*\d{1,2}")
_IN_FIGURES: Final = re.compile(
    r"\b(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./-])\d{1,2}\2\d{1,2})\b"
)
_UNSURE_OF_YEAR: Final = ("date-incomplete", "year-short", "date-order")


@lru_cache(maxsize=4096)
def sureness(heading: str) -> Literal["", "beside", "alone"]:
    """How surely a heading is that of one day, or a part of one: "alone", or only "beside" others of the kind."""
    text = for_comparing(ascii_digits(heading))
    without, known = _without(text, _day_words())
    left = [piece for piece in _BETWEEN.split(without) if piece]
    if not left:
        return "beside" if known & _parts_of_days() else ""
    if len(left) == 1 and _NUMBER.fullmatch(left[0]):
        sure = known & (_days() | _parts_of_days())
        nth = 0 < int(re.sub(r"\D", "", left[0])) <= _LAST_DAY and (sure or known & _attendance())
        return "" if not nth else "alone" if sure else "beside"
    return "alone" if _date_in(heading) else ""


def _date_in(heading: str) -> str:
    """The date of a heading, without words for attendance or the part of a day, or the number of the day."""
    whole = for_comparing(ascii_digits(heading))
    alone, beside = _without(whole, _day_words())[0], _without(whole, _beside_dates())[0]
    texts = (heading, alone, beside, _nth_day().sub(" ", beside, count=1))
    return next((text for text in map(_tidy, texts) if is_date(text)), "")


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip("()[]:,- ")


def are_of_days(headings: Sequence[str]) -> bool:
    """Whether some headings, each of a day, are sure together."""
    return len(headings) > 1 or any(sureness(heading) == "alone" for heading in headings)


def is_date(text: str) -> bool:
    """Whether a text is a day, with or without its year."""
    signs = ascii_digits(text)
    if ":" in signs or not any(map(str.isdecimal, signs)) or signs.strip().isdecimal():
        return False
    try:
        dates.read(text, calendar="gregorian", today=date.max)
    except RuleBroken as broken:
        # «วันที่ 1 – วันที่ 3» is no day of March.
        without_month = len(re.findall(r"\d+", signs)) == 2 and broken.code == "date-incomplete"
        return broken.code in _UNSURE_OF_YEAR and (not without_month or bool(_DAY_AND_MONTH.search(signs)))
    return True


def can_be_ticked(cells: Iterable[str]) -> bool:
    """Whether cells can say who was there: not where most of them are dates, or shares."""
    told = [cell for text in cells if (cell := said(text))]
    other = [cell for cell in told if _SHARE.fullmatch(ascii_digits(cell)) or _is_whole_date(cell)]
    return not told or 2 * len(other) <= len(told)


def _is_whole_date(cell: str) -> bool:
    serial = ascii_digits(cell).isdecimal() and len(cell) > 4
    return serial or (day_headings.are_dates([cell]) and is_date(cell))


def are_letters(cells: Iterable[str]) -> bool:
    """Whether a P can say "present" in a list: beside ticks it says "permission" as often."""
    return not any(for_comparing(cell).strip() in _signs(value_names.CHECKS) for cell in cells)


def share(cells: Sequence[str], *, letters: bool = True) -> str:
    """For how many of its days somebody was there, as "2/3"; behind it what is no plain word about a day.

    `letters`: see `are_letters`.
    """
    was = [(cell, presence(cell, letters=letters)) for cell in map(said, cells)]
    unknown = [cell for cell, present in was if present is None]
    there = sum(present is True for _, present in was)
    return " + ".join([f"{there}/{len(was)}", *([" ".join(unknown)] if unknown else ())])


def presence(cell: str, *, letters: bool = True) -> bool | None:
    """Whether somebody was there on a day; None where nobody can tell."""
    text, sign = said(cell), for_comparing(ascii_digits(said(cell))).strip()
    if not text:
        return False
    word = results.word_of(text)
    if word == "failed" or sign in _signs(value_names.ABSENT_SIGNS):
        return False
    letter = sign in _signs(value_names.PRESENT_SIGNS)
    if sign in _signs(value_names.CROSSES) or (letter and not letters):
        return None
    ticked = sex_ticks.is_tick(text) or sign in _signs(value_names.CHECKS)
    return True if word or letter or ticked or hours.is_hour(text) else None


def shares(rows: Iterable[Sequence[str]], fields: Mapping[int, str]) -> list[dict[str, str]]:
    """The result of each line that has days, by field; `fields` are by the place of their columns."""
    places = [place for place, field in sorted(fields.items()) if field == FIELD]
    days = [[row[place] for place in places] for row in rows]
    letters = are_letters(cell for line in days for cell in line)
    return [{"result": share(line, letters=letters)} if places else {} for line in days]


def whole(fields: Iterable[str]) -> list[str]:
    """Fields of columns, with the result instead of its days."""
    return ["result" if field == FIELD else field for field in fields]


def heading(language: str) -> str:
    """A word for attendance, to stand before the days in a file: below it "2/3" is no mark."""
    place = column_names.LANGUAGES.index(language) if language in column_names.LANGUAGES else 0
    return _HEADING[place]


def heading_of(header: Sequence[str], fields: Mapping[str, str]) -> str | None:
    """What the columns of days are called together, from the first to the last; None where there are none."""
    places = sorted(int(number) - 1 for number, field in fields.items() if field == FIELD)
    return _together(header, [place for place in places if place < len(header)]) or None


def _together(header: Sequence[str], places: Sequence[int]) -> str:
    """What columns are called, from the first to the last."""
    texts = [header[place].strip() or str(place + 1) for place in places]
    return " – ".join(dict.fromkeys([texts[0], texts[-1]])) if texts else ""


def left_out(
    header: Sequence[str], rows: Sequence[Sequence[str]], fields: Mapping[str, str]
) -> frozenset[int]:
    """The places of days that say who was there and are left out, where no column says how all of it went."""
    of_result = [header[int(number) - 1] for number, field in fields.items() if field == "result"]
    if any(not sureness(heading) for heading in of_result):
        return frozenset()
    return frozenset(not_taken(header, rows, fields))


def not_taken(header: Sequence[str], rows: Sequence[Sequence[str]], fields: Mapping[str, str]) -> list[int]:
    """The places of days that say who was there and are no part of the result."""
    found = [place for place, heading in enumerate(header) if sureness(heading)]
    if FIELD in fields.values() or not are_of_days([header[place] for place in found]):
        return []
    columns_of = {place: [said(row[place]) for row in rows] for place in found}
    return [
        place
        for place, cells in columns_of.items()
        if str(place + 1) not in fields and any(cells) and can_be_ticked(cells)
    ]


def absences(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    fields: Mapping[str, str],
    registers: Sequence[int] = (),
) -> tuple[str, list[str]]:
    """Where days stand beside results: what they are called together, and "0/3" for each line that has no tick.

    Where nothing says how it went: whoever says that people without a result were trained does not mean those who never
    came. Where something says so that is no "failed": if others have ticks; see `is_told`. "" for any other line.
    `registers` are the places of other columns that say who was there.
    """
    results_at = [int(number) - 1 for number, field in fields.items() if field in ("result", "mark")]
    places = (not_taken(header, rows, fields) or [*registers]) if results_at else []
    letters, none = are_letters(row[place] for row in rows for place in places), f"0/{len(places)}"

    kept = any(presence(row[place], letters=letters) for row in rows for place in places)

    def is_absent(row: Sequence[str]) -> bool:
        told = [cell for at in results_at if (cell := said(row[at]))]
        asked = not told or (kept and not any(results.word_of(cell) == "failed" for cell in told))
        return asked and share([row[at] for at in places], letters=letters) == none

    return _together(header, places), [none if places and is_absent(row) else "" for row in rows]


def is_told(cells: Mapping[str, str]) -> bool:
    """Whether the cells of a line, by field, say how the training went."""
    return any(said(cells.get(field, "")) for field in ("result", "mark"))


def is_one(heading: str, field: str) -> bool:
    """Whether a column is one of days, also where another one says how all of the training went."""
    return field == FIELD or (not field and bool(sureness(heading)))


def last_date(headings: Iterable[str]) -> str:
    """The last whole date of some headings, as it is written; nothing where none has one."""
    found = ""
    for heading in headings:
        in_figures = _IN_FIGURES.search(ascii_digits(heading))
        text = in_figures[0] if in_figures else _date_in(heading)
        if len(re.findall(r"\d+", text)) > 1 and not _DAY_AND_MONTH.fullmatch(ascii_digits(text)):
            found = text
    return found


def _without(text: str, words: re.Pattern[str]) -> tuple[str, frozenset[str]]:
    """A text without some words, and those that stood in it."""
    return words.sub(" ", text), frozenset(words.findall(text))


@cache
def _day_words() -> re.Pattern[str]:
    return _pattern(_days() | _parts_of_days() | _beside_days())


@cache
def _beside_dates() -> re.Pattern[str]:
    return _pattern(_parts_of_days() | _beside_days())


@cache
def _nth_day() -> re.Pattern[str]:
    days = "|".join(map(re.escape, sorted(_days(), key=len, reverse=True)))
    return re.compile(rf"(?:{days})\s*+\.?\s*+\d{{1,2}}(?!\d)")


@cache
def _days() -> frozenset[str]:
    return _words(f"{column_names.DAYS} | {value_names.DAYS_COUNTED}")


@cache
def _parts_of_days() -> frozenset[str]:
    return _words(value_names.PARTS_OF_DAYS) | {
        for_comparing(name) for names in NAMES for name in names.split()
    }


@cache
def _attendance() -> frozenset[str]:
    return _words(f"{value_names.ATTENDANCE} | {value_names.REGISTERS}")


@cache
def _beside_days() -> frozenset[str]:
    """What may stand above or beside a day: words for attendance and for a training."""
    return _attendance() | _words(f"{column_names.OF_TRAINING} | {value_names.BESIDE_DAYS}")


def _words(texts: str) -> frozenset[str]:
    return frozenset(for_comparing(text.strip()) for text in texts.split("|"))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The longest first; in Latin letters only whole words, also with a number behind them: "D1"."""
    in_order = sorted(words, key=len, reverse=True)
    return re.compile(
        "|".join(
            rf"(?<![a-z]){re.escape(one)}(?![a-z])" if one.isascii() else re.escape(one) for one in in_order
        )
    )


@cache
def _signs(texts: str) -> frozenset[str]:
    return frozenset(map(for_comparing, texts.split()))
