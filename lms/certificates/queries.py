"""The certificates of a scope, for HR: by branch and module, page by page. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from lms.accounts.services.people import Person, PersonId
from lms.certificates.domain import codes
from lms.certificates.domain.status import State
from lms.certificates.models import Certificate
from lms.db import among, session
from lms.records.services.achievements import Certification, LedgerEntry

PAGE: Final = 50  # certificates of a page
MOST_PRINTED: Final = 200  # of one file: some minutes of drawing


@dataclass(frozen=True)
class Choice:
    """Certificates that were not replaced, of people of these units; of one award and in one state, or of all."""

    units: frozenset[int]
    award: str | None = None
    state: State | None = None


@dataclass(frozen=True)
class Listed:
    """A certificate and its holder."""

    certificate: Certificate
    person: Person

    @property
    def printed_name(self) -> str:
        """What is printed of the holder's name, in their script and in Latin letters, where it is another by now."""
        printed = (self.certificate.name, self.certificate.latin_name)
        today = (self.person.name, self.person.latin_name)
        return " · ".join(old for old, new in zip(printed, today, strict=True) if old and old != new)


@dataclass(frozen=True)
class Page:
    """Some certificates by the names of their holders, how many there are of the choice, and of these to be printed."""

    lines: Sequence[Listed]
    number: int
    count: int
    printed: int

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.count // PAGE))


def page(choice: Choice, number: int, today: date) -> Page:
    """A page of a choice; the nearest one for a number that there is not."""
    found = _chosen(choice, today)
    count = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    number = min(max(1, number), max(1, -(-count // PAGE)))
    rows = session.execute(_in_order(found).offset((number - 1) * PAGE).limit(PAGE))
    return Page([Listed(*row) for row in rows], number, count, count - _not_counting(found, today))


def _not_counting(found: Select[*tuple[Certificate, Person]], today: date) -> int:
    """How many of some certificates are withdrawn or revoked: these are left out of a file; see `worth_of`."""
    left_out = found.where(or_(_in_state("withdrawn", today), _in_state("revoked", today)))
    return session.scalar(select(func.count()).select_from(left_out.subquery())) or 0


def _in_state(state: State, today: date) -> ColumnElement[bool]:
    """What `worth_of` says of certificates that were not replaced, asked of the database."""
    held = (
        Certification.person_id == func.coalesce(Person.merged_into_id, Person.id),
        Certification.award == Certificate.award,
    )
    ends = or_(Certification.expires_on.is_(None), Certification.expires_on >= today)
    withdrawn = exists().where(LedgerEntry.corrects_id == Certificate.entry_id)
    revoked, in_force = exists().where(*held, Certification.revoked_on <= today), exists().where(*held, ends)
    match state:
        case "withdrawn":
            return withdrawn
        case "revoked":
            return and_(~withdrawn, revoked)
        case "valid":
            return and_(~withdrawn, ~revoked, in_force)
        case "expired":
            return and_(~withdrawn, ~revoked, ~in_force)
        case _:  # what was replaced or removed is on no list
            return false()


def first(choice: Choice, most: int, today: date) -> list[Certificate]:
    """At most so many certificates of a choice, in the order of the pages."""
    return [row[0] for row in session.execute(_in_order(_chosen(choice, today)).limit(most))]


def count_valid(entry_ids: Collection[int], today: date) -> int:
    """How many certificates of some certifications, by the ids of their entries, count."""
    valid = (
        select(func.count())
        .select_from(Certificate)
        .join(Person, Person.id == Certificate.person_id)
        .where(
            among(Certificate.entry_id, entry_ids),
            Certificate.replaced_by_id.is_(None),
            Certificate.name != "",
            _in_state("valid", today),
        )
    )
    return session.scalar(valid) or 0


def places_that_count_no_more(society: str, within: range, today: date) -> Sequence[int]:
    """The ids, within a range, of certificates of a Society that a badge must not be believed for.

    What was replaced, revoked, withdrawn or is nobody's any more; and what has ended before its own last day, which
    stands in the badge.
    """
    ended = and_(_in_state("expired", today), Certificate.expires_on >= today)
    no_more = or_(
        Certificate.replaced_by_id.is_not(None),
        Certificate.name == "",
        _in_state("withdrawn", today),
        _in_state("revoked", today),
        ended,
    )
    asked = (
        select(Certificate.id)
        .join(Person, Person.id == Certificate.person_id)
        .where(Certificate.society == society, Certificate.id.between(within.start, within.stop - 1), no_more)
    )
    return session.scalars(asked).all()


def count_of_people(ids: Collection[PersonId]) -> int:
    """How many certificates some people have that were not replaced, whatever they are worth."""
    held = (
        select(func.count())
        .select_from(Certificate)
        .where(among(Certificate.person_id, ids), Certificate.replaced_by_id.is_(None))
    )
    return session.scalar(held) or 0


def with_codes(units: frozenset[int], typed: Iterable[str]) -> list[Listed]:
    """The certificates with these codes, however they are typed, of people of these units; others do not exist."""
    known = {code for code in map(codes.read_code, typed) if code is not None}
    rows = session.execute(_in_order(_every(units).where(Certificate.code.in_(known))))
    return [Listed(*row) for row in rows]


def _chosen(choice: Choice, today: date) -> Select[*tuple[Certificate, Person]]:
    asked = _every(choice.units)
    if choice.award is not None:
        asked = asked.where(Certificate.award == choice.award)
    return asked if choice.state is None else asked.where(_in_state(choice.state, today))


def _every(units: Collection[int]) -> Select[*tuple[Certificate, Person]]:
    return (
        select(Certificate, Person)
        .join(Person, Person.id == Certificate.person_id)
        .where(
            Person.unit_id.in_(units),
            Person.erased_at.is_(None),
            Certificate.replaced_by_id.is_(None),
            Certificate.name != "",
        )
    )


def _in_order(asked: Select[*tuple[Certificate, Person]]) -> Select[*tuple[Certificate, Person]]:
    """By name; two people of one name do not alternate."""
    return asked.order_by(Person.name_order, Person.number, Person.id, Certificate.issued_on, Certificate.id)
