"""What Chan, Bopha and others see of rounds, and who may begin one."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session
from lms.surveys.models import SurveyRound
from lms.surveys.services import rounds
from tests.client import StrictClient
from tests.people import People
from tests.surveys.answering import a_crowd, respond

PAGE = "/en/surveys/results/"
BEGIN, END = f"{PAGE}begin/", f"{PAGE}end/"


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """HR of the Cambodian Red Cross, signed in."""
    client.sign_in(people.chan.number)
    return client


def a_round(people: People, survey: Survey, first: date, last: date, *, society: str = "khm") -> None:
    """A round that is over, with its results."""
    session.add(SurveyRound(society=society, survey="needs", version=1, begins_on=first, ends_on=last))
    session.flush()
    list(rounds.close_rounds())
    session.commit()


def a_crowd_in(people: People, survey: Survey) -> None:
    """A round of November 2026 that is over, however long ago that is."""
    a_crowd()
    a_round(people, survey, date(2026, 11, 1), min(date(2026, 11, 30), clock.today() - timedelta(days=1)))


def text(client: StrictClient, address: str = PAGE) -> str:
    return " ".join(client.get(address).get_data(as_text=True).split())


def test_the_menu_leads_to_the_results(chan: StrictClient) -> None:
    assert f'href="{PAGE}"' in text(chan, "/en/staff/")
    assert re.search(rf'href="{PAGE}" aria-current="page"', text(chan))


def test_chan_begins_a_round_and_copies_the_invitation_in_four_languages(chan: StrictClient) -> None:
    today = clock.today()
    days = {"begins_on": today.isoformat(), "ends_on": (today + timedelta(days=14)).isoformat()}
    answer = chan.send(BEGIN, {"society": "khm", **days}, form=PAGE)
    assert answer.status_code == 303
    page = text(chan, answer.location)
    assert "The round has begun." in page
    for code in ("en", "km", "lo", "th"):
        assert f'id="invitation-{code}"' in page
        assert f"/{code}/surveys/needs/" in page
    assert "Begin a round" not in page


def test_days_that_do_not_fit_are_refused_on_their_fields_and_stay_typed(chan: StrictClient) -> None:
    answer = chan.send(BEGIN, {"society": "khm", "begins_on": "soon", "ends_on": "2020-01-01"}, form=PAGE)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="begins_on-error"' in page
    assert "Please write the day as year-month-day" in page
    assert 'value="soon"' in page
    again = chan.send(
        BEGIN, {"society": "khm", "begins_on": "2020-01-01", "ends_on": "2020-01-02"}, form=PAGE
    ).get_data(as_text=True)
    assert "Answers are kept for a year only." in again
    assert "This day is over." in again
    assert session.scalars(select(SurveyRound)).all() == []


def test_a_second_round_is_refused_in_words(chan: StrictClient, people: People, survey: Survey) -> None:
    today = clock.today()
    token_page = text(chan)
    assert "Begin a round" in token_page
    rounds.begin_round("khm", survey, today, today, actor=people.chan)
    session.commit()
    days = {"begins_on": today.isoformat(), "ends_on": today.isoformat()}
    answer = chan.send(BEGIN, {"society": "khm", **days}, form=PAGE)
    assert answer.status_code == 422
    assert "A round is open already" in answer.get_data(as_text=True)


def test_chan_moves_the_last_day(chan: StrictClient, people: People, survey: Survey) -> None:
    today = clock.today()
    rounds.begin_round("khm", survey, today, today, actor=people.chan)
    session.commit()
    later = today + timedelta(days=7)
    wrong = chan.send(END, {"society": "khm", "ends_on": "2020-01-01"}, form=PAGE)
    assert wrong.status_code == 422
    assert "This day is over." in wrong.get_data(as_text=True)
    moved = chan.send(END, {"society": "khm", "ends_on": later.isoformat()}, form=PAGE)
    assert "The last day is changed." in text(chan, moved.location)
    assert session.scalars(select(SurveyRound.ends_on)).one() == later


def test_chan_reads_what_groups_said_and_nothing_of_two_people(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    a_crowd_in(people, survey)
    page = text(chan)
    assert "<b>19</b> people answered" in page
    assert "people with an account" not in page, "nineteen of five is no share"
    assert "The five widest gaps" in page
    assert "Refer a person across a border" in page
    assert "Lead of a branch" not in page
    assert 'Volunteer <span class="meta">12</span>' in page
    assert "Half or more of those who find these tasks hardest" in page
    assert "This is what people say of themselves" in page


def test_results_of_another_round_and_what_changed_since(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    last = clock.today() - timedelta(days=1)
    respond(6, {"b6": (5, 1)}, on=last - timedelta(days=40))
    respond(6, {"b6": (3, 3)}, on=last - timedelta(days=40))
    a_round(people, survey, last - timedelta(days=60), last - timedelta(days=30))
    respond(6, {"b6": (5, 4)}, on=last)
    respond(6, {"b6": (3, 3)}, on=last)
    a_round(people, survey, last - timedelta(days=20), last)
    page = text(chan)
    assert "<td>−7.5</td>" in page
    assert "Change: since the round before. With − less has to be learned, with + more." in page
    older = session.scalars(select(SurveyRound.id).order_by(SurveyRound.ends_on)).first()
    assert "<td>−7.5</td>" not in text(chan, f"{PAGE}?round={older}")


def test_how_many_of_those_with_an_account_answered(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    a_crowd_in(people, survey)
    session.scalars(select(SurveyRound)).one().invited = 25
    session.commit()
    assert "<b>76 %</b> of 25 people with an account" in text(chan)


def test_a_round_of_four_says_that_too_few_answered(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    respond(4, {"b1": (5, 1)}, on=clock.today() - timedelta(days=2))
    a_round(people, survey, clock.today() - timedelta(days=9), clock.today() - timedelta(days=1))
    page = text(chan)
    assert "Fewer than five people answered" in page
    assert "people answered</li>" not in page


EMPTY = re.compile(r"<(?:ol|ul|tbody)[^>]*>\s*</")


def test_of_five_who_all_said_the_same_every_part_says_that_too_few_answers_differ(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    respond(5, {"b6": (5, 1)}, on=clock.today() - timedelta(days=2), phone=["own"])
    a_round(people, survey, clock.today() - timedelta(days=9), clock.today() - timedelta(days=1))
    page = text(chan)
    for heading in ("The five widest gaps", "Tasks, by role", "Modules", "How people learn"):
        after = page.partition(f"<h2>{heading}")[2].partition("<h2>")[0]
        assert "Too few different answers came to show anything here." in after, heading
    assert "Not a matter of training alone" in page
    assert "Nothing stands out here, or too few different answers came to show it." in page
    assert not EMPTY.search(page)


def test_a_question_of_which_no_answer_may_be_shown_has_a_sentence_and_no_empty_table(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    last = clock.today() - timedelta(days=2)
    for phone in ("own", "shared"):
        respond(3, {"b6": (5, 1)}, on=last, phone=[phone])
    a_round(people, survey, clock.today() - timedelta(days=9), clock.today() - timedelta(days=1))
    page = text(chan)
    assert "Too few different answers came to show anything here." in page
    assert not EMPTY.search(page)


def test_the_name_of_the_survey_ends_with_one_sign(chan: StrictClient) -> None:
    for language in ("en", "km", "lo", "th"):
        words = re.sub(r"<[^>]+>", "", text(chan, f"/{language}/surveys/results/"))
        assert not re.search(r"[?!។]\s?[.។]", words)


def test_results_of_other_questions_are_not_shown(chan: StrictClient, people: People, survey: Survey) -> None:
    a_crowd_in(people, survey)
    session.scalars(select(SurveyRound)).one().version = 99
    session.commit()
    assert "The survey has other questions now." in text(chan)


def test_a_round_that_is_over_waits_for_its_results(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    session.add(SurveyRound(society="khm", survey="needs", version=1, begins_on=yesterday, ends_on=yesterday))
    session.commit()
    assert "Its results are being made" in text(chan)


def test_a_trainer_reads_and_begins_nothing(client: StrictClient, people: People, survey: Survey) -> None:
    a_crowd_in(people, survey)
    client.sign_in(people.bopha.number)
    page = text(client)
    assert "<b>19</b> people answered" in page
    assert "Begin the round" not in page
    assert client.send(BEGIN, {"society": "khm"}, form="/en/me/data/").status_code == 403


@pytest.mark.parametrize("society", ["khm", "nothing"])
def test_another_society_is_none_of_hers(
    client: StrictClient, people: People, survey: Survey, society: str
) -> None:
    a_crowd_in(people, survey)
    client.sign_in(people.dao.number)
    assert "people answered" not in text(client)
    assert client.get(f"{PAGE}?society={society}").status_code == 404
    assert client.send(BEGIN, {"society": society}, form=PAGE).status_code == 404
    assert client.send(END, {"society": society}, form=PAGE).status_code == 404
