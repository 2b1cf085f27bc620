"""Questions of a pool: a closed union, so that marking can match it exhaustively. Knows no answers that
people gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lms.content.lessons.blocks import Mark

Level: TypeAlias = Literal["recall", "apply", "judge"]
Status: TypeAlias = Literal["source", "draft", "reviewed", "approved"]


@dataclass(frozen=True)
class PartText:
    """The text of an option, reason or step; `why` it is right or wrong (a step has none)."""

    text: str
    why: str | None


@dataclass(frozen=True, eq=False)
class QuestionText:
    """A question in one language; `parts` by the id of the option, reason or step. `language` is the real one.

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
class _Item:
    id: str
    lesson: str  # the id of the lesson to reread
    level: Level
    safety: str | None  # the topic, on items that a safety depends on
    texts: Mapping[str, QuestionText]

    def text(self, language: str) -> QuestionText:
        """The question in a language, or in English where it is not translated."""
        return self.texts.get(language, self.texts["en"])


@dataclass(frozen=True, eq=False)
class SingleChoice(_Item):
    """One best answer: `right` is one of `options`."""

    options: tuple[str, ...]
    right: str


@dataclass(frozen=True, eq=False)
class MultipleChoice(_Item):
    """All of `right`, and none of the other `options`."""

    options: tuple[str, ...]
    right: frozenset[str]


@dataclass(frozen=True, eq=False)
class TrueFalse(_Item):
    """Whether the stem is true, and the one of `reasons` for it."""

    answer: bool
    reasons: tuple[str, ...]
    right_reason: str


@dataclass(frozen=True, eq=False)
class Ordering(_Item):
    """`steps` in the right order; show them shuffled."""

    steps: tuple[str, ...]


Question: TypeAlias = SingleChoice | MultipleChoice | TrueFalse | Ordering


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


@dataclass(frozen=True, eq=False)
class Pool:
    """The questions of a module. `digest` changes with any word of any question in any language."""

    module: str
    blueprint: Blueprint
    questions: tuple[Question, ...]
    digest: str

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
