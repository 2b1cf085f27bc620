"""Extending many by the pages: choose, see whom it meets, confirm, watch, read the result."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask

from lms import jobs
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.db import session
from lms.jobs import Job
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

EXTEND = "/en/records/extend/"
TODAY = "2026-12-01"
FLOOD = {"module": AWARD, "branch": "KH-12", "until": "2027-06-30", "reason": "Flood in the branch"}
_HIDDEN = re.compile(r'name="(decision|seen)" value="([^"]+)"')


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in; Sokha and Ratana end in the spring, Bopha and Malee elsewhere or later."""
    certified_until(people.ratana, "2027-01-24")
    certified_until(people.sokha, "2027-03-10")
    certified_until(people.bopha, "2028-11-24")
    certified_until(people.malee, "2027-01-24")
    client.sign_in("KH-1200")
    return client


def _send(client: StrictClient, answers: int, /, **typed: str) -> str:
    with day(TODAY):
        answer = client.send(EXTEND, typed)
    assert answer.status_code == answers, answer.get_data(as_text=True)
    return answer.location if answers == 303 else answer.get_data(as_text=True)


def test_chan_extends_a_branch_after_a_flood(app: Flask, chan: StrictClient, people: People) -> None:
    shown = _send(chan, 200, **FLOOD)
    assert "2 people will be extended." in shown
    assert "1 more stays as it is" in shown
    assert "24 January 2027" in shown
    assert "30 June 2027" in shown
    assert "Reason: Flood in the branch" in shown
    assert "KH-1100" not in shown
    back = EXTEND + "?module=pss&amp;branch=KH-12&amp;until=2027-06-30"
    assert shown.count(f'href="{back}"') == 2  # without the reason: addresses are kept in logs
    place = _send(chan, 303, **FLOOD, **dict(_HIDDEN.findall(shown)))
    with day(TODAY):
        waiting = chan.get(place)
        assert "0 of 2 people." in waiting.text
        assert "Look again" in waiting.text
        assert waiting.headers["Refresh"] == "3"
        session.rollback()
        jobs.run_due(app)
        renewed = chan.get(place)
        assert "Refresh" not in renewed.headers
        done = renewed.text
        assert "Done: 2 people are extended." in done
        assert "Papers keep the date that was printed on them" in done
        assert 'href="/en/records/certificates/?module=pss"' in done
        assert "Look again" not in done
        assert achievements.status_of(people.ratana.id, AWARD, date(2026, 12, 1)).expires_on == date(
            2027, 6, 30
        )
    assert "Decided for many people at once." in chan.get("/en/records/KH-1002/").get_data(as_text=True)


def test_a_year_that_is_far_away_gets_a_word_of_caution(chan: StrictClient) -> None:
    caution = "The new last valid day is as late as 24 January 2033, more than 36 months from now."
    assert caution in _send(chan, 200, **{**FLOOD, "until": "2033-01-24"})
    assert "more than 36 months" not in _send(chan, 200, **{**FLOOD, "until": "2030-01-24"})


def test_the_button_pressed_twice_is_one_decision(chan: StrictClient) -> None:
    hidden = dict(_HIDDEN.findall(_send(chan, 200, **FLOOD)))
    assert _send(chan, 303, **FLOOD, **hidden) == _send(chan, 303, **FLOOD, **hidden)
    assert session.query(Job).filter_by(kind="records.extend-many").count() == 1


def test_the_button_pressed_again_when_it_is_done_leads_to_the_result(app: Flask, chan: StrictClient) -> None:
    hidden = dict(_HIDDEN.findall(_send(chan, 200, **FLOOD)))
    place = _send(chan, 303, **FLOOD, **hidden)
    with day(TODAY):
        jobs.run_due(app)
    assert _send(chan, 303, **FLOOD, **hidden) == place
    assert session.query(Job).filter_by(kind="records.extend-many").count() == 1


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "Please write the reason."),
        ("x" * 10_000, "This is longer than 500 characters."),
        ("ទ" * 10_000, "This is longer than 500 characters."),
        ("as KH-1001 asked", "without the person"),
    ],
)
def test_a_reason_that_cannot_stand_is_named_and_everything_is_kept(
    chan: StrictClient, reason: str, says: str
) -> None:
    typed = {**FLOOD, "status": "expiring", "ends_from": "2027-01-01", "ends_until": "2027-05-31"}
    page = _send(chan, 422, **{**typed, "reason": reason})
    told = re.search('role="alert" id="reason-many-error">([^<]+)<', page)
    assert told
    assert says in told[1]
    assert f">\n{reason}</textarea>" in page
    for chosen in ("module", "branch", "status"):
        assert re.search(f'<option value="{typed[chosen]}"[^>]* selected>', page)
    for name in ("until", "ends_from", "ends_until"):
        assert re.search(f'id="{name}-many" name="{name}" type="date" value="{typed[name]}"', page)


def test_a_module_that_was_not_chosen_is_asked_for(chan: StrictClient) -> None:
    page = _send(chan, 422, **{**FLOOD, "module": ""})
    told = re.search('role="alert" id="module-many-error">([^<]+)<', page)
    assert told
    assert told[1] == "Please choose one from the list."


