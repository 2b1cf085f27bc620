"""Which column of a list is which field, where the headings alone do not say it. Pure.

The cells below are looked at: one heading may stand over a title, a given name and a family name, and two headings may
call the same name in two scripts. What is suggested here stands on a page, and HR may say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lms.rosters import (
    attendance_days,
    columns,
    day_headings,
    full_marks,
    headers,
    result_columns,
    result_ticks,
    results,
    split_dates,
    ticks,
    wordlists,
)
from lms.rosters.columns import Kind, key
from lms.rosters.headers import LEFT_OUT
from lms.rosters.likeness import is_latin
from lms.rosters.name_headings import says_both_parts
from lms.rosters.person_names import LATIN, WHOLE, all_titles
from lms.scripts.digits import ascii_digits
from lms.scripts.normalise import for_name
from lms.scripts.writing import KHMER

_LOOKED_AT: Final = 200  # lines
_MOSTLY: Final = 0.8  # of the lines have a cell in a column without a heading that is a part of a name


@dataclass
class _Column:
    """A column that says something: its number from 1, its heading, its cells, the field that it is taken for."""

    number: int
    header: str
    cells: Sequence[str]
    field: str | None
    filled: bool
    repeats: bool = False  # the heading of the column on its left

    @property
    def is_latin(self) -> bool:
        return bool(self.cells) and all(map(is_latin, self.cells))


def matched(
    header: Sequence[str], kind: Kind, remembered: Mapping[str, str], lines: Sequence[Sequence[str]] = ()
) -> dict[int, str]:
    """The fields by column number, from 1. Of two columns for one field that nothing tells apart the first has it.

    Columns that are left out, or that nobody knows, are not in it.
    """
    said = remembered_for(header, remembered)
    found: list[_Column] = []
    titles: dict[int, str] = {}
    for place, text in enumerate(header):
        cells = [
            for_name(line[place][: columns.LONGEST_HEADER])
            for line in islice(lines, _LOOKED_AT)
            if place < len(line)
        ]
        column = _Column(place + 1, text, [cell for cell in cells if cell], None, _is_filled(lines, place))
        before = found[-1] if found else None
        if before is not None and _continues(column, before, len(cells)):
            column.header, column.repeats = before.header, True
        column.field = columns.field_of(column.header, kind, said) if column.header.strip() else None
        if column.field in _NAMES and column.field is not None and all_titles(column.cells):
            titles[column.number], column.field = column.field, LEFT_OUT
        found.append(column)
    if not any(column.field in _NAMES for column in found):
        for column in found:  # "Kanha" is a title, and a name
            column.field = titles.get(column.number, column.field)
    _settle_ticked(found)
    _leave_empty(found)
    _settle_parts(found, kind, lines, said)
    if kind == "trainings":
        _leave_nth_days(found)
        _leave_full_marks(found, said)
        _settle_result_ticks(found, said)
        days = _take_days_attended(found, said)
        _settle_result(found, said)
        _settle_certificates(found, said)
        _settle_days_attended(found, days, said)
        _settle_days(found, said)
    _settle_number(found, said)
    _settle_mark(found)
    _move_latin(found)
    for begin in WHOLE:
        _settle_names(found, begin)
    fields: dict[int, str] = {}
    for column in found:
        if column.field == attendance_days.FIELD or (column.field and column.field not in fields.values()):
            fields[column.number] = column.field
    return fields


_NAMES: Final = frozenset(
    {f"{begin}{part}" for begin in WHOLE for part in ("name", "family_name", "given_name")}
)
_OWN_NAMES: Final = frozenset(field for field in _NAMES if not field.startswith(LATIN))


def remembered_for(header: Sequence[str], remembered: Mapping[str, str]) -> Mapping[str, str]:
    """What a Society has said of headings, but for those that stand over several columns: they say nothing alone."""
    keys = [key(text) for text in header]
    return {one: field for one, field in remembered.items() if keys.count(one) < 2}


def _continues(column: _Column, before: _Column, lines: int) -> bool:
    """Whether a column belongs under the heading of the one on its left, which is one of names."""
    if not (before.field in _NAMES or (before.field == LEFT_OUT and all_titles(before.cells))):
        return False
    if column.header.strip():
        return key(column.header) == key(before.header)
    words = all(not any(sign.isdecimal() for sign in ascii_digits(cell)) for cell in column.cells)
    filled = bool(column.cells) and len(column.cells) >= _MOSTLY * lines
    return words and filled and not all(key(cell) in _SEXES for cell in column.cells)


_SEXES: Final = frozenset(key(word) for words in wordlists.SEXES.values() for word in words.split())


_NOTHING: Final = " \t\n\u00a0-–—."  # what a cell may hold that says nothing


def _is_filled(lines: Sequence[Sequence[str]], place: int) -> bool:
    return any(place < len(line) and line[place].strip(_NOTHING) for line in lines)


def _settle_ticked(found: Sequence[_Column]) -> None:
    """Columns for women and for men side by side are one field; one of them alone says nothing that is known."""
    together = dict(ticks.columns_of([column.header for column in found]))
    for place, column in enumerate(found):
        if column.field in (*ticks.FIELDS, "sex", None) and ticks.field_of(column.header):
            alone = "sex" if column.field == "sex" else None
            column.field = together.get(place, alone)


def _leave_empty(found: Sequence[_Column]) -> None:
    """A column with nothing below its heading stands back behind one for the same field that says something."""
    full = {column.field for column in found if column.filled}
    for column in found:
        if column.field in full and not column.filled:
            column.field = None


def _settle_parts(
    found: Sequence[_Column], kind: Kind, lines: Sequence[Sequence[str]], said: Mapping[str, str]
) -> None:
    """Of a birthday in several columns the year is the field; a training has its day only from all three of them.

    A heading that was remembered for the day of a birthday was taken for the year by mistake.
    """
    dates = list(split_dates.of([column.header for column in found], lines[:_LOOKED_AT]))
    for column in found:
        if column.field in split_dates.FIELDS:
            column.field = None
    for date in dates:
        columns_of = {part: found[place] for part, place in date.places.items()}
        if not (columns_of["year"].filled or "month" in columns_of):
            continue  # a form that nobody filled in beside whole days
        remembered = {part: said.get(key(column.header)) for part, column in columns_of.items()}
        kept_out = remembered["year"] == LEFT_OUT and "birth" not in remembered.values()
        for column in columns_of.values():
            column.field = LEFT_OUT
        if date.of == "birth":
            columns_of["year"].field = LEFT_OUT if kept_out else "birth"
        elif kind == "trainings" and len(columns_of) == len(split_dates.FIELDS) and not _have(found, "on"):
            for field, part in split_dates.FIELDS.items():
                columns_of[part].field = field


def _settle_number(found: Sequence[_Column], said: Mapping[str, str]) -> None:
    """Of several columns for the number, take the one whose heading says more than "number".

    What HR has said of a heading goes before one that has such a word within it and says nothing of volunteers.
    """
    numbers = [column for column in found if column.field == "number"]
    vague = columns.keys(headers.VAGUE_NUMBERS)
    telling = [column for column in numbers if key(column.header) not in vague]
    told = [column for column in numbers if key(column.header) in said]
    plain = columns.keys(headers.PERSON["number"]) - vague
    if told and not any(
        column in told or any(word in key(column.header) for word in plain) for column in telling
    ):
        telling = told
    for column in numbers if telling else ():
        if column is not telling[0]:
            column.field = None


def _settle_result_ticks(found: Sequence[_Column], said: Mapping[str, str]) -> None:
    """Columns in which a result is ticked: those who passed, or were there, and those who did not.

    That one of them was left out, or taken for the result, before they were read as one is no word about both.
    """
    told = {
        column.number: result
        for column in found
        if (result := result_ticks.said_above(column.header))
        and said.get(key(column.header), "") in ("", "result", result_ticks.FAILED)
        and result_ticks.are_ticks(column.cells, result)
    }
    ticked = [column for column in found if column.number in told]
    pair = len({told[column.number] == "failed" for column in ticked}) > 1
    if not pair and not any(column.filled for column in ticked):
        return
    good = [column for column in ticked if told[column.number] == "passed"]
    good = good or [column for column in ticked if told[column.number] == "attended"]
    bad = [column for column in ticked if told[column.number] == "failed"]
    for column in ticked:
        column.field = None
    words = [column for column in found if column.field == "result" and _says_result(column)]
    if good and not words:
        good[0].field = "result"
        for column in found:
            if column.field == "result" and column is not good[0] and not _is_of_marks(column):
                column.field = None
    if bad:
        beside = good[0].number if good else 0
        nearest = min(bad, key=lambda column: (abs(column.number - beside), column.number < beside))
        nearest.field = result_ticks.FAILED


def _leave_full_marks(found: Sequence[_Column], said: Mapping[str, str]) -> None:
    """A column that says the full mark in each of its lines, «คะแนนเต็ม 30», is none of marks."""
    for column in found:
        full = full_marks.of(column.header) if full_marks.names_full_mark(column.header) else 0
        same = {ascii_digits(cell) for cell in column.cells} == {str(full)}
        if column.field == "result" and same and key(column.header) not in said:
            column.field = None


def _settle_certificates(found: Sequence[_Column], said: Mapping[str, str]) -> None:
    """A column that says who was given a certificate is no module; it is the result where nothing else is."""
    for column in found:
        if (
            column.field in ("award", None, LEFT_OUT)
            and key(column.header) not in said
            and result_columns.are_of_certificates(column.header, column.cells)
        ):
            column.field = None if _have(found, "result") else "result"


def _says_result(column: _Column) -> bool:
    """Whether a column holds results in words, and not only who was there."""
    plain = not (_is_of_state(column) or _is_of_marks(column) or _is_of_before(column))
    return column.filled and plain and not result_columns.are_rates(column.cells)


def _settle_result(found: Sequence[_Column], said: Mapping[str, str]) -> None:
    """A column that holds results is the result, whatever it is called; of several, not one that holds none.

    One of several days says who was there on that day, not how the training went.
    """
    several = sum(day_headings.is_a_day(column.header) for column in found) > 1
    telling = [
        column
        for column in found
        if column.field in ("result", None, LEFT_OUT)
        and key(column.header) not in said
        and not day_headings.is_of_nth_day(column.header)
        and not (several and day_headings.is_a_day(column.header))
        and results.tells_results(column.cells)
    ]
    known = [column for column in found if column.field == "result"]
    if not all(_is_of_before(column) for column in known):
        for column in filter(_is_of_before, known):
            column.field = None
        known = [column for column in known if column.field]
    telling += [column for column in found if column.field is None and _tells_attendance(column, said)]
    for column in telling[:1] if not known else ():
        column.field = "result"
    known = _without_rates(known)
    states = [column for column in known if _is_of_state(column)]
    others = [column for column in known if column not in states and not _is_of_marks(column)]
    if states and others:
        last = states if others[0] in telling or states[0] not in telling else others
        for column in last:
            marked = last is others and results.are_marks(column.cells)
            column.field = "mark" if marked and not _have(found, "mark") else None


def _take_days_attended(found: Sequence[_Column], said: Mapping[str, str]) -> list[_Column]:
    """The columns of an attendance sheet, one for each day, taken for that.

    That one of them was left out, or taken for the result or a date, before they were read together is no word about
    all of them.
    """
    own = attendance_days.FIELD
    days = [
        column
        for column in found
        if column.field in ("result", "on", own, LEFT_OUT, None)
        and said.get(key(column.header), "") in ("", "result", "on", own)
        and (attendance_days.sureness(column.header) or column.field == own)
        and attendance_days.can_be_ticked(column.cells)
    ]
    told = [said.get(key(column.header)) for column in days]
    sure = own in told or (days and attendance_days.are_of_days([column.header for column in days]))
    empty = len(days) == 1 and not days[0].filled
    words = len(days) == 1 and day_headings.is_a_day(days[0].header) and results.tells_results(days[0].cells)
    if not sure or empty or (words and days[0].cells) or all(one == LEFT_OUT for one in told):
        days = []
    for column in found:
        column.field = own if column in days else None if column.field == own else column.field
    return days


def _settle_days_attended(found: Sequence[_Column], days: Sequence[_Column], said: Mapping[str, str]) -> None:
    """Beside a column that says how all of it went, days say nothing."""
    most = max((len(column.cells) for column in days), default=0)
    for column in found if days else ():
        if column.field == "result" and _says_less_than_days(column, most, said):
            column.field = None
    for column in days if _have(found, "result") else ():
        column.field = None


def _says_less_than_days(column: _Column, most: int, said: Mapping[str, str]) -> bool:
    """Whether a column of results is empty, or holds rates, states of something else, or remarks about a few.

    `most` is how many cells a column of days has at most.
    """
    cells = column.cells
    rates = result_columns.is_attendance(column.header) and result_columns.are_rates(cells)
    state = _is_of_state(column) and not any(map(results.word_of, cells))
    if not column.filled or ((rates or state) and key(column.header) not in said):
        return True
    by_cells = not columns.field_of(column.header, "trainings", said)
    return by_cells and (2 * len(cells) <= most or all(results.is_plainly(cell, "failed") for cell in cells))


def _without_rates(known: Sequence[_Column]) -> list[_Column]:
    """The columns of results without those that say how often somebody was there, where another one says more."""
    rates = [
        column
        for column in known
        if result_columns.is_attendance(column.header) and result_columns.are_rates(column.cells)
    ]
    for column in rates if len(rates) < len(known) else ():
        column.field = None
    return [column for column in known if column.field]


def _tells_attendance(column: _Column, said: Mapping[str, str]) -> bool:
    """Whether a column of rates is known by a word within its heading: "Time attended (%)"."""
    names = result_columns.names_attendance(column.header) and key(column.header) not in said
    return names and result_columns.are_rates(column.cells)


def _is_of_state(column: _Column) -> bool:
    return key(column.header) in _STATES or result_columns.is_attendance(column.header)


def _leave_nth_days(found: Sequence[_Column]) -> None:
    """A column of the n-th day of a training is no date, whatever was said of it, unless dates stand below it."""
    for column in found:
        nth = column.field == "on" and day_headings.is_nth(column.header)
        if nth and not day_headings.are_dates(column.cells):
            column.field = None


def _settle_days(found: Sequence[_Column], said: Mapping[str, str]) -> None:
    """Of a column of first days and one of last days, the last day is the date: before it nobody has completed it."""
    days = day_headings.of([column.header for column in found])
    if days is None or said.get(key(found[days.last].header), "on") != "on":
        return
    last = found[days.last]
    if last.filled and all(any(sign.isdecimal() for sign in ascii_digits(cell)) for cell in last.cells):
        for column in found:
            column.field = None if column.field == "on" else column.field
        found[days.first].field, last.field = None, "on"


def _settle_mark(found: Sequence[_Column]) -> None:
    """Beside a result in words, a column of marks is no second result."""
    known = [column for column in found if column.field == "result"]
    marks = [column for column in known if _is_of_marks(column)]
    if marks and len(marks) < len(known):
        marks[0].field = "mark"


def _is_of_marks(column: _Column) -> bool:
    """Whether a heading says marks: "Mark", "Mark (of 20)", "Mark" below one that stands over the word, too, and
    "after" below "Mark".
    """
    before = _BEHIND.split(column.header)[0]
    name = full_marks.name_of(column.header)
    if any(key(text) in _MARKS for text in (column.header, name, before, *before.split()[-1:])):
        return True
    after = {key(text) for text in (_BEHIND.sub(" ", column.header), before)}
    return any(text != left and left in _MARKS for text in after for left in (_without_after(text),))


def _without_after(text: str) -> str:
    for word in _AFTER:
        text = text.replace(word, "")
    return text


def _is_of_before(column: _Column) -> bool:
    """Whether a heading says what was known before the training: "Pre-test", and "before" below "Marks"."""
    words = {key(word) for word in re.split(r"[\W_]+", column.header)}
    return any(word in words or (not word.isascii() and word in key(column.header)) for word in _BEFORE)


_BEFORE: Final = columns.keys(headers.BEFORE)
_AFTER: Final = sorted(columns.keys(headers.AFTER), key=len, reverse=True)
_BEHIND: Final = re.compile(r"[(\[/\n%]")  # what is said behind the name of a column


_STATES: Final = frozenset(key(word) for word in headers.STATES.split("|"))
_MARKS: Final = frozenset(key(word) for word in headers.MARKS.split("|"))


def _move_latin(found: Sequence[_Column]) -> None:
    """Beside a name in its own script, columns in Latin letters hold the name in Latin letters."""
    names = [column for column in found if column.field in _OWN_NAMES and column.cells]
    if len({column.is_latin for column in names}) < 2:
        return
    for column in names:
        if column.is_latin and not _have(found, f"{LATIN}{column.field}"):
            column.field = f"{LATIN}{column.field}"


def _settle_names(found: Sequence[_Column], begin: str) -> None:
    """Give each of several columns for the same name a field of its own."""
    whole, family, given = WHOLE[begin], f"{begin}family_name", f"{begin}given_name"
    twice = [column for column in found if column.field == given]
    if len(twice) > 1 and not _have(found, family):
        # "Neam" is a name, and in Khmer the family name beside one that says "own name".
        _first(twice, lambda column: key(column.header) in _EITHER).field = family
    names = [column for column in found if column.field == whole]
    if len(names) < 2 or _have(found, family):
        return
    complete = [column for column in names if says_both_parts(column.header)]
    ending = [column for column in names if key(column.header).endswith(_FAMILY_ENDINGS)]
    if names[1].repeats:
        first, second = names[:2]
        khmer = any(KHMER.block[0] <= cell[0] <= KHMER.block[-1] for cell in first.cells)
        first.field, second.field = (family, given) if khmer else (given, family)
    elif complete:
        for column in names:  # beside the whole name, "name" says less
            column.field = whole if column is complete[0] else None
    elif len(ending) == 1:
        ending[0].field = family


_EITHER: Final = frozenset({key("នាម")})
_FAMILY_ENDINGS: Final = tuple(
    key(word) for word in headers.PERSON["family_name"].split("|") if len(key(word)) > 3
)


def _have(found: Sequence[_Column], field: str) -> bool:
    return any(column.field == field for column in found)


def _first(found: Sequence[_Column], fits: Callable[[_Column], bool]) -> _Column:
    return next((column for column in found if fits(column)), found[0])
