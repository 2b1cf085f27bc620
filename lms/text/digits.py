"""Digits of the scripts: to ASCII where a number is read, to native where a document asks for them."""

import re
import unicodedata
from decimal import Decimal

from lms.text.writing_systems import WRITINGS

_MOST_SIGNS = 11  # of a number that is read: up to 999,999,999
_NOT_ASCII = re.compile("(?![0-9])\\d")
# Thousands apart: by one sign throughout. What is left of a shorter group would be a fraction.
_WHOLE = re.compile("[0-9]+|[1-9][0-9]{0,2}([,. \u00a0\u2009\u202f])[0-9]{3}(?:\\1[0-9]{3})*")
# A number with a fraction, below a million: thousands apart by one sign, the fraction behind another.
_NUMBER = re.compile(
    "-?(?:(?:0|[1-9][0-9]{0,5})(?:[.,][0-9]{1,3})?|[1-9][0-9]{0,2}([,. ])[0-9]{3}(?:(?!\\1)[.,][0-9]{1,3})?)"
)
_THOUSANDS = re.compile("(?<=[0-9])([,. ])(?=[0-9]{3}(?![0-9]))")
_LONGEST_NUMBER = 20  # characters that are looked at
_NATIVE = {
    writing.language: {ord("0") + value: ord(writing.digit_zero) + value for value in range(10)}
    for writing in WRITINGS
}


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of any script as 0 to 9: numbers and codes from a local keyboard."""
    if text.isascii():
        return text
    return _NOT_ASCII.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def whole_number(text: str) -> int | None:
    """The number of people or things that somebody wrote, in any digits, its thousands apart or not: 1200 and 1,200.

    None for what is no whole number, or may be none: 1.2, 12,00.
    """
    written = ascii_digits(text.strip())
    found = _WHOLE.fullmatch(written)
    return int(written.replace(found[1] or ",", "")) if found and len(written) <= _MOST_SIGNS else None


def tidy_number(text: str) -> str | None:
    """A number below a million as it was written, in the digits 0 to 9; None for what is no such number.

    At most three digits behind its comma or point, and no 0 before others: no number of a telephone or a card fits.
    """
    written = text.strip()
    if len(written) > _LONGEST_NUMBER:
        return None
    written = re.sub("[\u00a0\u2009\u202f]", " ", ascii_digits(written).replace("\u2212", "-"))
    return written if _NUMBER.fullmatch(written) else None


def readings_of_number(written: str) -> tuple[Decimal, ...]:
    """What a tidy number may mean: 1.200 is 1200 to some and 1.2 to others. Nothing for what is no such number."""
    if not _NUMBER.fullmatch(written):
        return ()
    apart, count = _THOUSANDS.subn("", written, count=1) if not written.startswith(("0", "-0")) else ("", 0)
    found = [apart.replace(",", ".")] if count else []
    plain = written.replace(",", ".")
    if " " not in plain and plain.count(".") <= 1:
        found.append(plain)
    return tuple(dict.fromkeys(Decimal(one) for one in found))


def native_digits(text: str, language: str) -> str:
    """The text with 0 to 9 as the digits of the language; unchanged where a language writes with 0 to 9."""
    return text.translate(_NATIVE.get(language, {}))
