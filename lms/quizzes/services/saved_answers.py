"""Answers that are kept while somebody thinks: saved with every tap, until the attempt is handed in.

A row a question, so that two taps at once, or two windows, never write over each other's questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from lms import clock
from lms.db import session, upserts
from lms.quizzes.domain.answers_merging import Fields, Saved
from lms.quizzes.models import SavedAnswer


def save(uuid: str, typed: Mapping[int, Fields]) -> datetime:
    """Keep what stands in the fields of some questions, by their numbers, of an open attempt; returns the instant.

    Whose attempt it is, and that it is open, the caller has asked, and holds it (`attempts.paper`): what is saved while
    somebody hands it in would stay for good.
    """
    now = clock.now()
    for number in sorted(typed):
        fields = {name: list(values) for name, values in typed[number].items()}
        row = {"attempt_uuid": uuid, "number": number, "fields": fields, "saved_at": now}
        new = {"fields": fields, "saved_at": row["saved_at"]}
        insert = upserts.insert(SavedAnswer).values(row)
        session.execute(insert.on_conflict_do_update(index_elements=["attempt_uuid", "number"], set_=new))
    return now


def saved(uuid: str) -> dict[int, Saved]:
    """What was saved for an attempt, by the number of the question."""
    asked = select(SavedAnswer).where(SavedAnswer.attempt_uuid == uuid)
    return {row.number: Saved(row.fields, row.saved_at) for row in session.scalars(asked)}


def forget(uuid: str) -> None:
    """Drop what was saved for an attempt that is handed in or withdrawn."""
    session.execute(delete(SavedAnswer).where(SavedAnswer.attempt_uuid == uuid))
