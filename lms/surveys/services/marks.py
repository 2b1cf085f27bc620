"""Who has answered a survey already: a mark that only the site can make and that leads to no answer.

Without it whoever reads the results could send four answers of their own and read the fifth. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from lms import clock
from lms.accounts.domain.blind_mark import blind_mark, end_of_month
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.people import Person, PersonId
from lms.config import current_settings
from lms.content.types.surveys import Survey
from lms.db import session, upserts
from lms.surveys.models import SurveyMark


def leave_mark(person: Person, survey: Survey) -> bool:
    """Note that somebody has answered; False where that is noted already."""
    row = {
        "mark": _mark(person.id, survey.id, survey.version),
        "survey": survey.id,
        "version": survey.version,
        "answered_by": end_of_month(clock.today()),
    }
    keep = upserts.insert(SurveyMark).values(row).on_conflict_do_nothing()
    return session.scalar(keep.returning(SurveyMark.mark)) is not None


def has_answered(person: Person, survey: Survey) -> bool:
    """Whether somebody has answered this version, by their own record alone.

    Whoever joins two records must not read that another one has answered.
    """
    return _is_marked([person.id], survey)


def joined_has_answered(person: Person, survey: Survey) -> bool:
    """Whether a record that was joined with somebody's has answered: for counting, never to be told."""
    return _is_marked(merged_ids(person)[1:], survey)


def _is_marked(ids: Sequence[PersonId], survey: Survey) -> bool:
    marks = [_mark(person_id, survey.id, survey.version) for person_id in ids]
    return session.scalar(select(SurveyMark.mark).where(SurveyMark.mark.in_(marks)).limit(1)) is not None


def remove_marks(ids: Iterable[PersonId], survey_id: str | None = None) -> None:
    """Forget that these people have answered a survey, or any."""
    session.execute(
        delete(SurveyMark).where(SurveyMark.mark.in_([row.mark for row in marks_of(ids, survey_id)]))
    )


def marks_of(ids: Iterable[PersonId], survey_id: str | None = None) -> Sequence[SurveyMark]:
    """The marks of some people, of one survey or of all."""
    asked = select(SurveyMark.survey, SurveyMark.version).distinct()
    if survey_id is not None:
        asked = asked.where(SurveyMark.survey == survey_id)
    versions = session.execute(asked).all()
    marks = [_mark(person_id, *version) for person_id in ids for version in versions]
    return session.scalars(
        select(SurveyMark).where(SurveyMark.mark.in_(marks)).order_by(SurveyMark.survey)
    ).all()


def drop_old_marks(before: datetime) -> None:
    """Forget who answered in a month that was over before the day of an instant."""
    session.execute(delete(SurveyMark).where(SurveyMark.answered_by < clock.day_of(before)))


def _mark(person_id: PersonId, survey_id: str, version: int) -> str:
    return blind_mark("survey mark", person_id, survey_id, version, secret=current_settings().secret_key)
