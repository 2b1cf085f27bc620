"""How long a workshop waits to be closed. Pure."""

from __future__ import annotations

from datetime import date
from typing import Final

HR_DAYS: Final = 30  # after the last day, HR of the invited branches is told as well


def weeks_since(last_on: date, today: date) -> int:
    """The whole weeks since the last day of a workshop; 0 in the first one, and before it."""
    return max((today - last_on).days // 7, 0)
