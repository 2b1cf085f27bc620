"""Reads of surveys: the answers that somebody asked to be led back to, rounds and what they said. Never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person
from lms.content.types.surveys import Survey
from lms.db import session
from lms.surveys.domain.channel_results import ChannelResults
from lms.surveys.domain.given_answers import ROLE, SOCIETY, GivenAnswers
from lms.surveys.domain.group_results import GroupResults
from lms.surveys.domain.rounds import Span
from lms.surveys.domain.scoring import Rating
from lms.surveys.models import SurveyInterviewer, SurveyPlan, SurveyResponse, SurveyRound

# How results are kept in their column.
RESULTS: Final = TypeAdapter[GroupResults | ChannelResults](GroupResults | ChannelResults)


@dataclass(frozen=True)
class OwnResponse:
    """The answers behind somebody's plan, and the day on which they were sent."""

    answers: GivenAnswers
    answered_on: date


def find_own_response(person: Person, survey_id: str) -> OwnResponse | None:
    """The answers of a person who asked for a plan; None for everybody else.

    Of their own record alone: whoever joins two records must not read what another one answered.
    """
    statement = (
        select(SurveyResponse)
        .join(SurveyPlan, SurveyPlan.response_key == SurveyResponse.key)
        .where(SurveyPlan.survey == survey_id, SurveyPlan.person_id == person.id)
    )
    row = session.scalar(statement)
    return None if row is None else OwnResponse(answers_of(row), row.answered_on)


@dataclass(frozen=True)
class Round:
    """A round of a Society; `results` and `invited` are None until it is over and counted."""

    id: int
    version: int
    begins_on: date
    ends_on: date
    invited: int | None
    results: GroupResults | ChannelResults | None

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.begins_on, self.ends_on, published=bool(self.results and self.results.people))


def rounds_of(society: str, survey_id: str) -> list[Round]:
    """The rounds of a Society, the newest first."""
    rows = session.scalars(
        select(SurveyRound)
        .where(SurveyRound.society == society, SurveyRound.survey == survey_id)
        .order_by(SurveyRound.ends_on.desc(), SurveyRound.id.desc())
    )
    return [
        Round(
            row.id,
            row.version,
            row.begins_on,
            row.ends_on,
            row.invited,
            None if row.results is None else RESULTS.validate_python(row.results),
        )
        for row in rows
    ]


def find_open_round(society: str, survey: Survey) -> Round | None:
    """The round of a Society that takes answers to these questions today."""
    for each in rounds_of(society, survey.id):
        if each.results is None and each.version == survey.version and each.span.is_open(clock.today()):
            return each
    return None


def is_sent(key: str) -> bool:
    """Whether the answers of a form are here already."""
    return session.get(SurveyResponse, key) is not None


def entered_by(person: Person, round_id: int) -> int:
    """How many people somebody asked in a round."""
    row = session.get(SurveyInterviewer, (person.id, round_id))
    return row.entered if row else 0


def answers_of_round(row: SurveyRound) -> Sequence[GivenAnswers]:
    """What was answered in a round, in no order that tells of anybody."""
    statement = (
        select(SurveyResponse)
        .where(
            SurveyResponse.survey == row.survey,
            SurveyResponse.version == row.version,
            SurveyResponse.society == row.society,
            SurveyResponse.answered_on.between(row.begins_on, row.ends_on),
            SurveyResponse.counts,
        )
        .order_by(SurveyResponse.key)
    )
    return [answers_of(response) for response in session.scalars(statement)]


def answers_of(row: SurveyResponse) -> GivenAnswers:
    """The answers of a row."""
    said = {question: [value] for question, value in ((SOCIETY, row.society), (ROLE, row.role)) if value}
    ratings = {task: Rating(pair[0], pair[1], row.scale) for task, pair in row.ratings.items()}
    return GivenAnswers(ratings, {**said, **row.choices}, row.is_collected)
