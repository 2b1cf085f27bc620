"""The roll: the people of a scope with what they hold, by filter, in the order of their names.

The list on the screen and its exports are made from the same lines, so their figures agree. Reads, never
writes; knows no web.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Row, Select, and_, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from lms.accounts.queries import people as people_queries
from lms.accounts.queries import units as units_queries
from lms.accounts.services.people import Person, PersonId, Scope
from lms.content.types.curriculum import SOURCE
from lms.db import session
from lms.errors import RuleBroken
from lms.records.domain.award_rules import NEVER, Standing, Status, status_on
from lms.records.domain.uncertified import last_without_certificate
from lms.records.models import Certification
from lms.records.queries import as_of, filters, per_unit_limit, uncertified
from lms.records.queries.filters import AccountWanted, Filter, RoleWanted, SexWanted
from lms.records.queries.status_counts import counts

__all__ = [
    "PAGE", "AccountWanted", "Filter", "Held", "Line", "Page", "RoleWanted", "SexWanted", "Unit", "count_people",
    "counts", "everyone", "page", "units_of",
]  # fmt: skip

PAGE = 50  # people on one page
_STREAM = 1000  # rows fetched at once by an export
_BATCH = 200  # people whose past standings are computed at once


@dataclass(frozen=True)
class Unit:
    """A unit of the scope. `below` holds the ids of itself and of all under it."""

    id: int
    code: str
    below: frozenset[int]


@dataclass(frozen=True)
class Held:
    """One award of one person; `trained_on`: when they were trained last, if no certificate followed from it."""

    award: str
    status: Status
    issued_on: date | None
    expires_on: date | None
    trained_on: date | None = None


@dataclass(frozen=True)
class Line:
    """A person of the roll; `active`: whether the account is open.

    `held`: the awards of the filter, in its order, less those of another status.
    """

    number: str
    name: str
    latin_name: str
    language: str
    unit_id: int
    active: bool
    held: tuple[Held, ...]

    def of(self, award: str) -> Held | None:
        """What is shown of one award; None where it has another status than the one asked for."""
        return next((held for held in self.held if held.award == award), None)


@dataclass(frozen=True)
class Page:
    """Some lines; `after` is the number to go on from, None on the last page."""

    lines: tuple[Line, ...]
    after: str | None


def units_of(scope: Scope, language: str = SOURCE) -> Mapping[str, Unit]:
    """The units of a scope by code: each before those below it, then in the order of their names in a language."""
    return {
        place.unit.code: Unit(place.unit.id, place.unit.code, place.below)
        for place in units_queries.places(scope, language)
    }


def page(wanted: Filter, today: date, after: str = "") -> Page:
    """The next 50 people after the one with the number `after` ("" for the first page).

    Raises RuleBroken("no-such-place") when that person is not in the units of the filter.
    """
    place = _place(wanted, after) if after else None
    if wanted.in_the_past(today):
        lines = list(islice(_past_lines(wanted, today, place), PAGE + 1))
    else:
        lines = list(_lines(wanted, today, _first(wanted, today, place, PAGE + 1)))
    shown = tuple(lines[:PAGE])
    if len(lines) <= PAGE:
        return Page(shown, None)
    return Page(shown, people_queries.reference_within(shown[-1].number, shown[-1].unit_id, wanted.units))


def count_people(wanted: Filter, today: date) -> int:
    """How many people a filter finds today."""
    found = _holding(wanted, today).with_only_columns(Person.id).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def everyone(wanted: Filter, today: date) -> Iterator[Line]:
    """All lines, read in a stream: memory does not grow with their number."""
    if wanted.in_the_past(today):
        return _past_lines(wanted, today, None)
    return _lines(wanted, today, _holding(wanted, today))


# --- the query ----------------------------------------------------------------------------------------------


_Place = tuple[bytes, PersonId]
_Trained = Mapping[tuple[PersonId, str], date]


def _holding(wanted: Filter, today: date, *, many: bool = False) -> Select[*tuple[Any, ...]]:
    """The people of a filter, in no order. `many`: see `filters.holding`."""
    query = filters.people(wanted, today)
    if wanted.status is not None:
        query = query.where(filters.holding(wanted, wanted.status, wanted.day(today), many=many))
    return query


def _after(query: Select[*tuple[Any, ...]], place: _Place | None) -> Select[*tuple[Any, ...]]:
    if place is None:
        return query
    # Bound one by one: each has the type of its column.
    here = tuple_(literal(place[0], Person.name_order.type), literal(place[1], Person.id.type))
    return query.where(tuple_(Person.name_order, Person.id) > here)


def _first(wanted: Filter, today: date, place: _Place | None, most: int) -> Select[*tuple[Any, ...]]:
    """The first people of all units, those of each found by the index of its names."""
    named, status = filters.named(wanted), wanted.status
    many = status is not None and filters.many_hold(wanted, status, wanted.day(today))

    def part(units: frozenset[int]) -> Select[*tuple[Any, ...]]:
        some = _after(_holding(replace(named, units=units), today, many=many), place)
        return some.with_only_columns(Person.name_order, Person.id)

    first = per_unit_limit.firsts(wanted.units, part, most)
    return select(*filters.COLUMNS).join(first, first.c.id == Person.id)


def _place(wanted: Filter, number: str) -> _Place:
    query = select(Person.name_order, Person.id).where(
        *people_queries.has_number(number), Person.unit_id.in_(wanted.units)
    )
    found = session.execute(query).first()
    if found is None:
        raise RuleBroken("no-such-place", field="after")
    return found.name_order, found.id


def _lines(wanted: Filter, today: date, people: Select[*tuple[Any, ...]]) -> Iterator[Line]:
    some = people.subquery()
    held = aliased(Certification)
    query = (
        select(some, held.award, held.issued_on, held.expires_on, held.grace_until, held.revoked_on)
        .join_from(some, held, and_(held.person_id == some.c.id, held.award.in_(wanted.awards)), isouter=True)
        .order_by(some.c.name_order, some.c.id)
        .execution_options(yield_per=_STREAM)
    )
    day = wanted.day(today)
    each = (list(rows) for _, rows in groupby(session.execute(query), key=lambda row: row.id))
    while batch := list(islice(each, _BATCH)):
        trained = _trained(wanted, today, (found[0] for found in batch))
        for found in batch:
            by_award = {row.award: _one(row, day) for row in found if row.award is not None}
            yield _line(wanted, found[0], by_award, trained)


def _trained(wanted: Filter, today: date, people: Iterable[Row[Any]]) -> _Trained:
    ids = [person.id for person in people]
    return uncertified.last_days(ids, wanted.awards, wanted.day(today), wanted.known_on)


def _one(row: Row[Any], day: date) -> Held:
    status = status_on(day, expires_on=row.expires_on, grace_until=row.grace_until, revoked_on=row.revoked_on)
    return Held(row.award, status, row.issued_on, row.expires_on)


def _past_lines(wanted: Filter, today: date, place: _Place | None) -> Iterator[Line]:
    """The lines of a day that is over: the standings of some people at a time, computed from their entries."""
    people = filters.people(wanted, today)
    if wanted.status is not None:
        people = people.where(as_of.holding(wanted, wanted.status, today))
    people = people.order_by(Person.name_order, Person.id).limit(_BATCH)
    while some := session.execute(_after(people, place)).all():
        for line in _past_batch(wanted, today, some):
            if wanted.status is None or line.held:
                yield line
        place = some[-1].name_order, some[-1].id


def _past_batch(wanted: Filter, today: date, some: Sequence[Row[Any]]) -> Iterator[Line]:
    ids = [row.id for row in some]
    then = as_of.standings(ids, wanted.awards, wanted.day(today), wanted.known_on)
    trained = _trained(wanted, today, some)
    for row in some:
        held = ((award, then.get((row.id, award), NEVER)) for award in wanted.awards)
        yield _line(wanted, row, {award: _past_held(award, standing) for award, standing in held}, trained)


def _past_held(award: str, then: Standing) -> Held:
    return Held(award, then.status, then.issued_on, then.expires_on)


def _line(wanted: Filter, person: Row[Any], by_award: Mapping[str, Held], trained: _Trained) -> Line:
    every = (by_award.get(award, Held(award, "never", None, None)) for award in wanted.awards)
    held = tuple(
        _with_training(one, trained.get((person.id, one.award)))
        for one in every
        if wanted.status in (None, one.status)
    )
    about = (person.number, person.name, person.latin_name, person.language, person.unit_id, person.active)
    return Line(*about, held)


def _with_training(held: Held, last: date | None) -> Held:
    days = () if last is None else (last,)
    return replace(held, trained_on=last_without_certificate(days, held.issued_on))
