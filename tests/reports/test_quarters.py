"""Quarters in a row, by examples."""

from __future__ import annotations

import pytest

from lms.reports.domain.quarters import every_quarter


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ([], []),
        (["2026-Q3"], ["2026-Q3"]),
        (["2025-Q4", "2026-Q2"], ["2025-Q4", "2026-Q1", "2026-Q2"]),
        (["2026-Q2", "2025-Q4"], ["2025-Q4", "2026-Q1", "2026-Q2"]),
    ],
)
def test_no_quarter_is_left_out_between_two(keys: list[str], found: list[str]) -> None:
    assert every_quarter(keys) == found
