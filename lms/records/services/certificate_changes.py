"""What a decision will make of certificates that were given out: asked of the feature above that knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lms.accounts.services.people import PersonId
from lms.records.services.decision_preview import Plan
from lms.signals import Hook


@dataclass(frozen=True)
class CertificateChange:
    """A certificate, by its code in groups, that a decision withdraws, or replaces by one with the right last day."""

    code: str
    becomes: Literal["withdrawn", "replaced"]


# The certificates of somebody that a plan would change. Papers are known above: until it is connected, none is.
changed_by: Final = Hook[[PersonId, Plan], Sequence[CertificateChange]](lambda person_id, plan: ())
