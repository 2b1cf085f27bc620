"""What a span of days is called in the name of a file: short where it is a year, a quarter or a month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

_QUARTER: Final = 3  # months


def period_name(first: date, last: date) -> str:
    """ "2026", "2026-Q3", "2026-08", "2026-08-15", or "2026-07-01-to-2026-11-24"; whole years "2024-to-2026"."""
    if first == last:
        return first.isoformat()
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return f"{first.isoformat()}-to-{last.isoformat()}"
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}-to-{last.year}"
    if first.year == last.year:
        if first.month == last.month:
            return f"{first:%Y-%m}"
        if last.month % _QUARTER == 0 and last.month - first.month == _QUARTER - 1:
            return f"{first.year}-Q{last.month // _QUARTER}"
    return f"{first.isoformat()}-to-{last.isoformat()}"
