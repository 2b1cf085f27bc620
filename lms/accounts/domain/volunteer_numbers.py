"""Volunteer numbers: what is stored of a typed one, and the key under which two spellings are one number.

A number is unique within its Society, not beyond it: a reference names the Society too, where it has to. Knows no
rows and no database.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lms.text import normalise
from lms.text.digits import ascii_digits

LONGEST: Final = 40  # characters of a number as it is stored
# More than any number has: what is typed is cut before it is looked at, so that work does not grow with it.
_LONGEST_TYPED: Final = 200

# Hyphens and dashes of every keyboard and word processor, and the minus signs that stand for them.
_DASHES: Final = re.compile(
    "[-\u058a\u2010-\u2015\u2043\u207b\u208b\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\u30fc_]"
)
_AROUND_DASH: Final = re.compile(" ?-[- ]*")
_LEFT_OUT: Final = re.compile("[- ]")
# In an address a slash would end the number; a tilde stands for it there.
_SLASH: Final = "/"
_SLASH_IN_ADDRESS: Final = "~"
_OF: Final = ":"  # between the Society and the number of a reference


class Reference(NamedTuple):
    """A number as somebody names it, with the code of the Society where it was said ("" where not)."""

    society: str
    number: str


def tidy(typed: str) -> str:
    """The number as it is stored and shown: ASCII digits, capital letters, one kind of dash, single spaces."""
    number = ascii_digits(normalise.for_name(typed[:_LONGEST_TYPED])).upper()
    return _AROUND_DASH.sub("-", _DASHES.sub("-", number)).strip("- ")


def key_of(typed: str) -> str:
    """The key that all spellings of a number share: `kh0001`, `KH 0001`, `KH–0001` and `KH-0001` are one number.

    Cut to the length of the column. Empty for what has no letter and no digit.
    """
    key = _LEFT_OUT.sub("", tidy(typed)).replace(_SLASH_IN_ADDRESS, _SLASH)
    return key[:LONGEST] if any(sign.isalnum() for sign in key) else ""


def in_address(number: str) -> str:
    """The number as a part of an address, where a slash would end it."""
    return number.replace(_SLASH, _SLASH_IN_ADDRESS)


def reference(society: str, number: str) -> str:
    """The text that names a person also where two Societies have the same number: "tha:000123"."""
    return f"{society}{_OF}{number}"


def read_reference(typed: str) -> Reference:
    """The Society and the number of a reference; no Society in what is only a number."""
    society, found, number = typed[:_LONGEST_TYPED].partition(_OF)
    if not found or not number:
        return Reference("", typed)
    return Reference(society.strip().lower(), number)
