"""The verb of who asks others: add the answers of one person to the open round.

Of who asks only a number is kept, how many people it was. It stands in no row of answers, and nothing of it is written
into the audit: a line with a person and an hour would say whose the answers are. Flushes, never commits.
"""

from __future__ import annotations

from datetime import date

from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session, upserts
from lms.errors import RuleBroken
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.models import SurveyInterviewer, SurveyResponse
from lms.surveys.queries import find_open_round
from lms.surveys.services.answers import response_row
from lms.surveys.services.marks import has_answered


def to_ask(person: Person) -> tuple[Survey, bool, date] | None:
    """The survey about which somebody may ask others now, whether they have answered it themselves, the last day."""
    for survey in registry.current().surveys.values():
        current = find_open_round(person.society, survey) if survey.interview is not None else None
        if current is not None:
            return survey, has_answered(person, survey), current.ends_on
    return None


def add_interview(
    interviewer: Person, survey: Survey, key: str, answers: GivenAnswers, *, language: str
) -> bool:
    """Keep what somebody was told, under the random `key` of the form; False where it is here already.

    Raises RuleBroken("survey-no-interviews") where no round of their Society is open.
    """
    current = find_open_round(interviewer.society, survey)
    if current is None:
        raise RuleBroken("survey-no-interviews")
    row = response_row(survey, key, answers, language) | {
        "society": interviewer.society,
        "is_collected": True,
    }
    keep = upserts.insert(SurveyResponse).values(row).on_conflict_do_nothing()
    if session.scalar(keep.returning(SurveyResponse.key)) is None:
        return False
    counted = upserts.insert(SurveyInterviewer).values(
        person_id=interviewer.id, round_id=current.id, entered=1
    )
    session.execute(
        counted.on_conflict_do_update(
            index_elements=["person_id", "round_id"], set_={"entered": SurveyInterviewer.entered + 1}
        )
    )
    return True
