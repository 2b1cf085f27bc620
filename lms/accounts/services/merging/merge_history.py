"""When somebody's records were joined with others and parted, and by whom. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from lms import audit
from lms.accounts.models import Merge, Person, PersonId
from lms.accounts.queries.people import merged_ids
from lms.db import among, session


@dataclass(frozen=True)
class JoinedOrParted:
    """That records became one, or stand for themselves again: the number of the other one, and who decided."""

    at: datetime
    number: str
    parted: bool
    actor_id: int | None


def merge_history(person: Person) -> list[JoinedOrParted]:
    """What was joined with somebody's records and parted from them. Nothing of a record that was erased since."""
    ids = merged_ids(person)
    about = select(Merge).where(or_(among(Merge.kept_id, ids), among(Merge.merged_id, ids)))
    return [line for row in session.scalars(about.order_by(Merge.id)) for line in _lines(row, person, ids)]


def _lines(row: Merge, person: Person, ids: tuple[PersonId, ...]) -> Iterator[JoinedOrParted]:
    outside = [one for one in (row.kept_id, row.merged_id) if one not in ids]
    within = row.kept_id if row.merged_id == person.id else row.merged_id
    other = session.get_one(Person, outside[0] if outside else within)
    if other.erased_at is not None:
        return
    yield JoinedOrParted(row.merged_at, other.number, False, row.actor_id)
    if row.undone_at is not None:
        noted = audit.lines_of("person", row.merged_id, ["accounts.merge-undone"])
        actor_id = next((line.actor_id for line in noted if line.facts.get("merge") == row.id), None)
        yield JoinedOrParted(row.undone_at, other.number, True, actor_id)
