"""What a person reads about each question after handing in: the right answer, their own, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lms.content.types.curriculum import Lesson
from lms.content.types.questions import QuestionText
from lms.quizzes.domain import kinds
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.services import ShownItem, TestForm


@dataclass(frozen=True)
class Explained:
    """An option or reason: whether it is right, whether the person chose it, and why it is right or wrong."""

    text: str
    why: str
    right: bool
    chosen: bool


@dataclass(frozen=True)
class Feedback:
    """A question after marking: `kind` chooses the template, which asks `rules` what only this kind knows.

    `answer` is empty where nothing was chosen.
    """

    number: int
    right: bool
    kind: str
    text: QuestionText
    rules: QuestionRules[Any]
    answer: Answer
    explained: tuple[Explained, ...]

    def texts(self, parts: Sequence[str]) -> tuple[str, ...]:
        """The texts of parts, in the order given."""
        return tuple(self.text.parts[part].text for part in parts if part in self.text.parts)


def of_paper(paper: TestForm, language: str) -> list[Feedback]:
    """The feedback on each question of a marked paper, as far as the question is still what it was."""
    if paper.marks is None:
        return []
    right = paper.marks.right
    answers = ((each, paper.answers.get(each.question.id, ())) for each in paper.asked)
    return [_of(each, answer, right[each.question.id], language) for each, answer in answers]


def lessons_to_reread(paper: TestForm) -> tuple[list[Lesson], list[Lesson]]:
    """Lessons of wrong safety questions, and the other lessons of wrong questions, both in teaching order.

    Lessons that are no longer part of the module are left out.
    """
    if paper.marks is None:
        return [], []
    safety, right = set(paper.marks.reread), paper.marks.right
    wrong = {each.question.lesson for each in paper.asked if not right[each.question.id]} - safety
    return _in_order(paper, safety), _in_order(paper, wrong)


def _in_order(paper: TestForm, wanted: set[str]) -> list[Lesson]:
    return [lesson for lesson in paper.module.lessons if lesson.id in wanted]


def _of(each: ShownItem, answer: Answer, right: bool, language: str) -> Feedback:
    text, rules = each.question.text(language), kinds.rules_of(each.question)
    right_parts = each.question.right_parts or ()
    explained = tuple(
        Explained(text.parts[part].text, text.parts[part].why or "", part in right_parts, part in answer)
        for part in rules.to_explain(answer)
    )
    return Feedback(each.number, right, each.question.kind, text, rules, answer, explained)
