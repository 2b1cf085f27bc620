"""Attempts: may a person start a post-test now, and how often before a wait?

Pure: no clock, no rows, no text. The rule (curriculum, section 8): so many attempts, then a wait from the
last one. Spelled out:

- Only attempts that were handed in and not passed are counted. A pass, or a wait as long as the rule asks
  between handing in one attempt and starting the next, lets them count anew.
- Of an attempt on paper only the day is known. The wait after it ends with days: of 24 hours with that day itself, so
  that the next one is of a later day. Where a wait ends in the course of a day, one on paper may be of that day.
- Of a pass and failures of one instant the pass is first: what failed beside it still counts.
- A trainer or HR may end a wait (an unlock). What came before it then does not count any more. Where nobody had to
  wait at that instant it changes nothing: it is no attempt beyond the rule.
- A valid certification changes nothing here: whoever has passed may take the test again at any time, as a
  refresher or out of interest, within the same number of attempts. Failing takes nothing away; what a further
  pass does for the certification, the award rules of the ledger decide.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

_DAY: Final = timedelta(days=1)
_LEAST: Final = timedelta.resolution


@dataclass(frozen=True)
class Try:
    """An attempt that was handed in. Instants are aware.

    One on paper has `day_ends`, the instant at which its day is over. Then `started_at` is the last instant at which it
    can have begun, `submitted_at` the first one of the day.
    """

    started_at: datetime
    submitted_at: datetime
    passed: bool
    day_ends: datetime | None = None

    @property
    def came_at(self) -> datetime:
        """When it came, before or after an unlock; of one on paper the last instant at which it can have begun."""
        return self.submitted_at if self.day_ends is None else self.started_at


def last_start(day_ends: datetime, typed_at: datetime) -> datetime:
    """The last instant at which a test on paper can have begun: on its day, and before its slip was typed."""
    return min(day_ends - _LEAST, typed_at)


def try_on_paper(day_ends: datetime, typed_at: datetime, *, passed: bool) -> Try:
    """An attempt on paper, of the day that ends at an instant."""
    return Try(last_start(day_ends, typed_at), day_ends - _DAY, passed, day_ends)


@dataclass(frozen=True)
class MayStart:
    """Yes; `left` attempts, 1 or more, before a wait."""

    left: int


@dataclass(frozen=True)
class MustWait:
    """Not before this instant."""

    until: datetime


Turn: TypeAlias = MayStart | MustWait


def turn(
    tries: Iterable[Try],
    *,
    allowed: int,
    wait_hours: int,
    now: datetime,
    unlocks: Iterable[datetime] = (),
) -> Turn:
    """Whether a person with these attempts may start one now.

    `allowed` is 1 or more, `wait_hours` 0 or more; instants are aware. `unlocks`: when a trainer or HR ended a wait, if
    there was one.
    """
    counted = list(tries)
    for at in sorted(one for one in unlocks if one <= now):
        before = [one for one in counted if one.came_at <= at]
        if isinstance(_turn(before, allowed, wait_hours, at), MustWait):
            counted = [one for one in counted if one.came_at > at]
    return _turn(counted, allowed, wait_hours, now)


def _turn(tries: Iterable[Try], allowed: int, wait_hours: int, now: datetime) -> Turn:
    failed, until = 0, None
    for one in sorted(tries, key=lambda one: (one.submitted_at, not one.passed)):
        if one.passed or (until is not None and one.started_at >= until):
            failed, until = 0, None
        if not one.passed:
            ends = _wait_ends(one, wait_hours)
            failed, until = failed + 1, ends if until is None else max(until, ends)
    if until is None or now >= until:
        return MayStart(allowed)
    # More failures than allowed are possible where the rule has become stricter since.
    return MayStart(allowed - failed) if failed < allowed else MustWait(until)


def _wait_ends(one: Try, wait_hours: int) -> datetime:
    if one.day_ends is None:
        return one.submitted_at + timedelta(hours=wait_hours)
    return one.day_ends + (math.ceil(wait_hours / 24) - 1) * _DAY
