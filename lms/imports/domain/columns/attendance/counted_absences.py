"""Columns that count on how many days, for how many hours or how often somebody was absent. Pure.

They say how a training went the other way round: 0 says that somebody was there on all days, and of any other number
nobody knows whether it still counts. On how many days the training was, such a column does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lms.imports.domain.columns import result_ticks
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.columns.candidate_columns import Column
from lms.imports.domain.headings import absent_days
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import key
from lms.imports.domain.values import results
from lms.imports.domain.values.cell_text import said
from lms.text.digits import ascii_digits

_COUNT: Final = re.compile(r"(\d{1,3})(?:[.,]0{1,2})?\s*+(?:/\s*+\d{1,3}\s*+)?+(\D*+)")
_ALL_OF: Final = re.compile(r"([1-9]\d?)\s*+/\s*+\1(?!\d)\D*+")
# Fields of columns beside which absences say nothing more.
SAY_HOW_IT_WENT: Final = frozenset(
    {"result", "mark", attendance_days.FIELD, result_ticks.FAILED, result_ticks.PASSED}
)


def are_counted(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column counts absences: by its heading, or by its cells below «ขาด» alone."""
    if absent_days.is_heading(heading):
        return True
    return absent_days.is_word(heading) and any((number_of(cell) or 0) > 1 for cell in cells)


def number_of(cell: str) -> int | None:
    """How many absences a cell counts: "2", «២ ថ្ងៃ», "1/3"; None where it does not count them."""
    found = _COUNT.fullmatch(ascii_digits(said(cell)))
    return None if found is None or absent_days.without_units(found[2]) else int(found[1])


def on_all_days(header: Sequence[str], rows: Sequence[Sequence[str]], fields: Mapping[str, str]) -> list[str]:
    """ "0/2" for each line whose absences are "2/2", and whose result is there and no "failed"; "" for any other."""
    results_at = [int(number) - 1 for number, field in fields.items() if field in ("result", "mark")]
    places = [
        place
        for place, heading in enumerate(header)
        if str(place + 1) not in fields and are_counted(heading, [row[place] for row in rows])
    ]

    def shares(row: Sequence[str]) -> Iterator[str]:
        told = [cell for at in results_at if (cell := said(row[at]))]
        if told and not any(results.word_of(cell) == "failed" for cell in told):
            found = (_ALL_OF.fullmatch(ascii_digits(said(row[place]))) for place in places)
            yield from (f"0/{one[1]}" for one in found if one)

    return [next(shares(row), "") for row in rows]


def settle(found: Sequence[Column], said: Mapping[str, str]) -> None:
    """Where nothing else says how the training went, absences do; `said`: what HR has said of headings."""
    if any(column.field in SAY_HOW_IT_WENT for column in found):
        return
    counted = (column for column in found if column.field in (None, LEFT_OUT) and column.filled)
    for column in counted:
        if said.get(key(column.header)) != LEFT_OUT and are_counted(column.header, column.cells):
            column.field = "result"
            return


def left_out(
    header: Sequence[str], rows: Sequence[Sequence[str]], fields: Mapping[str, str], *, trained: bool
) -> frozenset[int]:
    """The places of such columns that are left out, although somebody would be recorded who was absent by them.

    Beside a result those are only lines where it says nothing, and HR has said that these people were `trained`.
    """
    results_at = [int(number) - 1 for number, field in fields.items() if field == "result"]
    if not results_at and not SAY_HOW_IT_WENT.isdisjoint(fields.values()):
        return frozenset()

    def is_recorded(row: Sequence[str]) -> bool:
        return not results_at or (trained and not said(row[results_at[0]]))

    return frozenset(
        place
        for place, heading in enumerate(header)
        if str(place + 1) not in fields
        and are_counted(heading, [row[place] for row in rows])
        and any(is_recorded(row) and number_of(row[place]) != 0 and said(row[place]) for row in rows)
    )
