"""The reminder: whoever has not answered reads on their own page until when they are asked, and nobody of others."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock
from lms.accounts.services.merging import merges
from lms.audit import AuditLine
from lms.content.types.surveys import Survey
from lms.db import session
from lms.i18n import day
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.models import SurveyMark, SurveyResponse
from lms.surveys.services import answers, rounds
from tests.client import StrictClient
from tests.people import People

ME = "/en/me/"
ASKED = "Your Red Cross asks for your answers until"


@pytest.fixture
def open_round(people: People, survey: Survey) -> None:
    """A round of the Cambodian Red Cross until the day after tomorrow."""
    today = clock.today()
    rounds.begin_round("khm", survey, today, today + timedelta(days=2), actor=people.chan)
    session.commit()


def answer(people: People, survey: Survey, *, plan: bool = False) -> None:
    answers.send_answers(
        people.sokha, survey, str(uuid4()), GivenAnswers({}, {}), language="km", wants_plan=plan
    )
    session.commit()


def own_page(client: StrictClient, number: str) -> str:
    client.sign_in(number)
    return client.get(ME).get_data(as_text=True)


def test_sokha_reads_until_when_she_is_asked_above_her_modules(
    client: StrictClient, people: People, open_round: None, app: Flask
) -> None:
    page = own_page(client, people.sokha.number)
    with app.test_request_context("/en/"):
        assert f"{ASKED} {day(clock.today() + timedelta(days=2))}." in page
    assert page.index(ASKED) < page.index("<h2>Modules</h2>")
    assert "If you have answered on paper or elsewhere" in page
    assert page.count('href="/en/surveys/needs/"') == 1


@pytest.mark.parametrize("plan", [True, False])
def test_sokha_is_not_reminded_once_she_has_answered(
    client: StrictClient, people: People, survey: Survey, open_round: None, plan: bool
) -> None:
    answer(people, survey, plan=plan)
    assert ASKED not in own_page(client, people.sokha.number)


def test_without_a_round_the_survey_stands_there_and_no_day(client: StrictClient, people: People) -> None:
    page = own_page(client, people.sokha.number)
    assert 'href="/en/surveys/needs/"' in page
    assert ASKED not in page


def test_the_reminder_ends_with_the_round(
    client: StrictClient, people: People, open_round: None, survey: Survey
) -> None:
    def asked_until() -> object:
        found = answers.invitation_of(people.sokha)
        return found and found[2]

    last = clock.today() + timedelta(days=2)
    assert asked_until() == last
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert asked_until() == last
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert asked_until() is None


def test_malee_of_another_society_is_not_reminded(
    client: StrictClient, people: People, open_round: None
) -> None:
    assert ASKED not in own_page(client, people.malee.number)


def test_looking_writes_down_nothing(client: StrictClient, people: People, open_round: None) -> None:
    def rows() -> list[int | None]:
        return [
            session.scalar(select(func.count()).select_from(table))
            for table in (SurveyMark, SurveyResponse, AuditLine)
        ]

    client.sign_in(people.sokha.number)
    before = rows()
    assert ASKED in client.get(ME).get_data(as_text=True)
    assert rows() == before


def test_who_joins_a_record_with_theirs_does_not_learn_from_the_reminder_that_it_has_answered(
    client: StrictClient, people: People, survey: Survey, open_round: None
) -> None:
    answer(people, survey)
    merges.merge(people.ratana, people.sokha, reason="one person", actor=people.chan)
    session.commit()
    assert ASKED in own_page(client, people.ratana.number)


def test_chan_reads_the_reminder_to_send_and_no_list_of_who_has_not_answered(
    client: StrictClient, people: People, open_round: None
) -> None:
    client.sign_in(people.chan.number)
    page = client.get("/en/surveys/results/").get_data(as_text=True)
    for language in ("en", "km", "lo", "th"):
        assert f'id="reminder-{language}"' in page
    for person in (people.sokha, people.ratana, people.bopha):
        assert person.number not in page
        assert person.name not in page
