"""The answers to a survey as lines of text in the reader's language. Reads no rows.

A question or an answer that the survey no longer has is named by its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lms.content.types.curriculum import Content
from lms.content.types.localized import Name
from lms.content.types.surveys import Survey, Wording
from lms.data_inventory import Fact
from lms.i18n import current_language
from lms.privacy.presenters.fact_lines import Line


def is_about(facts: Mapping[str, Fact]) -> bool:
    """Whether these are the facts of answers to a survey."""
    return {"survey", "ratings", "choices"} <= facts.keys()


def in_words(facts: Mapping[str, Any], content: Content) -> Iterator[Line]:
    """A line for each question and each task, in the order in which they are kept."""
    survey = content.surveys.get(str(facts["survey"]))
    for question, chosen in facts["choices"].items():
        yield _line(question, _question(survey, question), _choices(survey, question, chosen))
    for task, (importance, skill) in facts["ratings"].items():
        wording = next((one.wording for one in survey.tasks if one.id == task), None) if survey else None
        steps = (_step(survey.importance, importance), _step(survey.skill, skill)) if survey else ()
        yield _line(task, wording, steps or (_plain(str(importance)), _plain(str(skill))))


def title_of(survey_id: str, content: Content) -> Name:
    """The title of a survey, or its id where there is none any more."""
    survey = content.surveys.get(survey_id)
    return survey.title.text(current_language()) if survey else _plain(survey_id)


def _line(name: str, wording: Wording | None, said: Sequence[Name]) -> Line:
    label = wording.text(current_language()).text if wording else name
    return Line(label, "; ".join(one.text for one in said), said[0].language)


def _question(survey: Survey | None, question: str) -> Wording | None:
    try:
        return survey.question(question).wording if survey else None
    except KeyError:
        return None


def _choices(survey: Survey | None, question: str, chosen: Sequence[str]) -> list[Name]:
    if survey is None or _question(survey, question) is None:
        return [_plain(each) for each in chosen]
    known = {choice.id: choice.wording for choice in survey.question(question).choices}
    return [known[each].text(current_language()) if each in known else _plain(each) for each in chosen]


def _step(anchors: Sequence[Wording], rating: int) -> Name:
    """The words of a step; its number where the scale was another one."""
    known = 1 <= rating <= len(anchors)
    return anchors[rating - 1].text(current_language()) if known else _plain(str(rating))


def _plain(text: str) -> Name:
    return Name(text, current_language())
