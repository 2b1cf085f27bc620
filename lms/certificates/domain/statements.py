"""What a certificate says about itself for somebody without a network: few bytes, to be signed. Pure.

A statement says no more than the paper. `lms/static/js/offline.js` reads it; decision 55 describes every byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

FORMAT: Final = 1
PREFIX: Final = b"Sala certificate\n"  # signed before the bytes: the signature is good for nothing else
KEY_BYTES: Final = 4  # of the SHA-256 of a public key, by which it is found
_ASCII: Final = 128
_PAGES: Final = 256  # of 128 characters each: one byte names a page


@dataclass(frozen=True)
class Statement:
    """What is signed. `recorded_on` is given where the training is known from a list, as on the paper."""

    code: str
    award: str
    society: str
    language: str
    issued_on: date
    expires_on: date | None
    recorded_on: date | None
    name: str
    latin_name: str
    from_list: bool = False
    sample: bool = False

    def lines(self) -> str:
        """One field a line, in the order of decision 55; days as YYYYMMDD."""
        kind = ("l" if self.from_list else "t") + ("s" if self.sample else "")
        days = (self.issued_on, self.expires_on, self.recorded_on)
        latin_name = "" if self.latin_name == self.name else self.latin_name
        fields = [self.code, self.award, self.society, self.language, kind]
        fields += ["" if day is None else f"{day:%Y%m%d}" for day in days]
        return "\n".join([*fields, self.name, latin_name])


def body_of(statement: Statement, key: bytes) -> bytes:
    """The bytes of a statement: format, key, text. `key` has KEY_BYTES bytes."""
    return bytes([FORMAT]) + key + packed(statement.lines())


def packed(text: str) -> bytes:
    """A text with one byte for each letter, where all that are not ASCII are of one page of 128 characters; else UTF-8.

    The first byte names the page, 0 for UTF-8. Khmer and Thai take three bytes a letter in UTF-8, and a code with
    three times as many squares is hard to scan.
    """
    pages = {ord(character) // _ASCII for character in text if ord(character) >= _ASCII}
    page = pages.pop() if len(pages) == 1 else 0
    if pages or not 0 < page < _PAGES:
        return b"\0" + text.encode()
    letters = (ord(one) if ord(one) < _ASCII else _ASCII + ord(one) % _ASCII for one in text)
    return bytes([page, *letters])


def digits_of(content: bytes) -> str:
    """Bytes as one decimal number: a QR code packs digits closer than letters. The first byte is not 0."""
    return str(int.from_bytes(content, "big"))
