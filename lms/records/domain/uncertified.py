"""Trainings from which no certificate follows: a list says that somebody was there, no passed test is known. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from lms.records.domain.award_rules import TRAINED

# Requirements that tell of a training and complete no award by themselves.
ONLY_TRAINED: Final = (TRAINED, "attendance")


def last_without_certificate(days: Iterable[date], issued_on: date | None) -> date | None:
    """The last of such days, unless what somebody holds of the award was completed then or later."""
    last = max(days, default=None)
    return None if last is None or (issued_on is not None and last <= issued_on) else last
