"""One best answer. An answer is the chosen option."""

from __future__ import annotations

from collections.abc import Sequence

from lms.content.types.questions import QuestionText, SingleChoice
from lms.quizzes.domain.kinds import choice_exchange
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.domain.moodle_questions import ALL, NOTHING, Choice, Draft, MoodleQuestion


class SingleChoiceRules(QuestionRules[SingleChoice]):
    """Right is the one right option."""

    @property
    def key(self) -> Answer:
        """The right option."""
        return self.question.right_parts

    @property
    def boxes(self) -> int:
        """One letter."""
        return 1

    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        """One choice: the right option gives all, the others nothing."""
        answers = choice_exchange.answers(self.question, text, ALL, NOTHING)
        return (Choice(id=self.question.id, stem=text.stem, single=True, answers=answers),)

    @classmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        """A choice of one: what gives all is right."""
        match questions:
            case [Choice(single=True) as choice]:
                notes = choice_exchange.notes(choice, {ALL, NOTHING})
                parts = choice_exchange.parts(choice, lambda answer: answer.percent == ALL)
                return Draft("single", "options", choice.stem, parts, notes=notes)
            case _:
                return None
