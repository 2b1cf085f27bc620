"""Whether people or trainings have changed since the lines of a list were decided about. Reads, never writes.

No clock: what counts are the last act and the last entry of the ledger that were there before anything was looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Row, Select, func, or_, select

from lms.accounts.services.people import Person, Unit
from lms.audit import AuditLine
from lms.db import among, session
from lms.imports.models import ListImport, ListRow
from lms.records.services.achievements import LedgerEntry

MARK: Final = "known"  # stands in a matching: the last act and the last entry when its lines were looked at
# What makes somebody known, or known otherwise. A sign-in, a card or a role says nothing of who a line is about.
_OF_PEOPLE: Final = (
    *("accounts.create", "accounts.edit", "accounts.move", "accounts.deactivate", "accounts.reactivate"),
    *("accounts.merge", "accounts.merge-undone", "privacy.erased", "privacy.erased-again", "accounts.remove"),
)
_AT_ONCE: Final = 2000  # acts, or entries, that are looked at in one go


def mark() -> list[int]:
    """The last act and the last entry of the ledger that there are."""
    last = (session.scalar(select(func.max(key))) or 0 for key in (AuditLine.id, LedgerEntry.id))
    return [*last]


def is_stale(list_import: ListImport) -> bool:
    """Whether somebody of the Society has changed since, or of a list of trainings the record of somebody in it.

    Of a preview that an older version has made nobody knows: it is taken for stale.
    """
    known = list_import.matching.get(MARK)
    if known is None:
        return True
    act, entry = known
    return _people_changed(list_import, act) or (
        list_import.kind == "trainings" and _trainings_changed(list_import, entry)
    )


def _people_changed(list_import: ListImport, last: int) -> bool:
    society = session.get_one(Unit, list_import.unit_id).society
    codes = set(session.scalars(select(Unit.code).where(Unit.society == society)))
    # Of who was removed, or moved, where they were: they are here no more.
    facts = (AuditLine.facts[name].as_string().label(name) for name in ("unit", "before"))
    asked = select(AuditLine.id, AuditLine.record_id, *facts)
    acts = asked.where(AuditLine.record == "person", AuditLine.act.in_(_OF_PEOPLE))
    for some in _after(acts, AuditLine.id, last):
        if any(codes & {one.unit, one.before} for one in some):
            return True
        people = {int(one.record_id) for one in some}
        ours = select(Person.id).where(among(Person.id, people), Person.society == society)
        if session.scalar(ours.limit(1)) is not None:
            return True
    return False


def _trainings_changed(list_import: ListImport, last: int) -> bool:
    """Only of those whom lines are about: elsewhere volunteers pass tests all day."""
    for some in _after(select(LedgerEntry.id, LedgerEntry.person_id), LedgerEntry.id, last):
        people = {one.person_id for one in some}
        kept = select(func.coalesce(Person.merged_into_id, Person.id)).where(among(Person.id, people))
        about = or_(among(ListRow.person_id, people), ListRow.person_id.in_(kept))
        named = select(ListRow.id).where(ListRow.import_id == list_import.id, about)
        if session.scalar(named.limit(1)) is not None:
            return True
    return False


def _after(asked: Select[*tuple[Any, ...]], key: Any, last: int) -> Iterator[Sequence[Row[Any]]]:
    while some := session.execute(asked.where(key > last).order_by(key).limit(_AT_ONCE)).all():
        yield some
        last = some[-1].id
