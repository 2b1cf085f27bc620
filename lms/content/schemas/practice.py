"""The shape of a practice card's file: which keys it has, which values they take. Knows one file at a time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lms.content.schemas.curriculum import Count, Key, LanguageCode, Positive, Shape, Status, Text


class PointShape(Shape):
    """What is looked at, and how many points it brings at most; `least`: with fewer the card is not passed."""

    id: Key
    text: dict[LanguageCode, Text]
    most: Annotated[Positive, Field(le=9)] = 1
    least: Count = 0


class NeverShape(Shape):
    """What ends it, whatever the sum."""

    id: Key
    text: dict[LanguageCode, Text]


class PracticeShape(Shape):
    """curriculum/practice/<module>.yaml, all languages in one file."""

    version: Text
    status: dict[LanguageCode, Status] = {}
    title: dict[LanguageCode, Text]
    before: dict[LanguageCode, Text]
    waits_for: list[Key] = []
    pass_points: Positive
    points: Annotated[list[PointShape], Field(min_length=1, max_length=20)]
    never: NeverShape | None = None
