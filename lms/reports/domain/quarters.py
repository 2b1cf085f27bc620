"""Quarters in a row by their keys ("2026-Q3"). Pure."""

from __future__ import annotations

from collections.abc import Sequence


def every_quarter(keys: Sequence[str]) -> list[str]:
    """All quarters from the first to the last of some, in order."""
    if not keys:
        return []
    numbers = [_number(key) for key in keys]
    return [f"{number // 4}-Q{number % 4 + 1}" for number in range(min(numbers), max(numbers) + 1)]


def _number(key: str) -> int:
    year, _q, quarter = key.partition("-Q")
    return int(year) * 4 + int(quarter) - 1
