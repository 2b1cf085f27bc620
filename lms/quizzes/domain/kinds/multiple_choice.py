"""Several right answers. An answer is the chosen options, in any order."""

from __future__ import annotations

from lms.content.types.questions import MultipleChoice
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules


class MultipleChoiceRules(QuestionRules[MultipleChoice]):
    """Right are all right options and no wrong one."""

    @property
    def key(self) -> Answer:
        """The right options, as the file has them."""
        return self.question.right_parts

    def is_right(self, answer: Answer) -> bool:
        """Whether exactly the right options were chosen."""
        return frozenset(answer) == self.question.right
