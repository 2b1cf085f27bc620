"""The fields of each kind of question: a file a kind, and the one place that knows them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from lms.content.types.questions import (
    MatchingPairs,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
)
from lms.quizzes.forms.kinds.matching import MatchingFields
from lms.quizzes.forms.kinds.multiple_choice import MultipleChoiceFields
from lms.quizzes.forms.kinds.numeric import NumericFields
from lms.quizzes.forms.kinds.ordering import OrderingFields
from lms.quizzes.forms.kinds.question_fields import QuestionFields
from lms.quizzes.forms.kinds.single_choice import SingleChoiceFields
from lms.quizzes.forms.kinds.true_false import TrueFalseFields


def fields_of(question: Question, number: int, parts: Sequence[str]) -> QuestionFields[Any]:
    """The fields of a question: its `number` on the paper from 1, its `parts` in the order shown."""
    match question:
        case SingleChoice():
            return SingleChoiceFields(question, number, parts)
        case MultipleChoice():
            return MultipleChoiceFields(question, number, parts)
        case TrueFalse():
            return TrueFalseFields(question, number, parts)
        case Ordering():
            return OrderingFields(question, number, parts)
        case MatchingPairs():
            return MatchingFields(question, number, parts)
        case Numeric():
            return NumericFields(question, number, parts)
        case _:
            assert_never(question)
