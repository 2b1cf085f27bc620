"""How the fields of a survey are called, on the page and in its XLSForm, and the answers that say nothing. Pure."""

from __future__ import annotations

from typing import Final

from lms.content.types.surveys import SurveyQuestion, SurveyTask

SKIP: Final = "skip"  # prefer not to say
NOT_APPLICABLE: Final = "not"
CONSENT: Final = "consent"
AGREED, DECLINED = "yes", "no"
# Which questions a form asks: calculated by the form, since KoboToolbox gives a form an id and versions of its own.
FORM, VERSION = "sala_form", "sala_version"


def rating_names(task: SurveyTask) -> tuple[str, str]:
    """The fields of a task: importance and skill."""
    return f"{task.id}-importance", f"{task.id}-skill"


def rank_names(question: SurveyQuestion) -> list[str]:
    """The fields of an order of preference: the first place, the second and so on."""
    return [f"{question.id}-{place}" for place in range(1, (question.most or len(question.choices)) + 1)]


def care_name(question: SurveyQuestion) -> str:
    """The group of questions that are asked of the same people alone."""
    return "-".join(["care", *(question.only_if.choices if question.only_if else ())])


def note_name(name: str) -> str:
    """What is only read: a sentence of the consent, the question above places. No answer stands there."""
    return f"{name}-note"
