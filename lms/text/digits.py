"""Digits of the scripts: to ASCII where a number is read, to native where a document asks for them."""

import re
import unicodedata

from lms.text.writing_systems import WRITINGS

_MOST_SIGNS = 11  # of a number that is read: up to 999,999,999
_NOT_ASCII = re.compile("(?![0-9])\\d")
# Thousands apart: by one sign throughout. What is left of a shorter group would be a fraction.
_WHOLE = re.compile("[0-9]+|[1-9][0-9]{0,2}([,. \u00a0\u2009\u202f])[0-9]{3}(?:\\1[0-9]{3})*")
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


def native_digits(text: str, language: str) -> str:
    """The text with 0 to 9 as the digits of the language; unchanged where a language writes with 0 to 9."""
    return text.translate(_NATIVE.get(language, {}))
