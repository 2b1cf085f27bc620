"""Nobody reads how somebody else answered by joining two records: HR can join, take a card, sign in and part again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lms import clock
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.questions import Pool
from lms.courses import services as courses
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import attempts, overviews, saved_answers
from tests.client import StrictClient
from tests.people import People

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TAPPED = {1: {"q1": ["a"]}}


def fail(person: Person) -> None:
    """Hand in a test without one right answer."""
    attempts.submit(person, attempts.open_paper(person, "pss", "km"), {}, language="km")


@pytest.fixture
def joined(people: People, small_test: Pool) -> str:
    """Ratana has failed a test and begun another one; Chan joins her with Sokha, whose card he has. The open one."""
    with clock.frozen(MORNING - timedelta(hours=1)):
        fail(people.ratana)
    with clock.frozen(MORNING):
        opened = attempts.open_paper(people.ratana, "pss", "km")
        saved_answers.save(opened, TAPPED)
        about = registry.current().module("hiv")
        courses.mark_read(people.ratana, about, about.lessons[0])
        merges.merge(people.sokha, people.ratana, reason="the same", actor=people.chan)
        session.commit()
    return opened


def held(client: StrictClient) -> dict[str, list[dict[str, Any]]]:
    with clock.frozen(MORNING):
        client.sign_in("KH-1001")
        answer = client.get("/en/me/data/my-data.json")
    everything: dict[str, list[dict[str, Any]]] = json.loads(answer.get_data())["held"]
    return everything


def test_the_file_of_ones_data_has_of_a_joined_record_the_day_and_the_mark_alone(
    client: StrictClient, people: People, joined: str
) -> None:
    everything = held(client)
    handed_in, opened = everything["test"]
    assert handed_in["score"] is not None
    assert handed_in["submitted_at"].startswith("2026-11-23")
    for told in (handed_in, opened):
        assert not {"drawn", "answers", "result", "saved", "uuid"} & set(told)
    assert {"practice", "reading"}.isdisjoint(everything)


def test_the_page_of_ones_data_says_what_of_a_joined_record_is_not_shown(
    client: StrictClient, people: People, joined: str
) -> None:
    with clock.frozen(MORNING):
        client.sign_in("KH-1001")
        for path in ("/en/me/data/", "/en/me/data/my-data.html"):
            page = client.get(path).text
            assert "Of its tests you see the day and the mark." in page
            assert "Question 1 of" not in page
        client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/data/")})
        client.sign_in("TH-1001")
        assert "Of its tests you see" not in client.get("/en/me/data/").text


def test_the_open_test_of_a_joined_record_is_not_gone_on_with_and_her_own_begins(
    people: People, joined: str
) -> None:
    with clock.frozen(MORNING):
        assert overviews.overview(people.sokha, "pss").open_paper is None
        for verb in (attempts.paper, lambda person, uuid: attempts.submit(person, uuid, {}, language="km")):
            with pytest.raises(NotFound):
                verb(people.sokha, joined)
        own = attempts.open_paper(people.sokha, "pss", "km")
        assert own != joined
        assert attempts.open_paper(people.sokha, "pss", "km") == own
        assert overviews.last_sent(people.sokha, "pss") is None, "what was sent was Ratana's"


def test_the_tries_of_both_records_count_together_so_that_nobody_gets_more_by_a_second_one(
    people: People, joined: str
) -> None:
    with clock.frozen(MORNING):
        allowed = overviews.overview(people.sokha, "pss").module.award.post_test.attempts
        for _ in range(allowed - 1):
            fail(people.sokha)
        with pytest.raises(RuleBroken, match="attempts-exhausted"):
            attempts.open_paper(people.sokha, "pss", "km")


def test_after_parting_ratana_finds_all_of_hers_as_it_was(people: People, joined: str) -> None:
    with clock.frozen(MORNING):
        merges.undo_merge(merges.merged_into(people.sokha)[0].id, actor=people.chan)
        assert overviews.overview(people.ratana, "pss").open_paper == joined
        assert saved_answers.saved(joined)[1].fields == TAPPED[1]
        assert len(missed_by(people.ratana)) == attempts.paper(people.ratana, joined).length
        assert len(courses.lessons_read_by(people.ratana)) == 1
