"""Attempts: may a person start a post-test now, and how often before a wait?

Pure: no clock, no rows, no text. The rule (curriculum, section 8): so many attempts, then a wait from the
last one. Spelled out:

- Only attempts that were handed in and not passed are counted. A pass, or a wait as long as the rule asks
  between handing in one attempt and starting the next, lets them count anew.
- A valid certification changes nothing here: whoever has passed may take the test again at any time, as a
  refresher or out of interest, within the same number of attempts. Failing takes nothing away; what a further
  pass does for the certification, the award rules of the ledger decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True)
class Try:
    """An attempt that was handed in. Instants are aware."""

    started_at: datetime
    submitted_at: datetime
    passed: bool


@dataclass(frozen=True)
class MayStart:
    """Yes; `left` attempts, 1 or more, before a wait."""

    left: int


@dataclass(frozen=True)
class MustWait:
    """Not before this instant."""

    until: datetime


Turn: TypeAlias = MayStart | MustWait


def turn(tries: Iterable[Try], *, allowed: int, wait_hours: int, now: datetime) -> Turn:
    """Whether a person with these attempts may start one now.

    `allowed` is 1 or more, `wait_hours` 0 or more; instants are aware.
    """
    wait = timedelta(hours=wait_hours)
    failed, last = 0, None
    for one in sorted(tries, key=lambda one: one.submitted_at):
        if last is not None and one.started_at >= last + wait:
            failed = 0
        failed, last = (0, None) if one.passed else (failed + 1, one.submitted_at)
    if last is None or now >= last + wait:
        return MayStart(allowed)
    # More failures than allowed are possible where the rule has become stricter since.
    return MayStart(allowed - failed) if failed < allowed else MustWait(last + wait)
