"""Why a slip cannot count, as far as whoever types it may know that. Pure: knows no people, days or sentences.

The notice (see lms/privacy) shows certificates to HR and slips to HR and trainers; tests on a phone are their person's
alone. A rule that is enforced can be seen: where no certificate comes first, only a wait is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Reason: TypeAlias = Literal["none", "needs", "wait", "wait-of-slips", "either"]
"""Nothing; another certificate; a wait; the wait that follows from slips alone; one of the two, and not which."""


@dataclass(frozen=True)
class Hindrances:
    """What stands against a slip: a certificate that is missing, a wait, a wait that follows from slips alone."""

    misses_certificate: bool
    waits: bool
    waits_by_slips: bool


def reason_of(found: Hindrances, *, has_prerequisites: bool, reads_records: bool) -> Reason:
    """Which reason is said. `reads_records`: whoever types it may read the certificates of the person."""
    if not (found.misses_certificate or found.waits):
        return "none"
    if reads_records or not has_prerequisites:
        return "needs" if found.misses_certificate else "wait"
    return "wait-of-slips" if found.waits_by_slips else "either"
