"""Trainings from which no certificate follows, such as those of which no passed test is known; and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from typing import Final, Literal, TypeAlias

from lms.records.domain.award_rules import TRAINED, Standing

Why: TypeAlias = Literal["untested", "revoked", "held", "over", "incomplete"]

# Requirements that tell of a training and complete no award by themselves.
ONLY_TRAINED: Final = (TRAINED, "attendance")


def last_without_certificate(days: Iterable[date], issued_on: date | None) -> date | None:
    """The last of such days, unless what somebody holds of the award was completed then or later."""
    last = max(days, default=None)
    return None if last is None or (issued_on is not None and last <= issued_on) else last


def why_uncertified(recorded: Set[str], asked: Set[str], after: Standing) -> Why:
    """Why no certificate follows from what is recorded of a training, where the award asks for `asked`.

    `after`: where the person stands with it. What proves no test proves nothing else either, so that is said first.
    """
    if recorded <= set(ONLY_TRAINED) and not asked <= recorded:
        return "untested"
    if after.status == "revoked":
        return "revoked"
    if after.in_force:
        return "held"
    return "incomplete" if after.status == "never" else "over"
