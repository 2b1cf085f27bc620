"""The column of observed practice of an attendance sheet: how somebody practised, and no result of the test. Pure.

A list in which it was taken for the test would certify people who have never taken one. It is known by its heading, by
the words that only this column has, and, on sheets that called it "Result", by the columns that stood beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from lms.imports.domain.columns.attendance import day_headings
from lms.imports.domain.headings import fields
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values.cell_text import said

_LOOKED_AT: Final = 200  # lines
# Each pair: words for practice, and for who looked on; a heading has one of each.
_HEADINGS: Final = (
    (r"\bpracti[cs]e\b|\bpractical\b", r"\bobserv(?:ed|ation)\b"),
    ("អនុវត្ត|ហ្វឹកហាត់", "សង្កេត"),
    ("ຝຶກ|ປະຕິບັດ", "ສັງເກດ"),
    ("ฝึก|ปฏิบัติ", "สังเกต"),
)
# What the sheets have in this column, in four languages; "seen" is too common a word in English to tell anything alone.
_AGAIN: Final = fields.keys(
    "practise again | practice again | អនុវត្តម្ដងទៀត | អនុវត្តម្តងទៀត | ຝຶກຄືນອີກ | ຝຶກຄືນອີກເທື່ອໜຶ່ງ | ฝึกอีกครั้ง | ฝึกอีกครั้งหนึ่ง"
)
_SEEN: Final = fields.keys("practice seen | បានសង្កេត | ສັງເກດແລ້ວ | สังเกตแล้ว")
# What the columns of the sheet were called as long as this one was called a result.
_RESULT: Final = fields.keys("result | លទ្ធផល | ຜົນ | ผล")
_START: Final = fields.keys("start | ចាប់ផ្ដើម | ចាប់ផ្តើម | ເລີ່ມ | เริ่ม")
_END: Final = fields.keys("end | បញ្ចប់ | ຈົບ | เลิก")
_SIGNATURE: Final = fields.keys("signature | ហត្ថលេខា | ລາຍເຊັນ | ลายเซ็น")


@lru_cache(maxsize=4096)
def is_heading(heading: str) -> bool:
    """Whether a heading speaks of practice and of who observed it."""
    text = for_comparing(heading)
    return any(re.search(practice, text) and re.search(seen, text) for practice, seen in _HEADINGS)


def of(header: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[int]:
    """The places, from 0, of such columns."""
    looked_at = list(islice(lines, _LOOKED_AT))
    of_sheet = _is_sheet(header, looked_at)
    for place, heading in enumerate(header):
        is_result = of_sheet and fields.key(heading) in _RESULT
        if is_heading(heading) or is_result or _say_it(_cells(looked_at, place)):
            yield place


def not_guessed(header: Sequence[str], lines: Sequence[Sequence[str]]) -> Mapping[str, str]:
    """The headings, by key, that nobody takes for a result unasked, whatever was said of them in other lists."""
    return {fields.key(header[place]): LEFT_OUT for place in of(header, lines)}


def _cells(lines: Iterable[Sequence[str]], place: int) -> list[str]:
    return [line[place] for line in lines if place < len(line)]


def _say_it(cells: Iterable[str]) -> bool:
    return not (_AGAIN | _SEEN).isdisjoint(map(fields.key, cells))


def _is_sheet(header: Sequence[str], lines: Sequence[Sequence[str]]) -> bool:
    """Whether the columns are those of an attendance sheet with start, end and signature, and not two dates."""
    places = {fields.key(heading): place for place, heading in enumerate(header)}
    named = [next((places[word] for word in words if word in places), None) for words in (_START, _END)]
    if None in named or _SIGNATURE.isdisjoint(places):
        return False
    return not any(_are_days(_cells(lines, place)) for place in named if place is not None)


def _are_days(cells: Iterable[str]) -> bool:
    """Whether at least half of the cells that say something can be dates: one among hours is a slip."""
    told = [day_headings.can_be_date(cell) for cell in cells if said(cell)]
    return 2 * sum(told) >= max(1, len(told))
