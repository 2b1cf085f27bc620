"""Texts that add up or count people, in four languages: "Total: 12 persons", «ស្រី ៥ នាក់», "ชาย 20 คน". Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from lms.imports.domain import footer_names, value_names
from lms.imports.domain.text_comparison import for_comparing
from lms.text.digits import ascii_digits

# Letters of our scripts are more than what a regular expression calls so: signs are named, not letters.
_SIGNS: Final = re.compile(r"[\s!-/:-@\[-`{-~–—…៖។៕៛ฯ·•=]+")
_NUMBER: Final = re.compile(r"\d+")


# Made when the first list asks for it: every command would begin later.
@cache
def _words(*lists: str) -> re.Pattern[str]:
    """Any of some words; one in Latin letters stands by itself, in the other scripts there is no space between."""
    words = sorted({for_comparing(word) for one in lists for word in one.split("|")}, key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    other = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"\b(?:{latin})\b|{other}")


_ANY: Final = (
    footer_names.TOTALS,
    footer_names.COUNTED_SEXES,
    footer_names.COUNTED,
    footer_names.BESIDE_COUNTS,
)
_ANY_RESULT: Final = (*_ANY, *value_names.RESULTS_TICKED.values())


def is_said(cell: str) -> bool:
    """Whether a cell holds words for sums and counts, numbers and signs, and nothing else."""
    return not _SIGNS.sub("", _NUMBER.sub("", _words(*_ANY).sub(" ", _plain(cell))))


def is_said_of_results(cell: str) -> bool:
    """The same where it counts those who passed, or who did not: "passed 4"."""
    text = _plain(cell)
    return bool(_NUMBER.search(text)) and not _SIGNS.sub(
        "", _NUMBER.sub("", _words(*_ANY_RESULT).sub(" ", text))
    )


def is_said_by_letter(cell: str) -> bool:
    """The same where a letter stands for a sex: "F 2", «ស ២ នាក់». By itself a letter is somebody's sex, or a name."""
    return not _SIGNS.sub("", _lettered().sub(" ", _words(*_ANY).sub(" ", _plain(cell))))


@cache
def _lettered() -> re.Pattern[str]:
    """A letter for a sex that stands by itself, numbers beside it or none."""
    letters = "|".join(map(re.escape, map(for_comparing, footer_names.COUNTED_LETTERS.split("|"))))
    return re.compile(rf"(?<![^\W\d])(?:{letters})\.?(?![^\W\d])|\d+")


def has_words(cell: str) -> bool:
    """Whether a cell holds more than numbers and signs."""
    return bool(_SIGNS.sub("", _NUMBER.sub("", _plain(cell))))


def has_total(cell: str) -> bool:
    """Whether a cell holds a word for a total."""
    return bool(_words(footer_names.TOTALS).search(_plain(cell)))


def begins_with_total(cell: str) -> bool:
    """Whether it is the first word."""
    return bool(_words(footer_names.TOTALS).match(_plain(cell)))


def has_sex(cell: str) -> bool:
    """Whether a cell holds a word for a sex."""
    return bool(_words(footer_names.COUNTED_SEXES).search(_plain(cell)))


def counts_people(cell: str) -> bool:
    """Whether a cell holds a number of people: "12 persons"."""
    return bool(_NUMBER.search(_plain(cell)) and _words(footer_names.COUNTED).search(_plain(cell)))


@lru_cache(maxsize=4096)  # a cell is asked about several times
def _plain(cell: str) -> str:
    return ascii_digits(for_comparing(cell)).strip()
