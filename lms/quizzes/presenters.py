"""What a person reads about each question after handing in: the right answer, their own, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lms.content.types.curriculum import Lesson
from lms.content.types.questions import Ordering, QuestionText, TrueFalse
from lms.quizzes.domain.marking import FALSE, TRUE, Answer, key, to_explain
from lms.quizzes.services import Asked, Paper


@dataclass(frozen=True)
class Explained:
    """An option or reason: whether it is right, whether the person chose it, and why it is right or wrong."""

    text: str
    why: str
    right: bool
    chosen: bool


@dataclass(frozen=True)
class Judged:
    """The two parts of a true or false question: its `truth` and what was `chosen` for it, and whether the chosen
    `reason` is right. None where nothing was chosen.
    """

    truth: bool
    chosen: bool | None
    reason: bool | None

    @property
    def half(self) -> bool:
        """Whether exactly one of the two is right: then it has to be said why that earns nothing."""
        return (self.truth == self.chosen) != bool(self.reason)


@dataclass(frozen=True)
class Feedback:
    """A question after marking. `answered`: whether anything was chosen; `judged` of a true or false question.

    `steps` is the right order of an ordering question, `given` the person's own, both as texts.
    """

    number: int
    right: bool
    text: QuestionText
    answered: bool
    judged: Judged | None
    explained: tuple[Explained, ...]
    steps: tuple[str, ...]
    given: tuple[str, ...]


def of_paper(paper: Paper, language: str) -> list[Feedback]:
    """The feedback on each question of a marked paper, as far as the question is still what it was."""
    if paper.marks is None:
        return []
    right = paper.marks.right
    answers = ((one, paper.answers.get(one.question.id, ())) for one in paper.asked)
    return [_of(one, answer, right[one.question.id], language) for one, answer in answers]


def lessons_to_reread(paper: Paper) -> tuple[list[Lesson], list[Lesson]]:
    """Lessons of wrong safety questions, and the other lessons of wrong questions, both in teaching order.

    Lessons that are no longer part of the module are left out.
    """
    if paper.marks is None:
        return [], []
    safety, right = set(paper.marks.reread), paper.marks.right
    wrong = {one.question.lesson for one in paper.asked if not right[one.question.id]} - safety
    return _in_order(paper, safety), _in_order(paper, wrong)


def _in_order(paper: Paper, wanted: set[str]) -> list[Lesson]:
    return [lesson for lesson in paper.module.lessons if lesson.id in wanted]


def _of(one: Asked, answer: Answer, right: bool, language: str) -> Feedback:
    question, text = one.question, one.question.text(language)
    solution = key(question)
    explained = tuple(
        Explained(text.parts[part].text, text.parts[part].why or "", part in solution, part in answer)
        for part in to_explain(question, answer)
    )
    ordering = isinstance(question, Ordering)
    return Feedback(
        number=one.number,
        right=right,
        text=text,
        answered=bool(answer),
        judged=_judged(question, answer) if isinstance(question, TrueFalse) else None,
        explained=explained,
        steps=_texts(text, solution) if ordering else (),
        given=_texts(text, answer) if ordering else (),
    )


def _judged(question: TrueFalse, answer: Answer) -> Judged:
    chosen = next((part == TRUE for part in answer if part in (TRUE, FALSE)), None)
    reason = next((part == question.right_reason for part in answer if part in question.reasons), None)
    return Judged(question.answer, chosen, reason)


def _texts(text: QuestionText, parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.parts[part].text for part in parts if part in text.parts)
