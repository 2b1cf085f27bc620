"""A statement and a reason. An answer is the truth value, "true" or "false", and the chosen reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lms.content.types.questions import TrueFalse
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules

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
