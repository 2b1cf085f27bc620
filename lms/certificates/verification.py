"""Whether a certificate counts on a day. Pure: knows no rows, no codes and no words."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

State: TypeAlias = Literal["valid", "expired", "replaced", "revoked"]


def state(*, replaced: bool, revoked: bool, expires_on: date | None, on: date) -> State:
    """The state of a certificate on a day; the day of expiry is still valid.

    A revocation weighs most: the replacement of a revoked paper is no better. An expired paper that was
    replaced says so, because there is another one to ask for.
    """
    if revoked:
        return "revoked"
    if replaced:
        return "replaced"
    return "expired" if expires_on is not None and expires_on < on else "valid"
