"""The sheet of a country: one page in four languages, nothing that the page of results hides, and noted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit import AuditLine
from lms.content.types.surveys import Survey
from lms.db import session
from lms.surveys.models import SurveyRound
from lms.surveys.services import rounds
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.surveys.answering import respond

RESULTS = "/en/surveys/results/"
SHEET = f"{RESULTS}sheet.pdf"


def a_round(days_ago: int, *, length: int = 10) -> None:
    """A round that ended so many days ago, with its results."""
    last = clock.today() - timedelta(days=days_ago)
    session.add(
        SurveyRound(
            society="khm", survey="needs", version=1, begins_on=last - timedelta(days=length), ends_on=last
        )
    )
    session.flush()
    list(rounds.close_rounds())
    session.commit()


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """HR of the Cambodian Red Cross, after a round of nineteen people of three roles."""
    on = clock.today() - timedelta(days=2)
    respond(8, {"b6": (5, 2), "b9": (3, 3)}, on=on, help=["contacts"], reads=["km"], phone=["own"])
    respond(6, {"b6": (5, 3), "b9": (3, 2)}, on=on, help=["training"], reads=["other"], phone=["shared"])
    respond(5, {"b6": (4, 2)}, on=on, role="staff", help=["time"], reads=["km", "en"], phone=["own"])
    respond(2, {"b6": (1, 5), "b9": (5, 1)}, on=on, role="branch-lead", phone=["basic"])
    a_round(1)
    client.sign_in(people.chan.number)
    return client


def sheet(client: StrictClient, language: str = "en", **sent: str) -> str:
    answer = client.send(
        SHEET.replace("/en/", f"/{language}/"), {"society": "khm", "survey": "needs", **sent}, form=RESULTS
    )
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return text_of(answer.get_data())


def test_the_page_of_results_leads_to_the_sheet(chan: StrictClient) -> None:
    page = chan.get(RESULTS).get_data(as_text=True)
    assert f'action="{SHEET}"' in page
    assert "Sheet of the country (PDF)" in page


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_the_sheet_is_one_page_in_every_language(chan: StrictClient, language: str) -> None:
    assert sheet(chan, language).count("\f") == 1


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_a_sheet_on_which_everything_stands_is_one_page_too(
    client: StrictClient, people: People, survey: Survey, language: str
) -> None:
    care: dict[str, Any] = {name: ["no"] for name in survey.plan_rules.care_questions}
    for begin, skill in ((60, 1), (2, 2)):
        on = clock.today() - timedelta(days=begin)
        for importance in (4, 5):
            ratings = {task.id: (importance, skill + at % 2) for at, task in enumerate(survey.tasks)}
            respond(
                8, ratings, on=on, help=["time"], reads=["other"], phone=["own"], data=["daily"], format=["group"],
                **care,
            )  # fmt: skip
            respond(
                8,
                ratings,
                on=on,
                help=["time"],
                reads=["km"],
                phone=["none"],
                data=["none"],
                format=["audio"],
            )
        a_round(begin - 1)
    client.sign_in(people.chan.number)
    text = sheet(client, language)
    assert text.count("\f") == 1


def test_the_sheet_says_who_answered_what_is_needed_and_what_no_training_mends(
    chan: StrictClient, people: People
) -> None:
    text = " ".join(sheet(chan).split())
    assert "21 people answered" in text
    assert "Volunteer 14 · Staff 5" not in text, "two lead people would follow from these"
    assert "Refer a person across a border" in text
    assert "Half or more of those who find these tasks hardest" in text
    assert "6 people read none of the languages" in text
    assert "Who is missing here" in text
    assert "There is no earlier round" in text
    assert f"Author: {people.chan.name}" in text
    assert "What the figures mean" in text


def test_roles_whose_number_is_hidden_are_named_without_a_number(chan: StrictClient) -> None:
    text = " ".join(sheet(chan).split())
    unseen = text.partition("hidden beside them:")[2].partition("Who is missing")[0]
    assert "Lead of a branch" in unseen
    assert "Trainer" in unseen
    assert "Volunteer" not in unseen
    assert not any(sign.isdigit() for sign in unseen)


def test_everything_on_the_sheet_stands_on_the_page_of_results(chan: StrictClient) -> None:
    """No number of the sheet that the page does not show; definitions and days apart."""
    page = chan.get(RESULTS).get_data(as_text=True)
    text = sheet(chan).partition("Who answered, and who is missing")[2].partition("How people learn")[0]
    numbers = {word for word in text.split() if word.replace(".", "").isdigit()}
    assert numbers
    assert {number for number in numbers if number not in page} == set()


def test_the_change_since_the_last_round_stands_beside_tasks_and_modules(
    client: StrictClient, people: People
) -> None:
    for days_ago, skill in ((40, 1), (2, 4)):
        on = clock.today() - timedelta(days=days_ago)
        respond(6, {"b4": (5, skill), "b5": (5, skill), "b6": (5, skill)}, on=on)
        respond(6, {"b4": (3, 3), "b5": (3, 3), "b6": (3, 3)}, on=on)
        a_round(days_ago - 1)
    client.sign_in(people.chan.number)
    text = " ".join(sheet(client).split())
    assert "−7.5" in text
    assert "−37" in text, "65 points became 28: 13 of 20, then 5.5"
    assert "There is no earlier round" not in text


def test_answers_that_somebody_has_seen_give_no_share_of_accounts(chan: StrictClient) -> None:
    row = session.scalars(select(SurveyRound)).one()
    assert row.results is not None
    row.invited, row.results = 30, row.results | {"has_collected": True}
    session.commit()
    text = " ".join(sheet(chan).split())
    assert "Some answers came on paper or in files" in text
    assert "of 30 people with an account" not in text


def test_the_sheet_is_noted_with_who_took_it(chan: StrictClient, people: People) -> None:
    sheet(chan)
    line = session.scalars(select(AuditLine).where(AuditLine.act == "surveys.export")).one()
    assert (line.actor_id, line.facts) == (people.chan.id, {"society": "khm"})


def test_of_four_people_there_is_no_sheet(client: StrictClient, people: People) -> None:
    respond(4, {"b6": (5, 1)}, on=clock.today() - timedelta(days=2))
    a_round(1)
    client.sign_in(people.chan.number)
    assert "Sheet of the country" not in client.get(RESULTS).get_data(as_text=True)
    assert client.send(SHEET, {"society": "khm"}, form=RESULTS).status_code == 404
    assert client.send(SHEET, {"society": "khm", "survey": "channels"}, form=RESULTS).status_code == 404


def test_a_trainer_takes_the_sheet_of_her_society(client: StrictClient, people: People) -> None:
    respond(6, {"b6": (5, 1)}, on=clock.today() - timedelta(days=2))
    a_round(1)
    client.sign_in(people.bopha.number)
    assert "6 people answered" in " ".join(sheet(client).split())


def test_dao_takes_no_sheet_of_another_society(client: StrictClient, people: People) -> None:
    respond(6, {"b6": (5, 1)}, on=clock.today() - timedelta(days=2))
    a_round(1)
    client.sign_in(people.dao.number)
    assert client.send(SHEET, {"society": "khm"}, form="/en/me/data/").status_code == 404
