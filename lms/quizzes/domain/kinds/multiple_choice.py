"""Several right answers. An answer is the chosen options, in any order."""

from __future__ import annotations

from collections.abc import Sequence

from lms.content.types.questions import MultipleChoice, QuestionText
from lms.quizzes.domain.kinds import choice_exchange
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.domain.moodle_questions import ALL, NOTHING, Choice, Draft, MoodleQuestion, share


class MultipleChoiceRules(QuestionRules[MultipleChoice]):
    """Right are all right options and no wrong one."""

    moodle_differs = "Moodle gives a part of the mark for some of the right answers; Sala does not"

    @property
    def key(self) -> Answer:
        """The right options, as the file has them."""
        return self.question.right_parts

    def is_right(self, answer: Answer) -> bool:
        """Whether exactly the right options were chosen."""
        return frozenset(answer) == self.question.right

    @property
    def boxes(self) -> int:
        """A letter for each right option: the sheet says how many."""
        return len(self.question.right)

    def boxed(self, words: Sequence[str]) -> Answer:
        """The options, as the file has them."""
        if len(set(words)) < len(words):
            raise ValueError("an option stands there twice")
        return tuple(option for option in self.question.options if option in words)

    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        """One choice of several: the right options share the mark, a wrong one takes all of it away."""
        answers = choice_exchange.answers(self.question, text, share(len(self.question.right)), -ALL)
        return (Choice(id=self.question.id, stem=text.stem, single=False, answers=answers),)

    @classmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        """A choice of several: what gives any part of the mark is right."""
        match questions:
            case [Choice(single=False) as choice]:
                right = sum(answer.percent > 0 for answer in choice.answers)
                notes = choice_exchange.notes(choice, {share(max(right, 1)), NOTHING, -ALL})
                parts = choice_exchange.parts(choice, lambda answer: answer.percent > 0)
                return Draft("multiple", "options", choice.stem, parts, notes=notes)
            case _:
                return None
