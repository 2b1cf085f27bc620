"""A day is a day on the wall of the region."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lms import clock


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 24, 16, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), date(2026, 11, 25)),
    ],
)
def test_a_test_passed_late_in_the_evening_carries_the_date_on_sokhas_wall(
    instant: datetime, day: date
) -> None:
    with clock.frozen(instant):
        assert clock.today() == day
        assert clock.now() == instant


def test_the_clock_runs_when_nobody_holds_it() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_the_clock_cannot_be_held_at_an_instant_without_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime.fromisoformat("2026-01-01T00:00")):
        pass
