"""One best answer. An answer is the chosen option."""

from __future__ import annotations

from lms.content.types.questions import SingleChoice
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules


class SingleChoiceRules(QuestionRules[SingleChoice]):
    """Right is the one right option."""

    @property
    def key(self) -> Answer:
        """The right option."""
        return self.question.right_parts
