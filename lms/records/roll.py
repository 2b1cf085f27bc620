"""The roll: the people of a scope with what they hold, by filter, in the order of their names.

The list on the screen and its exports are made from the same lines, so their figures agree. Reads, never
writes; knows no web and no language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from lms.accounts.permissions import below
from lms.accounts.service import Person, PersonId, Scope
from lms.accounts.service import Unit as UnitRow
from lms.db import session
from lms.errors import RuleBroken
from lms.records.models import Certification
from lms.records.rules import EXPIRING_DAYS, STATUSES, Status, status_on
from lms.scripts.normalise import for_comparing

PAGE = 50  # people on one page
_STREAM = 1000  # rows fetched at once by an export


@dataclass(frozen=True)
class Unit:
    """A unit of the scope. `below` holds the ids of itself and of all under it."""

    id: int
    code: str
    below: frozenset[int]


@dataclass(frozen=True)
class Filter:
    """Which lines are wanted: people of these units, these awards, a status, part of a name or number.

    None and "" stand for all.
    """

    units: frozenset[int]
    awards: tuple[str, ...]
    status: Status | None = None
    text: str = ""


@dataclass(frozen=True)
class Held:
    """One award of one person."""

    award: str
    status: Status
    issued_on: date | None
    expires_on: date | None


@dataclass(frozen=True)
class Line:
    """A person of the roll. `held`: the awards of the filter, in its order, less those of another status."""

    number: str
    name: str
    latin_name: str
    language: str
    unit_id: int
    held: tuple[Held, ...]

    def of(self, award: str) -> Held | None:
        """What is shown of one award; None where it has another status than the one asked for."""
        return next((held for held in self.held if held.award == award), None)


@dataclass(frozen=True)
class Page:
    """Some lines; `after` is the number to go on from, None on the last page."""

    lines: tuple[Line, ...]
    after: str | None


def units_of(scope: Scope) -> Mapping[str, Unit]:
    """The units of a scope by code, in the order of the codes."""
    rows = session.execute(
        select(UnitRow.id, UnitRow.code, UnitRow.parent_id)
        .where(UnitRow.id.in_(scope.units))
        .order_by(UnitRow.code)
    ).all()
    parents = {row.id: row.parent_id if row.parent_id in scope else None for row in rows}
    return {row.code: Unit(row.id, row.code, below({row.id}, parents)) for row in rows}


def page(wanted: Filter, today: date, after: str = "") -> Page:
    """The next 50 people after the one with the number `after` ("" for the first page).

    Raises RuleBroken("no-such-place") when that person is not in the units of the filter.
    """
    people = _people(wanted, today)
    if after:
        people = people.where(tuple_(Person.name_order, Person.id) > _place(wanted, after))
    lines = list(_lines(wanted, today, people.limit(PAGE + 1)))
    shown = tuple(lines[:PAGE])
    return Page(shown, shown[-1].number if len(lines) > PAGE else None)


def everyone(wanted: Filter, today: date) -> Iterator[Line]:
    """All lines, read in a stream: memory does not grow with their number."""
    return _lines(wanted, today, _people(wanted, today))


def counts(wanted: Filter, today: date) -> Mapping[Status, int]:
    """How many awards of each status there are under the filter, its own status left aside.

    "never" is not counted: it would say how many people there are, not how many are trained.
    """
    counted = [status for status in STATUSES if status != "never"]
    query = select(*(func.count(case((_is(status, today), 1))) for status in counted)).where(
        Certification.unit_id.in_(wanted.units), Certification.award.in_(wanted.awards)
    )
    if condition := _named(wanted.text):
        query = query.join(Person, Person.id == Certification.person_id).where(*condition)
    return dict(zip(counted, session.execute(query).one(), strict=True))


# --- the query ----------------------------------------------------------------------------------------------


def _people(wanted: Filter, today: date) -> Select[*tuple[Any, ...]]:
    query = select(
        Person.id,
        Person.number,
        Person.name,
        Person.latin_name,
        Person.language,
        Person.unit_id,
        Person.name_order,
    ).where(Person.unit_id.in_(wanted.units), *_named(wanted.text))
    if wanted.status is not None:
        query = query.where(_holding(wanted, wanted.status, today))
    return query.order_by(Person.name_order, Person.id)


def _named(text: str) -> tuple[ColumnElement[bool], ...]:
    key = for_comparing(text)
    if not key:
        return ()
    columns = (Person.name_key, func.lower(Person.number))
    return (or_(*(one.contains(key, autoescape=True) for one in columns)),)


def _holding(wanted: Filter, status: Status, today: date) -> ColumnElement[bool]:
    """Whether a person has an award of the filter in a status."""
    if status == "never":
        held = select(func.count()).where(
            Certification.person_id == Person.id, Certification.award.in_(wanted.awards)
        )
        fewer: ColumnElement[bool] = held.correlate(Person).scalar_subquery() < len(wanted.awards)
        return fewer
    return Person.id.in_(
        select(Certification.person_id).where(
            Certification.unit_id.in_(wanted.units),
            Certification.award.in_(wanted.awards),
            _is(status, today),
        )
    )


def _is(status: Status, today: date) -> ColumnElement[bool]:
    """`rules.status_on` for the database; a test holds the two against each other."""
    soon = today + timedelta(days=EXPIRING_DAYS)
    expires_on, grace_until = Certification.expires_on, Certification.grace_until
    standing = Certification.revoked_on.is_(None)
    match status:
        case "valid":
            return and_(standing, or_(expires_on.is_(None), expires_on > soon))
        case "expiring":
            return and_(standing, expires_on.between(today, soon))
        case "in-grace":
            return and_(standing, expires_on < today, grace_until >= today)
        case "expired":
            return and_(standing, expires_on < today, grace_until < today)
        case "revoked":
            return Certification.revoked_on.is_not(None)
        case "never":
            raise ValueError("what was never issued has no row")
        case _:
            assert_never(status)


def _place(wanted: Filter, number: str) -> tuple[bytes, PersonId]:
    query = select(Person.name_order, Person.id).where(
        Person.number == number, Person.unit_id.in_(wanted.units)
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
    for _, rows in groupby(session.execute(query), key=lambda row: row.id):
        found = list(rows)
        one = found[0]
        held_awards = _held(wanted, today, found)
        yield Line(one.number, one.name, one.latin_name, one.language, one.unit_id, held_awards)


def _held(wanted: Filter, today: date, rows: Sequence[Row[Any]]) -> tuple[Held, ...]:
    by_award = {row.award: _one(row, today) for row in rows if row.award is not None}
    every = (by_award.get(award, Held(award, "never", None, None)) for award in wanted.awards)
    return tuple(held for held in every if wanted.status in (None, held.status))


def _one(row: Row[Any], today: date) -> Held:
    status = status_on(
        today, expires_on=row.expires_on, grace_until=row.grace_until, revoked_on=row.revoked_on
    )
    return Held(row.award, status, row.issued_on, row.expires_on)
