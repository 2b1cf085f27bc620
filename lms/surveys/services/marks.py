"""Who has answered a survey already: a mark that only the site can make and that leads to no answer.

Without it whoever reads the results could send four answers of their own and read the fifth. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select

from lms import clock
from lms.accounts.domain.blind_mark import blind_mark, end_of_month
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.people import Person, PersonId
from lms.config import current_settings
from lms.content.types.surveys import Survey
from lms.db import session, upserts
from lms.surveys.models import SurveyMark

_AT_ONCE: Final = 500  # rows of a statement


def leave_mark(person: Person, survey: Survey) -> bool:
    """Note that somebody has answered; False where that is noted already."""
    return bool(leave_marks([_mark(person.id, survey.id, survey.version)], survey))


def leave_marks(marks: Sequence[str], survey: Survey) -> set[str]:
    """Keep marks of this month; returns those that were not there. One of them may be kept elsewhere meanwhile."""
    by, new = end_of_month(clock.today()), set[str]()
    for some in _batches(marks):
        rows = [
            {"mark": mark, "survey": survey.id, "version": survey.version, "answered_by": by} for mark in some
        ]
        keep = upserts.insert(SurveyMark).values(rows).on_conflict_do_nothing()
        new.update(session.scalars(keep.returning(SurveyMark.mark)))
    return new


def known_marks(marks: Sequence[str]) -> set[str]:
    """Those of some marks that are kept already."""
    return {
        mark
        for some in _batches(marks)
        for mark in session.scalars(select(SurveyMark.mark).where(SurveyMark.mark.in_(some)))
    }


def submission_mark(submission_id: str, survey: Survey) -> str:
    """The mark of a submission that was collected elsewhere. It leads to no account and to no answers."""
    secret = current_settings().secret_key
    return blind_mark("survey mark", "submission", submission_id, survey.id, survey.version, secret=secret)


def _batches(marks: Sequence[str]) -> Iterator[Sequence[str]]:
    """Few enough at a time for one statement."""
    return (marks[at : at + _AT_ONCE] for at in range(0, len(marks), _AT_ONCE))


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


def drop_old_marks(before: datetime) -> int:
    """Forget who answered in a month that was over before the day of an instant. Returns how many that was."""
    old = delete(SurveyMark).where(SurveyMark.answered_by < clock.day_of(before))
    return len(session.execute(old.returning(SurveyMark.mark)).all())


def _mark(person_id: PersonId, survey_id: str, version: int) -> str:
    return blind_mark("survey mark", person_id, survey_id, version, secret=current_settings().secret_key)
