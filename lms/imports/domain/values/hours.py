"""Hours of a day as people write them: "8:30", "8.30", "8h30", "08:00-16:30", «8 ໂມງ», a time of a workbook. Pure.

Under "Start" and "End" they say when a day of a training began, never on which day it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lms.imports.domain.values.cell_text import said
from lms.text.digits import ascii_digits
from lms.text.normalise import for_comparing

_LAST_HOUR: Final = 24
_LAST_MINUTE: Final = 59
_BETWEEN: Final = re.compile("|".join(["[-–—~]", r"\bto\b", *map(for_comparing, ["ถึง", "ដល់", "ຫາ", "ເຖິງ"])]))
_H: Final = re.compile(r"(?<=\d)\s*h\s*(?=\d\d)")  # 8h30
# Words beside an hour: that it is one, and in which part of the day.
_WORDS: Final = re.compile(
    "|".join(
        (
            r"\b(?:o.?clock|hours?|hrs?|noon|at)\b\.?|(?<=\d)\s*(?:h|hrs?)\b|(?<=[\d\s])[ap]\.?m\b\.?",
            *map(
                for_comparing,
                [
                    "ម៉ោង",
                    "នាទី",
                    "ព្រឹក",
                    "រសៀល",
                    "ល្ងាច",
                    "ເວລາ",
                    "ໂມງ",
                    "ນາທີ",
                    "ເຊົ້າ",
                    "ສວຍ",
                    "ບ່າຍ",
                    "ແລງ",
                    "เวลา",
                    "นาฬิกา",
                    "โมง",
                    "นาที",
                    "เช้า",
                    "บ่าย",
                    "เย็น",
                ],
            ),
            rf"(?<=[\d\s]){for_comparing('น')}\.?(?=\s|-|$)",
        )
    )
)
_HOUR: Final = re.compile(r"(\d{1,2})(?:(?:[:.]|\s+)(\d{2})(?::\d{2})?)?")
_PART_OF_DAY: Final = re.compile(r"0?\.\d{3,}")  # a time whose cell has no format of times


def is_hour(cell: str) -> bool:
    """Whether a cell says at which hour, or from which to which, and nothing else."""
    text = _H.sub(":", ascii_digits(for_comparing(said(cell))))
    if _PART_OF_DAY.fullmatch(text):
        return True
    named = _WORDS.sub(" ", text)
    pieces = [piece.strip() for piece in _BETWEEN.split(named)]
    sure = named != text or all(":" in piece or "." in piece for piece in pieces)
    return sure and all(map(_is_one, pieces))


def are_hours(cells: Iterable[str]) -> bool:
    """Whether some cells, of which one says something, say hours and nothing else."""
    told = [cell for cell in cells if said(cell)]
    return bool(told) and all(map(is_hour, told))


def _is_one(piece: str) -> bool:
    found = _HOUR.fullmatch(piece)
    return found is not None and int(found[1]) <= _LAST_HOUR and int(found[2] or 0) <= _LAST_MINUTE
