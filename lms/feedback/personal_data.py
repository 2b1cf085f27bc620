"""What this feature holds about somebody: what they said of lessons. Only by the key of the site can it be found.

Shown to the person and removed with them. What was counted of five people and more leads to nobody, and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import delete

from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.data_inventory import PersonalDataItem, data_items
from lms.db import session
from lms.feedback import services
from lms.feedback.models import LessonFeedback

_FACTS: Final = ("module", "lesson", "language", "clear", "why", "card", "answered_by")


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """What a person said under their own record: whoever joins two must not read what another one said."""
    rows = services.rows_of(ids[:1])
    items = data_items(rows, "feedback", *_FACTS)
    return [
        replace(item, facts={**item.facts, "card": row.card or None})
        for row, item in zip(rows, items, strict=True)
    ]


def erase(erasure: Erasure) -> None:
    """Take away what somebody said, under each of their records."""
    marks = [row.mark for row in services.rows_of(erasure.ids)]
    session.execute(delete(LessonFeedback).where(LessonFeedback.mark.in_(marks)))


PERSONAL_DATA: Final = PersonalData(export, erase, {"old-feedback": services.drop_old_answers})
