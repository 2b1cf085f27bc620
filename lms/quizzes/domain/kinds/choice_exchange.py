"""Options and reasons as answers of Moodle's multiple choice, and back: what several kinds need. Knows no kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from decimal import Decimal

from lms.content.types.questions import Item, QuestionText
from lms.quizzes.domain.moodle_questions import Answer, Choice, DraftPart


def answers(question: Item, text: QuestionText, right: Decimal, wrong: Decimal) -> tuple[Answer, ...]:
    """The parts of a question in file order, with what a right and a wrong one gives in percent."""
    rights = question.right_parts or ()
    said = [(part, text.parts[part]) for part in question.parts]
    return tuple(Answer(one.text, right if part in rights else wrong, one.why or "") for part, one in said)


def parts(choice: Choice, is_right: Callable[[Answer], bool]) -> tuple[DraftPart, ...]:
    """The answers of a choice as options or reasons."""
    return tuple(DraftPart(answer.text, answer.feedback, is_right(answer)) for answer in choice.answers)


def notes(choice: Choice, known: Set[Decimal]) -> tuple[str, ...]:
    """What of a choice has no place here: feedback of the whole, and marks other than the `known` percentages."""
    return (*_feedback(choice), *_marks(choice, known))


def _feedback(choice: Choice) -> Iterator[str]:
    if choice.feedback:
        yield f"general feedback is not kept, each option has its own `why`: “{choice.feedback}”"


def _marks(choice: Choice, known: Set[Decimal]) -> Iterator[str]:
    odd = [answer for answer in choice.answers if answer.percent not in known]
    if odd:
        said = ", ".join(f"{answer.percent} % for “{answer.text}”" for answer in odd)
        yield f"partial credit is not kept, an answer is right or wrong here: {said}"
