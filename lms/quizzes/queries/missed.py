"""Which questions somebody practises. Reads, never writes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from lms.accounts.services.people import Person
from lms.content import registry
from lms.db import session
from lms.quizzes.domain.practice import Due, Missed
from lms.quizzes.models import Attempt, PracticeItem


def missed_by(person: Person) -> tuple[Missed, ...]:
    """What a person has still to practise, in the order of the modules and of their questions.

    Questions that are in no pool any more are left out, and what somebody else may have answered: that of records
    merged into theirs.
    """
    asked = select(PracticeItem).where(PracticeItem.person_id == person.id)
    dues = {(row.module, row.item): Due(row.step, row.next_on) for row in session.scalars(asked)}
    content = registry.current()
    pools = [content.pools[module.id] for module in content.modules if module.id in content.pools]
    return tuple(
        Missed(pool.module, question.id, question.safety is not None, dues[key])
        for pool in pools
        for question in pool.questions
        if (key := (pool.module, question.id)) in dues
    )


def count_due(person: Person, today: date) -> int:
    """How many questions wait to be practised today."""
    return sum(missed.due.on <= today for missed in missed_by(person))


def has_met(person: Person, module: str, item: str) -> bool:
    """Whether the person handed in a test that asked this question: only then may they read what is right."""
    return item in met_by(person, module)


def met_by(person: Person, module: str) -> set[str]:
    """The questions of a module that the person was asked in tests that they handed in.

    A pre-test has shown nothing of what is right.
    """
    asked = select(Attempt.result).where(
        Attempt.person_id == person.id,
        Attempt.module == module,
        Attempt.form != "pre",
        Attempt.submitted_at.is_not(None),
    )
    return {item for result in session.scalars(asked) for item in result.get("right", {})}
