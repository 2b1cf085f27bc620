"""Sokha answers, with a plan and without: what is kept, what leads to her, what is left when she withdraws."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import ANY
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock
from lms.accounts.personal_data import Erasure
from lms.accounts.queries.identifying_text import identifying_text_of
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.merging import merges
from lms.audit import AuditLine
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session
from lms.records.services.achievements import record_achievement
from lms.surveys import personal_data
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.scoring import Rating
from lms.surveys.models import SurveyMark, SurveyPlan, SurveyResponse, SurveyRound
from lms.surveys.queries import answers_of_round, find_own_response
from lms.surveys.services import answers as services
from lms.surveys.services import marks
from tests.people import People

ANSWERS = GivenAnswers(
    {"b10": Rating(5, 2), "b11": Rating(5, 2)},
    {"society": ["khm"], "role": ["volunteer"], "format": ["audio", "group"], "phone": ["shared"]},
)
NOON = datetime(2026, 11, 28, 5, tzinfo=UTC)


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


def send(people: People, survey: Survey, key: str = "", *, plan: bool = True) -> str:
    """Sokha sends her answers."""
    return services.send_answers(
        people.sokha, survey, key or str(uuid4()), ANSWERS, language="km", wants_plan=plan
    )


def count(model: type[SurveyPlan] | type[SurveyResponse] | type[SurveyMark]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_what_sokha_answered_is_kept_with_the_day_and_without_her_name(
    people: People, survey: Survey
) -> None:
    with clock.frozen(NOON):
        assert send(people, survey, "a" * 36, plan=False) == "sent"
    row = session.scalars(select(SurveyResponse)).one()
    assert (row.key, row.survey, row.version, row.scale) == ("a" * 36, "needs", survey.version, 5)
    assert (row.society, row.role, row.language, row.answered_on) == (
        *("khm", "volunteer", "km"),
        date(2026, 11, 28),
    )
    assert row.ratings == {"b10": [5, 2], "b11": [5, 2]}
    assert row.choices == {"format": ["audio", "group"], "phone": ["shared"]}
    assert count(SurveyPlan) == 0


def test_without_a_plan_nothing_leads_from_sokha_to_her_answers(people: People, survey: Survey) -> None:
    before = session.scalar(select(func.count()).select_from(AuditLine))
    send(people, survey, plan=False)
    assert find_own_response(people.sokha, "needs") is None
    assert services.plan_of(people.sokha, survey) is None
    assert not services.withdraw_answers(people.sokha, survey)
    assert count(SurveyResponse) == 1
    assert session.scalar(select(func.count()).select_from(AuditLine)) == before


def test_with_a_plan_she_reads_at_most_three_things_and_why(people: People, survey: Survey) -> None:
    send(people, survey)
    made = services.plan_of(people.sokha, survey)
    assert made is not None
    own, plan = made
    assert own.answers == ANSWERS
    said = [(each.module, each.reasons[0]) for each in plan.recommendations]
    assert said == [("pgi", "certificate"), ("cea", "need")]
    assert plan.on_paper


def test_a_valid_certificate_takes_the_mandatory_lessons_away(people: People, survey: Survey) -> None:
    with clock.frozen(NOON):
        evidence: dict[str, str | int] = {
            "attempt": "1",
            "score": 90,
            "language": "km",
            "module_version": "1.0",
        }
        record_achievement(
            people.sokha, "pgi", "post-test", on=date(2026, 11, 1), evidence={**evidence}, actor=people.sokha
        )
        send(people, survey)
        made = services.plan_of(people.sokha, survey)
    assert made is not None
    assert [each.module for each in made[1].recommendations] == ["cea"]
    with clock.frozen(datetime(2027, 11, 20, tzinfo=UTC)):  # over, and in the days of grace: not valid
        later = services.plan_of(people.sokha, survey)
    assert later is not None
    assert later[1].recommendations[0].is_mandatory


@pytest.mark.parametrize("plan", [True, False])
def test_a_form_that_is_sent_twice_is_one_response(people: People, survey: Survey, plan: bool) -> None:
    key = str(uuid4())
    assert send(people, survey, key, plan=plan) == "sent"
    assert send(people, survey, key, plan=plan) == "again"
    assert count(SurveyResponse) == 1


def test_who_has_a_plan_keeps_it_whatever_another_window_sends(people: People, survey: Survey) -> None:
    send(people, survey, "b" * 36)
    assert send(people, survey) == "again"
    assert session.scalars(select(SurveyResponse.key)).all() == ["b" * 36]


def test_of_two_windows_that_race_for_a_plan_one_wins_and_the_other_leaves_nothing(
    people: People, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(people, survey, "b" * 36)
    monkeypatch.setattr(
        services, "find_own_response", lambda person, survey_id: None
    )  # looked before it came
    assert send(people, survey) == "answered"
    assert session.scalars(select(SurveyResponse.key)).all() == ["b" * 36]


def test_withdrawing_deletes_her_answers_at_once_and_nobody_elses(people: People, survey: Survey) -> None:
    send(people, survey)
    other = str(uuid4())
    services.send_answers(people.malee, survey, other, ANSWERS, language="th", wants_plan=True)
    assert services.withdraw_answers(people.sokha, survey)
    assert session.scalars(select(SurveyResponse.key)).all() == [other]
    assert find_own_response(people.sokha, "needs") is None
    assert find_own_response(people.malee, "needs") is not None


def test_nobody_reads_or_withdraws_answers_of_a_record_that_was_joined_with_theirs(
    people: People, survey: Survey
) -> None:
    services.send_answers(people.ratana, survey, str(uuid4()), ANSWERS, language="km", wants_plan=True)
    merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
    assert find_own_response(people.sokha, "needs") is None
    assert not services.withdraw_answers(people.sokha, survey)
    assert count(SurveyResponse) == count(SurveyPlan) == 1
    assert [*personal_data.export(merged_ids(people.sokha))] == []
    assert ANY in [item.facts.get("answered_by") for item in personal_data.export([people.ratana.id])]


def test_answers_of_joined_records_are_erased_with_both(people: People, survey: Survey) -> None:
    services.send_answers(people.ratana, survey, str(uuid4()), ANSWERS, language="km", wants_plan=True)
    merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
    ids = merged_ids(people.sokha)
    personal_data.erase(Erasure(ids, identifying_text_of(ids), {}, clock.now(), Path(), "secret"))
    assert count(SurveyResponse) == count(SurveyPlan) == count(SurveyMark) == 0


def test_everybody_is_invited_until_they_have_answered(people: People, survey: Survey) -> None:
    assert services.invitation_of(people.sokha) == (survey, False, None)
    send(people, survey)
    assert services.invitation_of(people.sokha) == (survey, True, None)
    services.send_answers(people.malee, survey, str(uuid4()), ANSWERS, language="th", wants_plan=False)
    assert services.invitation_of(people.malee) is None


@pytest.mark.parametrize("plan", [True, False])
def test_one_person_counts_once_whatever_they_send(people: People, survey: Survey, plan: bool) -> None:
    assert send(people, survey, "a" * 36, plan=False) == "sent"
    assert send(people, survey, plan=plan) == "answered"
    assert session.scalars(select(SurveyResponse.key)).all() == ["a" * 36]
    assert count(SurveyPlan) == 0


def test_that_somebody_answered_says_neither_who_nor_when_nor_what(people: People, survey: Survey) -> None:
    with clock.frozen(NOON):
        send(people, survey, "a" * 36, plan=False)
    mark = session.scalars(select(SurveyMark)).one()
    assert (mark.survey, mark.version, mark.answered_by) == ("needs", survey.version, date(2026, 11, 30))
    assert len(mark.mark) == 64


def test_who_withdraws_may_answer_anew(people: People, survey: Survey) -> None:
    send(people, survey)
    services.withdraw_answers(people.sokha, survey)
    assert not marks.has_answered(people.sokha, survey)
    assert send(people, survey, plan=False) == "sent"


@pytest.mark.parametrize("plan", [True, False])
def test_whoever_joins_a_record_with_theirs_learns_nowhere_that_it_has_answered(
    people: People, survey: Survey, plan: bool
) -> None:
    services.send_answers(people.ratana, survey, "a" * 36, ANSWERS, language="km", wants_plan=False)
    merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
    assert not marks.has_answered(people.sokha, survey)
    assert services.invitation_of(people.sokha) == (survey, False, None)
    assert send(people, survey, "b" * 36, plan=plan) == "sent"
    assert (services.plan_of(people.sokha, survey) is not None) is plan
    assert marks.has_answered(people.sokha, survey)
    told = [item.facts for item in personal_data.export(merged_ids(people.sokha))]
    assert len(told) == (2 if plan else 1)


def test_of_two_records_that_are_joined_one_response_counts_in_a_round(
    people: People, survey: Survey
) -> None:
    services.send_answers(people.ratana, survey, "a" * 36, ANSWERS, language="km", wants_plan=False)
    merges.merge(people.sokha, people.ratana, reason="one person", actor=people.chan)
    send(people, survey, "b" * 36)
    today = clock.today()
    row = SurveyRound(society="khm", survey="needs", version=survey.version, begins_on=today, ends_on=today)
    assert len(answers_of_round(row)) == 1
    assert count(SurveyResponse) == 2


def test_a_year_later_everybody_is_asked_anew(people: People, survey: Survey) -> None:
    with clock.frozen(NOON):
        send(people, survey, plan=False)
    assert marks.drop_old_marks(datetime(2026, 11, 30, 5, tzinfo=UTC)) == 0
    assert marks.has_answered(people.sokha, survey)
    assert marks.drop_old_marks(datetime(2026, 12, 1, 5, tzinfo=UTC)) == 1
    assert not marks.has_answered(people.sokha, survey)


def test_my_data_does_not_say_that_a_mark_of_a_survey_can_be_taken_back(
    people: People, survey: Survey
) -> None:
    """What was sent without a plan leads to nobody, so that nobody can withdraw it."""
    send(people, survey, plan=False)
    [item] = personal_data.export([people.sokha.id])
    assert item.what == "answered"
    assert SurveyMark.__table__.columns["answered_by"].info["personal"].basis == "interest"
