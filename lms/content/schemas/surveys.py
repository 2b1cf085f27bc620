"""The shape of a survey's file: which keys it has, which values they take. Knows one file at a time."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lms.content.schemas.curriculum import Key, LanguageCode, LessonName, Positive, Shape, Status, Text


class ChoiceShape(Shape):
    """An answer: its id, and its words by language."""

    id: Key
    text: dict[LanguageCode, Text]


class QuestionShape(Shape):
    """A question with fixed answers. `from` puts the Societies or the languages of the site before its choices.

    `only_if`: the earlier question, and its answers, without which this one is not asked.
    """

    id: Key
    kind: Literal["one", "several", "ranked"]
    text: dict[LanguageCode, Text]
    choices: Annotated[list[ChoiceShape], Field(min_length=1)]
    source: Annotated[Literal["societies", "languages"] | None, Field(alias="from")] = None
    most: Positive | None = None
    only_if: Annotated[dict[Key, list[Key]], Field(max_length=1)] = {}


class RepeatedShape(QuestionShape):
    """A question of a section. `each`: it is asked of every answer to an earlier question that somebody gave.

    `choices_of`: the answers of an earlier question stand before its own.
    """

    choices: list[ChoiceShape] = []
    each: Key | None = None
    choices_of: Key | None = None


class SectionShape(Shape):
    """Questions on one screen."""

    id: Key
    title: dict[LanguageCode, Text]
    questions: Annotated[list[RepeatedShape], Field(min_length=1)]


class TaskShape(Shape):
    """A task to be rated, and the module that teaches it."""

    id: Key
    module: Key
    text: dict[LanguageCode, Text]


class RulesShape(Shape):
    """What the recommendations name."""

    safety_order: Annotated[list[Key], Field(min_length=1)]
    certificate: Key
    certificate_lessons: Annotated[list[LessonName], Field(min_length=1)]
    referral_tasks: Annotated[list[Key], Field(min_length=1)]
    referral_duty: Key
    referral_lessons: Annotated[list[LessonName], Field(min_length=1)]
    care_task: Key
    care_lessons: Annotated[list[LessonName], Field(min_length=1)]
    on_paper: dict[Key, list[Key]]
    care_questions: Annotated[list[Key], Field(min_length=1)]


class ChannelsShape(Shape):
    """Which questions say what of channels."""

    weekly: Key
    trust: Key
    private: Key
    private_enough: Key
    topics: Key
    best: Key
    never: Key
    language: Key
    place: Key
    personal: Annotated[list[Key], Field(min_length=1)]
    face_to_face: Annotated[list[Key], Field(min_length=1)]


class InterviewShape(Shape):
    """How others are asked, and which roles."""

    before: Annotated[list[dict[LanguageCode, Text]], Field(min_length=1)]
    roles: Annotated[list[Key], Field(min_length=1)]


class SurveyShape(Shape):
    """quizzes/surveys/<id>.yaml: tasks and rules of a plan, or sections and rules of channels."""

    version: Positive
    scale: Positive
    status: dict[LanguageCode, Status]
    title: dict[LanguageCode, Text]
    summary: dict[LanguageCode, Text]
    consent: Annotated[list[dict[LanguageCode, Text]], Field(min_length=1)]
    importance: list[dict[LanguageCode, Text]] = []
    skill: list[dict[LanguageCode, Text]] = []
    about: list[QuestionShape]
    tasks: list[TaskShape] = []
    preferences: list[QuestionShape] = []
    rules: RulesShape | None = None
    sections: list[SectionShape] = []
    channels: ChannelsShape | None = None
    interview: InterviewShape | None = None
