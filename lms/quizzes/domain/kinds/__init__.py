"""The rules of each kind of question: a file a kind, and the one place that knows them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, assert_never

from lms.content.types.questions import (
    MatchingPairs,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
)
from lms.quizzes.domain.kinds.matching import MatchingRules
from lms.quizzes.domain.kinds.multiple_choice import MultipleChoiceRules
from lms.quizzes.domain.kinds.numeric import NumericRules
from lms.quizzes.domain.kinds.ordering import OrderingRules
from lms.quizzes.domain.kinds.question_rules import QuestionRules
from lms.quizzes.domain.kinds.single_choice import SingleChoiceRules
from lms.quizzes.domain.kinds.true_false import TrueFalseRules
from lms.quizzes.domain.moodle_questions import Draft, MoodleQuestion

# The first that takes a question of Moodle has it: steps with their places before any other matching.
RULES: Final[tuple[type[QuestionRules[Any]], ...]] = (
    SingleChoiceRules,
    MultipleChoiceRules,
    TrueFalseRules,
    OrderingRules,
    MatchingRules,
    NumericRules,
)


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
        case MatchingPairs():
            return MatchingRules(question)
        case Numeric():
            return NumericRules(question)
        case _:
            assert_never(question)


def draft_of(questions: Sequence[MoodleQuestion]) -> Draft | None:
    """The question of ours that questions of Moodle make together; None where no kind has such a one."""
    drafts = (rules.from_moodle(questions) for rules in RULES)
    return next((draft for draft in drafts if draft is not None), None)
