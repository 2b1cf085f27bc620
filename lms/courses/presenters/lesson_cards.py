"""The cards of a lesson for its page: what each is called, its body with its terms marked, the words it explains."""

from __future__ import annotations

from itertools import zip_longest
from typing import NamedTuple

from markupsafe import Markup

from lms.content.checks.stories import stories_of
from lms.content.lessons.cards import LessonCard, cut, title_of
from lms.content.lessons.conversation import Story
from lms.content.types.curriculum import SOURCE, Lesson, Module
from lms.courses.presenters import glossary_terms, lesson_body
from lms.courses.presenters.glossary_terms import WordRow
from lms.courses.presenters.pictures import faces_of


class CardRow(NamedTuple):
    """One card: its address in the page, its title in words, its HTML, and the terms that stand here first."""

    id: str
    title: str
    body: Markup
    words: list[WordRow]


def cards(module: Module, lesson: Lesson, language: str) -> list[CardRow]:
    """The cards of a lesson in the page's language, in order. The first one is called as the lesson is."""
    parts = _parts(lesson, language)
    stories = iter(_stories(lesson))
    bodies = [
        lesson_body.body(
            module, part, language, stories=[next(stories, Story(0)) for _story in stories_of(part)]
        )
        for part in parts
    ]
    explained = glossary_terms.explained_parts(bodies, language)
    return [
        CardRow(f"c{number}", title, row.body, row.words)
        for number, (title, row) in enumerate(zip(titles(lesson, language), explained, strict=True), start=1)
    ]


def titles(lesson: Lesson, language: str) -> list[str]:
    """What each card of a lesson is called in the page's language, in order."""
    _first, *others = _parts(lesson, language)
    return [lesson.text(language).title, *(_title(part) for part in others)]


def _parts(lesson: Lesson, language: str) -> tuple[LessonCard, ...]:
    return cut(lesson.text(language).blocks, lesson.text(SOURCE).blocks)


def _stories(lesson: Lesson) -> list[Story]:
    """What is known of the stories of a lesson, in order."""
    known = zip_longest(lesson.best, lesson.faces)
    return [
        Story(number, best or 0, faces_of(face) if face else None)
        for number, (best, face) in enumerate(known, start=1)
    ]


def _title(card: LessonCard) -> str:
    """By its words, or by what stands above such a block: "Remember"."""
    return title_of(card) or next(
        (label for block in card if (label := lesson_body.labels().get(block.kind))), ""
    )
