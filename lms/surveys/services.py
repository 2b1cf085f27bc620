"""Verbs of surveys: send answers, make the plan of who asked for one, withdraw.

Nothing of it is written into the audit: a line with a person and an hour would say whose the anonymous answers are.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from sqlalchemy import delete, select

from lms import clock
from lms.accounts.queries.people import among_merged_ids
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session, upserts
from lms.records.services import achievements
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.recommendations import Answers, Plan, plan
from lms.surveys.models import SurveyPlan, SurveyResponse
from lms.surveys.queries import OwnResponse, find_own_response

INVITED_TO: Final = "needs"  # the survey to which everybody is invited
_IN_FORCE: Final = ("valid", "expiring")  # what a certificate is worth while nothing has to be done first

Sent: TypeAlias = Literal["sent", "again"]


def send_answers(
    person: Person, survey: Survey, key: str, answers: GivenAnswers, *, language: str, wants_plan: bool
) -> Sent:
    """Keep the answers under a random `key` that the form was given; "again": these, or others of theirs, are here.

    Only with `wants_plan` a row leads from the person to them. Whoever has a plan already keeps the answers behind it:
    they withdraw those first. What arrives twice is kept once, also where two windows race.
    """
    if wants_plan and find_own_response(person, survey.id) is not None:
        return "again"
    row = {
        "key": key,
        "survey": survey.id,
        "version": survey.version,
        "scale": survey.scale,
        "language": language,
        "society": answers.society,
        "role": answers.role,
        "ratings": {task: [rating.importance, rating.skill] for task, rating in answers.ratings.items()},
        "choices": answers.further_choices,
        "answered_on": clock.today(),
    }
    keep = upserts.insert(SurveyResponse).values(row).on_conflict_do_nothing()
    if session.scalar(keep.returning(SurveyResponse.key)) is None:
        return "again"
    if not wants_plan:
        return "sent"
    link = {"person_id": person.id, "survey": survey.id, "response_key": key}
    ask = upserts.insert(SurveyPlan).values(link).on_conflict_do_nothing()
    if session.scalar(ask.returning(SurveyPlan.response_key)) is None:
        # Another window was faster: nothing would lead back to these.
        session.execute(delete(SurveyResponse).where(SurveyResponse.key == key))
        return "again"
    return "sent"


def plan_of(person: Person, survey: Survey) -> tuple[OwnResponse, Plan] | None:
    """The plan of a person who asked for one, by their answers and the certificates of today."""
    own = find_own_response(person, survey.id)
    if own is None:
        return None
    standings = achievements.standings_of(person, clock.today())
    certified = [award for award, standing in standings.items() if standing.status in _IN_FORCE]
    answers = Answers(own.answers.ratings, choices=own.answers.choices, certified=certified)
    return own, plan(survey, answers)


def invitation_of(person: Person) -> tuple[Survey, bool] | None:
    """The survey that one's own page invites to, and whether the person has a plan from it; None without a survey."""
    survey = registry.current().surveys.get(INVITED_TO)
    return None if survey is None else (survey, find_own_response(person, survey.id) is not None)


def withdraw_answers(person: Person, survey: Survey) -> bool:
    """Delete the answers of a person, and what leads to them, at once; whether there were any to be found."""
    theirs = SurveyPlan.person_id.in_(among_merged_ids(person)), SurveyPlan.survey == survey.id
    keys = session.scalars(select(SurveyPlan.response_key).where(*theirs)).all()
    session.execute(delete(SurveyPlan).where(*theirs))
    session.execute(delete(SurveyResponse).where(SurveyResponse.key.in_(keys)))
    return bool(keys)
