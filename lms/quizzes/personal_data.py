"""What this domain holds about somebody: tests with answers and marks. Shown to them, removed with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select

from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.data_inventory import PersonalDataItem, data_items
from lms.db import session
from lms.quizzes.models import Attempt


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """The papers of a person, answers included."""
    asked = select(Attempt).where(Attempt.person_id.in_(ids)).order_by(Attempt.started_at, Attempt.uuid)
    keys = (
        *("uuid", "module", "form", "language", "started_at", "submitted_at", "withdrawn_at"),
        *("score", "passed", "drawn", "answers", "result"),
    )
    return data_items(session.scalars(asked), "test", *keys)


def erase(erasure: Erasure) -> None:
    """Take away the papers; that a test was passed, and when, stays with the record."""
    session.execute(delete(Attempt).where(Attempt.person_id.in_(erasure.ids)))


def drop_open_papers(before: datetime) -> int:
    """Forget the papers that were begun before an instant and never handed in. Returns their number."""
    old = (Attempt.submitted_at.is_(None), Attempt.started_at < before)
    return len(session.execute(delete(Attempt).where(*old).returning(Attempt.uuid)).all())


PERSONAL_DATA: Final = PersonalData(export, erase, {"open-paper": drop_open_papers})
