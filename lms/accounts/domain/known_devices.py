"""Devices that have signed in before: a signed cookie that says so, and names nobody.

It holds a random id and a keyed mark of each account that signed in there last. With it, wrong PINs that others type
elsewhere keep nobody out (docs/decisions/0024-guessing-pins.md). It opens nothing; the server keeps no copy.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

KEPT_FOR: Final = timedelta(days=180)  # after the last sign-in
MOST: Final = 8  # accounts of one device: a phone that a family shares
_SALT: Final = "sala device"


@dataclass(frozen=True)
class Device:
    """What a browser says about earlier sign-ins. `marks` are those of accounts, the newest first."""

    id: str
    marks: tuple[str, ...]
    secret: str

    def knows(self, account: str) -> bool:
        """Whether somebody has signed in to this account here, with its present PIN."""
        return _mark(account, self.id, self.secret) in self.marks

    def with_account(self, account: str) -> Device:
        """The same device once somebody has signed in to an account."""
        mark = _mark(account, self.id, self.secret)
        others = tuple(other for other in self.marks if other != mark)
        return Device(self.id, (mark, *others)[:MOST], self.secret)

    def signed(self) -> str:
        """The value of the cookie."""
        return _serializer(self.secret).dumps([self.id, *self.marks])


def new_device(secret: str) -> Device:
    """A device that has not signed in yet."""
    return Device(secrets.token_urlsafe(12), (), secret)


def read_device(cookie: str | None, secret: str) -> Device | None:
    """The device of a cookie; None where there is none, or one that we did not sign."""
    if not cookie:
        return None
    try:
        device_id, *marks = _serializer(secret).loads(cookie)
    except BadSignature:
        return None
    return Device(device_id, tuple(marks), secret)


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=_SALT)


def _mark(account: str, device_id: str, secret: str) -> str:
    key = hashlib.sha256(b"device mark\0" + secret.encode()).digest()
    # With the id in it, the marks of two devices of one account are not the same.
    return hmac.new(key, f"{device_id} {account}".encode(), hashlib.sha256).hexdigest()[:16]
