"""What a person reads after handing in: how many were right, what helps, and about each question why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from lms.content.types.curriculum import Lesson, Module
from lms.content.types.questions import QuestionText
from lms.quizzes.domain import kinds, rereading
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.domain.pre_test import PreTestResult
from lms.quizzes.services.attempts import ShownItem, TestForm


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


@dataclass(frozen=True)
class LessonToReread:
    """A lesson, and how many questions about it were wrong."""

    lesson: Lesson
    wrong: int


@dataclass(frozen=True)
class Reread:
    """What helps with the questions that were wrong: the lessons of safety questions, the first two, the rest."""

    safety: tuple[LessonToReread, ...] = ()
    helps: tuple[LessonToReread, ...] = ()
    rest: tuple[LessonToReread, ...] = ()

    @property
    def first(self) -> Lesson | None:
        """The lesson to open first: safety comes before everything."""
        return next((row.lesson for row in (*self.safety, *self.helps)), None)


def lessons_to_reread(paper: TestForm) -> Reread:
    """What to read again after a marked paper; nothing before it is marked."""
    if paper.marks is None:
        return Reread()
    right = paper.marks.right
    wrong = Counter(each.question.lesson for each in paper.asked if not right[each.question.id])
    return _reread(paper.module, wrong, paper.marks.reread)


def lessons_to_read(module: Module, result: PreTestResult) -> Reread:
    """What to read first after a pre-test."""
    return _reread(module, Counter(result.wrong), result.safety)


def _reread(module: Module, wrong: Counter[str], safety: Collection[str]) -> Reread:
    lessons = {lesson.id: lesson for lesson in module.lessons}
    found = rereading.lessons_to_reread(tuple(lessons), wrong, safety)

    def rows(ids: tuple[str, ...]) -> tuple[LessonToReread, ...]:
        return tuple(LessonToReread(lessons[name], wrong[name]) for name in ids)

    return Reread(rows(found.safety), rows(found.helps), rows(found.rest))


def of_answer(asked: ShownItem, answer: Answer, right: bool, language: str) -> Feedback:
    """The feedback on a single answer, as it is given in practice."""
    return _of(asked, answer, right, language)


def _of(each: ShownItem, answer: Answer, right: bool, language: str) -> Feedback:
    text, rules = each.question.text(language), kinds.rules_of(each.question)
    right_parts = each.question.right_parts or ()
    explained = tuple(
        Explained(text.parts[part].text, text.parts[part].why or "", part in right_parts, part in answer)
        for part in rules.to_explain(answer)
    )
    return Feedback(each.number, right, each.question.kind, text, rules, answer, explained)
