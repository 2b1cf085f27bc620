"""Sokha asks people one after another: what is read first, what is kept, and that nothing of one meets the next."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock
from lms.audit import AuditLine
from lms.db import Base, session
from lms.errors import RuleBroken
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.models import SurveyInterviewer, SurveyMark, SurveyPlan, SurveyResponse, SurveyRound
from lms.surveys.services import interviews
from tests.client import StrictClient
from tests.people import People
from tests.surveys.channels import as_choices, interview, open_round, survey_of_channels

PAGE = "/en/surveys/channels/interview/"


@pytest.fixture
def sokha(client: StrictClient, people: People) -> StrictClient:
    """Sokha's phone, in an open round."""
    open_round(people)
    session.commit()
    client.sign_in(people.sokha.number)
    return client


def kept() -> list[SurveyResponse]:
    session.expire_all()
    return list(session.scalars(select(SurveyResponse).where(SurveyResponse.survey == "channels")))


def test_where_not_to_ask_and_the_consent_come_before_the_first_question(sokha: StrictClient) -> None:
    page = sokha.get(PAGE).get_data(as_text=True)
    places = [
        page.index(words)
        for words in ("find a private place", "Read this aloud", "said yes.", "Who answers?")
    ]
    assert places == sorted(places)


def test_no_name_no_phone_number_and_nothing_typed_is_asked(sokha: StrictClient) -> None:
    page = sokha.get(PAGE).get_data(as_text=True)
    kinds = set(re.findall(r'<input type="([a-z]+)"', page))
    assert kinds == {"hidden", "checkbox", "radio"}
    assert "<textarea" not in page
    assert "Which National Society asks you?" not in page, "the round says so"


def test_without_a_yes_nothing_is_kept(sokha: StrictClient) -> None:
    form = interview(channels=["radio"])
    del form["consent"]
    answer = sokha.send(PAGE, form)
    assert answer.status_code == 422
    assert kept() == []


def test_the_answers_of_one_person_are_kept_and_the_next_one_starts_empty(sokha: StrictClient) -> None:
    form = interview(place="market", channels=["radio"], trust_radio="fully", private_radio="no", phone="own")
    answer = sokha.send(PAGE, form)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}?next=1")
    (row,) = kept()
    assert (row.society, row.role, row.key, row.is_collected) == ("khm", "migrant", form["key"], True)
    assert row.choices == as_choices(form)
    page = sokha.get(f"{PAGE}?next=1").get_data(as_text=True)
    assert "for the next person" in page
    assert " checked" not in page
    assert " selected" not in page
    assert str(form["key"]) not in page
    assert "People you asked in this round: 1." in page


