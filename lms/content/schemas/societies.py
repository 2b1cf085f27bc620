"""The shapes of a Society's files: who it is, its branches and services, where it is stricter, what it approved."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lms.content.schemas.curriculum import (
    Day,
    DecisionDay,
    Flag,
    Key,
    LanguageCode,
    MonthCount,
    Percent,
    Positive,
    Shape,
    Status,
    Text,
    Year,
)

BranchCode = Annotated[str, StringConstraints(pattern="^[A-Z]{2}-[A-Z0-9]{1,3}$")]
PhoneNumber = Annotated[str, StringConstraints(pattern="^[+0-9][0-9 ]{1,18}[0-9]$")]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")]
Hours = Annotated[str, StringConstraints(pattern="^(24h|[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9])$")]


class SignatoryShape(Shape):
    """Who signs certificates: a role; the person behind it is a row, not a file."""

    key: Key
    role: Text


class BranchShape(Shape):
    """A province with its ISO 3166-2 code."""

    code: BranchCode
    name: Text
    native: Text


class ServiceShape(Shape):
    """A service or a hotline, and how far it may be trusted. See `societies.showable`."""

    key: Key
    title: Text
    number: PhoneNumber | None = None
    hours: Hours | None = None
    languages: list[LanguageCode] = []
    branches: list[BranchCode] = []
    evidence: Literal["owner", "second-hand"] | None = None
    seen: Year | None = None
    confirmed: Day = None
    confirmed_by: str = ""
    conflict: Flag = False


class ApprovalShape(Shape):
    """A module in a language that a Society has approved; `digest` as `translations status` shows it."""

    module: Key
    language: LanguageCode
    digest: Digest
    on: DecisionDay
    by: Text


class StricterTestShape(Shape):
    """What a Society asks of its own people in a post-test."""

    pass_mark: Percent | None = None
    attempts: Positive | None = None


class EarlierStricterShape(Shape):
    """What a Society asked until the end of a day; without `validity_months`: no more than the module."""

    until: DecisionDay
    validity_months: MonthCount | None = None


class StricterAwardShape(Shape):
    """Where a Society is stricter than the module; see `awards`."""

    since: Day = None
    validity_months: MonthCount | None = None
    post_test: StricterTestShape = StricterTestShape()
    earlier: list[EarlierStricterShape] = []


class SocietyShape(Shape):
    """societies/<code>.yaml."""

    name: Text
    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
    language: LanguageCode
    calendar: Literal["gregorian", "buddhist"]
    digits: Literal["latin", "native"]
    certificate_design: Key | None = None
    signatories: Annotated[list[SignatoryShape], Field(min_length=1)]
    branches: Annotated[list[BranchShape], Field(min_length=1)]
    services: list[ServiceShape]
    awards: dict[Key, StricterAwardShape] = {}
    approvals: list[ApprovalShape] = []


class SocietyTranslation(Shape):
    """translations/<language>/societies/<code>.yaml: texts by key."""

    status: Status
    name: Text
    signatories: dict[Key, Text] = {}
    services: dict[Key, Text] = {}
