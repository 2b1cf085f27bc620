"""The answers of a file between its preview and taking them in: signed, in the page, kept nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from lms.accounts.services.people import Person
from lms.content.types.surveys import Survey
from lms.errors import RuleBroken
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.scoring import Rating

_SALT: Final = "collected answers"
_LIFE: Final = timedelta(hours=2)


def packed(new: Mapping[str, GivenAnswers], society: str, survey: Survey, person: Person) -> str:
    """The answers by their marks, for one Society and the person who looks at them."""
    rows = [
        [mark, {task: [one.importance, one.skill] for task, one in answers.ratings.items()}, answers.choices]
        for mark, answers in new.items()
    ]
    return str(_serializer().dumps([_whose(society, survey, person), rows]))


def unpacked(text: str, society: str, survey: Survey, person: Person) -> dict[str, GivenAnswers]:
    """What was packed. Raises RuleBroken("survey-preview-old") where it is too old, another's, or was touched."""
    try:
        whose, rows = _serializer().loads(text, max_age=int(_LIFE.total_seconds()))
    except BadData:
        whose, rows = None, []
    if whose != _whose(society, survey, person):
        raise RuleBroken("survey-preview-old", field="file")
    return {mark: _answers(survey, ratings, choices) for mark, ratings, choices in rows}


def _answers(
    survey: Survey, ratings: Mapping[str, list[int]], choices: Mapping[str, list[str]]
) -> GivenAnswers:
    rated = {task: Rating(importance, skill, survey.scale) for task, (importance, skill) in ratings.items()}
    return GivenAnswers(rated, choices, is_collected=True)


def _whose(society: str, survey: Survey, person: Person) -> list[Any]:
    return [society, survey.id, survey.version, person.id]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=_SALT)
