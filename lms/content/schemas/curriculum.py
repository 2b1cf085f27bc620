"""The shape of each YAML file: which keys it has, which values they take. Knows one file at a time,
nothing across.

Everything arrives as text (see `yamlfiles`), so numbers, dates and yes/no are read here, one strict way each.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

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


class DesignShape(Shape):
    """certificates/<design>/design.yaml."""

    name: Text
    purpose: Literal["certificate", "attendance-note"] = "certificate"
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
