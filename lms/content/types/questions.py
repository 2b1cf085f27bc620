"""Questions of a pool: a closed union, so that whoever needs each kind can match it exhaustively. Knows no answers
that people gave.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Final, Literal, TypeAlias

from lms.content.lessons.blocks import Mark

Level: TypeAlias = Literal["recall", "apply", "judge"]
Status: TypeAlias = Literal["source", "draft", "reviewed", "approved"]

PRE_TEST_LENGTH: Final = 10
"""Items of a pre-test, as the training-needs assessment has it; fewer where the test itself has fewer."""


@dataclass(frozen=True)
class PartText:
    """The text of an option, reason, step or side of a pair; `why` it is right or wrong (the last two have none)."""

    text: str
    why: str | None


@dataclass(frozen=True, eq=False)
class QuestionText:
    """A question in one language; `parts` by the id of the option, reason, step … `language` is the real one.

    `mark` says that the English has changed since it was translated (`stale`), or that it is in English for this
    reason (`withheld`).
    """

    stem: str
    why: str | None
    parts: Mapping[str, PartText]
    language: str
    status: Status
    mark: Mark | None = None

    @property
    def words(self) -> str:
        """Everything that it says as one text, a part a line: what its digest is of, what an editor compares."""
        parts = (
            f"({part_id}) {part.text}" + ("" if part.why is None else f" — {part.why}")
            for part_id, part in self.parts.items()
        )
        return "\n".join([self.stem, *parts, *([] if self.why is None else [self.why])])


@dataclass(frozen=True, eq=False)
class Item(ABC):
    """What questions of every kind have. `kind` is its name in the file, `part_key` the key of its parts there."""

    kind: ClassVar[str]
    part_key: ClassVar[str]

    id: str
    lesson: str  # the id of the lesson to reread
    level: Level
    safety: str | None  # the topic, on items that a safety depends on
    texts: Mapping[str, QuestionText]

    def text(self, language: str) -> QuestionText:
        """The question in a language, or in English where it is not translated."""
        return self.texts.get(language, self.texts["en"])

    @property
    @abstractmethod
    def parts(self) -> tuple[str, ...]:
        """The ids of its options, reasons, steps …, as the file has them."""

    @property
    @abstractmethod
    def right_parts(self) -> tuple[str, ...] | None:
        """Those of its parts that are right; None where no part is right or wrong by itself."""


@dataclass(frozen=True, eq=False)
class SingleChoice(Item):
    """One best answer: `right` is one of `options`.

    `option_set` names the questions that have the same options; `right_when` says of wrong ones when they would be
    right, in English, for authors.
    """

    kind = "single"
    part_key = "options"

    options: tuple[str, ...]
    right: str
    option_set: str | None = None
    right_when: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def parts(self) -> tuple[str, ...]:
        """The options."""
        return self.options

    @property
    def right_parts(self) -> tuple[str, ...]:
        """The one that is right."""
        return (self.right,)


@dataclass(frozen=True, eq=False)
class MultipleChoice(Item):
    """All of `right`, and none of the other `options`."""

    kind = "multiple"
    part_key = "options"

    options: tuple[str, ...]
    right: frozenset[str]

    @property
    def parts(self) -> tuple[str, ...]:
        """The options."""
        return self.options

    @property
    def right_parts(self) -> tuple[str, ...]:
        """Those that are right, as the file has them."""
        return tuple(part for part in self.options if part in self.right)


@dataclass(frozen=True, eq=False)
class TrueFalse(Item):
    """Whether the stem is true, and the one of `reasons` for it."""

    kind = "true-false"
    part_key = "reasons"

    answer: bool
    reasons: tuple[str, ...]
    right_reason: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The reasons."""
        return self.reasons

    @property
    def right_parts(self) -> tuple[str, ...]:
        """The right reason."""
        return (self.right_reason,)


@dataclass(frozen=True, eq=False)
class Ordering(Item):
    """`steps` in the right order; show them shuffled."""

    kind = "order"
    part_key = "steps"

    steps: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The steps."""
        return self.steps

    @property
    def right_parts(self) -> None:
        """None: a step is right in its place only."""


@dataclass(frozen=True, eq=False)
class MatchingPairs(Item):
    """Each of `stems` belongs to one of `answers`, as `fits` says; an answer may fit several stems, or none."""

    kind = "match"
    part_key = "pairs"

    stems: tuple[str, ...]
    answers: tuple[str, ...]
    fits: Mapping[str, str]

    @property
    def parts(self) -> tuple[str, ...]:
        """The stems, then the answers: those that fit in the order of their stems first."""
        return (*self.stems, *self.answers)

    @property
    def right_parts(self) -> None:
        """None: an answer is right beside its stem only."""


@dataclass(frozen=True, eq=False)
class Numeric(Item):
    """A number that is typed: right where it is at most `tolerance` from `answer`. Its unit, if any, is a part."""

    kind = "number"
    part_key = "unit"

    answer: Decimal
    tolerance: Decimal
    unit: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The unit beside the field, which is translated like the parts of other kinds; none or one."""
        return self.unit

    @property
    def right_parts(self) -> None:
        """None: the answer is no part."""


Question: TypeAlias = SingleChoice | MultipleChoice | TrueFalse | Ordering | MatchingPairs | Numeric


@dataclass(frozen=True, eq=False)
class Blueprint:
    """How a test is drawn: items by lesson id (their sum is the length), levels aimed at, safety topics
    always drawn.
    """

    lessons: Mapping[str, int]
    levels: Mapping[Level, int]
    safety: tuple[str, ...]

    @property
    def length(self) -> int:
        """The number of items of a test."""
        return sum(self.lessons.values())

    @property
    def pre_test_length(self) -> int:
        """The number of items of a pre-test."""
        return min(PRE_TEST_LENGTH, self.length)


@dataclass(frozen=True, eq=False)
class Pool:
    """The questions of a module. `digest` changes with any word of any question in any language.

    Nobody is asked the `retired` ones any more; who was asked them reads them still, and ends a test that has them.
    """

    module: str
    blueprint: Blueprint
    questions: tuple[Question, ...]
    digest: str
    retired: tuple[Question, ...] = ()

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Those that are asked, and the retired ones."""
        return (*self.questions, *self.retired)

    def question(self, question_id: str) -> Question:
        """The question with this id, retired or not. Raises KeyError."""
        for question in self.all_questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
