"""People who answer the survey of channels, as forms and as rows: what they said is what the test says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

from lms import clock
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.surveys.domain.given_answers import is_asked
from lms.surveys.services import rounds
from tests.people import People


def survey_of_channels() -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["channels"]


def open_round(people: People, society: str = "khm") -> int:
    """Chan begins a round of three weeks today."""
    today = clock.today()
    survey = survey_of_channels()
    return rounds.begin_round(society, survey, today, today + timedelta(days=21), actor=people.chan)


def interview(**said: str | list[str]) -> dict[str, str | list[str]]:
    """The form of a migrant who agreed; whatever the test does not say is "prefer not to say"."""
    survey = survey_of_channels()
    given: dict[str, list[str]] = {"role": ["migrant"]} | {
        name.replace("_", "-"): value if isinstance(value, list) else [value] for name, value in said.items()
    }
    filled: dict[str, str | list[str]] = {"consent": "1", "version": str(survey.version), "key": str(uuid4())}
    for question in survey.questions:
        if is_asked(question, given):
            given.setdefault(question.id, ["skip"])
    return filled | given


def as_choices(form: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    """What a form says, as it is kept."""
    said = {name: value if isinstance(value, list) else [value] for name, value in form.items()}
    return {
        name: value
        for name, value in said.items()
        if value != ["skip"] and name not in ("consent", "version", "key", "csrf_token", "role", "society")
    }
