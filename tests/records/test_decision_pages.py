"""One person's page: the timeline in words, and what Chan decides there, seen before it is done."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lms import clock
from lms.db import session
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

SOKHA = "/en/records/KH-1001/"
TODAY = "2026-12-01"
_CONFIRMED = re.compile(r'name="confirmed" value="([^"]+)"')


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in; Sokha is certified until November 2028."""
    certified_until(people.sokha, "2028-11-24")
    client.sign_in("KH-1200")
    return client


def _page(client: StrictClient, address: str = SOKHA, on: str = TODAY) -> str:
    with day(on):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _ask(client: StrictClient, status: int, /, *, when: str = TODAY, **typed: str) -> str:
    """Send a form for the first time; the page that shows what will change, or what is wrong."""
    with day(when):
        answer = client.send(SOKHA, typed)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def _do(client: StrictClient, /, *, when: str = TODAY, **typed: str) -> str:
    """Send a form and confirm it; the page that asked to."""
    shown = _ask(client, 200, when=when, **typed)
    _confirm(client, shown, when=when, **typed)
    return shown


def _confirm(client: StrictClient, shown: str, /, *, when: str = TODAY, **typed: str) -> None:
    """Press the button of the page that asked to confirm; the page that follows says that it is done."""
    confirmed = _CONFIRMED.search(shown)
    assert confirmed
    with day(when):
        answer = client.send(SOKHA, {**typed, "confirmed": confirmed[1]})
        assert (answer.status_code, answer.location) == (303, f"{SOKHA}?done={typed['act']}")
        assert "Done: the" in client.get(answer.location).get_data(as_text=True)


def _entry(people: People, kind: str) -> str:
    found = [entry.id for entry in achievements.entries_of(people.sokha.id) if entry.kind == kind]
    session.rollback()
    return str(max(found))


def test_one_person_has_a_timeline(chan: StrictClient) -> None:
    page = _page(chan)
    assert "Certified until 24 November 2028" in page
    assert "Post-test passed" in page
    assert "Test taken here." in page
    assert "Follows from the award rules." in page
    assert "Recorded on 24 November 2026 by សុខា" in page
    assert "Recorded on 24 November 2026 by the system" in page
    assert "90%" not in page  # nobody else reads how much somebody got right
    assert "This person holds no certificate yet." in _page(chan, "/en/records/KH-1300/")


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_page_opens_in_every_language(chan: StrictClient, language: str) -> None:
    assert "សុខា" in _page(chan, f"/{language}/records/KH-1001/")


def test_nobody_has_an_unknown_number(chan: StrictClient) -> None:
    assert chan.get("/en/records/KH-9999/").status_code == 404


def test_chan_revokes_with_a_reason_and_reinstates(chan: StrictClient, people: People) -> None:
    empty = _ask(chan, 422, act="revoke", award=AWARD, reason="  ")
    assert 'role="alert" id="reason-revoke-pss-error"' in empty
    shown = _do(chan, act="revoke", award=AWARD, reason="Sat it for a friend")
    assert '<span class="status valid">Valid</span>' in shown
    assert '<span class="status revoked">Revoked</span>' in shown
    page = _page(chan)
    assert "Reason: Sat it for a friend" in page
    again = _ask(chan, 422, act="revoke", award=AWARD, reason="Once more")
    assert "This certificate is revoked already." in again
    assert "You had written: Once more" in again
    _do(chan, when="2026-12-02", act="reinstate", award=AWARD, reason="It was somebody else")
    assert "Reinstated" in _page(chan)
    with day("2026-12-03") as today:
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "valid"


def test_nothing_happens_before_it_is_confirmed(chan: StrictClient, people: People) -> None:
    _ask(chan, 200, act="revoke", award=AWARD, reason="Sat it for a friend")
    assert achievements.status_of(people.sokha.id, AWARD, clock.today()).status != "revoked"


def test_chan_is_told_when_something_changed_meanwhile(chan: StrictClient, people: People) -> None:
    typed = {"act": "extend", "award": AWARD, "until": "2029-05-24", "reason": "Flood"}
    confirmed = _CONFIRMED.search(_ask(chan, 200, **typed))
    assert confirmed
    with day(TODAY):
        achievements.extend(people.sokha, AWARD, date(2029, 1, 1), reason="Outbreak", actor=people.chan)
        session.commit()
    again = _ask(chan, 422, **typed, confirmed=confirmed[1])
    assert "Something changed meanwhile." in again
    assert "until 1 January 2029" in again
    _do(chan, **typed)


