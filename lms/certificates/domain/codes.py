"""The code of a certificate: random, short enough to type, with a check character. Pure: knows no rows.

Why it cannot be guessed: eleven random characters of thirty are 54 bits. With a million certificates issued,
a machine that asks a thousand times a second meets one after about seven months, and has then learnt what is
printed on that one paper. Nothing else opens with a code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from lms.text import checked_codes

LENGTH: Final = 12
_GROUP: Final = 4
# The link to a certificate, as it is handed on: people paste the whole of it.
_IN_ADDRESS = re.compile(r"/verify/([^/?#\s]+)")


def new_code() -> str:
    """A new random code, ungrouped. That it is new in fact, the database makes sure."""
    return checked_codes.new_code(LENGTH)


def read_code(typed: str) -> str | None:
    """The code that somebody typed, or None if it cannot be one; the address of the check is forgiven, too."""
    return checked_codes.read_code(_without_address(typed), LENGTH)


@dataclass(frozen=True)
class Slip:
    """Why something typed cannot be a code: it has characters that no code has, too few or too many of them, or its
    check character does not fit. `characters` are the foreign ones, else all that were read.

    It is known from the characters alone: it tells nothing of which certificates there are.
    """

    kind: Literal["foreign", "length", "check"]
    characters: str


def slip_in(typed: str) -> Slip | None:
    """Where somebody has mistyped a code; None for what can be one."""
    characters = checked_codes.typed_characters(_without_address(typed))
    foreign = "".join(dict.fromkeys(one for one in characters if one not in checked_codes.ALPHABET))
    if foreign:
        return Slip("foreign", foreign)
    if len(characters) != LENGTH:
        return Slip("length", characters)
    return None if read_code(typed) else Slip("check", characters)


def _without_address(typed: str) -> str:
    address = _IN_ADDRESS.search(typed)
    return address[1] if address else typed


def grouped(code: str) -> str:
    """The code as it is printed: "7KQW-3XHM-B9T8"."""
    return checked_codes.grouped(code, _GROUP)
