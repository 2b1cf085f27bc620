"""What the rules of every kind of question answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from random import Random
from typing import ClassVar, Final, Generic, TypeAlias, TypeVar

from lms.content.types.questions import Item, QuestionText
from lms.quizzes.domain.moodle_questions import Draft, MoodleQuestion

Answer: TypeAlias = tuple[str, ...]
"""Words, so that it can be stored as it is: chosen parts, values, steps in an order; each kind says which."""

REASON_OF: Final = "-reason"

QuestionT = TypeVar("QuestionT", bound=Item)


class QuestionRules(ABC, Generic[QuestionT]):
    """How one question is shown, marked and exchanged. Knows nothing of papers, languages or forms."""

    moodle_differs: ClassVar[str] = ""
    """What is otherwise in Moodle, said once for all questions of the kind that are exported."""

    def __init__(self, question: QuestionT) -> None:
        self.question = question

    @property
    @abstractmethod
    def key(self) -> Answer:
        """The right answer."""

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer earns the mark: there are no half marks."""
        return answer == self.key

    @property
    def distractors(self) -> Answer:
        """The parts that are wrong by themselves; none where there are no such parts."""
        right = self.question.right_parts
        return () if right is None else tuple(part for part in self.question.parts if part not in right)

    def distractors_in(self, answer: Answer) -> Answer:
        """Those of them that somebody chose."""
        return tuple(part for part in self.distractors if part in answer)

    def shuffled(self, random: Random) -> tuple[str, ...]:
        """The parts in an order to show them in."""
        return tuple(random.sample(self.question.parts, len(self.question.parts)))

    def to_explain(self, answer: Answer) -> tuple[str, ...]:
        """The parts whose reasons the person should read: the chosen and the right ones, in file order."""
        right = self.question.right_parts or ()
        return tuple(part for part in self.question.parts if part in answer or part in right)

    def worded(self, answer: Answer, text: QuestionText) -> tuple[str, ...]:
        """What an answer says, in the words of the question: a text each; what is no part of it is left out."""
        return tuple(text.parts[part].text for part in answer if part in text.parts)

    @property
    def boxes(self) -> int:
        """How many letters answer it on paper; none where letters cannot, and it is never printed in a test."""
        return 0

    def lettered(self, parts: Sequence[str]) -> tuple[str, ...]:
        """The words of an answer that the letters A, B, C … stand for on paper, where `parts` are shown in an order."""
        return tuple(parts)

    def boxed(self, words: Sequence[str]) -> Answer:
        """The answer that stands in its boxes on paper, a word each, none empty. Raises ValueError where it is none."""
        return tuple(words)

    @abstractmethod
    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        """The question as Moodle has it, its right answers and its words. `reason` asks "Why?" in the language.

        A kind that Moodle lacks becomes several, of which the second has the id of the first with `REASON_OF`.
        """

    @classmethod
    @abstractmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        """A question of this kind out of those of Moodle that belong together; None where they are of another."""
