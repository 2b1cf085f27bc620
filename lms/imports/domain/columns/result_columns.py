"""The column that says how a training went, known by its heading and by all of its cells. Pure.

Under "attendance" a number says how much of a training somebody was there for: it is no mark, and passes nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from lms.errors import RuleBroken
from lms.imports.domain import value_names
from lms.imports.domain.columns import result_ticks
from lms.imports.domain.columns.attendance import counted_absences
from lms.imports.domain.headings import absent_days, column_names, fields, sex_ticks
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values import marks as points
from lms.imports.domain.values import results
from lms.imports.domain.values.marks import Points
from lms.text.digits import ascii_digits

_LATIN: Final = re.compile(r"[a-z]+")
_ALL: Final = re.compile(r"100(?:[.,]0+)?\s*%|(?:ร้อยละ|ភាគរយ|ຮ້ອຍລະ)\s*100")
_PARTS: Final = re.compile(r"(\d{1,3})\s*(?:/|of|out of|จาก|ຈາກ|លើ|ក្នុងចំណោម)\s*(\d{1,3})")
_UNITS: Final = fields.keys(value_names.UNITS_OF_LENGTH)
_IN_BRACKETS: Final = re.compile(r"[(\[（]\s*+\d*+\s*+([^()\[\]（）\d]++)[)\]）]")
_BETWEEN: Final = re.compile(r"[\s/|(){}\[\]（）:,.–—-]+")
_NONE: Final = re.compile(r"0/\d{1,3}")
_ONE_OR_NONE: Final = frozenset({"0", "1"})


class ResultColumn(NamedTuple):
    """The heading as it is written; what a tick below it says; whether it is one of attendance; whether it counts.

    `counts`: there are numbers below it other than 1 and 0. `no_marks`: the column of marks is one of attendance.
    `mixed`: there are crosses that may say "no": beside other ticks, or without a column for those who failed.
    `days`: it is put together of several days: see `attendance_days`. `absences`: a number below it says how often
    somebody was not there: see `counted_absences`. Where there is no column of results, the heading
    is that of the one which stands for it.
    """

    heading: str
    ticked: str = ""
    attendance: bool = False
    counts: bool = False
    no_marks: bool = False
    mixed: bool = False
    days: bool = False
    absences: bool = False


@lru_cache(maxsize=4096)
def is_attendance(heading: str) -> bool:
    """Whether numbers below a heading say how long, or how often, somebody was there."""
    return absent_days.is_heading(heading) or _is_of_length(heading) or names_attendance(heading)


def _is_of_length(heading: str) -> bool:
    """Whether a heading counts hours, days or times: beside a word for a result only in brackets, «คะแนน (วัน)»."""
    if any(fields.key(unit) in _UNITS for unit in _IN_BRACKETS.findall(ascii_digits(heading))):
        return True
    whole, words = _without_others(heading)
    pieces = set(map(fields.key, _BETWEEN.split(heading)))
    return (_says(value_names.LENGTHS, whole, words) or not _UNITS.isdisjoint(pieces)) and not _says(
        _RESULTS, whole, words
    )


def names_attendance(heading: str) -> bool:
    """The same of a heading that does not only count hours, days or times."""
    return _says(value_names.ATTENDANCE, *_without_others(heading))


def _without_others(heading: str) -> tuple[str, frozenset[str]]:
    """The key of a heading without what it says of those who were there; its words in Latin letters."""
    whole = fields.key(heading)
    for text in sorted(fields.keys(value_names.NO_ATTENDANCE), key=len, reverse=True):
        whole = whole.replace(text, "")
    return whole, frozenset(_LATIN.findall(for_comparing(heading)))


def _says(texts: str, whole: str, words: frozenset[str]) -> bool:
    return any(text in (words if text.isascii() else whole) for text in fields.keys(texts))


_RESULTS: Final = f"{column_names.TRAINING['result']} | {column_names.MARKS} | test | exam"


def of(heading: str, cells: Sequence[str], marks: str = "", *, paired: bool = False) -> ResultColumn:
    """What a column says by its heading and its cells; `marks` is the heading of the marks beside it.

    `paired`: those who failed or were absent have a column of their own.
    """
    if counted_absences.are_counted(heading, cells):
        return ResultColumn(heading, attendance=True, no_marks=is_attendance(marks), absences=True)
    attendance = is_attendance(heading)
    bare = {ascii_digits(cell) for cell in cells if points.is_bare(cell)}
    return ResultColumn(
        heading,
        ticked=result_ticks.said_above(heading) or "attended"
        if attendance
        else result_ticks.said_within(heading),
        attendance=attendance,
        counts=bool(bare - _ONE_OR_NONE),
        no_marks=is_attendance(marks),
        mixed=result_ticks.are_mixed(cells) or (not paired and result_ticks.has_crosses(cells)),
    )


def are_of_certificates(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column says who was given a certificate, «ได้รับ | ไม่ได้รับ», and not which one."""
    said = [cell for cell in cells if fields.key(cell) or sex_ticks.is_tick(cell)]
    known = sum(bool(results.word_of(cell)) and not points.is_bare(cell) for cell in said)
    return 2 * known > len(said) and _is_of_certificate(heading)


