"""A statement is judged, and a reason ticked."""

from __future__ import annotations

from flask_babel import gettext as _

from lms.content.types.questions import QuestionText, TrueFalse
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.kinds.true_false import FALSE, TRUE
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed


class TrueFalseFields(QuestionFields[TrueFalse]):
    """Two round buttons for the statement, and one for each reason."""

    @property
    def names(self) -> tuple[str, ...]:
        """The statement's field and that of the reason."""
        return (self.name, self._reason)

    def read(self, typed: Typed) -> Answer | None:
        """The truth value and the reason, where both were chosen."""
        judged, reason = typed.get(self.name, ""), self.chosen(typed.getlist(self._reason)[:1])
        return (judged, *reason) if judged in (TRUE, FALSE) and reason else None

    def missing(self) -> str:
        """That both have to be chosen."""
        return _("Question %(number)s: choose true or false, and one reason.", number=self.number)

    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """The reasons."""
        return self.ticks(self._reason, text, typed)

    def in_words(self, answer: Answer, text: QuestionText) -> list[str]:
        """True or false, and the text of the reason."""
        values = {TRUE: _("True"), FALSE: _("False")}
        return [
            values.get(word) or said
            for word, said in zip(answer, super().in_words(answer, text), strict=True)
        ]

    @property
    def _reason(self) -> str:
        return f"{self.name}-reason"
