"""Reads what a QR code says of a certificate, as decision 55 describes it: not with the code of Sala."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def content_of(digits: str) -> bytes:
    number = int(digits)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def fields_of(digits: str) -> list[str]:
    """The fields, in their order; the signature is not looked at."""
    body = content_of(digits)[:-64]
    assert body[0] == 1
    page, letters = body[5], body[6:]
    if page == 0:
        return letters.decode().split("\n")
    return "".join(chr(one if one < 128 else page * 128 + one - 128) for one in letters).split("\n")


def is_signed(digits: str, public: str) -> bool:
    content = content_of(digits)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            content[-64:], b"Sala certificate\n" + content[:-64]
        )
    except InvalidSignature:
        return False
    return True
