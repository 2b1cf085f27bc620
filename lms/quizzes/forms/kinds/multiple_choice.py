"""Several options are ticked, as many as are right."""

from __future__ import annotations

from flask_babel import ngettext

from lms.content.types.questions import MultipleChoice, QuestionText
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed


class MultipleChoiceFields(QuestionFields[MultipleChoice]):
    """A box for each option."""

    def read(self, typed: Typed) -> Answer | None:
        """The options that were ticked, where they are as many as asked for."""
        chosen = self.chosen(typed.getlist(self.name))
        return chosen if len(chosen) == len(self.question.right) else None

    def missing(self) -> str:
        """How many answers have to be chosen."""
        return ngettext(
            "Question %(number)s: choose %(num)s answer.",
            "Question %(number)s: choose %(num)s answers.",
            len(self.question.right),
            number=self.number,
        )

    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """The options."""
        return self.ticks(self.name, text, typed)
