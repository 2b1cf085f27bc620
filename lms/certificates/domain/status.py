"""Whether a certificate counts on a day. Pure: knows no rows, no codes and no words."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

State: TypeAlias = Literal["valid", "expired", "replaced", "revoked", "withdrawn", "removed"]


def state(
    *,
    replaced: bool,
    revoked: bool,
    expires_on: date | None,
    on: date,
    withdrawn: bool = False,
    removed: bool = False,
) -> State:
    """The state of a certificate on a day; the day of expiry is still valid.

    `withdrawn`: the record behind it was a mistake and has been corrected. That is nobody's fault, so it is not
    called revoked; but the paper was never due, and nothing weighs more. Then a revocation: the replacement of a
    revoked paper is no better. Both name nobody, and hold after the holder has gone, too.

    `removed`: the holder asked for their data to be removed, so that nobody can be told whose it is: nothing else is
    said then. Whom the undo of a list removes has withdrawn papers alone.

    An expired paper that was replaced says so, because there is another one to ask for.
    """
    if withdrawn:
        return "withdrawn"
    if revoked:
        return "revoked"
    if removed:
        return "removed"
    if replaced:
        return "replaced"
    return "expired" if expires_on is not None and expires_on < on else "valid"
