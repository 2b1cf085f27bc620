"""Headings of columns that count absences: «วันขาด», «ຈຳນວນມື້ຂາດ», «អវត្តមាន (ថ្ងៃ)», "Days absent". Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from lms.imports.domain import value_names
from lms.imports.domain.text_comparison import for_comparing

_SIGN: Final = re.compile(r"\w")


@lru_cache(maxsize=4096)
def is_heading(heading: str) -> bool:
    """Whether a heading says that absences are counted: a word for them, one for days or for a count, and no other."""
    absent, counted, other = _read(heading)
    return absent and counted and not other


@lru_cache(maxsize=4096)
def is_word(heading: str) -> bool:
    """Whether a heading says nothing but that somebody was absent: numbers below it may count that."""
    absent, _, other = _read(heading)
    return absent and not other


def without_units(text: str) -> str:
    """What stands behind a number, without a word for days, times or hours."""
    return _without(for_comparing(text), value_names.UNITS_OF_LENGTH).strip(" .")


def _read(heading: str) -> tuple[bool, bool, bool]:
    """Whether a heading says absence, that it is counted, and something else."""
    whole = for_comparing(heading)
    without = _without(whole, value_names.ABSENCES)
    uncounted = _without(without, f"{value_names.UNITS_OF_LENGTH} | {value_names.COUNTS_OF_ABSENCES}")
    counted = uncounted != without or _without(whole, value_names.SAY_A_COUNT) != whole
    other = _SIGN.search(_without(uncounted, value_names.BESIDE_ABSENCES)) is not None
    return without != whole, counted, other


def _without(text: str, words: str) -> str:
    return _pattern(words).sub(" ", text)


@cache
def _pattern(texts: str) -> re.Pattern[str]:
    """The longest first; in Latin letters only whole words."""
    words = sorted((for_comparing(text).strip() for text in texts.split("|")), key=len, reverse=True)
    return re.compile(
        "|".join(
            rf"(?<![a-z]){re.escape(one)}(?![a-z])" if one.isascii() else re.escape(one) for one in words
        )
    )
