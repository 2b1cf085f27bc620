"""Volunteer numbers: what is stored of a typed one, and the key under which two spellings are one number.

A number is unique within its Society, not beyond it: a reference names the Society too, where it has to. That is why
a number holds no colon: what stands before one in a reference is read as the code of a Society. Sites from before this
rule may have numbers with one; a reference that begins with a colon names such a number and no Society. Knows no rows
and no database.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from string import ascii_letters
from typing import Final, NamedTuple

from lms.errors import RuleBroken
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
# Wide letters of keyboards of East Asia: the same letters. Digits are folded with those of other scripts.
_WIDE: Final = {0xFEE0 + ord(letter): letter for letter in ascii_letters}
_SLASH: Final = "/"
_SLASH_IN_ADDRESS: Final = "~"
_OF: Final = ":"  # between the Society and the number of a reference
# The colons of other keyboards look the same: whoever types them means that one.
_COLONS: Final = re.compile("[:\u02d0\u2236\ua789\ufe13\ufe55\uff1a]")


class Reference(NamedTuple):
    """A number as somebody names it, with the code of the Society where it was said ("" where not)."""

    society: str
    number: str


def tidy(typed: str) -> str:
    """The number as it is stored and shown: ASCII digits, capital letters, one kind of dash, single spaces."""
    number = ascii_digits(normalise.for_name(typed[:_LONGEST_TYPED])).translate(_WIDE).upper()
    return _AROUND_DASH.sub("-", _DASHES.sub("-", number)).strip("- ")


def key_of(typed: str) -> str:
    """The key that all spellings of a number share: `kh0001`, `KH 0001`, `KH–0001` and `KH-0001` are one number.

    Cut to the length of the column. Empty for what has no letter and no digit.
    """
    key = _LEFT_OUT.sub("", tidy(typed)).replace(_SLASH_IN_ADDRESS, _SLASH)
    return key[:LONGEST] if any(sign.isalnum() for sign in key) else ""


def checked(number: str) -> str:
    """A number as `tidy` gives it, if it may be stored as somebody's new one.

    Raises RuleBroken "number-missing" (no letter and no digit), "too-long" (most=) or "number-colon" (number=, and
    instead=, the same with dashes), on the field "number".
    """
    if not key_of(number):
        raise RuleBroken("number-missing", field="number")
    if len(number) > LONGEST:
        raise RuleBroken("too-long", field="number", most=LONGEST)
    if has_colon(number):
        raise RuleBroken(
            "number-colon", field="number", number=number, instead=tidy(_COLONS.sub("-", number))
        )
    return number


def has_colon(number: str) -> bool:
    """Whether a part of a number could be read as the code of a Society."""
    return _COLONS.search(number) is not None


def without_own_society(number: str, society: str) -> str:
    """A number as `tidy` gives it, without the code of the Society itself before it: "KHM:KH-6" in "khm" is KH-6."""
    code, *rest = _COLONS.split(number, maxsplit=1)
    return (
        tidy(rest[0]) if society and rest and code.strip().lower() == society and key_of(rest[0]) else number
    )


def in_address(number: str) -> str:
    """The number as a part of an address, where a slash would end it: a reference that names this number alone."""
    return without_slash(whole(number))


def without_slash(reference: str) -> str:
    """A reference as a part of an address."""
    return reference.replace(_SLASH, _SLASH_IN_ADDRESS)


def whole(number: str) -> str:
    """The reference that names a number and no Society, whatever the number holds."""
    return reference("", number) if _OF in number else number


def reference(society: str, number: str) -> str:
    """The text that names a person also where two Societies have the same number: "tha:000123"."""
    return f"{society}{_OF}{number}"


def names_society(typed: str) -> bool:
    """Whether a reference may name a Society: only then their codes are needed to read it."""
    return _OF in typed[:_LONGEST_TYPED]


def read_reference(typed: str, societies: Collection[str]) -> Reference:
    """The Society and the number of a reference; no Society in what is only a number.

    `societies`: the codes that there are. What stands before a colon and is none of them is a part of the number.
    """
    society, found, number = typed[:_LONGEST_TYPED].partition(_OF)
    society = society.strip().lower()
    if not found or not number or (society and society not in societies):
        return Reference("", typed)
    return Reference(society, number)
