"""Which questions a person's next test asks: by the blueprint, or, for who renews, what they missed before all else."""

from __future__ import annotations

from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person
from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes.domain import refresher, selection
from lms.quizzes.domain.selection import SelectedItem
from lms.quizzes.models import PracticeItem
from lms.quizzes.services.attempt_rows import attempts_of, drawn_of, every_attempt_of


def draw_test(person: Person, pool: Pool, *, seed: int, is_renewal: bool) -> tuple[SelectedItem, ...]:
    """The questions of a new test, unseen ones first. The same past and the same seed give the same test."""
    seen = {one.item for row in every_attempt_of(person, pool.module) for one in drawn_of(row)}
    if not is_renewal:
        return selection.draw(pool, seed=seed, seen=seen)
    return refresher.draw_refresher(pool, seed=seed, missed=_missed(person, pool.module), seen=seen)


def _missed(person: Person, module: str) -> tuple[str, ...]:
    """What the person missed under their own record: nobody is asked what somebody else had wrong."""
    mine = [row for row in attempts_of(person, module) if row.person_id == person.id]
    handed_in = sorted(
        ((row.submitted_at, row.uuid, row.result["right"]) for row in mine if row.submitted_at), reverse=True
    )
    marks = [(clock.day_of(at), right) for at, _uuid, right in handed_in]
    practising = select(PracticeItem.item).where(
        PracticeItem.person_id == person.id, PracticeItem.module == module
    )
    return refresher.missed_before(marks, frozenset(session.scalars(practising)), clock.today())
