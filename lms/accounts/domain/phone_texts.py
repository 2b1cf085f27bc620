"""What people write in the field of a phone -> the first number in it, and in which way the rest is left out. Pure.

"096 555 5005 / 012 555 905" has a second number, "020 5511 2207 (WhatsApp)" a word beside it, "037-241-456 ต่อ 12" an
extension: none of them is stored. A word in brackets may name somebody or say how they are, so nobody repeats it.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, TypeAlias

from lms.text.digits import ascii_digits

Left: TypeAlias = Literal["second-phone", "phone-words", "phone-extension"]
LEFT: Final[tuple[Left, ...]] = ("second-phone", "phone-extension", "phone-words")

_MOST_DIGITS: Final = 15  # of a phone (ITU-T E.164)
_FEWEST_DIGITS: Final = 8
_LONGEST: Final = 240  # characters: more is no phone, and nobody works on it
_BETWEEN: Final = "\n"  # what stands between two numbers here
_SEVERAL: Final = re.compile(r"[\r\n\v\f\u0085\u2028\u2029/,;|&]|\s(?:or|and|หรือ|และ|ឬ|និង|ຫຼື|ຫລື|ແລະ)\s")
_BRACKETS: Final = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]?")
# What follows it is an extension, within a company: more digits, or several.
_EXTENSION: Final = re.compile(
    r"(?:(?<![a-z])(?:ext(?:ension|n)?|x)(?![a-z])|;ext=|#|ต่อ(?:ภายใน)?|ຕໍ່|តលេខ|លេខបន្ត)\s*+[.:]?\s*+"
    r"(?:เบอร์|ເບີ|លេខ)?\s*+\d{1,6}(?!\d)(?:\s*[,/\u2013-]\s*\d{1,6}(?![\d\s-]*\d))*",
    re.IGNORECASE,
)
_LATIN_APPS: Final = (
    "whatsapp", "whats app", "line", "line id", "telegram", "viber", "messenger", "facebook", "fb", "imo", "wechat",
    "signal", "zalo", "wa", "tg",
)  # fmt: skip
_OTHER_APPS: Final = (
    "วอทส์แอป", "วอตส์แอป", "วอทแอป", "ไลน์", "เทเลแกรม", "เมสเซนเจอร์", "เฟซบุ๊ก", "เฟสบุ๊ค", "ວັອດແອັບ", "ວັອດສແອັບ",
    "ວອດແອັບ", "ວັອດແອບ", "ໄລນ໌", "ໄລນ", "ເຟສບຸກ", "តេឡេក្រាម", "តេលេក្រាម", "វ៉ាតសាប់", "ឡាញ", "ហ្វេសប៊ុក", "មេសេនជ័រ",
)  # fmt: skip
_APP: Final = re.compile(
    rf"(?:(?<![a-z])(?:{'|'.join(sorted(_LATIN_APPS, key=len, reverse=True))})(?![a-z])"
    rf"|{'|'.join(sorted(_OTHER_APPS, key=len, reverse=True))})\s*:?",
    re.IGNORECASE,
)


class PhoneText(NamedTuple):
    """The first number as it was typed, and in which ways more than it was there."""

    number: str
    left: tuple[Left, ...]


def read(typed: str) -> PhoneText:
    """The first number of a text, without what stands beside it; the whole text where there is none."""
    if len(typed) > _LONGEST or not any(map(str.isdecimal, typed)):
        return PhoneText(typed.strip(), ())
    text = ascii_digits(typed)
    left: set[Left] = set()
    text = _BRACKETS.sub(lambda found: _of_brackets(found, left), text)
    text = _without(_EXTENSION, "phone-extension", text, left)
    text = _without(_APP, "phone-words", text, left)
    parts = _numbers([part.strip() for part in _SEVERAL.split(text) if part.strip()], left)
    if len(parts) > 1:
        left.add("second-phone")
    first = parts[0] if parts else typed.strip()
    if any(map(str.isalpha, re.split(r"[\d+]", first, maxsplit=1)[0])):
        left.add("phone-words")  # nobody reads what stands before the digits
    return PhoneText(first, tuple(one for one in LEFT if one in left))


def _of_brackets(found: re.Match[str], left: set[Left]) -> str:
    """Nothing of brackets with a word in them; those around digits, as of "(020) 5551 2345", stay."""
    if not any(map(str.isalpha, found[1])) and not _EXTENSION.search(found[1]):
        return found[0]
    left.add("phone-extension" if _EXTENSION.fullmatch(found[1].strip()) else "phone-words")
    return _BETWEEN


def _without(pattern: re.Pattern[str], word: Left, text: str, left: set[Left]) -> str:
    shorter = pattern.sub(_BETWEEN, text)
    if shorter != text:
        left.add(word)
    return shorter


def _numbers(parts: list[str], left: set[Left]) -> list[str]:
    """The parts with digits; one alone that has too many is divided."""
    numbers = [part for part in parts if any(map(str.isdecimal, part))]
    if len(numbers) < len(parts):
        left.add("phone-words")
    if len(numbers) == 1 and _digits(numbers[0]) > _MOST_DIGITS:
        return _apart(numbers[0])
    return numbers


def _apart(text: str) -> list[str]:
    """The numbers of a text that has too many digits for one: each has enough of them, or they begin where one can."""
    words = text.split()
    if all(_digits(word) >= _FEWEST_DIGITS for word in words):
        return words
    ways = [
        (" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)) if words[at][0] in "0+"
    ]
    ways = [way for way in ways if all(_digits(half) >= _FEWEST_DIGITS for half in way)]
    return [*ways[0]] if len(ways) == 1 else [text]


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))
