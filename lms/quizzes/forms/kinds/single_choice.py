"""One option is ticked."""

from __future__ import annotations

from flask_babel import gettext as _

from lms.content.types.questions import QuestionText, SingleChoice
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed


class SingleChoiceFields(QuestionFields[SingleChoice]):
    """A round button for each option."""

    def read(self, typed: Typed) -> Answer | None:
        """The option that was ticked."""
        return self.chosen(typed.getlist(self.name)[:1]) or None

    def missing(self) -> str:
        """That one answer has to be chosen."""
        return _("Question %(number)s: choose one answer.", number=self.number)

    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """The options."""
        return self.ticks(self.name, text, typed)
