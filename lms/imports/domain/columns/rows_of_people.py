"""Which rows of a sheet are about somebody, before it is known what its columns are: they are no headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lms.imports.domain.headings import fields
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values import dates
from lms.text.digits import ascii_digits

_NUMBER: Final = re.compile(r"(?:[a-z]{1,6}[-/.]?){1,3}(?:\d{1,4}[-/.])?\d{3,8}")  # LA-2001, KH-PP-00012
_PHONE: Final = re.compile(r"\+?\(?\d[\d\s().-]{6,20}")
_FEWEST_DIGITS: Final = 7  # of a phone, with that of its network
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}")
_COUNT: Final = re.compile(r"\d{1,4}\.?")
_LONGEST: Final = 60  # characters of such a cell
_FEWEST_HEADINGS: Final = (
    2  # of a row that has the day of a training or the code of a module beside its headings
)


def is_one(texts: Iterable[str], kind: Kind, remembered: Mapping[str, str]) -> bool:
    """Whether a row has what only somebody has, or begins with the count of a line; not beside two known headings."""
    said = [text.strip() for text in texts if text.strip()]
    if not said or _headings(said, kind, remembered) >= _FEWEST_HEADINGS:
        return False
    days = sum(_is_day(text) for text in said)
    counted = len(said) > 1 and bool(_COUNT.fullmatch(ascii_digits(said[0])))
    return counted or days == 1 or any(map(_is_of_somebody, said))


def has_number_or_phone(texts: Iterable[str], kind: Kind, remembered: Mapping[str, str]) -> bool:
    """The same of a volunteer number, a phone or an address alone, beside another text."""
    said = [text.strip() for text in texts if text.strip()]
    known = _headings(said, kind, remembered) >= _FEWEST_HEADINGS
    return len(said) > 1 and not known and any(map(_is_of_somebody, said))


def _headings(said: Iterable[str], kind: Kind, remembered: Mapping[str, str]) -> int:
    return sum(fields.is_known_word(text, kind, remembered) for text in said)


def _is_of_somebody(text: str) -> bool:
    plain = ascii_digits(for_comparing(text[:_LONGEST])).strip()
    if _NUMBER.fullmatch(plain) or _EMAIL.fullmatch(plain):
        return True
    digits = sum(map(str.isdecimal, plain))
    return bool(_PHONE.fullmatch(plain)) and digits >= _FEWEST_DIGITS and not _is_day(text)


def _is_day(text: str) -> bool:
    return len(text) <= _LONGEST and not text.isdecimal() and dates.is_day(text, or_only=())
