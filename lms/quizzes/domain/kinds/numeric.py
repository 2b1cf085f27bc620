"""A number that is typed. An answer is the number as it was written, in the digits 0 to 9."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lms.content.types.questions import Numeric, QuestionText
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.domain.moodle_questions import Draft, DraftPart, MoodleQuestion, Numerical, plain_number
from lms.text.digits import readings_of_number


class NumericRules(QuestionRules[Numeric]):
    """Right is a number that is as near as the question wants it, in either way to write thousands and fractions."""

    moodle_differs = "Moodle shows no unit beside the field: the question has to name it"

    @property
    def key(self) -> Answer:
        """The number itself."""
        return (plain_number(self.question.answer),)

    def is_right(self, answer: Answer) -> bool:
        """Whether what was written means a number that is near enough: who writes 1.200 may mean 1200 or 1.2."""
        return any(
            abs(number - self.question.answer) <= self.question.tolerance
            for word in answer
            for number in readings_of_number(word)
        )

    def to_explain(self, answer: Answer) -> tuple[str, ...]:
        """None: a number has no reasons of its own."""
        return ()

    def worded(self, answer: Answer, text: QuestionText) -> tuple[str, ...]:
        """The number with its unit."""
        unit = "".join(f" {part.text}" for part in text.parts.values())
        return tuple(f"{word}{unit}" for word in answer)

    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        """A numerical question."""
        question = self.question
        return (
            Numerical(
                id=question.id,
                stem=text.stem,
                feedback=text.why or "",
                number=question.answer,
                tolerance=question.tolerance,
                unit="".join(text.parts[part].text for part in question.parts),
            ),
        )

    @classmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        """A numerical question."""
        match questions:
            case [Numerical() as numerical]:
                parts = (DraftPart(numerical.unit),) if numerical.unit else ()
                keys = dict(_keys(numerical))
                return Draft("number", "unit", numerical.stem, parts, numerical.feedback, keys)
            case _:
                return None


def _keys(numerical: Numerical) -> Iterator[tuple[str, str]]:
    yield "answer", plain_number(numerical.number)
    if numerical.tolerance:
        yield "tolerance", plain_number(numerical.tolerance)
