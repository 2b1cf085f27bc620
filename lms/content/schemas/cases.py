"""The shape of a branching case's file: which keys it has, which values they take. Knows one file at a time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lms.content.schemas.curriculum import LanguageCode, LessonName, Shape, Status, Text
from lms.content.types.cases import Kept, OptionId


class OptionShape(Shape):
    """What somebody may do, and what comes of it."""

    id: OptionId
    text: dict[LanguageCode, Text]
    then: dict[LanguageCode, Text]
    right_when: dict[LanguageCode, Text] | None = None
    later: dict[LanguageCode, Text] | None = None
    keeps: list[Kept] = []


class DecisionShape(Shape):
    """Three options, and which of them is best."""

    situation: dict[LanguageCode, Text] | None = None
    best: OptionId
    options: Annotated[list[OptionShape], Field(min_length=3, max_length=3)]


class CaseShape(Shape):
    """curriculum/cases/<slug>.yaml, all languages in one file."""

    lesson: LessonName
    status: dict[LanguageCode, Status] = {}
    title: dict[LanguageCode, Text]
    opening: dict[LanguageCode, Text]
    decisions: Annotated[list[DecisionShape], Field(min_length=2, max_length=2)]
    debrief: dict[LanguageCode, Text]