def test_chan_extends_and_sees_the_old_and_the_new_end(chan: StrictClient, people: People) -> None:
    shown = _do(chan, act="extend", award=AWARD, until="2029-05-24", reason="Flood")
    assert "until 24 November 2028" in shown
    assert "until 24 May 2029" in shown
    assert "Extended until 24 May 2029" in _page(chan)
    assert "A paper keeps the date that was printed on it" in _page(chan, f"{SOKHA}?done=extend")
    with day(TODAY) as today:
        assert achievements.status_of(people.sokha.id, AWARD, today).expires_on == date(2029, 5, 24)


def test_a_day_may_be_typed_with_a_buddhist_year_and_the_digits_of_a_language(chan: StrictClient) -> None:
    shown = _ask(chan, 200, act="extend", award=AWARD, until="๒๕๗๒-๐๕-๒๔", reason="Flood")
    assert "until 24 May 2029" in shown


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("", "Please fill in the day."),
        ("24.5.2029", "This is not a day."),
        ("2028-11-24", "It is valid until that day already."),
        ("2026-11-30", "This day is over."),
        ("2069-05-24", "more than 10 years away"),
    ],
)
def test_a_day_that_makes_no_sense_is_named_on_its_field(chan: StrictClient, until: str, says: str) -> None:
    page = _ask(chan, 422, act="extend", award=AWARD, until=until, reason="Flood")
    assert 'id="until-extend-pss-error"' in page
    assert says in page
    assert "Flood</textarea>" in page


def test_chan_records_a_past_training(chan: StrictClient) -> None:
    typed = {
        "act": "past",
        "award": "pgi",
        "on": "2026-03-10",
        "source": "List of 2025",
        "reason": "Found",
        "result": "passed",
        "mark": "๘๕",
    }
    shown = _do(chan, **typed)
    assert "Not certified" in shown
    assert "until 10 March 2027" in shown
    assert "It is recorded for 10 March 2026: Post-test passed." in shown
    assert "A new certificate is made." in shown
    page = _page(chan)
    for said in ("Written down in: List of 2025", "The list says: test passed with 85 %."):
        assert said in shown, "what the history will say is seen before"
        assert said in page
    assert "Recorded on 1 December 2026 by ចាន់" in page
    again = _ask(chan, 422, **typed)
    assert "is recorded already" in again
    assert 'value="List of 2025"' in again


@pytest.mark.parametrize(
    ("result", "says"),
    [
        ("passed", "The list says: test passed, without a mark."),
        ("attended", "The list says: attended. It says nothing of a test."),
        ("", "The list says nothing of a result."),
    ],
)
def test_chan_sees_before_how_the_training_ended_as_the_history_will_say_it(
    chan: StrictClient, result: str, says: str
) -> None:
    shown = _do(chan, act="past", award="pgi", on="2026-03-10", source="List", reason="Found", result=result)
    assert says in shown
    assert says in _page(chan)


def test_an_old_training_may_change_nothing_today(chan: StrictClient) -> None:
    shown = _ask(chan, 200, act="past", award=AWARD, on="2020-03-10", source="List", reason="Found")
    assert "stays the same" in shown
    assert "A new certificate is made." not in shown


def test_the_day_of_a_training_whose_certificate_was_extended_is_corrected_in_true_words(
    chan: StrictClient, people: People
) -> None:
    _do(chan, act="extend", award=AWARD, until="2029-05-24", reason="Flood")
    entry = _entry(people, "achieved")
    shown = _ask(chan, 200, act="correct", entry=entry, on="2026-11-20", reason="Mistyped")
    assert "Certificates that rest on it are withdrawn" in shown
    assert "A new certificate is made." in shown
    assert "What the person holds today stays the same" not in shown
    assert "Until when the module counts does not change. The certificate changes." in shown


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("award", "knots", "There is no such module."),
        ("on", "2027-01-01", "This day has not come yet."),
        ("on", "0206-01-01", "more than 30 years ago"),
        ("source", "", "where this training is written down"),
        ("source", "x" * 201, "longer than 200"),
    ],
)
def test_a_past_training_with_a_mistake_is_shown_again(
    chan: StrictClient, field: str, value: str, says: str
) -> None:
    typed = {"award": "pgi", "on": "2026-03-10", "source": "List of 2025", "reason": "Found"}
    page = _ask(chan, 422, act="past", **{**typed, field: value})
    assert f'id="{field}-past-error"' in page
    assert says in page


