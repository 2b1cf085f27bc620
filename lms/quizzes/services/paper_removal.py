"""A slip that was typed for the wrong person is taken away again: its row, its try, what it gave to practise."""

from __future__ import annotations

from sqlalchemy import select

from lms import audit
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import NotFound
from lms.quizzes.domain import typed_again
from lms.quizzes.models import Attempt, PaperResult
from lms.quizzes.services import missed_questions
from lms.quizzes.services.attempt_rows import attempts_of
from lms.quizzes.services.paper_forms import PrintedTest, keep_knowing
from lms.quizzes.services.paper_hindrances import reads_records
from lms.quizzes.services.paper_results import given_by, refuse_own_sheet


def may_take_away(typist_id: int, person: Person, actor: Person) -> bool:
    """Whether the slip of a person is the actor's to take away: they typed it, or are HR of the person."""
    return typist_id == actor.id or reads_records(actor, person)


def take_away(form: PrintedTest, uuid: str, units: frozenset[int], actor: Person) -> Person:
    """Take away the row of a slip that is somebody else's; returns whose it was said to be. The audit keeps that.

    Its attempt goes with it, so that it is no try, and what it gave to practise. Raises NotFound for a row that is not
    there, is of nobody in these units, or not the actor's to take away (`may_take_away`), RuleBroken "own-sheet" and
    what `refuse_taking_away` raises.
    """
    row = session.scalar(
        select(PaperResult).filter_by(attempt_uuid=uuid, form_code=form.code).with_for_update()
    )
    person = None if row is None else session.get_one(Person, row.person_id)
    if row is None or person is None or person.unit_id not in units:
        raise NotFound(uuid)
    if not may_take_away(row.actor_id, person, actor):
        raise NotFound(uuid)
    refuse_own_sheet(person, actor)
    typed_again.refuse_taking_away(given_by(row))
    attempt = session.get_one(Attempt, uuid)
    right: dict[str, bool] = attempt.result["right"]
    keep_knowing(form, row.actor_id)  # else nothing would tell any more that they typed
    session.delete(row)
    session.flush()
    session.delete(attempt)
    session.flush()
    others = [other.result["right"] for other in _handed_in(person, attempt.module)]
    missed_questions.take_back_test(person, attempt.module, right, others)
    facts = {"module": attempt.module, "attempt": uuid}
    audit.note(actor.id, "quizzes.paper-removed", "person", person.id, **facts)
    return person


def _handed_in(person: Person, module: str) -> list[Attempt]:
    """The tests of a person that were handed in, the newest first."""
    rows = [row for row in attempts_of(person, module) if row.submitted_at]
    return sorted(rows, key=lambda row: row.started_at, reverse=True)
