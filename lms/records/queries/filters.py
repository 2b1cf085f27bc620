"""Which people and awards a list is about: the filter of the roll, and its conditions for the database.

Knows no web and no language. The standing here is that of the projection; that of a past day is in `as_of`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias, assert_never

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from lms.accounts.queries import name_search
from lms.accounts.queries.signed_in import not_signed_in_yet
from lms.accounts.services.people import Person, RoleName
from lms.db import session
from lms.records.domain.age_bands import AgeBand, births_of
from lms.records.domain.award_rules import EXPIRING_DAYS, Status
from lms.records.models import Certification

# "" is the sex of somebody who did not say: in a filter it has a name, since "" there stands for all.
SexWanted: TypeAlias = Literal["female", "male", "other", "unknown"]
# Whether the account is open now.
AccountWanted: TypeAlias = Literal["active", "inactive"]
RoleWanted: TypeAlias = RoleName | Literal["volunteer"]


@dataclass(frozen=True)
class Filter:
    """Which lines are wanted: people of these units, these awards, a status, part of a name or number.

    None and "" stand for all. A "volunteer" holds no role. `as_of`: standings at the end of that day (None:
    today), which may lie ahead; `known_on`: by what had been recorded until the end of that day. Branch, role, age
    and account are those of now, whatever day is asked for.

    `is_held`: people with an award that is in force today, and with `ends_by` one that ends by then; `is_outside`:
    people who have not signed in yet.
    """

    units: frozenset[int]
    awards: tuple[str, ...]
    status: Status | None = None
    text: str = ""
    role: RoleWanted | None = None
    sex: SexWanted | None = None
    ages: AgeBand | None = None
    account: AccountWanted | None = None
    is_held: bool = False
    ends_by: date | None = None
    is_outside: bool = False
    as_of: date | None = None
    known_on: date | None = None
    # What the text means to the database, once it is known: see `named`.
    named: ColumnElement[bool] | None = field(default=None, compare=False)

    def day(self, today: date) -> date:
        """The day at whose end the standings are asked for."""
        return self.as_of or today

    def in_the_past(self, today: date) -> bool:
        """Whether the projection cannot answer: the day is over, or what was recorded since does not count."""
        return self.day(today) < today or (self.known_on is not None and self.known_on < today)


_MANY: Final = 20_000  # awards: to find their people first takes a tenth of a second

# What a list says of a person, and the order of its lines.
COLUMNS: Final = (
    *(
        Person.id,
        Person.number,
        Person.name,
        Person.latin_name,
        Person.language,
        Person.unit_id,
        Person.active,
    ),
    Person.name_order,
)


def people(wanted: Filter, today: date) -> Select[*tuple[Any, ...]]:
    """The people of a filter, its status left aside, in no order. Who was merged into another does not appear."""
    return select(*COLUMNS).where(
        Person.unit_id.in_(wanted.units),
        Person.merged_into_id.is_(None),
        Person.erased_at.is_(None),  # nobody any more, only a figure
        *about(wanted, today),
    )


def named(wanted: Filter) -> Filter:
    """The same filter, its text looked up once and for all: before it is asked for each unit by itself."""
    return replace(wanted, named=name_search.condition(wanted.text, Person, wanted.units))


def about(wanted: Filter, today: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions on the people themselves; none where all are wanted."""
    return tuple(_about(wanted, today))


def _about(wanted: Filter, today: date) -> Iterator[ColumnElement[bool]]:
    if wanted.text:
        yield (
            name_search.condition(wanted.text, Person, wanted.units) if wanted.named is None else wanted.named
        )
    if wanted.role == "volunteer":
        yield ~Person.roles.any()
    elif wanted.role is not None:
        yield Person.roles.any(name=wanted.role)
    if wanted.sex is not None:
        yield Person.sex == ("" if wanted.sex == "unknown" else wanted.sex)
    if wanted.ages is not None:
        yield _born(wanted.ages, today)
    if wanted.account is not None:
        yield Person.active.is_(wanted.account == "active")
    if wanted.is_held:
        yield _in_force(wanted, today)
    if wanted.is_outside:
        yield not_signed_in_yet()


def _in_force(wanted: Filter, today: date) -> ColumnElement[bool]:
    found = select(Certification.person_id).where(
        Certification.unit_id.in_(wanted.units),
        Certification.award.in_(wanted.awards),
        or_(Certification.revoked_on.is_(None), Certification.revoked_on > today),
        or_(Certification.expires_on.is_(None), Certification.expires_on >= today),
    )
    if wanted.ends_by is not None:
        found = found.where(Certification.expires_on <= wanted.ends_by)
    return Person.id.in_(found)


def _born(ages: AgeBand, today: date) -> ColumnElement[bool]:
    births = births_of(ages, today.year)
    if births is None:
        return Person.birth_year.is_(None)
    first, last = births
    ends = []
    if first is not None:
        ends.append(Person.birth_year >= first)
    if last is not None:
        ends.append(Person.birth_year <= last)
    return and_(*ends)


def holding(wanted: Filter, status: Status, day: date, *, many: bool = False) -> ColumnElement[bool]:
    """Whether a person has an award of the filter in a status on a day, by the projection.

    Where `many` have it, the database may look at one person after the other until a page is full; else it finds
    those few by the index first.
    """
    if status == "never":
        held = select(func.count()).where(
            Certification.person_id == Person.id, Certification.award.in_(wanted.awards)
        )
        fewer: ColumnElement[bool] = held.correlate(Person).scalar_subquery() < len(wanted.awards)
        return fewer
    found = select(Certification.person_id).where(Certification.award.in_(wanted.awards), is_on(status, day))
    if many:
        return found.where(Certification.person_id == Person.id).correlate(Person).exists()
    return Person.id.in_(found.where(Certification.unit_id.in_(wanted.units)))


def many_hold(wanted: Filter, status: Status, day: date) -> bool:
    """Whether so many awards of the filter are in a status that their people need not be found first."""
    if status == "never":
        return True
    some = select(Certification.award).where(
        Certification.unit_id.in_(wanted.units), Certification.award.in_(wanted.awards), is_on(status, day)
    )
    counted = select(func.count()).select_from(some.limit(_MANY).subquery())
    return session.scalar(counted) == _MANY


def is_on(status: Status, day: date) -> ColumnElement[bool]:
    """`validity.status_on` for the database; a test holds the two against each other."""
    if status == "revoked":
        return Certification.revoked_on <= day
    standing = or_(Certification.revoked_on.is_(None), Certification.revoked_on > day)
    return and_(standing, dates_say(status, day))


def dates_say(status: Status, day: date) -> ColumnElement[bool]:
    """Whether the end of an award gives a status on a day, for whoever it is not revoked."""
    soon = day + timedelta(days=EXPIRING_DAYS)
    expires_on, grace_until = Certification.expires_on, Certification.grace_until
    match status:
        case "valid":
            return or_(expires_on.is_(None), expires_on > soon)
        case "expiring":
            return expires_on.between(day, soon)
        case "in-grace":
            return and_(expires_on < day, grace_until >= day)
        case "expired":
            return and_(expires_on < day, grace_until < day)
        case "never" | "revoked":
            raise ValueError("no date says so")
        case _:
            assert_never(status)
