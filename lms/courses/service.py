"""Progress: what somebody has read and what comes next."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import select

from lms import clock
from lms.accounts.service import Person, among_records_of
from lms.content import shelf
from lms.content.library import Lesson, Module
from lms.courses.models import LessonRead
from lms.db import session
from lms.records import service as records
from lms.records.rules import Standing


@dataclass(frozen=True)
class ModuleProgress:
    """One module for one person: how far they are, what is next, whether they are certified.

    `next_lesson` comes with its module: what should be read before it may belong to another one.
    """

    module: Module
    read: int
    next_lesson: tuple[Module, Lesson] | None
    standing: Standing
    has_test: bool

    @property
    def certified(self) -> bool:
        """Whether there is, or was, a certificate to show."""
        return self.standing.status != "never"


@dataclass(frozen=True)
class Outreach:
    """How far somebody is with the lessons that everyone reads before the first outreach."""

    read: int
    count: int
    next_lesson: tuple[Module, Lesson] | None


def mark_read(person: Person, module: Module, lesson: Lesson) -> None:
    """Remember that `person` read this lesson as it is now. Doing it twice changes nothing."""
    row = select(LessonRead).filter_by(
        person_id=person.id, module=module.id, lesson=lesson.id, digest=lesson.digest
    )
    if session.scalar(row) is None:
        session.add(
            LessonRead(
                person_id=person.id,
                module=module.id,
                lesson=lesson.id,
                digest=lesson.digest,
                read_at=clock.now(),
            )
        )
        session.flush()


def progress_of(person: Person) -> tuple[Outreach, list[ModuleProgress]]:
    """What comes before outreach, and every module in the order of the catalogue.

    What was read under a record that was merged into this person's is read, too.
    """
    theirs = LessonRead.person_id.in_(among_records_of(person))
    rows = session.execute(select(LessonRead.module, LessonRead.lesson).where(theirs).distinct())
    read = {f"{module}/{lesson}" for module, lesson in rows}
    standings = records.standings_of(person, clock.today())
    modules = [_progress(module, read, standings[module.id]) for module in shelf.library().modules]
    return _outreach(read), modules


def _outreach(read: Set[str]) -> Outreach:
    wanted = shelf.library().before_outreach
    unread = [(module, lesson) for module, lesson in wanted if f"{module.id}/{lesson.id}" not in read]
    return Outreach(len(wanted) - len(unread), len(wanted), unread[0] if unread else None)


def _next_lesson(module: Module, read: Set[str]) -> tuple[Module, Lesson] | None:
    """The first lesson not read yet; where something should be read before it, that."""
    for lesson in module.lessons:
        if f"{module.id}/{lesson.id}" not in read:
            first = next((name for name in lesson.after if name not in read), f"{module.id}/{lesson.id}")
            return shelf.library().lesson(first)
    return None


def _progress(module: Module, read: Set[str], standing: Standing) -> ModuleProgress:
    return ModuleProgress(
        module=module,
        read=sum(f"{module.id}/{lesson.id}" in read for lesson in module.lessons),
        next_lesson=_next_lesson(module, read),
        standing=standing,
        has_test=module.id in shelf.library().pools,
    )
