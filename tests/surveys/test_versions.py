"""A survey of channels is answered alone or asked of others; the survey of needs is answered alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import loader
from lms.content.types.curriculum import Content
from lms.surveys.domain import versions
from lms.surveys.domain.given_answers import ROLE, SOCIETY


@pytest.fixture(scope="module")
def curriculum() -> Content:
    return loader.load(Path(__file__).parent.parent.parent)


def test_who_answers_alone_is_not_offered_the_roles_that_are_asked_by_somebody(curriculum: Content) -> None:
    survey = curriculum.surveys["channels"]
    assert survey.interview is not None
    alone = {choice.id for choice in versions.for_self(survey).question(ROLE).choices}
    asked = {choice.id for choice in versions.for_interview(survey, "khm").question(ROLE).choices}
    assert alone.isdisjoint(asked)
    assert asked == set(survey.interview.roles)


def test_whoever_is_asked_is_asked_for_one_society(curriculum: Content) -> None:
    survey = versions.for_interview(curriculum.surveys["channels"], "khm")
    assert [choice.id for choice in survey.question(SOCIETY).choices] == ["khm"]


def test_nobody_is_interviewed_about_what_they_need_to_learn(curriculum: Content) -> None:
    needs = curriculum.surveys["needs"]
    assert versions.for_self(needs) is needs
    with pytest.raises(LookupError):
        versions.for_interview(needs, "khm")
