"""Many people with papers, made without drawing: what they answered is what the test says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, Unit
from lms.content import registry
from lms.db import session
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.models import Attempt

MARCH = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def volunteers(unit: Unit, number: int, *, first: int = 1, language: str = "km") -> list[Person]:
    """So many invented people of a unit."""
    return [
        people_service.create_person(
            people_service.Particulars(
                number=f"{unit.code}-{n:04}", name="ដារា", latin_name="Dara", language=language
            ),
            unit,
            actor=None,
        )
        for n in range(first, first + number)
    ]


def answered(
    person: Person,
    answers: Mapping[str, Answer],
    *,
    module: str = "pss",
    language: str = "km",
    on: datetime = MARCH,
) -> None:
    """Somebody handed in a paper with these answers."""
    pool = registry.current().pools[module]
    session.add(
        Attempt(
            uuid=str(uuid4()),
            person_id=person.id,
            module=module,
            form="post",
            language=language,
            quiz_digest=pool.digest,
            module_version="2026.1",
            seed=1,
            drawn=[{"item": item, "parts": list(pool.question(item).parts)} for item in answers],
            started_at=on,
            submitted_at=on,
            answers={item: list(answer) for item, answer in answers.items() if answer},
            result={"right": {}, "reread": []},
            score=0,
            passed=False,
        )
    )
