"""Whether the length of an answer gives it away: shares of questions in which the right one is longest, or shortest.

Target of the curriculum (second edition, E4): in each pool and language at most 30 % each, which is chance and five
points. Questions with one right answer of several; lengths are characters, as in `stories`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lms.content.types.questions import Pool, SingleChoice

TARGET: Final = 30  # percent


@dataclass(frozen=True)
class AnswerLengths:
    """Of `questions` with one best answer, how often it is longer than each other one, or shorter."""

    questions: int
    longest: int
    shortest: int

    @property
    def gives_away(self) -> bool:
        """Whether one of the two happens more often than the target allows."""
        return max(self.longest, self.shortest) * 100 > TARGET * self.questions


def lengths_in(pool: Pool, language: str) -> AnswerLengths:
    """The count for a pool, in the words that a reader of a language sees."""
    found = list(_lengths(pool, language))
    return AnswerLengths(
        len(found),
        sum(right > max(others) for right, others in found),
        sum(right < min(others) for right, others in found),
    )


def _lengths(pool: Pool, language: str) -> Iterator[tuple[int, Sequence[int]]]:
    for question in pool.questions:
        if isinstance(question, SingleChoice):
            words = question.text(language).parts
            sizes = {option: len(words[option].text) for option in question.options}
            yield sizes.pop(question.right), list(sizes.values())
