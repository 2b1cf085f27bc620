"""The pages of HR: the list with its filters. One person's page has tests of its own, `test_acts`."""

from __future__ import annotations

import re

import pytest

from lms import clock
from lms.records import service
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

LIST = "/en/records/"
SOKHA = "/en/records/KH-1001/"
EXTEND = "/en/records/extend/"


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in, on a day on which Sokha is certified, Ratana expires soon and Bopha has expired."""
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2027-01-24")
    certified_until(people.bopha, "2026-01-24")
    client.sign_in("KH-1200")
    return client


def _text(client: StrictClient, address: str, status: int = 200) -> str:
    with day("2026-11-24"):
        answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_chan_sees_who_is_valid_by_word_and_date(chan: StrictClient) -> None:
    page = _text(chan, LIST)
    assert "សុខា" in page
    assert "Malee" not in page
    assert '<span class="status valid">Valid</span> <span class="meta">until 24 November 2028</span>' in page
    assert "Phnom Penh" in page


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_list_opens_in_every_language(chan: StrictClient, language: str) -> None:
    assert "សុខា" in _text(chan, f"/{language}/records/?status=valid")


def test_filters_stand_in_the_address_and_in_the_form(chan: StrictClient) -> None:
    page = _text(chan, f"{LIST}?q=so&branch=KH-12&status=valid&module=pss")
    assert "KH-1001" in page
    assert "KH-1002" not in page
    assert 'value="so"' in page
    for chosen in ("KH-12", "valid", "pss"):
        assert re.search(rf'<option value="{chosen}"[^>]* selected>', page)


def test_an_empty_search_says_so(chan: StrictClient) -> None:
    assert "Nobody is found here." in _text(chan, f"{LIST}?q=nobody")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("branch=TH-27", "branch"),
        ("status=sleeping", "status"),
        ("module=knots", "module"),
        (f"q={'x' * 101}", "q"),
    ],
)
def test_a_filter_that_means_nothing_is_named_on_its_field(
    chan: StrictClient, query: str, field: str
) -> None:
    page = _text(chan, f"{LIST}?{query}", 422)
    assert f'<p class="error" role="alert" id="{field}-error">' in page
    assert f'aria-describedby="{field}-error"' in page
    assert "<table" not in page


def test_a_place_that_is_lost_starts_again_from_the_top(chan: StrictClient) -> None:
    page = _text(chan, f"{LIST}?after=TH-1001", 422)
    assert "starts again from the top" in page
    assert "KH-1001" in page
    assert "First page" not in page


def test_pages_lead_on_and_back(chan: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.records.roll.PAGE", 2)
    assert "after=KH-1300" in _text(chan, f"{LIST}?branch=khm")
    second = _text(chan, f"{LIST}?branch=khm&after=KH-1300")
    assert "First page" in second
    assert "after=KH-1002" in second


def test_dao_gets_nobody_of_another_society(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    client.sign_in("TH-1200")
    page = _text(client, LIST)
    assert "KH-" not in page
    assert "TH-1001" in page
    assert "Nobody is found here." in _text(client, f"{LIST}?q=Sokha")
    _text(client, SOKHA, 404)
    with day("2026-11-24"):
        answer = client.send(SOKHA, {"act": "revoke", "award": AWARD, "reason": "Because"}, form=EXTEND)
    assert answer.status_code == 404
    assert service.status_of(people.sokha.id, AWARD, clock.today()).status != "revoked"


def test_sokha_may_not_look_at_the_list(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    assert client.get(LIST).status_code == 403
