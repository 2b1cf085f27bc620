"""Many people who say something of a lesson, as the tests need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from sqlalchemy import select

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.content import registry
from lms.db import session
from lms.feedback import services
from lms.feedback.domain.opinions import Opinion, Place, version_of
from lms.feedback.models import LessonFeedback
from tests.people import People

CLEAR, UNCLEAR = Opinion(True), Opinion(False)
LESSON = "40-linking"
_NUMBERS: Iterator[int] = count(5001)


def place(lesson: str = LESSON, language: str = "km") -> Place:
    """A lesson of psychological first aid as it reads now."""
    text = registry.module("pss").lesson(lesson).text(language)
    return Place("pss", lesson, language, version_of(text))


def somebody(people: People) -> Person:
    """One more volunteer of Phnom Penh."""
    return people_service.create_person(
        people_service.Particulars(
            number=f"KH-{next(_NUMBERS)}", name="Vanna", latin_name="Vanna", language="km"
        ),
        people.sokha.unit,
        actor=None,
    )


def say_all(people: People, opinions: Iterable[Opinion], language: str = "km") -> list[Person]:
    """A person for each opinion, who says it."""
    said = []
    for opinion in opinions:
        person = somebody(people)
        services.say(person, place(language=language), opinion)
        said.append(person)
    session.commit()
    return said


def count_them() -> None:
    """The night comes."""
    list(services.count_answers())
    session.commit()


def rows() -> list[tuple[bool, str, int]]:
    """All that is kept of what was said."""
    kept = select(LessonFeedback.clear, LessonFeedback.why, LessonFeedback.card)
    return [(row.clear, row.why, row.card) for row in session.execute(kept)]
