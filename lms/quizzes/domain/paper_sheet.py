"""A test on paper: which letters its boxes take, and the answers that a typed row of letters means.

A letter stands for the same choice in all languages. A row has a place for each box of the sheet, in order; a dash is
a box that is empty, or in which no letter can be read. Spaces say nothing. Knows no people, days or languages.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final

from lms.content.types.questions import Pool, Question
from lms.errors import RuleBroken
from lms.quizzes.domain import kinds
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.selection import SelectedItem

LONGEST_ROW: Final = 200  # places; the longest test of today has about forty
EMPTY: Final = "-"
_DASHES: Final = str.maketrans(dict.fromkeys("–—−_.", EMPTY))
# Khmer, Lao and Thai: the letters of a keyboard that was not switched, of which one key can type two or none by itself.
_OF_KEYBOARDS: Final = re.compile("[\u0e01-\u0edf\u1780-\u17d3]")
_BETWEEN: Final = re.compile(r"[\s,;،、]+")  # what people type between two letters


@dataclass(frozen=True)
class SheetQuestion:
    """A question on the sheet: its number from 1, its parts in the order shown, what A, B, C … stand for, its boxes."""

    number: int
    question: Question
    parts: tuple[str, ...]
    words: tuple[str, ...]
    boxes: int

    @property
    def letters(self) -> str:
        """The letters that its boxes take."""
        return ascii_uppercase[: len(self.words)]

    @property
    def key(self) -> str:
        """The letters of the right answer."""
        words = kinds.rules_of(self.question).key
        found = [ascii_uppercase[self.words.index(word)] for word in words]
        return "".join(found if self.question.right_parts is None else sorted(found))


@dataclass(frozen=True)
class Difference:
    """What two typed rows say of one question."""

    number: int
    before: str
    now: str


def answerable(pool: Pool) -> tuple[Question, ...]:
    """The questions that letters can answer."""
    return tuple(question for question in pool.questions if kinds.rules_of(question).boxes)


def version_of(question: Question) -> str:
    """What changes with all that marking needs of a question, whatever its words are."""
    key = kinds.rules_of(question).key
    right = list(key) if question.right_parts is None else sorted(key)
    said = [question.kind, sorted(question.parts), right, question.lesson, question.safety]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def sheet(pool: Pool, drawn: Iterable[SelectedItem]) -> tuple[SheetQuestion, ...]:
    """The questions of a sheet in their order. Raises KeyError for one that the pool lacks."""
    found = []
    for number, one in enumerate(drawn, start=1):
        question = pool.question(one.item)
        rules = kinds.rules_of(question)
        found.append(SheetQuestion(number, question, one.parts, rules.lettered(one.parts), rules.boxes))
    return tuple(found)


def is_empty(row: str) -> bool:
    """Whether a row, as it is kept, has nothing but dashes."""
    return not row.strip(EMPTY)


def tidy_row(typed: str) -> str:
    """A row as it is kept: capital letters and dashes, nothing between them. Wide letters are the same."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", typed).upper().translate(_DASHES))


def read_row(questions: Sequence[SheetQuestion], row: str) -> Mapping[str, Answer]:
    """The answers by item id that a tidy row means; a question with an empty box is not answered.

    Raises RuleBroken on the field "letters": "row-keyboard", "row-too-short", "row-too-long", "row-letter",
    "row-twice", "row-one-of-each". The first question that is not clear is asked about; of a row that was typed with
    another keyboard none, as the slip is not to blame and nobody knows how many keys were pressed.
    """
    if _OF_KEYBOARDS.search(row):
        raise RuleBroken("row-keyboard", field="letters")
    wanted = sum(one.boxes for one in questions)
    if len(row) != wanted:
        code = "row-too-short" if len(row) < wanted else "row-too-long"
        raise RuleBroken(code, field="letters", typed=len(row), boxes=wanted)
    answers = ((one, _answer(one, typed)) for one, typed in _split(questions, row))
    return {one.question.id: answer for one, answer in answers if answer}


def differences(questions: Sequence[SheetQuestion], before: str, now: str) -> tuple[Difference, ...]:
    """The questions of which two tidy rows of the same sheet do not say the same."""
    pairs = zip(_split(questions, before), _split(questions, now), strict=True)
    return tuple(Difference(one.number, was, said) for (one, was), (_, said) in pairs if was != said)


def by_question(questions: Sequence[SheetQuestion], row: str) -> tuple[tuple[str, str], ...]:
    """The letters of a tidy row as they stand on the slip, below the number of their question; as far as it goes.

    What is more than the slip has boxes comes last, without a number.
    """
    found = [(str(one.number), letters) for one, letters in _split(questions, row)]
    rest = row[sum(one.boxes for one in questions) :]
    return tuple((number, letters) for number, letters in (*found, ("", rest)) if letters)


def _split(questions: Sequence[SheetQuestion], row: str) -> Iterator[tuple[SheetQuestion, str]]:
    start = 0
    for one in questions:
        yield one, row[start : start + one.boxes]
        start += one.boxes


def _answer(one: SheetQuestion, typed: str) -> Answer:
    for sign in typed:
        if sign != EMPTY and sign not in one.letters:
            raise RuleBroken(
                "row-letter", field="letters", number=one.number, typed=sign, last=one.letters[-1]
            )
    if EMPTY in typed:
        return ()
    try:
        return kinds.rules_of(one.question).boxed([one.words[one.letters.index(sign)] for sign in typed])
    except ValueError:
        code = "row-one-of-each" if len(one.words) > len(one.parts) else "row-twice"
        raise RuleBroken(
            code, field="letters", number=one.number, typed=typed, last=one.letters[-1]
        ) from None
