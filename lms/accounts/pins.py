"""PINs: which ones are good enough, and how they are kept. Knows no rows and no web.

Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet, 2024), over the PIN sealed with a key
that is not in the database: six digits alone could be tried through in minutes by whoever steals the file.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from lms.errors import RuleBroken
from lms.scripts.digits import ascii_digits

SHORTEST: Final = 6
LONGEST: Final = 12
_NOT_DIGIT = re.compile("[^0-9]")

OWASP: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_hasher = OWASP


def read(typed: str) -> str:
    """A PIN as typed on any keyboard: native digits become ASCII, spaces go."""
    return "".join(ascii_digits(unicodedata.normalize("NFC", typed)).split())


def check_new(pin: str, own: Sequence[str] = ()) -> None:
    """Raise RuleBroken("pin-not-digits", "pin-length" or "pin-too-easy") for a PIN that may not be chosen.

    `own` are numbers of the person that others know, such as the phone: a PIN must not be a piece of one.
    """
    if not (pin.isascii() and pin.isdigit()):
        raise RuleBroken("pin-not-digits", field="pin")
    if not SHORTEST <= len(pin) <= LONGEST:
        raise RuleBroken("pin-length", field="pin", shortest=SHORTEST, longest=LONGEST)
    if _too_easy(pin) or any(pin in _NOT_DIGIT.sub("", number) for number in own):
        raise RuleBroken("pin-too-easy", field="pin")


def _too_easy(pin: str) -> bool:
    """One digit over and over, a pair or triple over and over, or digits that count up or down."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps in ({1}, {9}):
        return True
    return any(pin == (pin[:size] * len(pin))[: len(pin)] for size in (1, 2, 3))


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