def test_chan_corrects_an_entry_and_the_certificate_is_withdrawn(chan: StrictClient, people: People) -> None:
    entry = _entry(people, "achieved")
    shown = _do(chan, act="correct", entry=entry, reason="It was somebody else")
    assert "Certificates that rest on it are withdrawn" in shown
    assert "Not certified" in shown
    page = _page(chan)
    assert "<s>Post-test passed</s>" in page
    assert page.count("Does not count: corrected on 1 December 2026 by ចាន់.") == 2  # with what rested on it
    assert page.count("Reason: It was somebody else") == 2
    assert "This person holds no certificate yet." in page
    assert "This entry is corrected already." in _ask(chan, 422, act="correct", entry=entry, reason="Again")


def test_chan_moves_an_entry_to_the_right_day(chan: StrictClient, people: People) -> None:
    entry = _entry(people, "achieved")
    shown = _do(chan, act="correct", entry=entry, on="2026-11-20", reason="Mistyped")
    assert "Instead, it is recorded for 20 November 2026." in shown
    assert "until 20 November 2028" in shown
    assert "A new certificate is made." in shown
    assert "Instead of the entry of 24 November 2026." in _page(chan)


@pytest.mark.parametrize(
    "typed",
    [
        {"act": "erase", "award": AWARD},
        {"act": "revoke", "award": "knots"},
        {"act": "correct", "entry": "one"},
        {"act": "correct", "entry": "99999999999"},
        {"act": "correct", "entry": "999"},
        {},
    ],
)
def test_there_is_nothing_else_to_decide(chan: StrictClient, typed: dict[str, str]) -> None:
    with day(TODAY):
        assert chan.send(SOKHA, {**typed, "reason": "Because"}).status_code == 404


def test_an_entry_of_somebody_else_is_not_there(chan: StrictClient, people: People) -> None:
    certified_until(people.malee, "2028-11-24")
    malees = str(achievements.entries_of(people.malee.id)[-1].id)
    session.rollback()
    with day(TODAY):
        answer = chan.send(SOKHA, {"act": "correct", "entry": malees, "reason": "Because"})
    assert answer.status_code == 404


def test_dao_decides_nothing_about_people_of_another_society(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    client.sign_in("TH-1200")
    with day(TODAY):
        assert client.get(SOKHA).status_code == 404
        typed = {"act": "revoke", "award": AWARD, "reason": "Because"}
        assert client.send(SOKHA, typed, form="/en/records/extend/").status_code == 404
    assert achievements.status_of(people.sokha.id, AWARD, clock.today()).status != "revoked"


def test_of_a_pass_that_was_too_old_when_it_was_recorded_no_page_speaks_of_a_certificate(
    client: StrictClient, people: People
) -> None:
    with day("2028-12-01"):
        achievements.record_past_training(
            people.ratana,
            AWARD,
            on=date(2025, 1, 15),
            source="List",
            reason="Found",
            result="passed",
            actor=None,
        )
    session.commit()
    client.sign_in("KH-1200")
    page = _page(client, "/en/records/KH-1002/", on="2028-12-01")
    assert "No certificate was issued: when it was recorded it did not count any more." in page
    assert "Completed on 15 January 2025, counted until" in page
    assert "Issued on" not in page, "the day on a certificate is that of its drawing"
    assert "Expired on" not in page
    assert "Revoke" not in page
    # It may still be extended: then it counts again, and is certified for the first time.
    assert "It counts again from today on, and a certificate is issued." in page
    with day("2028-12-01"):
        asked = client.send(
            "/en/records/KH-1002/",
            {"act": "extend", "award": AWARD, "until": "2029-03-01", "reason": "Flood"},
        )
    assert "A new certificate is made." in asked.get_data(as_text=True)
