"""The pages of HR: the list with its filters. One person's page has tests of its own, `test_acts`."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from lms import clock
from lms.db import session
from lms.records.services import achievements
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


def test_a_cell_of_the_list_has_a_sign_for_the_eye_and_a_sentence_for_the_ear(chan: StrictClient) -> None:
    page = _text(chan, LIST)
    chips = dict(
        re.findall(
            r'<span class="chip s-\S+" role="img" title="[^"]*" aria-label="([^"]*)">(.*?)</span>', page
        )
    )
    assert chips == {
        "Valid: until 24 November 2028": "✓ 11.28",
        "Expires within 90 days: until 24 January 2027": "◔ 61 days",
        "Expired on 24 January 2026": "○ 01.26",
        "Not certified": "–",
    }
    legend = page.partition('<ul class="legend signs">')[2].partition("</ul>")[0]
    assert re.findall(r'aria-hidden="true">(.)</span><span>([^<]+)</span></li>', legend) == [
        ("✓", "Valid"),
        ("◔", "Expires within 90 days"),
        ("◑", "Can renew"),
        ("○", "Expired"),
        ("✕", "Revoked"),
        ("–", "Not certified"),
    ]


@pytest.mark.parametrize(("query", "is_open"), [("", False), ("?q=so", False), ("?q=so&branch=KH-12", True)])
def test_on_a_phone_filters_are_folded_unless_something_is_filtered_by_them(
    chan: StrictClient, query: str, is_open: bool
) -> None:
    box = re.search(
        r'<label class="fold-box"><input type="checkbox"( checked)?>', _text(chan, f"{LIST}{query}")
    )
    assert box
    assert bool(box[1]) is is_open


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


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("branch=KH-12", {"KH-1001", "KH-1002", "KH-1100"}),
        ("role=trainer", {"KH-1100"}),
        ("role=volunteer&branch=khm", {"KH-1001", "KH-1002"}),
        ("sex=female", {"KH-1001"}),
        ("sex=unknown&branch=KH-12", {"KH-1100"}),
        ("ages=up-to-24", {"KH-1001"}),
        ("ages=35-49", {"KH-1002"}),
        ("status=valid", {"KH-1001"}),
        ("status=expiring", {"KH-1002"}),
        ("status=expired", {"KH-1100"}),
        ("status=never&module=pss", {"KH-1200", "KH-1300"}),
        ("module=pss&status=valid&sex=female&q=so&branch=KH-12&ages=up-to-24&role=volunteer", {"KH-1001"}),
        ("as_of=2026-01-24&status=expiring", {"KH-1100"}),  # then her award had a last day left
        ("as_of=2027-01-25&status=in-grace", {"KH-1002"}),  # a day that lies ahead
        ("known_on=2024-06-01&status=valid&as_of=2024-06-01", {"KH-1100"}),
    ],
)
def test_each_filter_narrows_the_list(
    chan: StrictClient, people: People, query: str, found: set[str]
) -> None:
    people.sokha.sex, people.sokha.birth_year = "female", 2004
    people.ratana.sex, people.ratana.birth_year = "male", 1990
    session.commit()
    page = _text(chan, f"{LIST}?{query}")
    assert set(re.findall(r'/en/records/([A-Z]{2}-\d{4})/"', page)) == found
    for field, value in (one.split("=") for one in query.split("&")):
        assert re.search(rf'<option value="{value}"[^>]* selected>|name="{field}"[^>]* value="{value}"', page)


def test_what_is_asked_for_less_often_is_folded_and_open_when_it_is_used(chan: StrictClient) -> None:
    assert "<details><summary>More filters" in _text(chan, f"{LIST}?status=valid")
    assert "<details open><summary>More filters" in _text(chan, f"{LIST}?sex=female")
    assert "<details open><summary>More filters" in _text(chan, f"{LIST}?as_of=soon", 422)


def test_the_day_that_is_asked_for_is_said(chan: StrictClient) -> None:
    page = _text(chan, f"{LIST}?as_of=2026-01-24&known_on=2026-06-30")
    assert "This is where people stood at the end of 24 January 2026." in page
    assert "Only what was recorded until 30 June 2026 counts here." in page


def test_one_click_leads_from_a_name_to_what_happened(chan: StrictClient) -> None:
    page = _text(chan, f"{LIST}?q=KH-1001")
    (link,) = re.findall(r'<th scope="row"><a href="([^"]+)" lang="km">សុខា</a>', page)
    history = _text(chan, link)
    assert '<ol class="timeline">' in history
    assert '<time class="meta" datetime="2026-11-24">24 November 2026</time>' in history


def test_every_status_is_a_count_that_leads_to_its_people(chan: StrictClient, people: People) -> None:
    certified_until(people.noy, "2026-11-20")
    certified_until(people.chan, "2028-01-01")
    with day("2026-11-24"):
        achievements.revoke(people.chan, AWARD, reason="Because", actor=people.noy)
    session.commit()
    page = _text(chan, f"{LIST}?module=pss")
    counts = re.findall(r'<a href="([^"]+)"><b>(\d+)</b> <span class="status ([a-z-]+)">', page)
    assert {status: int(number) for _, number, status in counts} == {
        "valid": 1,
        "expiring": 1,
        "in-grace": 1,
        "expired": 1,
        "revoked": 1,
    }
    for link, number, _ in counts:
        assert _text(chan, html.unescape(link)).count('<th scope="row">') == int(number)


def test_whose_account_is_closed_is_marked_and_can_be_left_out(chan: StrictClient, people: People) -> None:
    people.ratana.active = False
    session.commit()
    page = _text(chan, LIST)
    assert page.count("Account not active") == 1
    assert "also of those whose account is not active" in page
    assert "KH-1002" not in _text(chan, f"{LIST}?account=active")
    closed = _text(chan, f"{LIST}?account=inactive")
    assert re.findall(r'/en/records/([A-Z]{2}-\d{4})/"', closed) == ["KH-1002"]
    assert "of people whose account is not active now" in closed


def test_who_was_erased_is_counted_in_no_list_and_the_page_says_so(
    chan: StrictClient, people: People
) -> None:
    sentence = "Whoever was erased is counted here, and stands in no list."
    for account, said in (("", True), ("inactive", True), ("active", False)):
        assert (sentence in _text(chan, f"{LIST}?account={account}")) is said, account


def test_a_training_recorded_too_late_counts_as_expired_and_the_page_says_so(
    chan: StrictClient, people: People
) -> None:
    sentence = "“Expired” also counts training that was recorded too late for a certificate."
    assert sentence in _text(chan, LIST)
    assert sentence not in _text(chan, f"{LIST}?q={people.ratana.number}")


@pytest.mark.parametrize(("account", "number"), [("", 1), ("active", 0), ("inactive", 1)])
def test_the_counts_say_whose_they_are_and_agree_with_the_list(
    chan: StrictClient, people: People, account: str, number: int
) -> None:
    people.ratana.active = False
    session.commit()
    page = _text(chan, f"{LIST}?module=pss&account={account}")
    counts = re.findall(r'<a href="([^"]+)"><b>(\d+)</b> <span class="status expiring">', page)
    ((link, found),) = counts
    assert int(found) == number
    assert _text(chan, html.unescape(link)).count('<th scope="row">') == number


def test_the_account_in_the_past_is_that_of_now(chan: StrictClient, people: People) -> None:
    people.ratana.active = False
    session.commit()
    page = _text(chan, f"{LIST}?as_of=2026-01-24&account=active")
    assert "KH-1002" not in page
    assert "KH-1001" in page


def test_the_file_has_a_column_for_the_account(chan: StrictClient, people: People) -> None:
    people.ratana.active = False
    session.commit()
    with day("2026-11-24"):
        answer = chan.send("/en/reports/records.csv", {"module": "pss", "q": "100"}, form=LIST)
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert lines[0][-1] == "Account"
    said = {line[0]: line[-1] for line in lines[1:]}
    assert said == {"KH-1001": "Active", "KH-1002": "Not active", "KH-1100": "Active"}


def test_the_record_of_somebody_whose_account_is_closed_says_so(chan: StrictClient, people: People) -> None:
    assert "This account is not active" not in _text(chan, f"{LIST}KH-1002/")
    people.ratana.active = False
    session.commit()
    assert "This account is not active" in _text(chan, f"{LIST}KH-1002/")


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
    monkeypatch.setattr("lms.records.queries.certification_list.PAGE", 2)
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
    assert achievements.status_of(people.sokha.id, AWARD, clock.today()).status != "revoked"


def test_sokha_may_not_look_at_the_list(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Expired on 17 January 2026"),
        ("km", "ផុតសុពលភាពនៅថ្ងៃទី 17"),
        ("lo", "ໝົດອາຍຸວັນທີ 17"),
        ("th", "หมดอายุเมื่อวันที่ 17"),
    ],
)
def test_what_has_expired_did_so_on_a_day_and_not_until_it(
    client: StrictClient, people: People, language: str, words: str
) -> None:
    certified_until(people.sokha, "2026-01-17")
    client.sign_in("KH-1200")
    with day("2026-11-24"):
        page = client.get(f"/{language}/records/KH-1001/").get_data(as_text=True)
    assert words in page
