"""Progress: what somebody has read and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from lms import clock
from lms.accounts.service import Person
from lms.content import shelf
from lms.content.library import Lesson, Module
from lms.courses.models import LessonRead
from lms.db import session
from lms.records import service as records
from lms.records.rules import Standing


@dataclass(frozen=True)
class ModuleProgress:
    """One module for one person: how far they are, what is next, whether they are certified."""

    module: Module
    read: int
    next_lesson: Lesson | None
    standing: Standing
    has_test: bool

    @property
    def certified(self) -> bool:
        """Whether there is, or was, a certificate to show."""
        return self.standing.status != "never"


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


def progress_of(person: Person) -> list[ModuleProgress]:
    """Every module, in the order of the catalogue."""
    rows = session.execute(
        select(LessonRead.module, LessonRead.lesson).filter_by(person_id=person.id).distinct()
    )
    read = {(module, lesson) for module, lesson in rows}
    standings = records.standings_of(person, clock.today())
    return [_progress(module, read, standings[module.id]) for module in shelf.library().modules]


def _progress(module: Module, read: set[tuple[str, str]], standing: Standing) -> ModuleProgress:
    unread = [lesson for lesson in module.lessons if (module.id, lesson.id) not in read]
    return ModuleProgress(
        module=module,
        read=len(module.lessons) - len(unread),
        next_lesson=unread[0] if unread else None,
        standing=standing,
        has_test=module.id in shelf.library().pools,
    )
