"""What this feature holds about somebody: the talks that they wrote down. Shown to them.

Who it was is forgotten when the person is erased, and after some time; what was counted stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product
from typing import Final

from sqlalchemy import ColumnElement, delete, or_, select, update

from lms import clock
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.community.domain.counts import SEXES
from lms.community.domain.talks import REFERRAL, read_languages
from lms.community.models import CommunityCount, CommunitySession
from lms.data_inventory import Fact, PersonalDataItem
from lms.db import session
from lms.records.domain.age_bands import BANDS


def export(ids: Sequence[PersonId]) -> Iterator[PersonalDataItem]:
    """Each talk with its numbers."""
    row = CommunitySession
    asked = select(row).where(row.person_id.in_(ids)).order_by(row.on, row.recorded_on, row.uuid)
    for one in session.scalars(asked):
        topic = {"topic": one.topic} if one.topic == REFERRAL else {"module": one.topic}
        facts: dict[str, Fact] = {
            "on": one.on,
            **topic,
            "kind_of_place": one.place,
            "languages": list(read_languages(one.languages)),
            "people": one.people,
            "counts": _counts(one),
            "written_at": one.recorded_on,
            "withdrawn_at": one.withdrawn_on,
        }
        yield PersonalDataItem("community", facts)


def _counts(row: CommunitySession) -> dict[str, dict[str, int]]:
    """By sex, then by age, as a file says it."""
    found: dict[str, dict[str, int]] = {}
    for sex, ages in product(SEXES, BANDS):
        if number := row.counts.numbers.get((sex, ages)):
            found.setdefault(sex, {})[ages] = number
    return found


def erase(erasure: Erasure) -> None:
    """Forget whose talks they were. What was taken away goes."""
    _forget(CommunitySession.person_id.in_(erasure.ids))


def drop_old_names(before: datetime) -> int:
    """Forget who held talks that took place before an instant. Returns how many talks that was."""
    return _forget(
        CommunitySession.on < clock.day_of(before),
        or_(CommunitySession.person_id.is_not(None), CommunitySession.withdrawn_on.is_not(None)),
    )


def _forget(*which: ColumnElement[bool]) -> int:
    row = CommunitySession
    gone = select(row.uuid).where(*which, row.withdrawn_on.is_not(None))
    session.execute(delete(CommunityCount).where(CommunityCount.session_uuid.in_(gone)))
    dropped = session.execute(delete(row).where(*which, row.withdrawn_on.is_not(None)).returning(row.uuid))
    count = len(dropped.all())
    forgotten = session.execute(update(row).where(*which).values(person_id=None).returning(row.uuid))
    return count + len(forgotten.all())


PERSONAL_DATA: Final = PersonalData(export, erase, {"old-community": drop_old_names})
