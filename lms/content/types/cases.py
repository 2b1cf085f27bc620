"""A branching case: a situation in two decisions, each with three sensible options. Frozen, read at start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lms.content.types.surveys import Wording

OptionId: TypeAlias = Literal["a", "b", "c"]
# What a step keeps for the person it is about: their safety, their privacy, their own say.
Kept: TypeAlias = Literal["safe", "private", "in-charge"]


@dataclass(frozen=True)
class CaseOption:
    """What somebody may do, and `then` what happens to the person because of it.

    `right_when`: in which other case it would be the best step, None for the one that is best here. `later` shows
    after the second decision; only options of the first one have it.
    """

    id: OptionId
    wording: Wording
    then: Wording
    keeps: frozenset[Kept]
    right_when: Wording | None = None
    later: Wording | None = None


@dataclass(frozen=True)
class Decision:
    """Three options and which of them is best; `situation` says what has happened, None where the opening says it."""

    best: OptionId
    options: tuple[CaseOption, ...]
    situation: Wording | None = None


@dataclass(frozen=True)
class BranchingCase:
    """A case that goes with a lesson, named `<module>/<lesson id>`. `drafts`: languages that nobody has reviewed."""

    slug: str
    lesson: str
    title: Wording
    opening: Wording
    decisions: tuple[Decision, ...]
    debrief: Wording
    drafts: frozenset[str] = frozenset()

    @property
    def module(self) -> str:
        """The id of the module whose lesson it goes with."""
        return self.lesson.partition("/")[0]
