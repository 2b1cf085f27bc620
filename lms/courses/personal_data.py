"""What this domain holds about somebody: which lessons they read. Shown to them alone, removed with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, select

from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.courses.models import LessonRead
from lms.data_inventory import PersonalDataItem, data_items
from lms.db import session


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """The lessons that a person has read under their own record: who says that two records are one may be wrong."""
    asked = select(LessonRead).where(LessonRead.person_id == ids[0]).order_by(LessonRead.id)
    return data_items(session.scalars(asked), "reading", "module", "lesson", "read_at")


def erase(erasure: Erasure) -> None:
    """Forget what somebody has read."""
    session.execute(delete(LessonRead).where(LessonRead.person_id.in_(erasure.ids)))


PERSONAL_DATA: Final = PersonalData(export, erase)
