"""What a group did not understand, in the reader's language: hard questions, lessons by place and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lms.accounts.queries import units
from lms.content.types.curriculum import Content, Lesson, Module
from lms.content.types.localized import Name
from lms.content.types.questions import Pool, QuestionText
from lms.reports.domain import chart_geometry
from lms.reports.domain.chart_geometry import Segment
from lms.reports.domain.group_answers import LessonAnswers, Line, Share
from lms.reports.queries.group_answers import GroupReport
from lms.text import collation


@dataclass(frozen=True)
class HardQuestion:
    """A question, how many were right, the wrong answer that most chose ("" for none), and the lesson that helps."""

    id: str
    text: QuestionText
    share: Share
    segments: Sequence[Segment]
    mistake: str
    mistaken: int
    lesson: Lesson


@dataclass(frozen=True)
class ShareCell:
    """A share of right answers; `percent` None where it is not shown."""

    percent: int | None
    step: int


@dataclass(frozen=True)
class LessonTable:
    """Lessons in teaching order × everybody, each place, each language."""

    places: tuple[Name, ...]
    languages: tuple[Name, ...]
    rows: tuple[tuple[Lesson, tuple[ShareCell, ...]], ...]


def hardest(report: GroupReport, module: Module, pool: Pool, language: str) -> list[HardQuestion]:
    """The questions that may be shown, the hardest first; of equals in the order of their ids."""
    found = _questions(report, module, pool, language)
    return sorted(found, key=lambda one: (one.share.percent, one.id))


def count_hidden(report: GroupReport) -> int:
    """How many questions were asked of which no number may be shown."""
    return sum(
        line.share is None for lesson in report.lessons for line in (lesson.items or (Line("", None),))
    )


def lesson_table(report: GroupReport, module: Module, content: Content, language: str) -> LessonTable:
    """How each lesson was understood. Places stand by name, languages as the content has them."""
    place_keys = {line.key for one in report.lessons for line in one.places}
    names = {key: units.name_of(key, language) for key in place_keys}
    places = sorted(place_keys, key=lambda key: collation.sort_key(names[key].text, language))
    spoken = {line.key for one in report.lessons for line in one.languages}
    languages = [one for one in content.languages if one.code in spoken]
    by_lesson = {one.lesson: one for one in report.lessons}
    return LessonTable(
        tuple(names[key] for key in places),
        tuple(Name(one.name, one.code) for one in languages),
        tuple(
            (lesson, tuple(_cells(by_lesson[lesson.id], places, [one.code for one in languages])))
            for lesson in module.lessons
            if lesson.id in by_lesson
        ),
    )


def _questions(report: GroupReport, module: Module, pool: Pool, language: str) -> Iterator[HardQuestion]:
    lessons = {lesson.id: lesson for lesson in module.lessons}
    lines = ((one.lesson, line) for one in report.lessons for line in one.items)
    for lesson, line in lines:
        if line.share is not None:
            text = pool.question(line.key).text(language)
            mistake = line.mistake
            yield HardQuestion(
                line.key,
                text,
                line.share,
                chart_geometry.share_bar((line.share.right, line.share.wrong)),
                text.parts[mistake.part].text if mistake else "",
                mistake.people if mistake else 0,
                lessons[lesson],
            )


def _cells(lesson: LessonAnswers, places: Sequence[str], languages: Sequence[str]) -> Iterator[ShareCell]:
    yield _cell(lesson.share)
    for keys, lines in ((places, lesson.places), (languages, lesson.languages)):
        shares = {line.key: line.share for line in lines}
        yield from (_cell(shares.get(key)) for key in keys)


def _cell(share: Share | None) -> ShareCell:
    return (
        ShareCell(None, 0)
        if share is None
        else ShareCell(share.percent, chart_geometry.heat_step(share.percent))
    )
