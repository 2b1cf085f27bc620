"""Steps in an order. An answer is the steps in the order given."""

from __future__ import annotations

from random import Random

from lms.content.types.questions import Ordering
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules


class OrderingRules(QuestionRules[Ordering]):
    """Right is exactly the right order."""

    @property
    def key(self) -> Answer:
        """The steps as the file has them."""
        return self.question.steps

    def shuffled(self, random: Random) -> tuple[str, ...]:
        """The steps in any order but the right one, which would give the answer away."""
        shown = super().shuffled(random)
        return (*shown[1:], shown[0]) if shown == self.key else shown

    def to_explain(self, answer: Answer) -> tuple[str, ...]:
        """None: steps have no reasons of their own."""
        return ()
