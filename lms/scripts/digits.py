"""Digits of the scripts: to ASCII where a number is read, to native where a document asks for them."""

import re
import unicodedata

from lms.scripts.writing import WRITINGS

_NOT_ASCII = re.compile("(?![0-9])\\d")
_NATIVE = {
    writing.language: {ord("0") + value: ord(writing.digit_zero) + value for value in range(10)}
    for writing in WRITINGS
}


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of any script as 0 to 9: numbers and codes from a local keyboard."""
    if text.isascii():
        return text
    return _NOT_ASCII.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def native_digits(text: str, language: str) -> str:
    """The text with 0 to 9 as the digits of the language; unchanged where a language writes with 0 to 9."""
    return text.translate(_NATIVE.get(language, {}))
