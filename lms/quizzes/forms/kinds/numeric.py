"""A number is typed."""

from __future__ import annotations

from flask_babel import gettext as _

from lms.content.types.questions import Numeric, QuestionText
from lms.quizzes.domain.kinds.numeric import NumericRules
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed
from lms.text.digits import tidy_number


class NumericFields(QuestionFields[Numeric]):
    """A field, with the unit beside it."""

    def read(self, typed: Typed) -> Answer | None:
        """The number, in digits of any script, with comma or point; nothing for what is no number."""
        number = tidy_number(typed.get(self.name, ""))
        return None if number is None else (number,)

    def missing(self) -> str:
        """That a number has to be typed."""
        return _("Question %(number)s: type a number in digits, such as 12 or 2.5.", number=self.number)

    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """The unit, which is not filled in."""
        return tuple(Row("", "", text.parts[part].text, "") for part in self.question.parts)

    def in_words(self, answer: Answer, text: QuestionText) -> list[str]:
        """The number with its unit."""
        return list(NumericRules(self.question).worded(answer, text))
