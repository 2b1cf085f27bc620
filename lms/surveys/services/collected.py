"""Verbs of answers that were collected with KoboToolbox or ODK: look through a file, take its answers into a round.

They join the open round of a Society. No account is tied to them, and of what the file says of a submission only a
mark is kept, by which it counts once however often it is brought in. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.services.people import Person
from lms.content.types.surveys import Survey
from lms.db import insert_all, session
from lms.errors import RuleBroken
from lms.surveys import parsing
from lms.surveys.domain.field_names import CONSENT
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.submission_columns import Columns, columns_of, refuse_strangers
from lms.surveys.domain.submissions import Reading, submissions
from lms.surveys.models import SurveyResponse, SurveyRound
from lms.surveys.parsing import Table
from lms.surveys.services.answers import response_row
from lms.surveys.services.marks import known_marks, leave_marks, submission_mark

_LANGUAGE: Final = ""  # which one somebody read, the form does not say


@dataclass(frozen=True)
class Found:
    """What a file says to a round: the answers that are new, by their marks, and how many are here already."""

    table: Table
    columns: Columns
    reading: Reading
    new: Mapping[str, GivenAnswers]
    known: int


def read_file(content: bytes) -> Table:
    """The rows of a file. It takes seconds, and asks nothing of the database. Raises what `parsing.read` does."""
    return parsing.read(content, CONSENT)


def look_through(table: Table, society: str, survey: Survey) -> Found:
    """What a file says to the open round of a Society. Nothing is kept.

    Raises RuleBroken: "survey-no-round", "survey-round-other", "survey-labels", "survey-columns".
    """
    row = open_round(society, survey)
    columns = columns_of(survey, table.columns)
    refuse_strangers(survey, table.columns, columns)
    reading = submissions(survey, society, row.begins_on, table, columns)
    by_mark = {submission_mark(one.id, survey): one.answers for one in reading.taken}
    known = known_marks([*by_mark])
    new = {mark: answers for mark, answers in by_mark.items() if mark not in known}
    return Found(table, columns, reading, new, len(known))


def take_in(new: Mapping[str, GivenAnswers], society: str, survey: Survey, *, actor: Person | None) -> int:
    """Take answers into the open round; returns how many of them were not here yet.

    Raises RuleBroken: "survey-no-round", "survey-round-other".
    """
    row = open_round(society, survey)
    kept = leave_marks([*new], survey)
    rows = [
        response_row(survey, str(uuid4()), answers, _LANGUAGE)
        for mark, answers in new.items()
        if mark in kept
    ]
    insert_all(SurveyResponse, rows)
    if kept:
        actor_id = actor.id if actor else None
        audit.note(actor_id, "surveys.take-in", "survey_round", row.id, society=society, answers=len(kept))
    return len(kept)


def open_round(society: str, survey: Survey) -> SurveyRound:
    """The round that takes answers today, so that nobody closes it meanwhile.

    Raises RuleBroken: "survey-no-round", "survey-round-other".
    """
    row = session.scalar(
        select(SurveyRound)
        .where(SurveyRound.society == society, SurveyRound.survey == survey.id, SurveyRound.results.is_(None))
        .with_for_update()
    )
    if row is None or row.ends_on < clock.today():
        raise RuleBroken("survey-no-round", field="file")
    if row.version != survey.version:
        raise RuleBroken("survey-round-other", field="file", round=row.version, now=survey.version)
    return row
