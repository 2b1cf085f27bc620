"""Bytes as credentials write them: base58btc (draft-multiformats-multibase), keys of Ed25519 (Multikey). Pure."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519: Final = b"\xed\x01"  # what comes is a public key of Ed25519
_LONGEST: Final = 120  # letters; a signature has 88: reading takes the square of them


def base58(content: bytes) -> str:
    """Bytes as base58btc, with the “z” that says so."""
    number, letters = int.from_bytes(content, "big"), ""
    while number:
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return "z" + _LETTERS[0] * (len(content) - len(content.lstrip(b"\0"))) + letters


def read_base58(text: str) -> bytes | None:
    """The bytes of what `base58` wrote; None for anything else."""
    if text[:1] != "z" or len(text) > _LONGEST or not set(text[1:]) <= set(_LETTERS):
        return None
    number = 0
    for letter in text[1:]:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    zeros = len(text[1:]) - len(text[1:].lstrip(_LETTERS[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(public: str) -> str:
    """A public key (Ed25519, hexadecimal) as a Multikey."""
    return base58(_ED25519 + bytes.fromhex(public))
