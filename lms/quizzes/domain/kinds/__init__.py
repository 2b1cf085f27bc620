"""The rules of each kind of question: a file a kind, and the one place that knows them all."""

from __future__ import annotations

from typing import Any, assert_never

from lms.content.types.questions import MultipleChoice, Ordering, Question, SingleChoice, TrueFalse
from lms.quizzes.domain.kinds.multiple_choice import MultipleChoiceRules
from lms.quizzes.domain.kinds.ordering import OrderingRules
from lms.quizzes.domain.kinds.question_rules import QuestionRules
from lms.quizzes.domain.kinds.single_choice import SingleChoiceRules
from lms.quizzes.domain.kinds.true_false import TrueFalseRules


def rules_of(question: Question) -> QuestionRules[Any]:
    """How a question is shown and marked."""
    match question:
        case SingleChoice():
            return SingleChoiceRules(question)
        case MultipleChoice():
            return MultipleChoiceRules(question)
        case TrueFalse():
            return TrueFalseRules(question)
        case Ordering():
            return OrderingRules(question)
        case _:
            assert_never(question)
