"""The versions of a survey: who answers by themselves, and who is asked by somebody. Pure.

The questions are the same; what is known beforehand is not asked: it is the only answer that is left.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from lms.content.types.surveys import Survey, SurveyQuestion
from lms.surveys.domain.given_answers import ROLE, SOCIETY


def for_self(survey: Survey) -> Survey:
    """The survey as somebody answers it alone."""
    if survey.interview is None:
        return survey
    roles = [choice.id for choice in survey.question(ROLE).choices if choice.id not in survey.interview.roles]
    return _with(survey, ROLE, roles)


def for_interview(survey: Survey, society: str) -> Survey:
    """The survey as it is asked in a round of a Society. Raises LookupError where nobody may be asked."""
    if survey.interview is None:
        raise LookupError(survey.id)
    return _with(_with(survey, ROLE, survey.interview.roles), SOCIETY, [society])


def for_paper(survey: Survey, society: str) -> Survey:
    """The survey as it is printed in a round of a Society: which one asks is known."""
    return _with(survey, SOCIETY, [society])


def _with(survey: Survey, name: str, ids: Collection[str]) -> Survey:
    """The survey with these answers alone to one of its first questions."""

    def narrowed(question: SurveyQuestion) -> SurveyQuestion:
        kept = tuple(choice for choice in question.choices if choice.id in ids)
        return replace(question, choices=kept) if question.id == name else question

    return replace(survey, about=tuple(map(narrowed, survey.about)))
