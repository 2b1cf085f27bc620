"""An age where a year of birth is asked for: "45 ปี", "៤៥ឆ្នាំ", "Age 45". Pure.

It is of no use in a record that is kept for years, and of the same digits as a year that is written short: 45 is 2002.
A word for a year before the number makes a year of it ("ປີ 45"), behind it an age.
"""

from __future__ import annotations

import re
from typing import Final

from lms.imports.domain.text_comparison import for_comparing
from lms.text.digits import ascii_digits
from lms.text.normalise import for_name

_AGE: Final = "|".join(map(for_comparing, ["age", "aged", "អាយុ", "ອາຍຸ", "อายุ"]))
_YEARS: Final = "|".join(
    [r"(?:years?|yrs?|y|yo|y/o|ans?)(?![a-z])", *map(for_comparing, ["ឆ្នាំ", "ປີ", "ปี", "ขวบ", "ຂວບ"])]
)
_BESIDE: Final = rf"(?:{_AGE})[\s:.=]*\d{{1,3}}(?!\d).*|\d{{1,3}}[\s.-]*(?:{_YEARS}|{_AGE}).*"
_SAID: Final = re.compile(_BESIDE, re.DOTALL)
_FULL_YEAR: Final = re.compile(r"\d{4}")


def is_age(typed: str) -> bool:
    """Whether a cell says how old somebody is, and no year."""
    text = ascii_digits(for_comparing(for_name(typed)))
    return _SAID.fullmatch(text) is not None and not _FULL_YEAR.search(text)
