"""The projection: certifications as ledger and rules make them. Follows the ledger, decides nothing itself.

Records of people who were found to be one person are read together, and stand under the one that is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Row, delete, exists, select, text
from sqlalchemy.orm import aliased

from lms import clock
from lms.accounts.services.people import Person, PersonId, Unit, records_of
from lms.content import registry as shelf
from lms.content.types.curriculum import Award, EarlierAward, Module
from lms.content.types.societies import StricterAward
from lms.db import among, insert_all, session
from lms.records.domain import award_rules as rules
from lms.records.domain.award_rules import AwardRules, Entry, Standing
from lms.records.models import Certification, LedgerEntry

_BATCH = 1000  # rows read or written at once: memory does not grow with the ledger

# The module is gone from the content: what was decided and told to people stands, nothing new follows.
_RETIRED = AwardRules(validity_months=None, requires=frozenset(), opens_days=0, grace_days=0)


# --- rules --------------------------------------------------------------------------------------------------


def award_rules(award: str) -> AwardRules | None:
    """The rules of an award, or None when its module is no longer taught."""
    return next((rules_of(module) for module in shelf.library().modules if module.id == award), None)


def rules_or_retired(award: str) -> AwardRules:
    """The rules by which a ledger is read, also that of an award which is no longer taught."""
    return award_rules(award) or _RETIRED


def rules_of(module: Module) -> AwardRules:
    """The award rules of a module, past ones and those of the Societies included, as plain numbers."""
    stricter = {
        code: society.awards[module.id]
        for code, society in shelf.library().societies.items()
        if module.id in society.awards
    }
    earlier = tuple((version.until, _plain(version)) for version in module.award.earlier)
    return _plain(module.award, earlier, stricter)


def _plain(
    given: Award | EarlierAward,
    earlier: tuple[tuple[date, AwardRules], ...] = (),
    stricter: Mapping[str, StricterAward] | None = None,
) -> AwardRules:
    return AwardRules(
        validity_months=given.validity_months,
        requires=frozenset(given.requires),
        opens_days=given.refresher.opens_days,
        grace_days=given.refresher.grace_days,
        trainer_credit=given.trainer_credit,
        earlier=earlier,
        societies=stricter,
    )


def societies_of_units() -> Mapping[int, str]:
    """The code of the Society to which each unit belongs; nothing where no Society has rules of its own."""
    if not any(society.awards for society in shelf.library().societies.values()):
        return {}
    units = {row.id: row for row in session.execute(select(Unit.id, Unit.kind, Unit.code, Unit.parent_id))}
    found = {}
    for number in units:
        at: int | None = number
        while at is not None and units[at].kind != "society":
            at = units[at].parent_id
        if at is not None:
            found[number] = str(units[at].code)
    return found


# --- reading ------------------------------------------------------------------------------------------------


def speaker_of(person: Person) -> Person:
    """The person under whom all records stand: who was merged into another one is spoken for by that one."""
    while person.merged_into_id is not None:
        person = session.get_one(Person, person.merged_into_id)
    return person


def ids_of(person_id: PersonId) -> tuple[PersonId, ...]:
    """All whose records are read together with this person's, the one who speaks for them first."""
    return records_of(speaker_of(session.get_one(Person, person_id)))


def entries(person_id: PersonId, award: str) -> Sequence[Entry]:
    """What the rules need to know of a person's ledger for one award."""
    return all_entries(person_id, award).get(award, [])


def all_entries(person_id: PersonId, *awards: str) -> Mapping[str, Sequence[Entry]]:
    """What the rules need to know of a person's ledger, by award: of the given awards, or of all."""
    query = select(LedgerEntry).where(LedgerEntry.person_id.in_(ids_of(person_id)))
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    societies = societies_of_units()
    for row in session.scalars(query.where(LedgerEntry.award.in_(awards)) if awards else query):
        found[row.award].append(entry_of(row, societies))
    return found


def entry_of(row: LedgerEntry | Row[Any], societies: Mapping[int, str]) -> Entry:
    """A row of the ledger as the rules read it; `societies` as `societies_of_units` gives them."""
    return Entry(
        row.id,
        row.kind,
        row.effective_on,
        row.recorded_at,
        row.requirement,
        row.expires_on,
        row.corrects_id,
        societies.get(row.unit_id, ""),
    )


def standing_of(person_id: PersonId, award: str, as_of: date, *, known_on: date | None = None) -> Standing:
    """The standing of a person for an award as of the end of a day, by what was recorded until `known_on`."""
    return rules.standing(entries(person_id, award), rules_or_retired(award), as_of, known_on=known_on)


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
    now = rules.standing(known, rules_or_retired(award), clock.today())
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
