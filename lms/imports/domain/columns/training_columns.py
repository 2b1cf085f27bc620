"""Which columns of a list of trainings say how it went: results, marks, ticks, days, certificates. Pure.

The headings and the cells below them are looked at. What is suggested here stands on a page, and HR may say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lms.imports.domain.columns import result_columns, result_ticks
from lms.imports.domain.columns.attendance import (
    attendance_days,
    counted_absences,
    day_headings,
    hours_of_days,
)
from lms.imports.domain.columns.candidate_columns import Column, have
from lms.imports.domain.headings import before_after, column_names, fields, full_marks
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import key
from lms.imports.domain.headings.split_dates import FIRST_DAY
from lms.imports.domain.values import cell_text, hours, results
from lms.text.digits import ascii_digits


def settle(found: Sequence[Column], said: Mapping[str, str]) -> None:
    """Which columns say how each training went, and on which day; `said`: what HR has said of headings."""
    passed = [column for column in found if column.field == result_ticks.PASSED]
    for column in passed:
        column.field = "result"
    _leave_hours(found)
    _leave_nth_days(found)
    _leave_full_marks(found, said)
    _settle_result_ticks(found, said)
    days = _take_days_attended(found, said)
    _settle_after(found, said)
    _settle_result(found, said)
    _settle_certificates(found, said)
    _settle_days_attended(found, days, said)
    counted_absences.settle(found, said)
    hours_of_days.settle(found, said)
    _settle_days(found, said)
    for column in passed:
        column.field = result_ticks.PASSED if column.field == "result" else column.field


def _settle_result_ticks(found: Sequence[Column], said: Mapping[str, str]) -> None:
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


def _leave_full_marks(found: Sequence[Column], said: Mapping[str, str]) -> None:
    """A column that says the full mark in each of its lines, «คะแนนเต็ม 30», is none of marks."""
    for column in found:
        full = full_marks.of(column.header) if full_marks.names_full_mark(column.header) else 0
        same = {ascii_digits(cell) for cell in column.cells} == {str(full)}
        if column.field == "result" and same and key(column.header) not in said:
            column.field = None


def _settle_certificates(found: Sequence[Column], said: Mapping[str, str]) -> None:
    """A column that says who was given a certificate is no module; it is the result where nothing else is."""
    for column in found:
        if (
            column.field in ("award", None, LEFT_OUT)
            and key(column.header) not in said
            and result_columns.are_of_certificates(column.header, column.cells)
        ):
            column.field = None if have(found, "result") else "result"


def _settle_after(found: Sequence[Column], said: Mapping[str, str]) -> None:
    """A column headed "after" is the one of marks where marks stand below it and no other column has them."""
    if any(column.field == "result" and column.filled and _is_of_marks(column) for column in found):
        return
    after = [column for column in found if column.field is None and key(column.header) not in said]
    for column in list(filter(_is_of_marks_after, after))[:1]:
        column.field = "result"


def _is_of_marks_after(column: Column) -> bool:
    return before_after.of(column.header) == "after" and results.have_marks(column.cells)


def _says_result(column: Column) -> bool:
    """Whether a column holds results in words, and not only who was there."""
    plain = not (_is_of_state(column) or _is_of_marks(column) or _is_of_before(column))
    return column.filled and plain and not result_columns.are_rates(column.cells)


def _settle_result(found: Sequence[Column], said: Mapping[str, str]) -> None:
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
        and before_after.of(column.header) != "before"
        and not (several and day_headings.is_a_day(column.header))
        and results.tells_results(column.cells)
    ]
    known = [column for column in found if column.field == "result"]
    if not all(_is_of_before(column) for column in known):
        for column in filter(_is_of_before, known):
            column.field = None
        known = [column for column in known if column.field]
    telling += [column for column in found if column.field is None and _tells_attendance(column, said)]
    for column in telling[:1] if all(map(_is_of_marks, known)) else ():  # beside a word, marks are marks
        column.field = "result"
    known = _without_rates(known)
    states = [column for column in known if _is_of_state(column)]
    others = [column for column in known if column not in states and not _is_of_marks(column)]
    if states and others:
        last = states if others[0] in telling or states[0] not in telling else others
        for column in last:
            marked = last is others and results.are_marks(column.cells)
            column.field = "mark" if marked and not have(found, "mark") else None


def _take_days_attended(found: Sequence[Column], said: Mapping[str, str]) -> list[Column]:
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


def _settle_days_attended(found: Sequence[Column], days: Sequence[Column], said: Mapping[str, str]) -> None:
    """Beside a column that says how all of it went, days say nothing.

    Two columns that say by ticks who passed and who did not always say it: whoever has no tick there has not passed.
    """
    paired = have(found, result_ticks.FAILED)
    most = max((len(column.cells) for column in days), default=0)
    for column in found if days else ():
        examined = paired and column.filled and result_ticks.said_above(column.header) == "passed"
        if column.field == "result" and not examined and _says_less_than_days(column, most, said):
            column.field = None
    for column in days if have(found, "result") else ():
        column.field = None


def _says_less_than_days(column: Column, most: int, said: Mapping[str, str]) -> bool:
    """Whether a column of results is empty, or holds rates, states of something else, or remarks about a few.

    `most` is how many cells a column of days has at most.
    """
    cells = column.cells
    rates = result_columns.is_attendance(column.header) and result_columns.are_rates(cells)
    state = _is_of_state(column) and not any(map(results.is_known, cells))
    if not column.filled or ((rates or state) and key(column.header) not in said):
        return True
    by_cells = not fields.field_of(column.header, "trainings", said)
    return by_cells and (2 * len(cells) <= most or all(results.is_plainly(cell, "failed") for cell in cells))


def _without_rates(known: Sequence[Column]) -> list[Column]:
    """The columns of results without those that say how often somebody was there, where another one says more."""
    rates = [
        column
        for column in known
        if result_columns.is_attendance(column.header) and result_columns.are_rates(column.cells)
    ]
    for column in rates if len(rates) < len(known) else ():
        column.field = None
    return [column for column in known if column.field]


def _tells_attendance(column: Column, said: Mapping[str, str]) -> bool:
    """Whether a column of rates is known by a word within its heading: "Time attended (%)"."""
    names = result_columns.names_attendance(column.header) and key(column.header) not in said
    return names and result_columns.are_rates(column.cells)


def _is_of_state(column: Column) -> bool:
    return key(column.header) in _STATES or result_columns.is_attendance(column.header)


def _leave_nth_days(found: Sequence[Column]) -> None:
    """A column of the n-th day of a training is no date, whatever was said of it, unless dates stand below it."""
    for column in found:
        nth = column.field == "on" and day_headings.is_nth(column.header)
        if nth and not day_headings.are_dates(column.cells):
            column.field = None


def _leave_hours(found: Sequence[Column]) -> None:
    """A column of hours is no date, whatever was said of it: they say when a day began, not which day it was."""
    for column in found:
        if column.field in ("on", FIRST_DAY) and hours.are_hours(column.cells):
            column.field = None


def _settle_days(found: Sequence[Column], said: Mapping[str, str]) -> None:
    """Of a column of first days and one of last days, the last day is the date: before it nobody has completed it.

    The first one stands in where the last is empty: of a training of one day many lists write the first day only.
    """
    _settle_last_day(found, said)
    beside = [column for column in found if column.field == FIRST_DAY]
    if beside and not have(found, "on"):
        beside[0].field = "on"


def _settle_last_day(found: Sequence[Column], said: Mapping[str, str]) -> None:
    days = day_headings.of([column.header for column in found])
    if days is None or said.get(key(found[days.last].header), "on") != "on":
        return
    last = found[days.last]
    if last.filled and _have_numbers(last):
        for column in found:
            column.field = None if column.field == "on" else column.field
        first = found[days.first]
        stands_in = first.filled and said.get(key(first.header), "on") in ("on", FIRST_DAY)
        first.field, last.field = FIRST_DAY if stands_in and _have_numbers(first) else None, "on"


def _have_numbers(column: Column) -> bool:
    told = [cell for cell in column.cells if cell_text.said(cell)]
    numbers = all(any(sign.isdecimal() for sign in ascii_digits(cell)) for cell in told)
    return numbers and not hours.are_hours(told)


def settle_mark(found: Sequence[Column]) -> None:
    """Beside a result in words, a column of marks is no second result."""
    known = [column for column in found if column.field == "result"]
    marks = [column for column in known if _is_of_marks(column)]
    if marks and len(marks) < len(known):
        marks[0].field = "mark"


def are_of_marks(heading: str, cells: Sequence[str]) -> bool:
    """Whether a column is known as one of marks: not those before the training, nor the full mark in each line."""
    column = Column(0, heading, list(cells), None, any(cells))
    before = _is_of_before(column) or result_columns.is_attendance(heading)
    full = full_marks.names_full_mark(heading) and len(set(cells)) == 1
    return _is_of_marks(column) and results.have_marks(cells) and not (before or full)


def _is_of_marks(column: Column) -> bool:
    """Whether a heading says marks: "Mark", "Mark (of 20)", "Mark" below one that stands over the word, too, and
    "after" below "Mark", or alone above marks.
    """
    if _is_of_marks_after(column):
        return True
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


def _is_of_before(column: Column) -> bool:
    """Whether a heading says what was known before the training: "Pre-test", and "before" below "Marks"."""
    if before_after.of(column.header) == "before":
        return True
    words = {key(word) for word in re.split(r"[\W_]+", column.header)}
    return any(word in words or (not word.isascii() and word in key(column.header)) for word in _BEFORE)


_BEFORE: Final = fields.keys(column_names.BEFORE)
_AFTER: Final = sorted(fields.keys(column_names.AFTER), key=len, reverse=True)
_BEHIND: Final = re.compile(r"[(\[/\n%]")  # what is said behind the name of a column


_STATES: Final = frozenset(key(word) for word in column_names.STATES.split("|"))
_MARKS: Final = frozenset(key(word) for word in column_names.MARKS.split("|"))