@lru_cache(maxsize=4096)
def _is_of_certificate(heading: str) -> bool:
    """Whether a heading is a word for a certificate and nothing else that counts."""
    whole = fields.key(heading)
    left = whole
    for texts in (column_names.CERTIFICATES, value_names.BESIDE_CERTIFICATES):
        for text in sorted(fields.keys(texts), key=len, reverse=True):
            left = left.replace(text, "")
        if left == whole:
            return False
    return not left


def are_rates(column: Iterable[str]) -> bool:
    """Whether the cells of a column are numbers, shares or percent, not words or ticks."""
    said = [cell for cell in column if fields.key(cell)]
    return results.are_marks(said) and any(ascii_digits(cell) not in _ONE_OR_NONE for cell in said)


def result_of(cell: str, column: ResultColumn | None, scale: Points | None) -> int | str:
    """As `results.result_of`, in its column. Raises RuleBroken("attendance-unknown"), too."""
    if column is None:
        return results.result_of(cell, scale)
    if column.days and is_none(cell):
        return "failed"
    if column.absences:
        return _of_absences(cell)
    number = points.is_bare(cell) and (column.counts or scale is not None)
    word = "" if number else results.word_of(cell)
    if _is_open(cell, column, word):
        raise RuleBroken("attendance-unknown" if column.attendance else "result-unknown", typed=cell)
    if column.ticked and word != "failed" and sex_ticks.is_tick(cell) and not number:
        return column.ticked
    if not column.attendance:
        return results.result_of(cell, scale)
    if word:
        return "attended" if word == "passed" else word
    if _is_full(cell):
        return "attended"
    raise RuleBroken("attendance-unknown", typed=cell)


def _of_absences(cell: str) -> str:
    """Below «วันขาด» 0 says that somebody was there, and a tick or a "no" nobody knows what. Raises as `result_of`."""
    if counted_absences.number_of(cell) == 0:
        return "attended"
    if results.is_plainly(cell, "failed"):
        return "failed"
    if any(results.is_plainly(cell, word) for word in ("attended", "passed")):
        return "attended"
    raise RuleBroken("absences-unknown", typed=cell)


def _is_open(cell: str, column: ResultColumn, word: str) -> bool:
    return (
        (column.mixed or bool(column.ticked))
        and not (word == "failed" or column.ticked == "failed")
        and (result_ticks.is_open(cell, mixed=column.mixed))
    )


def is_none(share: str) -> bool:
    """Whether a share of days says that somebody was there on none."""
    return _NONE.fullmatch(share) is not None


def _is_full(cell: str) -> bool:
    typed = ascii_digits(cell).strip()
    of_all = _PARTS.fullmatch(typed)
    if of_all:
        return int(of_all[1]) == int(of_all[2]) > 0
    return _ALL.fullmatch(typed) is not None
