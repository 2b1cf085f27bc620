"""What this feature holds about somebody: that they answered, the answers of who asked for a plan, how many they asked.

All are shown to them and removed with them. Answers without a plan cannot be found by person. They end with the
others, twelve months after they were sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, select

from lms import clock
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.data_inventory import Fact, PersonalDataItem
from lms.db import session
from lms.surveys.models import SurveyInterviewer, SurveyPlan, SurveyResponse, SurveyRound
from lms.surveys.queries import answers_of
from lms.surveys.services import marks


def export(ids: Sequence[PersonId]) -> Iterator[PersonalDataItem]:
    """That a person has answered, and the answers behind their plans; of their own record, whose id is the first one.

    Not of records that were joined with it: whoever joins two must not read what another one answered, nor that it did.
    """
    statement = (
        select(SurveyResponse)
        .join(SurveyPlan, SurveyPlan.response_key == SurveyResponse.key)
        .where(SurveyPlan.person_id.in_(ids[:1]))
        .order_by(SurveyResponse.answered_on, SurveyResponse.key)
    )
    for row in session.scalars(statement):
        choices = {question: list(chosen) for question, chosen in answers_of(row).choices.items()}
        facts: dict[str, Fact] = {
            "survey": row.survey,
            "answered_on": row.answered_on,
            "language": row.language,
            "ratings": dict(row.ratings),
            "choices": choices,
        }
        yield PersonalDataItem("survey", facts)
    for survey, ends_on, entered in session.execute(_interviews(ids)):
        yield PersonalDataItem("interviews", {"survey": survey, "round_ended": ends_on, "entered": entered})
    for mark in marks.marks_of(ids[:1]):
        yield PersonalDataItem("answered", {"survey": mark.survey, "answered_by": mark.answered_by})


def erase(erasure: Erasure) -> None:
    """Take away the answers, what led to them, and that there were any."""
    marks.remove_marks(erasure.ids)
    session.execute(delete(SurveyInterviewer).where(SurveyInterviewer.person_id.in_(erasure.ids)))
    _remove(SurveyResponse.key.in_(_keys_of(SurveyPlan.person_id.in_(erasure.ids))))


def drop_old_responses(before: datetime) -> int:
    """Forget what was answered before the day of an instant, with or without a plan. Returns how many that was."""
    return _remove(SurveyResponse.answered_on < clock.day_of(before))


def drop_old_interviews(before: datetime) -> int:
    """Forget who asked how many people in rounds that were over before the day of an instant. Returns how many."""
    over = select(SurveyRound.id).where(SurveyRound.ends_on < clock.day_of(before))
    old = delete(SurveyInterviewer).where(SurveyInterviewer.round_id.in_(over))
    return len(session.execute(old.returning(SurveyInterviewer.round_id)).all())


def _interviews(ids: Sequence[PersonId]) -> Select[str, date, int]:
    return (
        select(SurveyRound.survey, SurveyRound.ends_on, SurveyInterviewer.entered)
        .join(SurveyInterviewer, SurveyRound.id == SurveyInterviewer.round_id)
        .where(SurveyInterviewer.person_id.in_(ids))
        .order_by(SurveyRound.id)
    )


def _keys_of(which: ColumnElement[bool]) -> Sequence[str]:
    return session.scalars(select(SurveyPlan.response_key).where(which)).all()


def _remove(which: ColumnElement[bool]) -> int:
    keys = select(SurveyResponse.key).where(which)
    session.execute(delete(SurveyPlan).where(SurveyPlan.response_key.in_(keys)))
    return len(session.execute(delete(SurveyResponse).where(which).returning(SurveyResponse.key)).all())


PERSONAL_DATA: Final = PersonalData(
    export,
    erase,
    {
        "old-response": drop_old_responses,
        "old-answered": marks.drop_old_marks,
        "old-interviews": drop_old_interviews,
    },
)
