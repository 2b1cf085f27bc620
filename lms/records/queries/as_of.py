"""Standings of many people as of a day that is over, or by what was known on one: from the ledger, by the rules.

The projection knows today only. But where nothing happened to a person's award after the day, and nothing was
recorded after it was known, the projected dates are those of then: so only what is *later* is read again. What
comes out is exact; tests hold it against the rules alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain, groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, tuple_
from sqlalchemy.orm import aliased

from lms.accounts.services.people import Person, PersonId
from lms.clock import REGION
from lms.db import session
from lms.records.domain import award_rules
from lms.records.domain.award_rules import NEVER, AwardRules, Entry, Standing, Status, status_on
from lms.records.models import Certification, LedgerEntry
from lms.records.queries import filters
from lms.records.queries.filters import Filter
from lms.records.queries.ledger import ledger_entries

_STREAM = 1000  # rows fetched at once

_ENTRY = (
    LedgerEntry.id,
    LedgerEntry.kind,
    LedgerEntry.effective_on,
    LedgerEntry.recorded_at,
    LedgerEntry.requirement,
    LedgerEntry.expires_on,
    LedgerEntry.corrects_id,
    LedgerEntry.unit_id,
    LedgerEntry.person_id,
    LedgerEntry.award,
)


def end_of(day: date) -> datetime:
    """The first instant that no longer belongs to a day of the region."""
    return datetime.combine(day + timedelta(days=1), time(), REGION)


def speakers() -> Mapping[PersonId, PersonId]:
    """Who was merged into another person, and who speaks for them now."""
    into = select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None))
    links = {one: other for one, other in session.execute(into) if other is not None}
    found = {}
    for one in links:
        canonical = one
        while canonical in links:
            canonical = links[canonical]
        found[one] = canonical
    return found


def standings(
    people: Collection[PersonId], awards: Collection[str], as_of: date, known_on: date | None
) -> Mapping[tuple[PersonId, str], Standing]:
    """The standing of each of these people for each award that they have entries for, as of the end of a day."""
    speaks = {one: canonical for one, canonical in speakers().items() if canonical in people}
    query = select(*_ENTRY).where(
        LedgerEntry.person_id.in_([*people, *speaks]), LedgerEntry.award.in_(awards)
    )
    societies = ledger_entries.societies_of_units()
    found: defaultdict[tuple[PersonId, str], list[Entry]] = defaultdict(list)
    for row in session.execute(query):
        found[speaks.get(row.person_id, row.person_id), row.award].append(_entry(row, societies))
    known = {award: ledger_entries.rules_or_retired(award) for award in awards}
    return {pair: _then(entries, known[pair[1]], as_of, known_on) for pair, entries in found.items()}


def holding(wanted: Filter, status: Status, today: date) -> ColumnElement[bool]:
    """A condition that everybody meets who had an award in a status then, and others: those with later entries."""
    later = _later_of(wanted, today).subquery()
    known = or_(filters.holding(wanted, status, wanted.day(today)), Person.id.in_(select(later.c.person_id)))
    return or_(known, Person.id.in_(set(speakers().values())))


def corrected_counts(counts: Mapping[Status, int], wanted: Filter, today: date) -> Mapping[Status, int]:
    """Counts of the projection, put right by what the rules say of every award with later entries.

    Reads those in a stream: memory does not grow with them.
    """
    changes: Counter[Status] = Counter()
    for then, now in _changes(wanted, today):
        changes[then] += 1
        changes[now] -= 1
    return {status: count + changes[status] for status, count in counts.items()}


def _changes(wanted: Filter, today: date) -> Iterator[tuple[Status, Status]]:
    """For each award with later entries: its status then, and the one that its projected dates give."""
    day = wanted.day(today)
    known = {award: ledger_entries.rules_or_retired(award) for award in wanted.awards}
    speaks = speakers()
    for award, entries, held in chain(_alone(wanted, today, speaks), _together(wanted, today, speaks)):
        yield _then(entries, known[award], day, wanted.known_on).status, _projected(held, day)


def _alone(
    wanted: Filter, today: date, speaks: Mapping[PersonId, PersonId]
) -> Iterator[tuple[str, list[Entry], Row[Any]]]:
    """The awards with later entries of everybody who has but one record."""
    query = _with_rows(wanted, today).where(
        tuple_(LedgerEntry.person_id, LedgerEntry.award).in_(_later_of(wanted, today)),
        LedgerEntry.person_id.not_in({*speaks, *speaks.values()}),
    )
    rows = session.execute(query.execution_options(yield_per=_STREAM))
    yield from _grouped(rows, key=lambda row: (row.person_id, row.award))


def _together(
    wanted: Filter, today: date, speaks: Mapping[PersonId, PersonId]
) -> Iterator[tuple[str, list[Entry], Row[Any]]]:
    """All awards of those who speak for others, too: few."""
    for canonical in sorted(set(speaks.values())):
        ids = [canonical, *(one for one, who in speaks.items() if who == canonical)]
        query = _with_rows(wanted, today, ids, canonical)
        yield from _grouped(session.execute(query), key=lambda row: row.award)


def _with_rows(
    wanted: Filter, today: date, ids: Collection[PersonId] = (), canonical: PersonId | None = None
) -> Select[*tuple[Any, ...]]:
    """Entries, each with what the projection holds of its person and award; of `ids` under their speaker."""
    held = aliased(Certification)
    owner = LedgerEntry.person_id if canonical is None else canonical
    query = (
        select(*_ENTRY, held.expires_on.label("end"), held.grace_until, held.revoked_on, held.issued_on)
        .select_from(LedgerEntry)
        .join(Person, Person.id == owner)
        .join(held, and_(held.person_id == owner, held.award == LedgerEntry.award), isouter=True)
        .where(
            LedgerEntry.award.in_(wanted.awards),
            Person.unit_id.in_(wanted.units),
            *filters.about(wanted, today),
        )
    )
    if ids:
        return query.where(LedgerEntry.person_id.in_(ids)).order_by(LedgerEntry.award)
    return query.order_by(LedgerEntry.person_id, LedgerEntry.award)


def _grouped(
    rows: Iterable[Row[Any]], key: Callable[[Row[Any]], object]
) -> Iterator[tuple[str, list[Entry], Row[Any]]]:
    societies = ledger_entries.societies_of_units()
    for _, group in groupby(rows, key=key):
        found = list(group)
        yield found[0].award, [_entry(row, societies) for row in found], found[0]


def _projected(row: Row[Any], day: date) -> Status:
    if row.issued_on is None:
        return "never"
    return status_on(day, expires_on=row.end, grace_until=row.grace_until, revoked_on=row.revoked_on)


def _later_of(wanted: Filter, today: date) -> Select[PersonId, str]:
    """Whose awards have entries of what happened after the day, or was recorded after it was known.

    Asked of the people of the units: one branch does not read the ledger of all.
    """
    entry, person = aliased(LedgerEntry), aliased(Person)
    late = entry.effective_on > wanted.day(today)
    if wanted.known_on is not None:
        late = or_(late, entry.recorded_at >= end_of(wanted.known_on))
    return (
        select(entry.person_id, entry.award)
        .join(person, person.id == entry.person_id)
        .where(person.unit_id.in_(wanted.units), entry.award.in_(wanted.awards), late)
    )


def _then(entries: Iterable[Entry], known: AwardRules, as_of: date, known_on: date | None) -> Standing:
    return award_rules.standing(entries, known, as_of, known_on=known_on) if entries else NEVER


def _entry(row: Any, societies: Mapping[int, str]) -> Entry:
    return Entry(
        row.id, row.kind, row.effective_on, row.recorded_at, row.requirement, row.expires_on, row.corrects_id,
        societies.get(row.unit_id, ""),
    )  # fmt: skip
