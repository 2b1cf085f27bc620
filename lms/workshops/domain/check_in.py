"""When people check in for a half-day, and what that means on the page of attendance. Pure."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from lms.workshops.domain.attendance import State
from lms.workshops.domain.plan import Half, HalfDay

CODE_LENGTH: Final = 6  # characters, the last one checks the others: 24 million codes, tries are counted
CODE_GROUP: Final = 3
# From when until when a code counts, on the clock of the region: rooms fill before the hour, and sessions run over.
_TIMES: Final[dict[Half, tuple[time, time]]] = {
    "am": (time(5), time(14)),
    "pm": (time(11), time(22)),
}


def is_running(half_day: HalfDay, now: datetime) -> bool:
    """Whether people check in for a half-day at an instant, given on the clock of the region."""
    first, last = _TIMES[half_day.half]
    return now.date() == half_day.on and first <= now.time() < last


def proposed(state: State, noted_at: datetime | None, checked_in_at: datetime | None) -> State:
    """What the page of attendance ticks before anybody saves: who checked in after it was noted that they are not
    there, has come.
    """
    is_later = noted_at is not None and checked_in_at is not None and checked_in_at > noted_at
    return "late" if state == "absent" and is_later else state
