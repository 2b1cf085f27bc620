"""The certificates of a scope, for HR: by branch and module, page by page. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, select

from lms.accounts.services.people import Person
from lms.certificates.domain import codes
from lms.certificates.models import Certificate
from lms.db import session

PAGE: Final = 50  # certificates of a page
MOST_PRINTED: Final = 200  # of one file: some minutes of drawing


@dataclass(frozen=True)
class Choice:
    """Certificates that were not replaced, of people of these units; of one award, or of all."""

    units: frozenset[int]
    award: str | None = None


@dataclass(frozen=True)
class Listed:
    """A certificate and its holder."""

    certificate: Certificate
    person: Person


@dataclass(frozen=True)
class Page:
    """Some certificates by the names of their holders, and how many there are of the choice."""

    lines: Sequence[Listed]
    number: int
    count: int

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.count // PAGE))


def page(choice: Choice, number: int) -> Page:
    """A page of a choice; the nearest one for a number that there is not."""
    found = _chosen(choice)
    count = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    number = min(max(1, number), max(1, -(-count // PAGE)))
    rows = session.execute(_in_order(found).offset((number - 1) * PAGE).limit(PAGE))
    return Page([Listed(*row) for row in rows], number, count)


def first(choice: Choice, most: int) -> list[Certificate]:
    """At most so many certificates of a choice, in the order of the pages."""
    return [row[0] for row in session.execute(_in_order(_chosen(choice)).limit(most))]


def with_codes(units: frozenset[int], typed: Iterable[str]) -> list[Listed]:
    """The certificates with these codes, however they are typed, of people of these units; others do not exist."""
    known = {code for code in map(codes.read_code, typed) if code is not None}
    rows = session.execute(_in_order(_chosen(Choice(units)).where(Certificate.code.in_(known))))
    return [Listed(*row) for row in rows]


def _chosen(choice: Choice) -> Select[*tuple[Certificate, Person]]:
    units: Collection[int] = choice.units
    asked = (
        select(Certificate, Person)
        .join(Person, Person.id == Certificate.person_id)
        .where(
            Person.unit_id.in_(units),
            Person.erased_at.is_(None),
            Certificate.replaced_by_id.is_(None),
            Certificate.name != "",
        )
    )
    return asked if choice.award is None else asked.where(Certificate.award == choice.award)


def _in_order(asked: Select[*tuple[Certificate, Person]]) -> Select[*tuple[Certificate, Person]]:
    return asked.order_by(Person.name_order, Certificate.id)
