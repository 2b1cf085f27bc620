"""The shape of each YAML file: which keys it has, which values they take. Knows one file at a time,
nothing across.

Everything arrives as text (see `yamlfiles`), so numbers, dates and yes/no are read here, one strict way each.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError


def _number(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch("0|[1-9][0-9]{0,5}", value):
        raise PydanticCustomError(
            "number", "should be a whole number such as 12, not {value}", {"value": repr(value)}
        )
    return int(value)


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


def _months(value: object) -> int | None:
    return None if value == "never" else _number(value)


def _flag(value: object) -> bool:
    if value not in ("true", "false"):
        raise PydanticCustomError("flag", "should be true or false, not {value}", {"value": repr(value)})
    return value == "true"


def _face(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("none|[a-z]+(?: [a-z]+){3}", value):
        hint = "should be a name and three moods such as `samnang hurt calm worried`, or `none`, not {value}"
        raise PydanticCustomError("face", hint, {"value": repr(value)})
    return value


def _day(value: object) -> date | None:
    if value == "":
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError(
        "day", "should be a day such as 2026-01-31, not {value}", {"value": repr(value)}
    )


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
WordingKey = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]*$")]
PartId = Annotated[str, StringConstraints(pattern="^[a-z]$")]
LanguageCode = Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")]
LessonName = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9-]*/[0-9]{2}-[a-z][a-z0-9-]*$")]
FaceWords = Annotated[str, BeforeValidator(_face)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date | None, BeforeValidator(_day)]
DecisionDay = Annotated[date, BeforeValidator(_day)]
Months = Annotated[Annotated[int, Field(ge=1, le=120)] | None, BeforeValidator(_months)]
MonthCount = Annotated[int, BeforeValidator(_number), Field(ge=1, le=120)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=0, le=10_000)]
Positive = Annotated[int, BeforeValidator(_number), Field(ge=1, le=10_000)]
Percent = Annotated[int, BeforeValidator(_number), Field(ge=1, le=100)]
Year = Annotated[int, BeforeValidator(_number), Field(ge=1900, le=2100)]
Status = Literal["draft", "reviewed", "approved"]
Level = Literal["recall", "apply", "judge"]
Colour = Literal["blue", "green", "amber", "violet", "teal"]
Script = Literal["Latn", "Khmr", "Laoo", "Thai", "Mymr"]
Requirement = Literal["post-test", "observed-practice"]


class Shape(BaseModel):
    """A mapping with known keys only. The validation context collects which shape each mapping was held
    against.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _remember(cls, data: Any, info: ValidationInfo) -> Any:
        # An error says where the unknown key is, not what would have been known there: `validation` looks
        # it up.
        if isinstance(info.context, dict):
            info.context[id(data)] = tuple(cls.model_fields)
        return data


class LanguageShape(Shape):
    """One line of languages.yaml."""

    name: Text
    script: Script


class LanguagesShape(RootModel[dict[LanguageCode, LanguageShape]]):
    """languages.yaml: the languages by code, in the order of the switcher."""


class SourceShape(Shape):
    """A publication that facts come from."""

    title: Text
    by: Text
    year: Year | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    isbn: Text | None = None


class PostTestShape(Shape):
    """What it takes to pass. `pass_mark` in percent, `wait_hours` after the last attempt."""

    pass_mark: Percent
    attempts: Positive
    wait_hours: Count


class RefresherShape(Shape):
    """When a refresher counts: from `opens_days` before the expiry until `grace_days` after it."""

    opens_days: Count
    grace_days: Count


class WorkshopShape(Shape):
    """What a workshop asks for. `attendance` in percent of its half-days; the test `test_days` after them at most."""

    attendance: Percent = 80
    test_days: Count = 14


class EarlierShape(Shape):
    """Rules that held until the end of a day, whole: what changes later must not reach back to them."""

    until: DecisionDay
    validity_months: Months
    requires: Annotated[list[Requirement], Field(min_length=1)]
    refresher: RefresherShape
    trainer_credit: Flag = False


class AwardShape(Shape):
    """The award rules of a module."""

    validity_months: Months
    requires: Annotated[list[Requirement], Field(min_length=1)]
    post_test: PostTestShape
    refresher: RefresherShape
    trainer_credit: Flag = False
    prerequisites: list[Key] = []
    earlier: list[EarlierShape] = []
    workshop: WorkshopShape = WorkshopShape()


class ModuleShape(Shape):
    """modules/<module>/module.yaml."""

    title: Text
    summary: Text
    audience: Text
    order: Positive
    minutes: Positive
    colour: Colour
    version: Text
    dated: Day = None
    before_outreach: list[Text] = []
    award: AwardShape
    sources: dict[Key, SourceShape]


class ModuleTranslation(Shape):
    """translations/<language>/modules/<module>/module.yaml."""

    status: Status
    title: Text
    summary: Text
    audience: Text


class LessonShape(Shape):
    """The front matter of a lesson and of trainer.md. `best`: for each story, which choice is best, from 1; `faces`:
    who speaks in it, and how they look at first, after the best choice and after another;
    `scene`: what the picture above says to those who cannot see it.
    """

    title: Text
    minutes: Positive
    objectives: list[Text] = []
    best: list[Positive] = []
    faces: list[FaceWords] = []
    scene: Text | None = None
    sources: list[Key] = []
    after: list[LessonName] = []


class LessonTranslation(Shape):
    """The front matter of a translated lesson."""

    title: Text
    scene: Text | None = None
    status: Status
    objectives: list[Text] = []


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


class DesignShape(Shape):
    """certificates/<design>/design.yaml."""

    name: Text
    paper: Literal["A4"]
    orientation: Literal["landscape", "portrait"]
    wordings: Annotated[dict[LanguageCode, dict[WordingKey, Text]], Field(min_length=1)]


class AcceptedDifference(Shape):
    """One difference between a translation and its English that is right, and why."""

    english: Text
    differs: Text
    reason: Text


class AcceptedShape(RootModel[dict[Text, list[AcceptedDifference]]]):
    """accepted.yaml of a language: differences by file."""
