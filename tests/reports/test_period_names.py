"""What a span of days is called in the name of a file."""

from __future__ import annotations

from datetime import date

import pytest

from lms.reports.domain.period_names import period_name

NAMES = [
    ("2026-07-01", "2026-09-30", "2026-Q3"),
    ("2026-10-01", "2026-12-31", "2026-Q4"),
    ("2024-01-01", "2024-03-31", "2024-Q1"),
    ("2024-01-01", "2024-12-31", "2024"),
    ("2024-01-01", "2026-12-31", "2024-to-2026"),
    ("2024-02-01", "2024-02-29", "2024-02"),
    ("2024-02-01", "2024-02-28", "2024-02-01-to-2024-02-28"),
    ("2026-08-15", "2026-08-15", "2026-08-15"),
    ("2026-02-01", "2026-04-30", "2026-02-01-to-2026-04-30"),
    ("2026-01-01", "2026-06-30", "2026-01-01-to-2026-06-30"),
    ("2026-07-02", "2026-09-30", "2026-07-02-to-2026-09-30"),
    ("2025-12-01", "2026-02-28", "2025-12-01-to-2026-02-28"),
    ("2025-07-01", "2026-09-30", "2025-07-01-to-2026-09-30"),
]


@pytest.mark.parametrize(("first", "last", "name"), NAMES)
def test_a_period_is_called_by_its_year_quarter_or_month_or_else_by_its_days(
    first: str, last: str, name: str
) -> None:
    assert period_name(date.fromisoformat(first), date.fromisoformat(last)) == name