def test_a_word_of_the_reason_that_is_somebodys_name_leaves_nobody_out(
    app: Flask, chan: StrictClient, people: People
) -> None:
    """The reason of a decision on many is about nobody: សុខា is a word, too."""
    typed = {**FLOOD, "reason": "ទឹកជំនន់ សុខា"}
    shown = _send(chan, 200, **typed)
    place = _send(chan, 303, **typed, **dict(_HIDDEN.findall(shown)))
    with day(TODAY):
        jobs.run_due(app)
        assert "Done: 2 people are extended." in chan.get(place).get_data(as_text=True)


def test_chan_looks_again_when_others_are_met_than_were_shown(chan: StrictClient, people: People) -> None:
    hidden = dict(_HIDDEN.findall(_send(chan, 200, **FLOOD)))
    with day(TODAY):
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
        session.commit()
    again = _send(chan, 422, **FLOOD, **hidden)
    assert "Something changed meanwhile." in again
    assert "1 person will be extended." in again


def test_chan_sees_how_many_are_affected_in_each_branch(chan: StrictClient, people: People) -> None:
    people.ratana.unit = people_service.ensure_unit("branch", "KH-1", people_queries.unit_by_code("khm"))
    session.flush()
    achievements.reproject(people.ratana)
    session.commit()
    shown = _send(chan, 200, **{**FLOOD, "branch": "", "until": "2029-06-30"})
    assert re.search("Phnom Penh</span>: 2<", shown)
    assert re.search("Banteay Meanchey</span>: 1<", shown)


def test_only_people_of_the_scope_are_met(chan: StrictClient) -> None:
    everywhere = {**FLOOD, "branch": ""}
    assert "TH-1001" not in _send(chan, 200, **everywhere)
    assert "branch-many-error" in _send(chan, 422, **{**FLOOD, "branch": "TH-27"})


def test_months_status_and_ends_narrow_the_choice(chan: StrictClient) -> None:
    typed = {**FLOOD, "until": "", "months": "6", "status": "expiring"}
    shown = _send(chan, 200, **typed)
    assert "1 person will be extended." in shown
    assert "24 July 2027" in shown
    ends = {"ends_from": "2027-03-01", "ends_until": "2027-03-31", "status": ""}
    assert "KH-1001" in _send(chan, 200, **{**typed, **ends})


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("module", {"module": ""}),
        ("status", {"status": "revoked"}),
        ("ends_from", {"ends_from": "soon"}),
        ("ends_until", {"ends_from": "2027-03-01", "ends_until": "2027-02-01"}),
        ("until", {"until": ""}),
        ("until", {"until": "2026-11-30"}),
        ("months", {"months": "6"}),
        ("months", {"until": "", "months": "six"}),
        ("months", {"until": "", "months": "0"}),
        ("reason", {"reason": " "}),
        ("", {"branch": "KH-1"}),
        ("", {"until": "2026-12-01"}),
    ],
)
def test_a_mistake_is_named_on_its_field_and_nothing_is_lost(
    chan: StrictClient, people: People, field: str, typed: dict[str, str]
) -> None:
    people_service.ensure_unit("branch", "KH-1", people_queries.unit_by_code("khm"))
    page = _send(chan, 422, **{**FLOOD, **typed})
    assert f'role="alert" id="{field}-many-error"' in page
    if field != "reason":
        assert "Flood in the branch</textarea>" in page


def test_a_list_may_lead_here_with_its_filter(chan: StrictClient) -> None:
    page = chan.get(f"{EXTEND}?module=pss&branch=KH-12&status=expiring").get_data(as_text=True)
    for chosen in ("pss", "KH-12", "expiring"):
        assert re.search(rf'<option value="{chosen}"[^>]* selected>', page)


def test_the_list_leads_here_with_what_it_shows(chan: StrictClient) -> None:
    page = chan.get("/en/records/?module=pss&branch=KH-12&q=Sokha").get_data(as_text=True)
    assert f'href="{EXTEND}?module=pss&amp;branch=KH-12"' in page
    assert f'href="{EXTEND}"' in chan.get("/en/records/").get_data(as_text=True)


def test_a_failed_decision_says_how_far_it_came(app: Flask, chan: StrictClient) -> None:
    shown = _send(chan, 200, **FLOOD)
    place = _send(chan, 303, **FLOOD, **dict(_HIDDEN.findall(shown)))
    [job] = session.query(Job).filter_by(kind="records.extend-many")
    job.state = "failed"
    session.commit()
    assert "It stopped on the way after 0 of 2 people." in chan.get(place).get_data(as_text=True)


def test_sokha_extends_nobody(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    assert client.get(EXTEND).status_code == 403


def test_the_page_marks_what_has_expired_and_says_that_it_counts_again(
    chan: StrictClient, people: People
) -> None:
    typed = {"module": AWARD, "branch": "KH-12", "until": "2029-06-30", "reason": "Flood"}
    with day("2027-08-01"):
        left_out = chan.send(EXTEND, typed).get_data(as_text=True)
        assert "1 person will be extended." in left_out
        assert "2 more have expired and are left out." in left_out
        chosen = chan.send(EXTEND, {**typed, "status": "expired"}).get_data(as_text=True)
        assert "Of these, 2 certificates are over: they count again from today on." in chosen
        assert "Expired on 24 January 2027" in chosen
        nobody = chan.send(EXTEND, {**typed, "ends_until": "2027-06-01"})
        assert nobody.status_code == 422
        assert "The certificates of all these people have expired." in nobody.get_data(as_text=True)
