"""The shape of the files of questions: quizzes/<module>.yaml and its translations. Knows one file at a time."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from lms.content.schemas.curriculum import Flag, Key, Positive, Shape, Status, Text


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"-?(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,2})?", value):
        raise PydanticCustomError(
            "decimal", "should be a number such as 12 or 2.5, not {value}", {"value": repr(value)}
        )
    return Decimal(value)


def _tolerance(value: object) -> Decimal:
    number = _decimal(value)
    if number < 0:
        raise PydanticCustomError("tolerance", "should be 0 or more, not {value}", {"value": repr(value)})
    return number


PartId = Annotated[str, StringConstraints(pattern="^[a-z]$")]
Level = Literal["recall", "apply", "judge"]


class OptionShape(Shape):
    """One answer that can be chosen. `right_when` is for authors: the case in which a wrong one would be right."""

    id: PartId
    text: Text
    why: Text
    right: Flag = False
    right_when: Text | None = None


class StepShape(Shape):
    """One step of an ordering question, or the unit of a number."""

    id: PartId
    text: Text


class SideShape(Shape):
    """One side of a pair: what is asked has `fits`, the letter of the answer that belongs to it; an answer has none."""

    id: PartId
    text: Text
    fits: PartId | None = None


class _ItemShape(Shape):
    id: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9-]*-[0-9]{3}$")]
    lesson: Text
    level: Level
    safety: Key | None = None
    retired: Flag = False
    stem: Text


class SingleShape(_ItemShape):
    """One best answer of 3 to 5. Questions of one `option_set` have the same options, each right in one of them."""

    kind: Literal["single"]
    option_set: Key | None = None
    options: Annotated[list[OptionShape], Field(min_length=3, max_length=5)]


class MultipleShape(_ItemShape):
    """Two or more right answers; the stem says how many."""

    kind: Literal["multiple"]
    options: Annotated[list[OptionShape], Field(min_length=3, max_length=7)]


class TrueFalseShape(_ItemShape):
    """A statement, and the reason why it is true or false."""

    kind: Literal["true-false"]
    answer: Flag
    why: Text
    reasons: Annotated[list[OptionShape], Field(min_length=2, max_length=5)]


class OrderShape(_ItemShape):
    """Steps written in the right order."""

    kind: Literal["order"]
    why: Text
    steps: Annotated[list[StepShape], Field(min_length=3, max_length=8)]


class MatchShape(_ItemShape):
    """What is asked, and the answers to choose from, of which more may be than are needed."""

    kind: Literal["match"]
    why: Text
    pairs: Annotated[list[SideShape], Field(min_length=4, max_length=14)]


class NumberShape(_ItemShape):
    """A number that is typed, and the unit that stands beside the field."""

    kind: Literal["number"]
    why: Text
    answer: Annotated[Decimal, BeforeValidator(_decimal)]
    tolerance: Annotated[Decimal, BeforeValidator(_tolerance)] = Decimal(0)
    unit: Annotated[list[StepShape], Field(max_length=1)] = []


ItemShape: TypeAlias = SingleShape | MultipleShape | TrueFalseShape | OrderShape | MatchShape | NumberShape


class BlueprintShape(Shape):
    """How a post-test is drawn from the pool."""

    lessons: Annotated[dict[str, Positive], Field(min_length=1)]
    levels: dict[Level, Positive]
    safety: list[Key] = []


class PoolShape(Shape):
    """quizzes/<module>.yaml."""

    module: Key
    post_test: BlueprintShape
    items: Annotated[list[Annotated[ItemShape, Field(discriminator="kind")]], Field(min_length=1)]


class PartTranslation(Shape):
    """A translated option, reason, step or side of a pair; only the first two have a `why`."""

    text: Text
    why: Text | None = None


class ItemTranslation(Shape):
    """A translated question: `options`, `reasons`, `steps` …, as the source has."""

    stem: Text
    why: Text | None = None
    options: dict[PartId, PartTranslation] = {}
    reasons: dict[PartId, PartTranslation] = {}
    steps: dict[PartId, PartTranslation] = {}
    pairs: dict[PartId, PartTranslation] = {}
    unit: dict[PartId, PartTranslation] = {}


class PoolTranslation(Shape):
    """translations/<language>/quizzes/<module>.yaml."""

    status: Status
    items: dict[str, ItemTranslation]
