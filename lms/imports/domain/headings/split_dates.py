"""A date in columns of its day, its month and its year: «วัน | เดือน | ปีเกิด», "Date of birth: Day | Month | Year". Pure.

Of a birthday the year is what is kept. The parts of the date of a training are put together; a day alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from lms.imports.domain.headings import column_names
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import key
from lms.text.digits import ascii_digits

Part: TypeAlias = Literal["day", "month", "year"]

# The fields of the parts of the date of a training, in the order in which a date is put together.
FIELDS: Final[Mapping[str, Part]] = {"on_day": "day", "on_month": "month", "on_year": "year"}
# The first day of a training, in a column beside that of its last day.
FIRST_DAY: Final = "on_first"
_LAST_DAY: Final = 31
_DAY: Final = re.compile(r"\d{1,2}\.?")


class Said(NamedTuple):
    """Which part of a date a heading says, and of which date: "birth", "on", or "" where it does not say."""

    part: Part
    of: str


class Parts(NamedTuple):
    """The places of the parts of one date, counted from 0, and whether it is "birth" or "on"."""

    of: str
    places: Mapping[Part, int]


def said_by(header: str) -> Said | None:
    """What a heading says of a part: alone, with a word for the date beside it, or below a heading of the date."""
    return _said(key(header))


@lru_cache(maxsize=4096)
def _said(whole: str) -> Said | None:
    if whole in _whole_dates():
        return None
    for pattern in _patterns():
        if found := pattern.fullmatch(whole):
            part = next(part for part, words in _parts().items() if found["part"] in words)
            return Said(part, _dates().get(found.groupdict().get("date", ""), ""))
    return None


def of(header: Sequence[str], lines: Sequence[Sequence[str]] = ()) -> Iterator[Parts]:
    """The dates of a list whose year stands in a column of its own, with a column for the day, the month, or both."""
    said = {place: one for place, text in enumerate(header) if (one := said_by(text)) is not None}
    for date in ("birth", "on"):
        places: dict[Part, int] = {}
        for place in sorted(said, key=lambda place: (said[place].of != date, place)):
            part, of_date = said[place]
            near = any(abs(place - other) <= 2 for other in places.values())
            if part not in places and (of_date == date or (not of_date and near)):
                places[part] = place
        if date == "on" and not places:
            places = _alone(said)
        if "year" in places and len(places) > 1 and _are_days(lines, places.get("day")):
            yield Parts(date, places)
            said = {place: one for place, one in said.items() if place not in places.values()}


def _alone(said: Mapping[int, Said]) -> dict[Part, int]:
    """Three columns side by side that say nothing but day, month and year."""
    for first in said:
        run = {said[place].part: place for place in range(first, first + 3) if place in said}
        if len(run) == 3:
            return run
    return {}


def are_days(cells: Iterable[str]) -> bool:
    """Whether cells hold days of a month, and nothing else."""
    found = [ascii_digits(cell).strip() for cell in cells if cell.strip()]
    return bool(found) and all(_DAY.fullmatch(text) and int(text.strip(".")) <= _LAST_DAY for text in found)


def _are_days(lines: Sequence[Sequence[str]], place: int | None) -> bool:
    """Whether a column can be the day of a date: "birthday" may stand over a whole date, too."""
    cells = [] if place is None else [line[place] for line in lines if place < len(line)]
    told = [cell for cell in cells if cell.strip(" -–—.")]
    return not told or are_days(told)


def put_together(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a line by field, with the parts of a date as the date that they are parts of."""
    given = {field: text for field, text in cells.items() if field not in FIELDS}
    parts = [text for field in FIELDS if (text := cells.get(field, "").strip())]
    if parts:
        numbers = all(ascii_digits(part).isdecimal() for part in parts)
        given["on"] = ("/" if numbers else " ").join(parts)
    elif any(field in cells for field in FIELDS):
        given["on"] = ""
    return given


def whole(fields: Iterable[str]) -> set[str]:
    """Fields of columns, with the date instead of its parts and of its first day."""
    return {"on" if field in (*FIELDS, FIRST_DAY) else field for field in fields}


@cache
def _parts() -> Mapping[Part, frozenset[str]]:
    texts: Mapping[Part, str] = {
        "day": column_names.DAY,
        "month": column_names.MONTH,
        "year": column_names.YEAR,
    }
    return {part: columns.keys(words) for part, words in texts.items()}


@cache
def _dates() -> Mapping[str, str]:
    """Words and whole headings for a date -> the field that they mean."""
    words = dict.fromkeys(columns.keys(f"{column_names.TRAINING['on']} | {column_names.OF_TRAINING}"), "on")
    words.update(
        dict.fromkeys(columns.keys(f"{column_names.PERSON['birth']} | {column_names.OF_BIRTH}"), "birth")
    )
    return words


@cache
def _whole_dates() -> frozenset[str]:
    return columns.keys(column_names.WHOLE_DATES)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    date, part = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (_dates(), frozenset[str]().union(*_parts().values()))
    )
    texts = (f"(?P<part>{part})", f"(?P<date>{date})(?P<part>{part})", f"(?P<part>{part})(?P<date>{date})")
    return tuple(map(re.compile, texts))
