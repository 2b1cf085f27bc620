"""Reads of surveys: the answers that somebody asked to be led back to. Reads, never writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lms.accounts.queries.people import among_merged_ids
from lms.accounts.services.people import Person
from lms.db import session
from lms.surveys.domain.given_answers import ROLE, SOCIETY, GivenAnswers
from lms.surveys.domain.scoring import Rating
from lms.surveys.models import SurveyPlan, SurveyResponse


@dataclass(frozen=True)
class OwnResponse:
    """The answers behind somebody's plan, and the day on which they were sent."""

    answers: GivenAnswers
    answered_on: date


def find_own_response(person: Person, survey_id: str) -> OwnResponse | None:
    """The answers of a person who asked for a plan, the newest of their merged records; None for everybody else."""
    statement = (
        select(SurveyResponse)
        .join(SurveyPlan, SurveyPlan.response_key == SurveyResponse.key)
        .where(SurveyPlan.survey == survey_id, SurveyPlan.person_id.in_(among_merged_ids(person)))
        .order_by(SurveyResponse.answered_on.desc(), SurveyResponse.key)
        .limit(1)
    )
    row = session.scalar(statement)
    return None if row is None else OwnResponse(answers_of(row), row.answered_on)


def answers_of(row: SurveyResponse) -> GivenAnswers:
    """The answers of a row."""
    said = {question: [value] for question, value in ((SOCIETY, row.society), (ROLE, row.role)) if value}
    ratings = {task: Rating(pair[0], pair[1], row.scale) for task, pair in row.ratings.items()}
    return GivenAnswers(ratings, {**said, **row.choices})
