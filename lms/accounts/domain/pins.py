"""PINs: which ones are good enough, and how they are kept. Knows no rows and no web.

Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet, 2024), over the PIN sealed with a key
that is not in the database: six digits alone could be tried through in minutes by whoever steals the file.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from lms.accounts.domain import weak_pins
from lms.errors import RuleBroken
from lms.text.digits import ascii_digits

SHORTEST: Final = 6
LONGEST: Final = 12
_LONGEST_TYPED: Final = 4 * LONGEST  # with spaces between

OWASP: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_hasher = OWASP


def read(typed: str) -> str:
    """A PIN as typed on any keyboard: native digits become ASCII, spaces go. What is far too long stays wrong."""
    if len(typed) > _LONGEST_TYPED:
        return "-" * (LONGEST + 1)
    return "".join(ascii_digits(unicodedata.normalize("NFC", typed)).split())


def check_new(pin: str, own: Sequence[str] = (), birth_year: int | None = None) -> None:
    """Raise RuleBroken("pin-not-digits", "pin-length" or "pin-too-easy") for a PIN that may not be chosen.

    `own` are numbers of the person that others know, such as the phone: a PIN must not be a piece of one.
    `birth_year` (Gregorian) must not be in it either.
    """
    if not (pin.isascii() and pin.isdigit()):
        raise RuleBroken("pin-not-digits", field="pin")
    if not SHORTEST <= len(pin) <= LONGEST:
        raise RuleBroken("pin-length", field="pin", shortest=SHORTEST, longest=LONGEST)
    if weak_pins.is_easy(pin, own, birth_year):
        raise RuleBroken("pin-too-easy", field="pin")


def _sealed(pin: str, secret: str) -> str:
    key = hashlib.sha256(b"pin seal\0" + secret.encode()).digest()
    return hmac.new(key, pin.encode(errors="replace"), hashlib.sha256).hexdigest()


def hashed(pin: str, secret: str) -> str:
    """The string to keep. `secret` is the application's secret key."""
    return _hasher.hash(_sealed(pin, secret))


# Checked when there is nobody of that number, so that the answer takes as long as for a wrong PIN.
NOBODY: Final = _hasher.hash("nobody")


def fits(kept: str, pin: str, secret: str) -> bool:
    """Whether the PIN is the one that was kept. Takes some 30 ms, whatever the answer."""
    try:
        return _hasher.verify(kept, _sealed(pin, secret))
    except (VerifyMismatchError, InvalidHashError):
        return False
