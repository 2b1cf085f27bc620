"""A pool in one language -> questions of Moodle, and what of it no file of Moodle holds. Knows no format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lms.content.types.questions import Pool, Question
from lms.quizzes.domain.exchange.labels import tags_of
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.domain.moodle_questions import MoodleQuestion


@dataclass(frozen=True)
class Export:
    """The questions in the order of the pool, and what has to be said of them."""

    questions: tuple[MoodleQuestion, ...]
    notes: tuple[str, ...]


def exported(pool: Pool, language: str, reason: str) -> Export:
    """The pool in a language; `reason` asks for the reason of a statement in it."""
    questions = [one for question in pool.questions for one in _moodle(pool, question, language, reason)]
    return Export(tuple(questions), tuple(_notes(pool, language)))


def _moodle(pool: Pool, question: Question, language: str, reason: str) -> Iterator[MoodleQuestion]:
    text = question.text(language)
    # A test of Moodle draws from categories: languages must not meet in one.
    tags, category = tags_of(question, text), (pool.module, language, question.lesson)
    for made in rules_of(question).to_moodle(text, reason):
        yield replace(made, tags=tags, category=category)


def _notes(pool: Pool, language: str) -> Iterator[str]:
    yield f"not in the file: how a test is drawn (`post_test` of quizzes/{pool.module}.yaml)"
    differing: dict[str, list[str]] = {}
    for question in pool.questions:
        if said := rules_of(question).moodle_differs:
            differing.setdefault(said, []).append(question.id)
        text = question.text(language)
        if text.language != language:
            yield f"{question.id}: in English, for there is no translation that may be shown"
        elif text.mark is not None:
            yield f"{question.id}: translated from an older English text"
    for said, ids in differing.items():
        yield f"{said}: {', '.join(ids)}"
