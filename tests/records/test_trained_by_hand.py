"""A training that Chan records by hand, from a list on paper: what is wrong with it, and what is recorded already."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lms.db import session
from lms.records.domain.past_results import PastResult
from lms.records.services import achievements
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


def recorded(people: People, on: str, result: PastResult = "passed", award: str = "pgi") -> None:
    """Sokha's training of a day stands in the ledger."""
    with day(TODAY):
        achievements.record_past_training(
            people.sokha, award, on=date.fromisoformat(on), source="Paper", reason="Found", result=result,
            actor=people.chan,
        )  # fmt: skip
        session.commit()


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


@pytest.mark.parametrize("result", ["passed", "attended", ""])
@pytest.mark.parametrize("on", ["2026-02-07", "2026-03-09", "2026-03-11", "2026-04-10"])
def test_chan_is_told_of_the_same_module_on_a_day_close_by(
    chan: StrictClient, people: People, on: str, result: PastResult
) -> None:
    recorded(people, "2026-03-10", result)
    page = _sent(chan, "en", 200, on=on)
    assert "recorded for this person already, on 10 March 2026." in page
    assert "it would count twice" in page
    link = re.search(r'href="([^"]+)">Correct the entry of 10 March 2026<', page)
    assert link
    address, anchor = link[1].split("#")
    assert f'id="{anchor}"' in chan.get(address).get_data(as_text=True)
    assert 'name="confirmed"' in page  # HR may go on


def test_the_closest_of_several_days_is_named(chan: StrictClient, people: People) -> None:
    recorded(people, "2026-02-20")
    recorded(people, "2026-03-12")
    page = _sent(chan, "en", 200)
    assert "already, on 12 March 2026." in page
    assert "20 February" not in page


def test_the_same_day_counts_once_and_chan_is_told(chan: StrictClient, people: People) -> None:
    recorded(people, "2026-03-10", "attended")
    page = _sent(chan, "en", 200)
    assert "already, on the same day." in page
    assert "it would count twice" not in page
    assert "Correct the entry of 10 March 2026" in page


@pytest.mark.parametrize("on", ["2026-02-06", "2026-04-11", "2025-03-10"])
def test_another_time_is_another_training(chan: StrictClient, people: People, on: str) -> None:
    recorded(people, "2026-03-10")
    assert "recorded for this person already" not in _sent(chan, "en", 200, on=on)


def test_what_was_taken_back_or_led_or_is_of_another_module_is_no_training(
    chan: StrictClient, people: People
) -> None:
    recorded(people, "2026-03-11", award="cea")
    with day(TODAY):
        achievements.record_achievement(
            people.sokha,
            "pgi",
            "trainer-credit",
            on=date(2026, 3, 12),
            evidence={"session": 1},
            actor=people.chan,
        )
        recorded(people, "2026-03-13")
        mistake = max(
            achievements.entries_of(people.sokha.id), key=lambda entry: (entry.kind == "achieved", entry.id)
        )
        achievements.correct(mistake, reason="It was somebody else", actor=people.chan)
        session.commit()
    assert "already" not in _sent(chan, "en", 200)


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_chan_is_told_in_every_language(chan: StrictClient, people: People, language: str) -> None:
    recorded(people, "2026-03-11", "attended")
    assert "#entry-" in _sent(chan, language, 200)
    recorded(people, "2026-03-10", "attended")
    assert "#entry-" in _sent(chan, language, 200)
