"""A training that Chan records by hand, from a list on paper: what is wrong with it, and what is recorded already."""

from __future__ import annotations

import re

import pytest

from tests.client import StrictClient
from tests.people import People
from tests.records.history import day

TODAY = "2026-12-01"
TYPED = {
    "act": "past",
    "award": "pgi",
    "on": "2026-03-10",
    "source": "List of 2025",
    "reason": "Found",
    "result": "passed",
}


def _sent(client: StrictClient, language: str, status: int, **typed: str) -> str:
    with day(TODAY):
        answer = client.send(f"/{language}/records/KH-1001/", {**TYPED, **typed})
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in."""
    client.sign_in("KH-1200")
    return client


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "The test of this module is passed with 80 % or more."),
        ("km", "80 %"),
        ("lo", "80 %"),
        ("th", "80 %"),
    ],
)
def test_a_mark_below_the_pass_mark_is_named_on_its_field(
    chan: StrictClient, language: str, says: str
) -> None:
    """27 of 30 points, typed as 27 percent."""
    page = _sent(chan, language, 422, mark="27")
    error = re.search(r'id="mark-past-error">([^<]+)<', page)
    assert error
    assert says in error[1]
    assert re.search(r'name="mark" value="27"', page)
    assert 'value="List of 2025"' in page
    assert "Found</textarea>" in page
