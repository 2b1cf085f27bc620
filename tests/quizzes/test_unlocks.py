"""Bopha lets Sokha try a test again before the wait is over: what that changes, who may, and who reads what."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.content.types.questions import Pool
from lms.db import session
from lms.errors import RuleBroken
from lms.quizzes import personal_data
from lms.quizzes.domain.attempt_limits import MayStart, MustWait
from lms.quizzes.models import Unlock
from lms.quizzes.services import attempts, overviews, unlocks
from tests.client import StrictClient
from tests.people import People

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PAGE = "/en/people/KH-1001/unlock/"
START = "/en/quizzes/pss/"
FORM = {"module": "pss", "reason": "We looked at lesson 2 together.", "words": ""}


def fail(person: Person, times: int = 3) -> None:
    for _ in range(times):
        attempts.submit(person, attempts.open_paper(person, "pss", "km"), {}, language="km")


def end_wait(people: People, words: str = "") -> None:
    unlocks.unlock(people.sokha, "pss", "We looked at lesson 2 together.", words, actor=people.bopha)


def _without_token(client: StrictClient) -> str:
    """What the page of Sokha says to whoever reads it."""
    said = client.get(PAGE).get_data(as_text=True).partition("<main")[2]
    return re.sub('name="csrf_token" value="[^"]*"', "", said)


def given() -> list[Unlock]:
    return list(session.scalars(select(Unlock)))


def test_three_failures_then_bopha_ends_the_wait_and_three_more_are_there(
    people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        fail(people.sokha)
        assert isinstance(overviews.overview(people.sokha, "pss").turn, MustWait)
    with clock.frozen(MORNING + timedelta(hours=1)):
        end_wait(people)
        assert overviews.overview(people.sokha, "pss").turn == MayStart(3)
    with clock.frozen(MORNING + timedelta(hours=2)):
        fail(people.sokha)
        assert overviews.overview(people.sokha, "pss").turn == MustWait(MORNING + timedelta(hours=26))


def test_whoever_did_not_have_to_wait_gets_no_attempt_more(people: People, small_test: Pool) -> None:
    with clock.frozen(MORNING):
        fail(people.sokha, 2)
        end_wait(people)
        assert overviews.overview(people.sokha, "pss").turn == MayStart(1)
    with clock.frozen(MORNING + timedelta(hours=1)):
        fail(people.sokha, 1)
        assert isinstance(overviews.overview(people.sokha, "pss").turn, MustWait)


def test_a_wait_is_ended_for_one_module_and_one_person_alone(people: People, small_test: Pool) -> None:
    with clock.frozen(MORNING):
        fail(people.sokha)
        fail(people.ratana)
        unlocks.unlock(people.sokha, "hiv", "Another module.", "", actor=people.bopha)
        unlocks.unlock(people.ratana, "pss", "Somebody else.", "", actor=people.bopha)
        assert isinstance(overviews.overview(people.sokha, "pss").turn, MustWait)
        assert isinstance(overviews.overview(people.ratana, "pss").turn, MayStart)


def test_a_double_tap_is_one_unlock_and_a_later_wait_can_be_ended_again(
    people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        fail(people.sokha)
        end_wait(people)
        end_wait(people)
        assert len(given()) == 1
    with clock.frozen(MORNING + timedelta(hours=1)):
        fail(people.sokha)
        end_wait(people)
        assert overviews.overview(people.sokha, "pss").turn == MayStart(3)
    assert len(given()) == 2


def test_what_the_page_lists_is_the_same_whether_a_test_came_between_or_not(
    people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        end_wait(people)
    with clock.frozen(MORNING + timedelta(hours=1)):
        end_wait(people)
    assert len(given()) == 2, "a list that grew only after a test would tell that one was failed"


def test_the_audit_keeps_who_did_it_and_not_why(people: People, small_test: Pool) -> None:
    end_wait(people)
    line = session.scalars(select(AuditLine).where(AuditLine.act == "quizzes.unlocked")).one()
    assert (line.actor_id, line.record, line.record_id) == (
        people.bopha.id,
        "person",
        str(people.sokha.id),
    )
    assert line.facts == {"module": "pss", "unlock": given()[0].id}


def test_nobody_ends_a_wait_of_their_own_nor_of_a_record_joined_with_theirs(people: People) -> None:
    with pytest.raises(RuleBroken) as broken:
        unlocks.unlock(people.bopha, "pss", "I need it.", "", actor=people.bopha)
    assert broken.value.code == "own-test"
    merges.merge(people.bopha, people.ratana, reason="One person.", actor=people.chan)
    with pytest.raises(RuleBroken) as joined:
        unlocks.unlock(people.ratana, "pss", "I need it.", "", actor=people.bopha)
    assert joined.value.code == "own-test"
    assert given() == []


@pytest.mark.parametrize(
    ("module", "reason", "words", "code", "field"),
    [
        ("cooking", "Explained.", "", "no-such-test", "module"),
        ("pss", "  ", "", "reason-missing", "reason"),
        ("pss", "x" * 501, "", "too-long", "reason"),
        ("pss", "Sokha KH-1001 asked.", "", "names-somebody", "reason"),
        ("pss", "Explained.", "x" * 301, "too-long", "words"),
    ],
)
def test_what_cannot_be_kept_is_said_on_its_field(
    people: People, module: str, reason: str, words: str, code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        unlocks.unlock(people.sokha, module, reason, words, actor=people.bopha)
    assert (broken.value.code, broken.value.field) == (code, field)


def test_sokha_reads_by_which_role_and_the_words_for_her_but_not_the_reason(
    client: StrictClient, people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        fail(people.sokha)
        end_wait(people, "Read lesson 2 first.")
        client.sign_in(people.sokha.number)
        page = client.get(START).get_data(as_text=True)
        assert "A trainer lets you try again now." in page
        assert "Read lesson 2 first." in page
        assert "We looked at lesson 2 together." not in page
        assert "You have 3 attempts left." in page
        assert "We looked at lesson 2 together." in client.get("/en/me/data/").get_data(as_text=True)


def test_after_her_next_attempt_the_page_says_no_more_of_it_once_the_wait_would_be_over(
    client: StrictClient, people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        fail(people.sokha)
        end_wait(people)
    with clock.frozen(MORNING + timedelta(hours=25)):
        client.sign_in(people.sokha.number)
        assert "lets you try again now" not in client.get(START).get_data(as_text=True)


def test_bopha_types_why_and_reads_nothing_of_sokhas_tests(
    client: StrictClient, people: People, small_test: Pool
) -> None:
    client.sign_in(people.bopha.number)
    before = _without_token(client)
    fail(people.sokha)
    assert _without_token(client) == before
    done = client.send(PAGE, FORM)
    assert (done.status_code, done.location) == (303, f"{PAGE}?done=pss")
    page = client.get(done.location).get_data(as_text=True)
    assert "If there was a wait for this test, it is over:" in page
    assert "We looked at lesson 2 together." in page
    assert given()[0].role == "trainer"


def test_what_was_typed_is_not_lost_and_the_field_says_what_is_wrong(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.bopha.number)
    refused = client.send(PAGE, {**FORM, "reason": "", "words": "Read lesson 2 first."})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert 'id="reason-error"' in page
    assert "Read lesson 2 first." in page
    assert given() == []


def test_chan_does_it_as_hr_and_dao_finds_nobody(client: StrictClient, people: People) -> None:
    client.sign_in(people.chan.number)
    assert client.send(PAGE, FORM).status_code == 303
    assert given()[0].role == "hr"
    client.post("/en/sign-out/", data={"csrf_token": client.token(PAGE)})
    client.sign_in(people.dao.number)
    assert client.get(PAGE).status_code == 404


def test_a_trainer_who_opens_their_own_page_reads_that_somebody_else_has_to_do_it(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.bopha.number)
    page = client.get("/en/people/KH-1100/unlock/").get_data(as_text=True)
    assert "This is your own test." in page
    assert 'name="reason"' not in page


def test_a_volunteer_who_was_given_no_role_cannot_do_it(client: StrictClient, people: People) -> None:
    people_service.give_role(people.noy, "viewer", people.noy.unit, actor=None)
    client.sign_in(people.noy.number)
    assert client.get(PAGE).status_code == 403


def test_what_was_written_about_a_joined_record_is_not_read_by_the_person_that_stays(
    client: StrictClient, people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        fail(people.ratana)
        unlocks.unlock(people.ratana, "pss", "Explained in a call.", "Read it first.", actor=people.bopha)
        merges.merge(people.sokha, people.ratana, reason="One person.", actor=people.chan)
        client.sign_in(people.sokha.number)
        page = client.get(START).get_data(as_text=True)
        assert "A trainer lets you try again now." in page
        mine = client.get("/en/me/data/").get_data(as_text=True)
    for text in ("Explained in a call.", "Read it first."):
        assert text not in page
        assert text not in mine


def test_after_a_year_it_is_forgotten(people: People) -> None:
    with clock.frozen(MORNING):
        end_wait(people)
    assert personal_data.drop_old_unlocks(MORNING) == 0
    assert personal_data.drop_old_unlocks(MORNING + timedelta(seconds=1)) == 1
    assert given() == []
