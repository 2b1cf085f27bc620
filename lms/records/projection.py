"""The projection: certifications as ledger and rules make them. Follows the ledger, decides nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from typing import Any

from sqlalchemy import delete, insert, select, text

from lms import clock
from lms.accounts.service import Person, PersonId
from lms.content import shelf
from lms.content.library import Module
from lms.db import session
from lms.records import rules
from lms.records.models import Certification, LedgerEntry
from lms.records.rules import AwardRules, Entry, Standing

_BATCH = 1000  # rows read or written at once: memory does not grow with the ledger

# The module is gone from the content: what was decided and told to people stands, nothing new follows.
_RETIRED = AwardRules(validity_months=None, requires=frozenset(), opens_days=0, grace_days=0)


def award_rules(award: str) -> AwardRules | None:
    """The rules of an award, or None when its module is no longer taught."""
    return next((rules_of(module) for module in shelf.library().modules if module.id == award), None)


def rules_of(module: Module) -> AwardRules:
    """The award rules of a module as plain numbers."""
    given = module.award
    return AwardRules(
        validity_months=given.validity_months,
        requires=frozenset(given.requires),
        opens_days=given.refresher.opens_days,
        grace_days=given.refresher.grace_days,
    )


def entries(person_id: PersonId, award: str) -> Sequence[Entry]:
    """What the rules need to know of a person's ledger for one award."""
    return all_entries(person_id, award).get(award, [])


def all_entries(person_id: PersonId, *awards: str) -> Mapping[str, Sequence[Entry]]:
    """What the rules need to know of a person's ledger, by award: of the given awards, or of all."""
    query = select(LedgerEntry).where(LedgerEntry.person_id == person_id)
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in session.scalars(query.where(LedgerEntry.award.in_(awards)) if awards else query):
        found[row.award].append(_entry(row))
    return found


def standing_of(person_id: PersonId, award: str, as_of: date) -> Standing:
    """The standing of a person for an award as of the end of a day."""
    return rules.standing(entries(person_id, award), award_rules(award) or _RETIRED, as_of)


def write(person: Person, award: str, now: Standing) -> Certification:
    """Bring one row in line with a standing that is not "never"."""
    # What this transaction read before it held the person may be old: read again.
    row = session.get(Certification, (person.id, award), populate_existing=True)
    values = _values(person.id, award, person.unit_id, now)
    if row is None:
        row = Certification(**values)
        session.add(row)
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
    return row


def remake() -> int:
    """Drop all rows and make them again from the ledger, in a stream. Returns their number."""
    session.flush()
    if session.connection().dialect.name == "postgresql":
        # Nobody certifies meanwhile: their row would be missing or double. On SQLite the writer is alone anyway.
        session.execute(text("LOCK TABLE ledger_entry, certification IN SHARE ROW EXCLUSIVE MODE"))
    session.execute(delete(Certification), execution_options={"synchronize_session": False})
    session.expire_all()
    count, rows = 0, _rows()
    while batch := list(islice(rows, _BATCH)):
        session.execute(insert(Certification), batch)
        count += len(batch)
    return count


def _rows() -> Iterator[dict[str, Any]]:
    today = clock.today()
    query = (
        select(LedgerEntry, Person.unit_id)
        .join(Person, Person.id == LedgerEntry.person_id)
        .order_by(LedgerEntry.person_id, LedgerEntry.award)
        .execution_options(yield_per=_BATCH)
    )
    pairs = session.execute(query)
    for (person_id, award, unit_id), found in groupby(
        pairs, key=lambda pair: (pair[0].person_id, pair[0].award, pair[1])
    ):
        known = [_entry(row) for row, _ in found]
        now = rules.standing(known, award_rules(award) or _RETIRED, today)
        if now.issued_on is not None:
            yield _values(person_id, award, unit_id, now)


def _entry(row: LedgerEntry) -> Entry:
    return Entry(row.id, row.kind, row.effective_on, row.recorded_at, row.requirement, row.expires_on)


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
