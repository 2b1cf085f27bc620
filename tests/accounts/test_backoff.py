"""Waiting after wrong PINs, by examples."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lms.accounts.domain import backoff
from lms.accounts.domain.backoff import (
    ACCOUNT,
    ACCOUNT_WORK,
    ADDRESS,
    ADDRESS_WORK,
    ANYWHERE,
    SAME_PIN,
    Patience,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("patience", "failures", "seconds"),
    [
        (ACCOUNT, 0, 0),
        (ACCOUNT, 4, 0),
        (ACCOUNT, 5, 30),
        (ACCOUNT, 6, 60),
        (ACCOUNT, 7, 120),
        (ACCOUNT, 10, 960),
        (ACCOUNT, 11, 1800),
        (ACCOUNT, 100, 1800),
        (ADDRESS, 60, 0),  # two classes of thirty that each mistype once
        (ADDRESS, 61, 10),
        (ADDRESS, 66, 300),
        (ADDRESS, 100, 300),
        (ANYWHERE, 20, 0),
        (ANYWHERE, 21, 30),
        (ANYWHERE, 120, 300),  # nobody is kept out for longer from outside
        (SAME_PIN, 8, 0),
        (SAME_PIN, 9, 60),
        (SAME_PIN, 108, 3600),
        (ACCOUNT_WORK, 20, 0),
        (ACCOUNT_WORK, 21, 10),
        (ADDRESS_WORK, 200, 0),  # a hall full of people who sign in at once
        (ADDRESS_WORK, 300, 60),
    ],
)
def test_the_wait_grows_soon_for_an_account_and_late_for_an_address(
    patience: Patience, failures: int, seconds: int
) -> None:
    assert backoff.wait(patience, failures, NOON, NOON) == timedelta(seconds=seconds)


def test_the_wait_counts_from_the_last_failure() -> None:
    assert backoff.wait(ACCOUNT, 6, NOON, NOON + timedelta(seconds=59)) == timedelta(seconds=1)
    assert backoff.wait(ACCOUNT, 6, NOON, NOON + timedelta(seconds=60)) == timedelta(0)
    assert backoff.wait(ACCOUNT, 6, NOON, NOON + timedelta(days=1)) == timedelta(0)


@pytest.mark.parametrize(
    ("patience", "failures", "later", "counted"),
    [
        (ACCOUNT, 4, timedelta(minutes=59), 5),
        (ACCOUNT, 4, timedelta(hours=1), 4),
        (ACCOUNT, 4, timedelta(hours=3), 2),
        (ACCOUNT, 4, timedelta(days=30), 1),
        (ADDRESS, 59, timedelta(seconds=179), 60),
        (ADDRESS, 59, timedelta(minutes=30), 50),
        (ADDRESS, 160, timedelta(0), 160),
        (ACCOUNT, 2, timedelta(milliseconds=-5), 3),  # counted in another order than they came
    ],
)
def test_failures_fade_one_by_one(patience: Patience, failures: int, later: timedelta, counted: int) -> None:
    assert backoff.counted(patience, failures, NOON, NOON + later) == counted


def test_everything_has_faded_when_rows_are_dropped() -> None:
    for patience in backoff.ALL:
        assert backoff.counted(patience, patience.free + 100, NOON, NOON + backoff.LONGEST_MEMORY) == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_one_household_is_one_address(address: str, network: str) -> None:
    assert backoff.network_of(address) == network
