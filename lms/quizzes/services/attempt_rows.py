"""Rows of attempts, whatever they are for: find, make, withdraw. Knows no rule of tests and no marks."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import clock
from lms.accounts.queries.people import among_merged_ids
from lms.accounts.services.people import Person
from lms.content.types.curriculum import Module
from lms.content.types.questions import Pool
from lms.db import session
from lms.errors import NotFound
from lms.quizzes.domain.selection import SelectedItem
from lms.quizzes.models import Attempt, Form
from lms.quizzes.services import saved_answers

_SEEDS: Final = 2**31  # what an integer column of either database holds


def new_seed() -> int:
    """A seed by which nobody can tell what will be drawn."""
    return secrets.randbelow(_SEEDS)


def every_attempt_of(person: Person, module: str) -> Sequence[Attempt]:
    """The attempts and pre-tests of a person in a module, whatever became of them."""
    # Also those of records that were merged into this person's: whoever had two accounts has the tries of one.
    asked = select(Attempt).where(Attempt.person_id.in_(among_merged_ids(person)), Attempt.module == module)
    return session.scalars(asked).all()


def attempts_of(person: Person, module: str) -> Sequence[Attempt]:
    """The attempts of a person at a module's test, whatever became of them; a pre-test is none."""
    return [row for row in every_attempt_of(person, module) if row.form != "pre"]


def own_attempt(person: Person, uuid: str, *, lock: bool = False) -> Attempt:
    """An attempt, or pre-test, of this person's own record. Raises NotFound."""
    # The lock makes the second of two taps wait for the first one's commit and then see its marks.
    row = session.get(Attempt, uuid, with_for_update=lock or None, populate_existing=lock)
    if row is None or row.person_id != person.id:
        raise NotFound(uuid)
    return row


def is_open(row: Attempt) -> bool:
    """Whether it is neither handed in nor withdrawn."""
    return row.submitted_at is None and row.withdrawn_at is None


def is_open_to(person: Person, row: Attempt) -> bool:
    """Whether this person may go on with it."""
    # What somebody has answered so far is theirs: an open paper of a record that was merged into theirs stays closed.
    return row.person_id == person.id and is_open(row)


def drawn_of(row: Attempt) -> list[SelectedItem]:
    """The questions of an attempt as they were drawn."""
    return [SelectedItem(one["item"], tuple(one["parts"])) for one in row.drawn]


def withdraw(row: Attempt) -> None:
    """End an attempt that can no longer be marked."""
    row.withdrawn_at = clock.now()
    saved_answers.forget(row.uuid)
    session.flush()


def add_attempt(
    person: Person,
    module: Module,
    pool: Pool,
    form: Form,
    drawn: Sequence[SelectedItem],
    *,
    language: str,
    seed: int,
) -> str | None:
    """The uuid of a new attempt; None where the other of two taps was faster."""
    row = Attempt(
        uuid=str(uuid4()),
        person_id=person.id,
        module=module.id,
        form=form,
        language=language,
        quiz_digest=pool.digest,
        module_version=module.version,
        seed=seed,
        drawn=[{"item": one.item, "parts": list(one.parts)} for one in drawn],
        started_at=clock.now(),
        answers={},
        result={},
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return None
    return row.uuid
