"""The one source of time. Instants are UTC and aware; a day is a day on the wall of the region.

Tests and rebuilds set the clock with `frozen`; nothing else reads the system's time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone

# Cambodia, Lao PDR and Thailand all keep UTC+7 the whole year round, so "today" needs no time-zone database.
REGION = timezone(timedelta(hours=7))

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The present day in the region: what a certificate issued now has printed on it."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day in the region on which an (aware) instant falls."""
    return instant.astimezone(REGION).date()


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant. Raises ValueError on a naive one."""
    if instant.tzinfo is None:
        raise ValueError("the clock needs an aware instant")
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
