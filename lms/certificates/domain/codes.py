"""The code of a certificate: random, short enough to type, with a check character. Pure: knows no rows.

Why it cannot be guessed: eleven random characters of thirty are 54 bits. With a million certificates issued,
a machine that asks a thousand times a second meets one after about seven months, and has then learnt what is
printed on that one paper. Nothing else opens with a code.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from lms.text.digits import ascii_digits

# Without 0, 1, I, L, O and U: they are taken for one another, on paper and by voice.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_GROUP: Final = 4
# The link to a certificate, as it is handed on: people paste the whole of it.
_IN_ADDRESS = re.compile(r"/verify/([^/?#\s]+)")
# What people type for the letter that stands there: no code holds the left ones.
_MISREAD = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J", "U": "V"})


def new_code() -> str:
    """A new random code, ungrouped. That it is new in fact, the database makes sure."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The character that makes `body` a code: ISO 7064 hybrid system, MOD 31,30.

    It finds every single wrong character and nearly every pair of neighbours changed over. `body` holds
    characters of ALPHABET only; others raise ValueError.
    """
    return ALPHABET[(1 - _product(body)) % len(ALPHABET)]


def _product(body: str) -> int:
    size = len(ALPHABET)
    product = size
    for character in body:
        total = (product + ALPHABET.index(character)) % size or size
        product = total * 2 % (size + 1)
    return product


def read_code(typed: str) -> str | None:
    """The code that somebody typed, or None if it cannot be one.

    Small letters, spaces, hyphens, digits of a local keyboard and letters that look alike are forgiven; the address
    of the check, too.
    """
    address = _IN_ADDRESS.search(typed)
    characters = ascii_digits(address[1] if address else typed).upper().translate(_MISREAD)
    code = "".join(character for character in characters if character.isalnum())
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def grouped(code: str) -> str:
    """The code as it is printed: "7KQW-3XHM-B9T8"."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