def test_the_browser_keeps_no_copy_of_the_page(sokha: StrictClient) -> None:
    answer = sokha.get(PAGE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'autocomplete="off"' in answer.get_data(as_text=True)


def test_a_form_that_arrives_twice_counts_once(sokha: StrictClient, people: People) -> None:
    form = interview()
    for _ in range(2):
        assert sokha.send(PAGE, form).status_code == 303
    assert len(kept()) == 1
    assert session.scalars(select(SurveyInterviewer.entered)).all() == [1]


def test_what_was_sent_is_never_shown_again_not_by_sending_an_older_form_either(sokha: StrictClient) -> None:
    form = interview(place="dormitory")
    sokha.send(PAGE, form)
    older = {name: value for name, value in form.items() if name != "age"}  # as it came back incomplete
    for sent in (older, older | {"look": "1"}):
        answer = sokha.send(PAGE, sent)
        assert answer.status_code == 303
        assert "dormitory" not in answer.get_data(as_text=True)


def test_what_was_overlooked_is_asked_and_nothing_is_lost(sokha: StrictClient) -> None:
    form = interview(channels=["radio"], trust_radio="mostly")
    del form["private-radio"]
    answer = sokha.send(PAGE, form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="private-radio-error"' in page
    assert 'id="private-sms-error"' not in page, "who does not use SMS is not asked whether it is private"
    assert re.search(r'name="trust-radio" value="mostly" checked', page)
    assert kept() == []


@pytest.mark.parametrize("topics", [["hiv", "work", "papers", "health", "family"], []])
def test_up_to_four_topics_and_at_least_a_way_past(sokha: StrictClient, topics: list[str]) -> None:
    best = {f"best_{topic}": "radio" for topic in topics}
    answer = sokha.send(PAGE, interview(topics=topics, **best))
    assert answer.status_code == 422
    assert 'id="topics-error"' in answer.get_data(as_text=True)


def test_who_would_rather_not_say_says_nothing_else(sokha: StrictClient) -> None:
    form = interview(opens=["family", "skip"], phone="own")
    assert sokha.send(PAGE, form).status_code == 303
    assert "opens" not in kept()[0].choices


def test_another_society_and_another_role_cannot_be_claimed(sokha: StrictClient) -> None:
    answer = sokha.send(PAGE, interview(society="tha", role="team"))
    assert answer.status_code == 422, "volunteers answer by themselves"
    sokha.send(PAGE, interview(society="tha"))
    assert [row.society for row in kept()] == ["khm"]


def test_nothing_leads_from_the_interviewer_to_an_answer(sokha: StrictClient, people: People) -> None:
    before = session.scalar(select(func.count()).select_from(AuditLine))
    sokha.send(PAGE, interview())
    sokha.send(PAGE, interview())
    (count,) = session.scalars(select(SurveyInterviewer))
    assert (count.person_id, count.entered) == (people.sokha.id, 2)
    assert session.scalar(select(func.count()).select_from(AuditLine)) == before, "no line with an hour"
    assert session.scalar(select(func.count()).select_from(SurveyMark)) == 0
    assert session.scalar(select(func.count()).select_from(SurveyPlan)) == 0
    columns = set(Base.metadata.tables["survey_response"].columns.keys())
    assert columns.isdisjoint({"person_id", "interviewer", "created_at"})


def test_without_an_open_round_nobody_is_asked(client: StrictClient, people: People) -> None:
    client.sign_in(people.sokha.number)
    page = client.get(PAGE).get_data(as_text=True)
    assert "no open round" in page
    assert "<fieldset" not in page
    token = client.token("/en/me/")
    answer = client.post(PAGE, data=interview() | {"csrf_token": token})
    assert answer.status_code == 200
    assert kept() == []


def test_a_round_that_ends_meanwhile_keeps_nothing(app: Flask, people: People) -> None:
    with pytest.raises(RuleBroken, match="survey-no-interviews"):
        interviews.add_interview(people.sokha, survey_of_channels(), "a", GivenAnswers({}, {}), language="km")


def test_a_round_of_another_society_is_not_ones_own(client: StrictClient, people: People) -> None:
    open_round(people, "tha")
    session.commit()
    client.sign_in(people.sokha.number)
    assert "no open round" in client.get(PAGE).get_data(as_text=True)


def test_a_survey_that_was_changed_meanwhile_is_looked_at_again(sokha: StrictClient) -> None:
    answer = sokha.send(PAGE, interview() | {"version": "0"})
    assert answer.status_code == 422
    assert "questions were changed" in answer.get_data(as_text=True)


def test_me_leads_there_while_a_round_is_open(sokha: StrictClient, people: People) -> None:
    page = sokha.get("/en/me/").get_data(as_text=True)
    assert f'href="{PAGE}"' in page
    assert 'href="/en/surveys/channels/"' in page
    (row,) = session.scalars(select(SurveyRound))
    row.ends_on = clock.today()
    row.results = {}
    session.commit()
    assert f'href="{PAGE}"' not in sokha.get("/en/me/").get_data(as_text=True)


def test_sokha_answers_by_herself_as_a_volunteer_once_and_without_a_plan(sokha: StrictClient) -> None:
    address = "/en/surveys/channels/"
    page = sokha.get(address).get_data(as_text=True)
    assert "Who answers?" not in page
    assert "personal plan" not in page
    form = interview(society="khm", channels=["line"], trust_line="fully", private_line="yes")
    answer = sokha.send(address, form | {"plan": "1"})
    assert answer.headers["Location"] == f"{address}?sent=1"
    (row,) = kept()
    assert (row.role, row.is_collected) == ("team", False)
    assert session.scalar(select(func.count()).select_from(SurveyPlan)) == 0
    assert session.scalar(select(func.count()).select_from(SurveyMark)) == 1
    assert 'href="/en/surveys/channels/"' not in sokha.get("/en/me/").get_data(as_text=True)
    assert "no plan" not in sokha.get(address).get_data(as_text=True).lower()
