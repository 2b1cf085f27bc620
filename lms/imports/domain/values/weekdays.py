"""The weekday beside a date, in four languages: "Monday, 10 March 2025", "วันจันทร์ที่ 10 มีนาคม 2568". Pure.

A date is read without it. Where it is that of another day, one of the two is a mistake of typing: said, not refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from lms.imports.domain.text_comparison import for_comparing
from lms.text.normalise import for_name

# Monday first.
NAMES: Final = (
    "monday mon ចន្ទ ច័ន្ទ ຈັນ จันทร์",
    "tuesday tues tue អង្គារ ອັງຄານ อังคาร",
    "wednesday wed weds ពុធ ພຸດ พุธ",
    "thursday thurs thur thu ព្រហស្បតិ៍ ព្រហស្បត្តិ៍ ພະຫັດສະບໍດີ ພະຫັດ พฤหัสบดี พฤหัส",
    "friday fri សុក្រ ສຸກ ศุกร์",
    "saturday sat សៅរ៍ ເສົາ เสาร์",
    "sunday sun អាទិត្យ ອາທິດ อาทิตย์",
)
# One letter is a weekday only with its point, alone before a day: ศ. is the end of two eras, too.
_LETTERS: Final = ("จ", "อ", "พ", "พฤ", "ศ", "ส", "อา")
_LETTER: Final = re.compile(rf"(?<![\u0e00-\u0eff.])({'|'.join(_LETTERS)})\.(?=\s*(?:ที่\s*)?\d)")
_DAY_OF: Final = {
    **{for_comparing(name): day for day, names in enumerate(NAMES) for name in names.split()},
    **{letters: day for day, letters in enumerate(_LETTERS)},
}
_LONGEST_FIRST: Final = sorted(_DAY_OF.keys() - set(_LETTERS), key=len, reverse=True)
_NAME: Final = re.compile(
    "|".join(rf"\b{name}\b" if name.isascii() else re.escape(name) for name in _LONGEST_FIRST)
)


def without_letters(text: str) -> str:
    """A date, as it is compared, without a weekday of one letter."""
    return _LETTER.sub(" ", text)


def is_another(typed: str, days: Collection[date]) -> bool:
    """Whether a weekday stands beside a date that is that of none of the days that were read."""
    text = for_comparing(for_name(typed))
    said = {_DAY_OF[name] for name in (*_NAME.findall(text), *_LETTER.findall(text))}
    return not said <= {day.weekday() for day in days}
