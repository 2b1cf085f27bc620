"""Rows of surveys. Private to this feature; others ask `surveys.services` and `surveys.queries`.

A response has no person and no hour. The one row that leads from a person to theirs is a `SurveyPlan`, and it exists
only if they asked for a plan. That somebody has answered is a `SurveyMark`, which leads to no response.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.services.people import PersonId
from lms.data_inventory import IMPERSONAL, impersonal, personal
from lms.db import Base

_ANSWERS = personal("survey", "plan-training", "consent", "old-response", "self")
# Each is counted once; what was sent leads to nobody, so that nobody can take it back.
_MARK = personal("answered", "plan-training", "interest", "old-answered", "self")
_INTERVIEWS = personal("interviews", "plan-training", "interest", "old-interviews", "self")


class SurveyResponse(Base):
    """The answers of one person to one version of a survey. Of a day, not an hour: an hour would tell who sent them."""

    __tablename__ = "survey_response"

    # A random UUID: it says nothing, and the same form sent twice is one response.
    key: Mapped[str] = mapped_column(String(36), primary_key=True, info=IMPERSONAL)
    survey: Mapped[str] = mapped_column(String(40), info=_ANSWERS)
    version: Mapped[int] = mapped_column(info=IMPERSONAL)
    scale: Mapped[int] = mapped_column(info=IMPERSONAL)
    language: Mapped[str] = mapped_column(String(10), info=_ANSWERS)
    # What was said, "" for "prefer not to say": the code of a Society, the id of a role.
    society: Mapped[str] = mapped_column(String(10), info=_ANSWERS)
    role: Mapped[str] = mapped_column(String(40), info=_ANSWERS)
    # {"b1": [5, 2], …}: importance and skill; a task that does not apply is not there
    ratings: Mapped[dict[str, list[int]]] = mapped_column(JSON, info=_ANSWERS)
    # {"format": ["phone", "group"], …}: ids only, in the order of preference where that was asked
    choices: Mapped[dict[str, list[str]]] = mapped_column(JSON, info=_ANSWERS)
    answered_on: Mapped[date] = mapped_column(Date, info=_ANSWERS)
    # False where a record that is joined with the sender's has answered before: it is kept for the plan alone.
    counts: Mapped[bool] = mapped_column(default=True, server_default=true(), info=IMPERSONAL)
    # In a file of KoboToolbox or ODK, or entered by who asked: somebody has seen it.
    is_collected: Mapped[bool] = mapped_column(default=False, server_default=false(), info=IMPERSONAL)

    __table_args__ = (
        Index("ix_survey_response_answered_on", "answered_on"),
        Index("ix_survey_response_survey_version", "survey", "version", "society"),
        CheckConstraint("scale > 1", name="scale"),
        # In the order of their keys, not of their coming.
        {"sqlite_with_rowid": False},
    )


class SurveyPlan(Base):
    """That somebody asked for a plan, and the key of their answers. One of each survey."""

    __tablename__ = "survey_plan"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True, info=_ANSWERS)
    survey: Mapped[str] = mapped_column(String(40), primary_key=True, info=_ANSWERS)
    response_key: Mapped[str] = mapped_column(ForeignKey("survey_response.key"), info=_ANSWERS)

    __table_args__ = (UniqueConstraint("response_key"),)


class SurveyMark(Base):
    """That somebody has answered a version of a survey, and in which month; never what.

    The mark is made of the person, or of the id of a submission that was brought in, and the secret key of the site:
    without the key it says nothing, and the rows stand in the order of their marks, not of their coming.
    """

    __tablename__ = "survey_mark"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True, info=IMPERSONAL)
    survey: Mapped[str] = mapped_column(String(40), info=IMPERSONAL)
    version: Mapped[int] = mapped_column(info=IMPERSONAL)
    # the last day of the month in which they answered
    answered_by: Mapped[date] = mapped_column(Date, info=_MARK)

    __table_args__ = {"sqlite_with_rowid": False}


class SurveyInterviewer(Base):
    """How many people somebody asked in a round. Nothing leads from here to an answer, nor back."""

    __tablename__ = "survey_interviewer"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True, info=_INTERVIEWS)
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_round.id"), primary_key=True, info=_INTERVIEWS)
    entered: Mapped[int] = mapped_column(info=_INTERVIEWS)

    __table_args__ = (CheckConstraint("entered > 0", name="entered"),)


class SurveyRound(Base):
    """A time in which a Society asks its people. `results` once it is over: figures of groups, kept as they were."""

    __tablename__ = "survey_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    society: Mapped[str] = mapped_column(String(10))
    survey: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column()
    begins_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    # how many people with an account the Society had when the round was over
    invited: Mapped[int | None] = mapped_column()
    results: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = (
        Index("ix_survey_round_society_survey", "society", "survey"),
        # One at a time, also where two people begin one at the same moment.
        Index(
            "uq_survey_round_open",
            "society",
            "survey",
            unique=True,
            sqlite_where=text("results IS NULL"),
            postgresql_where=text("results IS NULL"),
        ),
        CheckConstraint("begins_on <= ends_on", name="days"),
        {"info": impersonal("days and figures of groups of five people and more")},
    )
