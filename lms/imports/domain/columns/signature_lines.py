"""Texts of those who sign below a list, where a number or a name of somebody stands: labels, days, places. Pure.

«អ្នកធ្វើតារាង៖ | ណុប សុភី» has a name, and below "number" what would be stored as one. General signs go before words: a
number without a digit that ends in a colon is a label, and a day is nobody's name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lms.imports.domain import footer_names
from lms.imports.domain.text_comparison import for_comparing
from lms.imports.domain.values import dates
from lms.text.digits import ascii_digits

_COLONS: Final = (":", "៖", "：", "︰", ":-")
_MOST_DIGITS: Final = 2  # of a label: "Witness 1:"
_FEWEST_LETTERS: Final = 5
_DAYS: Final = ("ថ្ងៃ", "ວັນທີ", "วันที่", "วัน ที่")
_DAY: Final = re.compile("|".join([*map(re.escape, map(for_comparing, _DAYS)), r"\bdated?\b"]))
# A day in words: a word for it and a number, or a place for one. «ថ្ងៃ សុខា» is a name.
_DAY_AND_NUMBER: Final = re.compile(
    rf"(?:{_DAY.pattern})\s*+(?:{for_comparing('ទី')})?\s*+[:៖]?\s*+(?:\d|[.…_]{{2}})"
)
# To be filled in, or of the moon: «ថ្ងៃពុធ … ខែផល្គុន ឆ្នាំម្សាញ់».
_PARTS: Final = tuple(
    tuple(map(for_comparing, words))
    for words in (("ថ្ងៃ", "ខែ", "ឆ្នាំ"), ("ວັນທີ", "ເດືອນ", "ປີ"), ("วันที่", "เดือน", "พ.ศ."))
)
_FEWEST_PARTS: Final = 2
_OF_A_DAY: Final = frozenset({"date-impossible", "date-incomplete", "date-order", "year-short"})
_PHONES: Final = ("ទូរស័ព្ទ", "ទូរសព្ទ", "លេខទូរស", "โทร", "เบอร์โทร", "ໂທ", "ເບີໂທ")
_PHONE: Final = re.compile(
    "|".join(
        [
            r"(?:tel|telephone|phone|mobile)\b\.?\s*(?:[:\d]|no\b)",
            *map(re.escape, map(for_comparing, _PHONES)),
        ]
    )
)
_AFTER_A_ROLE: Final = r"(?:s|\(s\))?[\s\d.:：៖…_()-]*"  # "Trainers", "Trainer 2: ………"
# The name of who signs, and behind or before it what they are: "(Khim Bora) Trainer".
_NAME_IN_BRACKETS: Final = re.compile(r"^[(（]([^()（）]+)[)）](.+)$|^(.+?)[(（]([^()（）]+)[)）]$")
_LETTERS_FIRST: Final = re.compile(r"[a-z]")  # MAR-12-2026 may be the number of somebody


def is_label(text: str) -> bool:
    """Whether a text ends as what a name or a day stands behind: "Prepared by:", also "Witness 1:"."""
    if not text.strip().endswith(_COLONS):
        return False
    digits = sum(map(str.isdecimal, text))
    # Vowels above and below a letter are no letters for Python.
    letters = len("".join(text.split())) - digits - 1
    return not digits or (digits <= _MOST_DIGITS and letters >= _FEWEST_LETTERS)


def is_day(name: str) -> bool:
    """Whether what stands as a name is a day, whole or to be filled in, with or without a word for it."""
    text = _plain(name)
    if _is_day_in_words(text):
        return True
    return any(map(str.isdecimal, text)) and dates.is_day(name, or_only=_OF_A_DAY)


def is_dated(number: str) -> bool:
    """Whether what stands as a number is a place and a day: numbers alone may be a number of somebody."""
    text = _plain(number)
    if _is_day_in_words(text):
        return _has_digit(number)
    other = any(map(str.isalpha, text)) and not _LETTERS_FIRST.match(text)
    return other and " " in text and _has_digit(number) and dates.is_day(number, or_only=_OF_A_DAY)


def is_phone(number: str) -> bool:
    """Whether what stands as a number says that it is the phone of who signs."""
    return bool(_PHONE.match(_plain(number)))


def begins_as_label(text: str) -> bool:
    """Whether a text without a digit begins with an office, a place or a day, as signatures have them."""
    return not _has_digit(text) and bool(_labels().match(_plain(text)))


def is_role(text: str) -> bool:
    """Whether a text is what somebody who signs is, and nothing else: "Trainer", "Head of office:"."""
    return bool(_roles().fullmatch(_plain(text)))


def is_name_with_role(text: str) -> bool:
    """Whether a text is a name in brackets with what somebody who signs is. «มานี (วิทยากร)» is a name with a remark."""
    found = _NAME_IN_BRACKETS.match(text.strip())
    if found is None or _has_digit(text):
        return False
    return is_role(found[2] or found[3]) and not is_role(found[1] or found[4])


def begins_as_role(text: str) -> bool:
    """Whether a text says first what somebody who signs is: "Head of office, Champasak"."""
    return not _has_digit(text) and bool(_role_first().match(_plain(text)))


@lru_cache(maxsize=1)
def _roles() -> re.Pattern[str]:
    one = rf"(?:{_role_words()}){_AFTER_A_ROLE}"
    return re.compile(rf"{one}(?:[/,&+]\s*{one})*")


@lru_cache(maxsize=1)
def _role_first() -> re.Pattern[str]:
    # Lao, Thai and Khmer write no spaces between words.
    return re.compile(rf"(?:{_role_words()})(?![a-z])")


def _role_words() -> str:
    words = {for_comparing(word).strip() for word in footer_names.ROLES.split("|")}
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    words = [for_comparing(word) for word in footer_names.LABELS.split("|")]
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    other = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"(?:{latin})\b|{other}")


def _is_day_in_words(text: str) -> bool:
    if _DAY_AND_NUMBER.search(text):
        return True
    return any(sum(part in text for part in parts) >= _FEWEST_PARTS for parts in _PARTS)


def _has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))


@lru_cache(maxsize=4096)  # a cell is asked about several times
def _plain(text: str) -> str:
    return ascii_digits(for_comparing(text)).strip()
