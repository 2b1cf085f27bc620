"""The list of what is to be practised: how much is due today, in which modules, and on which days the rest comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lms.content import registry
from lms.content.types.curriculum import Module
from lms.quizzes.domain import practice
from lms.quizzes.domain.practice import Missed


@dataclass(frozen=True)
class ModuleRow:
    """What is due of one module, how much of it is about people's safety, and the question to begin with."""

    module: Module
    due: int
    safety: int
    first: Missed


@dataclass(frozen=True)
class PracticeList:
    """`due` questions wait today; `first` begins a round of `round` of them. `coming` are days, with how many come."""

    due: int
    round: int
    minutes: int
    first: Missed | None
    modules: tuple[ModuleRow, ...]
    coming: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Place:
    """The question `number` of `count` of a round, of the module `only` or (empty) of all."""

    only: str
    number: int
    count: int

    @property
    def done(self) -> int:
        """How many come before it."""
        return self.number - 1

    def before(self, others: Sequence[Missed]) -> Place:
        """The same place where these are left of the round after it."""
        return replace(self, count=self.number + len(others))


def practice_list(missed: Sequence[Missed], today: date) -> PracticeList:
    """What somebody is shown of the questions that they have missed."""
    due = [one for one in missed if one.due.on <= today]
    opening = practice.round_of(missed, today)
    return PracticeList(
        due=len(due),
        round=len(opening),
        minutes=practice.minutes_of(len(opening)),
        first=opening[0] if opening else None,
        modules=tuple(_row(name, due, today) for name in dict.fromkeys(one.module for one in due)),
        coming=tuple(sorted(Counter(one.due.on for one in missed if one.due.on > today).items())),
    )


def _row(module: str, due: Sequence[Missed], today: date) -> ModuleRow:
    theirs = [one for one in due if one.module == module]
    first = practice.round_of(theirs, today)[0]
    return ModuleRow(
        registry.current().module(module), len(theirs), sum(one.is_safety for one in theirs), first
    )
