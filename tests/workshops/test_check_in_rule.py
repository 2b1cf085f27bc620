"""When people check in, and what it ticks on the page of attendance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from lms.workshops.domain.attendance import State
from lms.workshops.domain.check_in import is_running, proposed
from lms.workshops.domain.plan import Half, HalfDay

REGION = timezone(timedelta(hours=7))
AT_NINE = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("half", "instant", "runs"),
    [
        ("am", "2026-11-23T04:59", False),
        ("am", "2026-11-23T05:00", True),
        ("am", "2026-11-23T13:59", True),
        ("am", "2026-11-23T14:00", False),
        ("pm", "2026-11-23T10:59", False),
        ("pm", "2026-11-23T11:00", True),
        ("pm", "2026-11-23T21:59", True),
        ("pm", "2026-11-23T22:00", False),
        ("am", "2026-11-22T09:00", False),
        ("am", "2026-11-24T09:00", False),
    ],
)
def test_a_code_counts_on_the_half_day_itself(half: Half, instant: str, runs: bool) -> None:
    now = datetime.fromisoformat(instant).replace(tzinfo=REGION)
    assert is_running(HalfDay(date(2026, 11, 23), half), now) is runs


@pytest.mark.parametrize(
    ("state", "noted", "checked_in", "ticked"),
    [
        ("present", None, None, "present"),
        ("present", None, AT_NINE, "present"),
        ("absent", AT_NINE, None, "absent"),
        ("absent", AT_NINE, AT_NINE - timedelta(minutes=8), "absent"),
        ("absent", AT_NINE, AT_NINE + timedelta(minutes=8), "late"),
        ("left", AT_NINE, AT_NINE + timedelta(minutes=8), "left"),
    ],
)
def test_who_checks_in_after_they_were_noted_as_away_came_late(
    state: State, noted: datetime | None, checked_in: datetime | None, ticked: State
) -> None:
    assert proposed(state, noted, checked_in) == ticked
