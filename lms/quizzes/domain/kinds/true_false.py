"""A statement and a reason. An answer is the truth value, "true" or "false", and the chosen reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lms.content.types.questions import QuestionText, TrueFalse
from lms.quizzes.domain.kinds import choice_exchange
from lms.quizzes.domain.kinds.question_rules import REASON_OF, Answer, QuestionRules
from lms.quizzes.domain.moodle_questions import (
    ALL,
    NOTHING,
    Choice,
    Draft,
    DraftPart,
    MoodleQuestion,
    Statement,
)

TRUE: Final = "true"
FALSE: Final = "false"


@dataclass(frozen=True)
class Judged:
    """The two parts of an answer: the `truth`, what was `chosen` for it, whether the chosen `reason` is right.

    None where nothing was chosen.
    """

    truth: bool
    chosen: bool | None
    reason: bool | None

    @property
    def half(self) -> bool:
        """Whether exactly one of the two is right: then it has to be said why that earns nothing."""
        return (self.truth == self.chosen) != bool(self.reason)


class TrueFalseRules(QuestionRules[TrueFalse]):
    """Right are both the truth value and the reason."""

    moodle_differs = "the statement and its reason become two questions, which Moodle marks apart"

    @property
    def key(self) -> Answer:
        """The truth value, then the reason."""
        return (TRUE if self.question.answer else FALSE, self.question.right_reason)

    def judged(self, answer: Answer) -> Judged:
        """Which part of an answer is right."""
        question = self.question
        chosen = next((part == TRUE for part in answer if part in (TRUE, FALSE)), None)
        reason = next((part == question.right_reason for part in answer if part in question.reasons), None)
        return Judged(question.answer, chosen, reason)

    @property
    def boxes(self) -> int:
        """A letter for true or false, and one for the reason."""
        return 2

    def lettered(self, parts: Sequence[str]) -> tuple[str, ...]:
        """A for true, B for false, then the reasons."""
        return (TRUE, FALSE, *parts)

    def boxed(self, words: Sequence[str]) -> Answer:
        """The truth value, then the reason, whichever stands in the first box."""
        truths, reasons = [
            [word for word in words if (word in (TRUE, FALSE)) is is_truth] for is_truth in (True, False)
        ]
        if len(truths) != 1:
            raise ValueError("not one of true and false, and one reason")
        return (*truths, *reasons)

    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        """A true or false question, then one for its reason, which begins with the statement."""
        question = self.question
        answers = choice_exchange.answers(question, text, ALL, NOTHING)
        asked = f"{text.stem}\n{reason}"
        return (
            Statement(id=question.id, stem=text.stem, feedback=text.why or "", truth=question.answer),
            Choice(id=question.id + REASON_OF, stem=asked, single=True, answers=answers),
        )

    @classmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        """A statement with its reasons; one without them is to be completed by whoever reviews it."""
        match questions:
            case [Statement() as statement]:
                return _draft(
                    statement, (), ("it has no reasons; here a statement needs some, one of them right",)
                )
            case [Statement() as statement, Choice(single=True) as choice]:
                parts = choice_exchange.parts(choice, lambda answer: answer.percent == ALL)
                notes = choice_exchange.notes(choice, {ALL, NOTHING})
                return _draft(statement, parts, (*notes, *_other_stem(statement, choice)))
            case _:
                return None


def _draft(statement: Statement, parts: Sequence[DraftPart], notes: Sequence[str]) -> Draft:
    keys = {"answer": TRUE if statement.truth else FALSE}
    said = (*notes, *_feedback(statement))
    return Draft("true-false", "reasons", statement.stem, parts, statement.feedback, keys, said)


def _other_stem(statement: Statement, choice: Choice) -> Iterator[str]:
    if not choice.stem.startswith(statement.stem):
        yield f"the question for the reason has other words, which are not kept: “{choice.stem}”"


def _feedback(statement: Statement) -> Iterator[str]:
    for said in (statement.when_right, statement.when_wrong):
        if said:
            yield f"feedback to an answer is not kept, each reason has its own `why`: “{said}”"
