"""The pages of HR: the list with its filters, one person's ledger, revoking with a reason."""

from __future__ import annotations

import re

import pytest

from lms import clock
from lms.db import session
from lms.records import service
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

LIST = "/en/records/"
SOKHA = "/en/records/KH-1001/"


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
        answer = client.send(SOKHA, {"act": "revoke", "award": AWARD, "reason": "Because"}, form=LIST)
    assert answer.status_code == 404
    assert service.status_of(people.sokha.id, AWARD, clock.today()).status != "revoked"


def test_sokha_may_not_look_at_the_list(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    assert client.get(LIST).status_code == 403


def test_one_person_has_a_timeline(chan: StrictClient) -> None:
    page = _text(chan, SOKHA)
    assert "Certified until 24 November 2028" in page
    assert "Post-test passed" in page
    assert "Recorded by សុខា" in page
    assert "This person holds no certificate yet." in _text(chan, "/en/records/KH-1300/")
    _text(chan, "/en/records/KH-9999/", 404)


def test_chan_revokes_with_a_reason_and_reinstates(chan: StrictClient, people: People) -> None:
    with day("2026-12-01"):
        empty = chan.send(SOKHA, {"act": "revoke", "award": AWARD, "reason": "  "})
        assert empty.status_code == 422
        assert 'role="alert" id="error-1"' in empty.get_data(as_text=True)
        done = chan.send(SOKHA, {"act": "revoke", "award": AWARD, "reason": "Sat it for a friend"})
        assert (done.status_code, done.location) == (303, SOKHA)
    page = _text(chan, SOKHA)
    assert "Sat it for a friend" in page
    assert "Revoked" in page
    assert _text(chan, f"{LIST}?status=revoked").count("KH-1001") >= 1
    with day("2026-12-02"):
        again = chan.send(SOKHA, {"act": "revoke", "award": AWARD, "reason": "Once more"})
        assert again.status_code == 422
        assert "Once more" in again.get_data(as_text=True)
        chan.send(SOKHA, {"act": "reinstate", "award": AWARD, "reason": "It was another Sokha"})
    session.expire_all()
    with day("2026-12-03") as today:
        assert service.status_of(people.sokha.id, AWARD, today).status == "valid"
    assert "Reinstated" in _text(chan, SOKHA)


@pytest.mark.parametrize("typed", [{"act": "erase", "award": AWARD}, {"act": "revoke", "award": "knots"}, {}])
def test_there_is_nothing_else_to_decide(chan: StrictClient, typed: dict[str, str]) -> None:
    assert chan.send(SOKHA, {**typed, "reason": "Because"}).status_code == 404
