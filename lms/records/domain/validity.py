"""How long an award lasts and what a day makes of it: calendar arithmetic and words. Knows no entries, no clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal, TypeAlias, get_args

from dateutil.relativedelta import relativedelta

Status: TypeAlias = Literal["valid", "expiring", "in-grace", "expired", "revoked", "never"]

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
EXPIRING_DAYS: Final = 90  # HR asks for "expires within 90 days": long enough to plan a refresher

# "Never expires" sorts after every date.
FOREVER: Final = date.max


def expires_on(issued: date, validity_months: int | None) -> date | None:
    """The last valid day: the same day of the month, or the last day of a month that is too short.

    31 August and 6 months give 28 (29) February; 29 February and 12 months give 28 February. None for an
    award that never expires. Raises ValueError beyond the year 9999.
    """
    if validity_months is None:
        return None
    return issued + relativedelta(months=validity_months)


def end_after(day: date, validity_months: int | None) -> date:
    """`expires_on` for comparing: FOREVER where the award never expires."""
    return or_forever(expires_on(day, validity_months))


def or_forever(expiry: date | None) -> date:
    """An expiry that can be compared."""
    return FOREVER if expiry is None else expiry


def days_after(day: date, days: int) -> date:
    """So many days later, at most the last day of the calendar."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def days_before(day: date, days: int) -> date:
    """So many days earlier, at least the first day of the calendar."""
    return date.fromordinal(max(day.toordinal() - days, date.min.toordinal()))


def status_on(
    as_of: date, *, expires_on: date | None, grace_until: date | None, revoked_on: date | None
) -> Status:
    """The status of an award that was issued on or before `as_of`. The day of expiry is still valid."""
    if revoked_on is not None and revoked_on <= as_of:
        return "revoked"
    if expires_on is None:
        return "valid"
    if as_of <= expires_on:
        return "expiring" if expires_on - as_of <= timedelta(days=EXPIRING_DAYS) else "valid"
    return "in-grace" if grace_until is not None and as_of <= grace_until else "expired"
