"""The projection: certifications as ledger and rules make them. Follows the ledger, decides nothing itself.

Records of people who were found to be one person are read together, and stand under the one that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from sqlalchemy import delete, exists, select, text
from sqlalchemy.orm import aliased

from lms import clock
from lms.accounts.services.people import Person, PersonId
from lms.db import among, insert_all, session
from lms.records.domain import award_rules
from lms.records.domain.award_rules import Entry, Standing
from lms.records.models import Certification, LedgerEntry
from lms.records.queries.ledger.ledger_entries import (
    all_entries,
    entry_of,
    rules_or_retired,
    societies_of_units,
)

_BATCH = 1000  # rows read or written at once: memory does not grow with the ledger


# --- rules --------------------------------------------------------------------------------------------------


# --- reading ------------------------------------------------------------------------------------------------


# --- writing ------------------------------------------------------------------------------------------------


def write(standings: Mapping[tuple[PersonId, str], tuple[int, Standing]]) -> None:
    """Bring rows in line with standings, each with the unit of the person: there is none for what was never issued."""
    new: list[dict[str, Any]] = []
    rows = _rows_of(standings)
    for (person_id, award), (unit_id, now) in standings.items():
        row, values = rows.get((person_id, award)), _values(person_id, award, unit_id, now)
        if now.issued_on is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            new.append(values)
        else:
            for name, value in values.items():
                setattr(row, name, value)
    session.flush()
    insert_all(Certification, new)


def _rows_of(pairs: Iterable[tuple[PersonId, str]]) -> Mapping[tuple[PersonId, str], Certification]:
    """The rows of people and awards as they are by now: what was read before the people were held may be old."""
    people, awards = {person_id for person_id, _ in pairs}, {award for _, award in pairs}
    asked = select(Certification).where(
        among(Certification.person_id, people), Certification.award.in_(awards)
    )
    found = session.scalars(asked, execution_options={"populate_existing": True})
    return {(row.person_id, row.award): row for row in found}


def remake() -> int:
    """Drop all rows and make them again from the ledger, in a stream. Returns their number."""
    session.flush()
    if session.connection().dialect.name == "postgresql":
        # Nobody certifies meanwhile: their row would be missing or double. On SQLite the writer is alone anyway.
        session.execute(text("LOCK TABLE ledger_entry, certification IN SHARE ROW EXCLUSIVE MODE"))
    session.execute(delete(Certification), execution_options={"synchronize_session": False})
    session.expire_all()
    count = 0
    for source in (_rows(), _merged_rows()):
        while batch := list(islice(source, _BATCH)):
            insert_all(Certification, batch)
            count += len(batch)
    return count


def _rows() -> Iterator[dict[str, Any]]:
    """The rows of everybody who has but one record."""
    other = aliased(Person)
    query = (
        select(LedgerEntry, Person.unit_id)
        .join(Person, Person.id == LedgerEntry.person_id)
        .where(Person.merged_into_id.is_(None), ~exists().where(other.merged_into_id == Person.id))
        .order_by(LedgerEntry.person_id, LedgerEntry.award)
        .execution_options(yield_per=_BATCH)
    )
    societies = societies_of_units()
    pairs = session.execute(query)
    for (person_id, award, unit_id), found in groupby(
        pairs, key=lambda pair: (pair[0].person_id, pair[0].award, pair[1])
    ):
        known = [entry_of(row, societies) for row, _ in found]
        yield from _row(person_id, award, unit_id, known)


def _merged_rows() -> Iterator[dict[str, Any]]:
    """The rows of those who speak for others, too: few, one after the other."""
    other = aliased(Person)
    query = select(Person.id, Person.unit_id).where(
        Person.merged_into_id.is_(None), exists().where(other.merged_into_id == Person.id)
    )
    for person_id, unit_id in session.execute(query.order_by(Person.id)).all():
        for award, known in sorted(all_entries(person_id).items()):
            yield from _row(person_id, award, unit_id, known)


def _row(person_id: PersonId, award: str, unit_id: int, known: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    now = award_rules.standing(known, rules_or_retired(award), clock.today())
    if now.issued_on is not None:
        yield _values(person_id, award, unit_id, now)


def _values(person_id: PersonId, award: str, unit_id: int, now: Standing) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "award": award,
        "unit_id": unit_id,
        "issued_on": now.issued_on,
        "expires_on": now.expires_on,
        "grace_until": now.grace_until,
        "revoked_on": now.revoked_on,
        "entry_ids": list(now.rests_on),
    }
