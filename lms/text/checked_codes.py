"""Codes that people read from paper and type or say: random, without letters that look alike, with a check character.

Knows no rows and what a code is for.
"""

from __future__ import annotations

import secrets
from typing import Final

from lms.text.digits import ascii_digits

# Without 0, 1, I, L, O and U: they are taken for one another, on paper and by voice.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# What people type for the letter that stands there: no code holds the left ones.
_MISREAD = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J", "U": "V"})


def new_code(length: int) -> str:
    """A new random code of so many characters, ungrouped. That it is new in fact, the database makes sure.

    One wrong character in it is noticed, and any two neighbours changed over: a code that does not show the latter is
    not given.
    """
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
        code = body + check_character(body)
        if shows_swaps(code):
            return code


def shows_swaps(code: str) -> bool:
    """Whether each two different neighbours of a code, changed over, make something that is no code."""
    return not any(
        code[place] != code[place + 1] and _is_code(_swapped(code, place)) for place in range(len(code) - 1)
    )


def _swapped(code: str, place: int) -> str:
    return code[:place] + code[place + 1] + code[place] + code[place + 2 :]


def _is_code(characters: str) -> bool:
    return check_character(characters[:-1]) == characters[-1]


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


def read_code(typed: str, length: int) -> str | None:
    """The code of so many characters that somebody typed, or None if it cannot be one.

    Small letters, spaces, hyphens, digits of a local keyboard and letters that look alike are forgiven.
    """
    code = typed_characters(typed)
    if len(code) != length or not set(code) <= set(ALPHABET):
        return None
    return code if _is_code(code) else None


def typed_characters(typed: str) -> str:
    """What was typed without what is forgiven, whether it is a code or not."""
    characters = ascii_digits(typed).upper().translate(_MISREAD)
    return "".join(character for character in characters if character.isalnum())


def grouped(code: str, size: int) -> str:
    """The code as it is printed, in groups of so many characters: "7KQW-3XHM-B9T8"."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))
