"""Progress: what somebody has read and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import delete, select

from lms import clock
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.curriculum import Lesson, Module
from lms.content.types.surveys import Survey
from lms.courses.domain.next_step import ModuleState, Step, TestState, next_step
from lms.courses.models import LessonRead
from lms.db import session
from lms.records.domain.award_rules import Standing, missing
from lms.records.services import achievements
from lms.signals import Hook


def _nobody_knows(person: Person, standings: Mapping[str, Standing]) -> Mapping[str, TestState]:
    raise LookupError("nobody is connected who knows the tests")


def _nothing_due(person: Person, today: date) -> int:
    return 0


# Whether the person can take each module's test now. Tests stand beside this feature, so `app` connects them.
test_states: Final = Hook(_nobody_knows)
# How many questions wait to be practised on a day.
practice_due: Final = Hook(_nothing_due)


def _no_survey(person: Person) -> tuple[Survey, bool, date | None] | None:
    return None


# The survey to which the person is invited, whether they have a plan from it, and the last day of a round that
# they have not answered. Surveys stand beside, too.
survey_of: Final = Hook(_no_survey)


def _none_to_ask(person: Person) -> tuple[Survey, bool, date] | None:
    return None


# The survey about which the person may ask others now, whether they have answered it themselves, and its last day.
survey_to_ask: Final = Hook(_none_to_ask)


@dataclass(frozen=True)
class OwnWorkshop:
    """A workshop on whose list somebody is, in their language. `link`: where it is held online.

    `waits`: they wait for a place, and are on no list.
    """

    title: str
    kind: str
    half_days: Sequence[str]
    place: str
    link: str = ""
    waits: bool = False


def _no_workshops(person: Person) -> Sequence[OwnWorkshop]:
    return ()


# The workshops on whose list the person is, until they are closed.
workshops_of: Final = Hook(_no_workshops)


def _no_past_workshops(person: Person) -> bool:
    return False


# Whether the person was on the list of a workshop that is closed.
has_past_workshops: Final = Hook(_no_past_workshops)


@dataclass(frozen=True)
class ModuleProgress:
    """One module for one person: how far they are, what is next, whether they are certified.

    `next_lesson` comes with its module: what should be read before it may belong to another one. `read` are the
    ids of the lessons that they have read. `test_after` are the modules whose certificate its test asks for first.
    `days_left` is 0 on the last day of the certificate, None where it has no end.
    """

    module: Module
    read: frozenset[str]
    next_lesson: tuple[Module, Lesson] | None
    standing: Standing
    test: TestState
    test_after: tuple[Module, ...]
    days_left: int | None

    @property
    def state(self) -> ModuleState:
        """What the rule of the next step looks at."""
        return ModuleState(self.standing.status, len(self.read), len(self.module.lessons), self.test)

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


def mark_read(person: Person, module: Module, lesson: Lesson) -> bool:
    """Remember that `person` read this lesson as it is now; whether that is new. Twice changes nothing."""
    row = select(LessonRead).filter_by(
        person_id=person.id, module=module.id, lesson=lesson.id, digest=lesson.digest
    )
    if session.scalar(row) is not None:
        return False
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
    return True


def forget_read(person: Person, module: Module, lesson: Lesson) -> None:
    """Take back that `person` read this lesson as it is now: it was somebody else who tapped."""
    session.execute(
        delete(LessonRead).where(
            LessonRead.person_id == person.id,
            LessonRead.module == module.id,
            LessonRead.lesson == lesson.id,
            LessonRead.digest == lesson.digest,
        )
    )


@dataclass(frozen=True)
class Learning:
    """One's own learning: the next step, what comes before outreach, every module in the catalogue's order."""

    step: Step
    outreach: Outreach
    modules: tuple[ModuleProgress, ...]

    @property
    def next_module(self) -> ModuleProgress | None:
        """The module that the next step is about."""
        return None if self.step.module is None else self.modules[self.step.module]


def learning_of(person: Person) -> Learning:
    """Where a person stands with everything that there is to learn."""
    read = lessons_read_by(person)
    today = clock.today()
    standings = achievements.standings_of(person, today)
    states = test_states(person, standings)
    modules = tuple(
        _progress(module, read, standings, states[module.id], today) for module in registry.current().modules
    )
    outreach = _outreach(read)
    step = next_step([row.state for row in modules], outreach=outreach.next_lesson is not None)
    return Learning(step, outreach, modules)


def lessons_read_by(person: Person) -> frozenset[str]:
    """What somebody has read, each as "module/lesson"; never what a record merged into theirs has read."""
    theirs = LessonRead.person_id == person.id
    rows = session.execute(select(LessonRead.module, LessonRead.lesson).where(theirs).distinct())
    return frozenset(f"{module}/{lesson}" for module, lesson in rows)


def unread_before_outreach(person: Person, module: Module) -> tuple[Lesson, ...]:
    """The lessons of a module that everyone reads before the first outreach, and that this person has not read."""
    read = lessons_read_by(person)
    lessons = (module.lesson(name) for name in module.before_outreach)
    return tuple(lesson for lesson in lessons if f"{module.id}/{lesson.id}" not in read)


def _outreach(read: Set[str]) -> Outreach:
    wanted = registry.current().before_outreach
    unread = [(module, lesson) for module, lesson in wanted if f"{module.id}/{lesson.id}" not in read]
    return Outreach(len(wanted) - len(unread), len(wanted), unread[0] if unread else None)


def _next_lesson(module: Module, read: Set[str]) -> tuple[Module, Lesson] | None:
    """The first lesson not read yet; where something should be read before it, that."""
    for lesson in module.lessons:
        if f"{module.id}/{lesson.id}" not in read:
            first = next((name for name in lesson.after if name not in read), f"{module.id}/{lesson.id}")
            return registry.current().lesson(first)
    return None


def _progress(
    module: Module, read: Set[str], standings: Mapping[str, Standing], test: TestState, today: date
) -> ModuleProgress:
    end = standings[module.id].expires_on
    before = missing(module.award.prerequisites, standings) if test == "locked" else ()
    return ModuleProgress(
        module=module,
        read=frozenset(lesson.id for lesson in module.lessons if f"{module.id}/{lesson.id}" in read),
        next_lesson=_next_lesson(module, read),
        standing=standings[module.id],
        test=test,
        test_after=tuple(registry.current().module(name) for name in before),
        days_left=None if end is None else (end - today).days,
    )
