"""What the fields of every kind of question do: name themselves, read what was typed, say what is missing.

Fields are named by the question's number and their values by the place of the part as shown. Neither tells
anything about the right answer; the ids of the file would, as it holds the steps of an ordering question in
their order.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from werkzeug.datastructures import MultiDict

from lms.content.types.questions import Item, QuestionText
from lms.quizzes.domain.kinds.question_rules import Answer

Typed: TypeAlias = "MultiDict[str, str]"
LONGEST: Final = 200  # letters of a value that is kept: places of parts, a number, a few words
QuestionT = TypeVar("QuestionT", bound=Item)


@dataclass(frozen=True)
class Row:
    """One part of a question as shown: its field, the value that stands for it, and what was typed.

    `typed` is what was typed into a field of its own, or the row's own value when it is ticked, or empty. `choices`
    are values and texts, where one of a list is chosen for it.
    """

    name: str
    value: str
    text: str
    typed: str
    choices: tuple[tuple[str, str], ...] = ()


class QuestionFields(ABC, Generic[QuestionT]):
    """The fields of one question: its `number` on the paper from 1, its `parts` in the order shown."""

    def __init__(self, question: QuestionT, number: int, parts: Sequence[str]) -> None:
        self.question = question
        self.number = number
        self.parts = parts

    @property
    def name(self) -> str:
        """The name of the first field, and the anchor of the question."""
        return f"q{self.number}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its fields."""
        return (self.name,)

    def typed_in(self, typed: Typed) -> dict[str, list[str]]:
        """What stands in its fields, for keeping: no more values, nor longer ones, than a page of ours sends."""
        values = {name: typed.getlist(name)[: max(len(self.parts), 1)] for name in self.names}
        return {name: [value[:LONGEST] for value in given] for name, given in values.items() if any(given)}

    @abstractmethod
    def read(self, typed: Typed) -> Answer | None:
        """The answer, None where it is not complete."""

    @abstractmethod
    def missing(self) -> str:
        """What to do where the answer is not complete, with the number of the question."""

    @abstractmethod
    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """A row for each part as shown."""

    def chosen(self, values: Sequence[str]) -> Answer:
        """The parts that stand behind typed values; values that no row has are passed over."""
        return tuple(part for place, part in enumerate(self.parts, start=1) if str(place) in values)

    def ticks(self, name: str, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """A row for each part, all with one field: for those to be ticked."""
        values = typed.getlist(name)
        shown = ((str(place), text.parts[part].text) for place, part in enumerate(self.parts, start=1))
        return tuple(Row(name, value, words, value if value in values else "") for value, words in shown)

    def in_words(self, answer: Answer, text: QuestionText) -> list[str]:
        """What was answered, a text each: parts by their texts, what is none as it is kept."""
        return [text.parts[part].text if part in text.parts else part for part in answer]
