"""The verb of who types what came on paper: add the answers of one paper to the open round.

No account is tied to them. The audit says who typed a paper into which round: whoever runs a round could make papers
up. It says nothing of whose paper it was, since nobody knows. Flushes, never commits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lms import audit
from lms.accounts.services.people import Person
from lms.content.types.surveys import Survey
from lms.db import session, upserts
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.models import SurveyResponse
from lms.surveys.services.answers import response_row
from lms.surveys.services.collected import open_round

_LANGUAGE: Final = ""  # which one somebody read, nobody types


def take_paper(society: str, survey: Survey, key: str, answers: GivenAnswers, *, actor: Person) -> bool:
    """Keep the answers of a paper under the random `key` of the form; False where they are here already.

    Raises RuleBroken: "survey-no-round", "survey-round-other".
    """
    row = open_round(society, survey)
    seen = replace(answers, is_collected=True)
    kept = response_row(survey, key, seen, _LANGUAGE) | {"society": society}
    keep = upserts.insert(SurveyResponse).values(kept).on_conflict_do_nothing()
    if session.scalar(keep.returning(SurveyResponse.key)) is None:
        return False
    audit.note(actor.id, "surveys.type-paper", "survey_round", row.id, society=society)
    return True
