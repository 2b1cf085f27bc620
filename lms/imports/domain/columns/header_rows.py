"""The headings of a sheet, which stand in one row or on several levels: where they are, and what they say. Pure.

People merge cells: a heading over the columns that it has in common, and one that needs no division over all levels. A
text file has lost which cells were one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lms.imports.domain.columns import result_ticks, rows_of_people
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import fields, sex_ticks, split_dates
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.values import dates
from lms.table_files.files import Sheet

_LOOKED_AT: Final = 30  # rows, to find the headings
_MOST_LEVELS: Final = 3
_FEWEST_BELOW_PEOPLE: Final = 2  # fields of headings that stand below somebody
_DATES: Final = ("on", "birth")
_OF_DAYS: Final = ("date-incomplete", "year-short")  # a day without its year, or with a short one


@dataclass(frozen=True)
class Header:
    """The texts by column, the first row of them, counted from 0, and the first row below.

    `top` is -1 where a list has no headings: its first row is about somebody, as the others are.
    """

    texts: tuple[str, ...]
    top: int
    below: int


def find(sheet: Sheet, width: int, kind: Kind, remembered: Mapping[str, str]) -> Header:
    """The headings of a sheet that has a row at least."""
    best = _best_row(sheet, kind, remembered)
    if best is None:
        return Header(("",) * width, -1, 0)
    top, last = _merged_levels(sheet, best)
    if top == last:
        top, last = _divided_levels(sheet, best, width, kind, remembered)
    levels = [_spread(sheet, row, width) for row in range(top, last + 1)]
    levels = [_filled(*pair) for pair in pairwise(levels)] + levels[-1:]
    texts = [""] * width
    for level in levels:
        texts = [fields.below(*pair, kind, remembered) for pair in zip(texts, level, strict=True)]
    return Header(tuple(texts), top, last + 1)


def _best_row(sheet: Sheet, kind: Kind, remembered: Mapping[str, str]) -> int | None:
    """The row that says the most fields; the first row of the widest ones where none says any.

    A row about somebody is never it, or whoever stands above Vannaphone would be lost. None: the list has no headings.
    """
    rows = range(min(_LOOKED_AT, len(sheet.rows)))
    people = {row for row in rows if rows_of_people.is_one(_cells(sheet, row), kind, remembered)}
    first = min(people, default=len(sheet.rows))
    widest = max((len(_texts(sheet, row)) for row in people), default=0)

    def worth(row: int) -> tuple[int, int, int]:
        texts = _texts(sheet, row)
        return len(_known(texts, kind, remembered)), len(texts), -row

    def can_be(row: int) -> bool:
        texts = _texts(sheet, row)
        if row > first and len(_known(texts, kind, remembered)) < _FEWEST_BELOW_PEOPLE:
            return False  # who signs below the list, and what they are
        alone = len(texts) == 1 < widest  # a title
        return not alone or any(fields.is_known_word(text, kind, remembered) for text in texts)

    able = [row for row in rows if row not in people and (not people or can_be(row))]
    return max(able, key=worth, default=None)


def _known(texts: set[str], kind: Kind, remembered: Mapping[str, str]) -> set[str | None]:
    """The fields that a row says. A text in every cell, as a merged title has it, says one field and not many."""
    known = {fields.field_of(text, kind, remembered) for text in texts} - {None, LEFT_OUT}
    if len(known & sex_ticks.FIELDS.keys()) < 2:
        known -= sex_ticks.FIELDS.keys()  # the sex of somebody: one cell of a line about them
    return known


def people_above(sheet: Sheet, header: Header, kind: Kind, remembered: Mapping[str, str]) -> list[int]:
    """The rows above the headings that have the number or the phone of somebody, counted from 0."""
    return [
        row
        for row in range(max(0, header.top))
        if rows_of_people.has_number_or_phone(_cells(sheet, row), kind, remembered)
    ]


def is_unread(sheet: Sheet, header: Header, kind: Kind, remembered: Mapping[str, str]) -> bool:
    """Whether the headings stand in one row that says nothing known: a list of names may have none, and begin there."""
    return header.below == header.top + 1 > 0 and not any(
        fields.is_known_word(text, kind, remembered) or fields.field_of(text, kind, remembered) is not None
        for text in _texts(sheet, header.top)
    )


def _texts(sheet: Sheet, row: int) -> set[str]:
    return {cell.strip() for cell in _cells(sheet, row) if cell.strip()}


def _cells(sheet: Sheet, row: int) -> list[str]:
    """A row as headings: of a longer text the beginning says what the column is, or nothing does."""
    return [cell[: fields.LONGEST_HEADER] for cell in sheet.rows[row]]


def _merged_levels(sheet: Sheet, best: int) -> tuple[int, int]:
    """The first and the last row of the headings, as far as cells tell that are one over several rows."""
    top = last = best
    for first, left, end, _ in sheet.merged:
        if not first <= best <= end < min(first + _MOST_LEVELS, len(sheet.rows)) or first == end:
            continue
        says = left < len(sheet.rows[first]) and sheet.rows[first][left].strip()
        # Titles stand alone in their row; below the headings a cell over several rows is that of a group of people.
        if says and all(len(_texts(sheet, row)) > 1 for row in range(first, best + 1)):
            top, last = min(top, first), max(last, end)
    return top, last


def _divided_levels(
    sheet: Sheet, best: int, width: int, kind: Kind, remembered: Mapping[str, str]
) -> tuple[int, int]:
    """The same where no cell tells: a row above or below the best one with headings where that one has none."""
    below = best + 1
    if below < len(sheet.rows) and not rows_of_people.has_number_or_phone(
        _cells(sheet, below), kind, remembered
    ):
        lower = _row(sheet, below, width)
        if _divides(_filled(_spread(sheet, best, width), lower), lower, kind, remembered):
            return best, below
    if best and _completes(_row(sheet, best - 1, width), _row(sheet, best, width), kind, remembered):
        return best - 1, best
    return best, best


def _divides(upper: list[str], lower: list[str], kind: Kind, remembered: Mapping[str, str]) -> bool:
    """Whether the second row belongs to the headings: it divides a column of the first, and says nothing unknown."""
    named = [place for place, text in enumerate(lower) if text.strip()]
    texts = [lower[place] for place in named]
    if sex_ticks.are_headings(texts) or (kind == "trainings" and result_ticks.are_headings(texts)):
        return True
    if _are_days(upper, [(place, lower[place]) for place in named], kind, remembered):
        return True
    joined = (fields.below(upper[place], lower[place], kind, remembered) for place in named)
    shared = any(upper[place].strip() and upper.count(upper[place]) > 1 for place in named)
    return shared and all(_is_known(text, kind, remembered) for text in joined)


def _is_known(text: str, kind: Kind, remembered: Mapping[str, str]) -> bool:
    known = fields.field_of(text, kind, remembered) is not None or bool(split_dates.said_by(text))
    ticked = result_ticks.said_within(text) or attendance_days.sureness(text)
    return known or (kind == "trainings" and ticked != "")


def _are_days(
    upper: list[str], lower: list[tuple[int, str]], kind: Kind, remembered: Mapping[str, str]
) -> bool:
    """Whether a row below the headings holds nothing but the days of what these say: "Attendance", 10 and 11 March."""
    return len(lower) > 1 and all(
        upper[place].strip()
        and fields.field_of(upper[place], kind, remembered) not in _DATES
        and not text.strip().isdecimal()
        and dates.is_day(text, or_only=_OF_DAYS)
        for place, text in lower
    )


def _completes(upper: list[str], lower: list[str], kind: Kind, remembered: Mapping[str, str]) -> bool:
    """Whether the row above the best one is the upper level of the headings: it fills the gaps of that row, and the
    first of several columns in each of its other cells.
    """
    gaps = [above for above, below in zip(upper, lower, strict=True) if above.strip() and not below.strip()]
    known = [text for text in gaps if fields.field_of(text, kind, remembered) is not None]
    return bool(known) and len({text.strip() for text in upper if text.strip()}) > len(gaps)


def _row(sheet: Sheet, row: int, width: int) -> list[str]:
    return [*_cells(sheet, row), *[""] * (width - len(sheet.rows[row]))]


def _spread(sheet: Sheet, row: int, width: int) -> list[str]:
    """A row with the text of each merged range in all of its columns."""
    cells = _row(sheet, row, width)
    for top, left, _, right in sheet.merged:
        if top == row and left < width:
            cells[left : right + 1] = [cells[left]] * (min(right + 1, width) - left)
    return cells


def _filled(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The first row, where a text file has lost that a cell reached over its neighbours on the right."""
    filled = list(upper)
    for place in range(1, len(upper)):
        if not filled[place].strip() and lower[place].strip() and lower[place - 1].strip():
            filled[place] = filled[place - 1]
    return filled
