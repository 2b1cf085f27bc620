"""What the rules of every kind of question answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from random import Random
from typing import Generic, TypeAlias, TypeVar

from lms.content.types.questions import Item

Answer: TypeAlias = tuple[str, ...]
"""Words, so that it can be stored as it is: chosen parts, values, steps in an order; each kind says which."""

QuestionT = TypeVar("QuestionT", bound=Item)


class QuestionRules(ABC, Generic[QuestionT]):
    """How one question is shown and marked. Knows nothing of papers, languages or forms."""

    def __init__(self, question: QuestionT) -> None:
        self.question = question

    @property
    @abstractmethod
    def key(self) -> Answer:
        """The right answer."""

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer earns the mark: there are no half marks."""
        return answer == self.key

    def shuffled(self, random: Random) -> tuple[str, ...]:
        """The parts in an order to show them in."""
        return tuple(random.sample(self.question.parts, len(self.question.parts)))

    def to_explain(self, answer: Answer) -> tuple[str, ...]:
        """The parts whose reasons the person should read: the chosen and the right ones, in file order."""
        right = self.question.right_parts or ()
        return tuple(part for part in self.question.parts if part in answer or part in right)
