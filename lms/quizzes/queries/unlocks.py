"""When somebody was let try a test again before its wait was over, by whom, and what they were told. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms import clock
from lms.accounts.queries.people import among_merged_ids
from lms.accounts.services.people import Person
from lms.db import session
from lms.quizzes.models import Unlock, UnlockRole


@dataclass(frozen=True)
class GivenUnlock:
    """One that stands on the page that staff see: for which module, on which day, by whom, why."""

    module: str
    on: date
    actor: str
    actor_language: str
    role: UnlockRole
    reason: str
    words: str


@dataclass(frozen=True)
class Unlocked:
    """What the person is told: the role of who ended the wait, and words for them, perhaps none."""

    role: UnlockRole
    words: str


def unlocked_at(person: Person, module: str) -> list[datetime]:
    """The instants at which a wait of the person, under any of their records, was ended if there was one."""
    asked = select(Unlock.at).where(Unlock.person_id.in_(among_merged_ids(person)), Unlock.module == module)
    return list(session.scalars(asked))


def newest_unlock(person: Person, module: str) -> Unlocked | None:
    """What the person is told of the newest one; None where there is none.

    Words that were written for a record joined with theirs stay away: whoever says that two are one may be wrong.
    """
    asked = select(Unlock).where(Unlock.person_id.in_(among_merged_ids(person)), Unlock.module == module)
    row = session.scalars(asked.order_by(Unlock.at.desc(), Unlock.id.desc()).limit(1)).first()
    return None if row is None else Unlocked(row.role, row.words if row.person_id == person.id else "")


def unlocks_of(person: Person) -> Sequence[GivenUnlock]:
    """Those of a person's own record, the newest first."""
    actor = aliased(Person)
    asked = (
        select(Unlock, actor)
        .join(actor, actor.id == Unlock.actor_id)
        .where(Unlock.person_id == person.id)
        .order_by(Unlock.at.desc(), Unlock.id.desc())
    )
    return [
        GivenUnlock(row.module, clock.day_of(row.at), by.name, by.language, row.role, row.reason, row.words)
        for row, by in session.execute(asked)
    ]
