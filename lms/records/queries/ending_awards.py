"""Whose award of a module ends when, by a choice of many, and whose was never certified. Reads, never writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person, PersonId, Unit
from lms.db import session
from lms.records.domain.validity import Status, status_on
from lms.records.models import Certification
from lms.records.queries.uncertified import certified_days


@dataclass(frozen=True)
class Choice:
    """Whose award is meant: people of these units who hold it in a status, and whose end lies between two days, both
    included (None: open).

    `status` None: any but "expired". What has expired counts again by an extension, as a certificate that was never
    issued does: who wants that has to say so.
    """

    units: frozenset[int]
    award: str
    status: Status | None = None
    ends_from: date | None = None
    ends_until: date | None = None


def chosen(choice: Choice) -> Iterator[Any]:
    """People with the end of their award, by name, in a stream."""
    query = (
        select(
            *(Person.id, Person.number, Person.name, Person.language),
            *(Certification.award, Certification.issued_on, Certification.expires_on),
            *(Certification.grace_until, Unit.code),
        )
        .join(Certification, Certification.person_id == Person.id)
        .join(Unit, Unit.id == Certification.unit_id)
        .where(
            Certification.unit_id.in_(choice.units),
            Certification.award == choice.award,
            Certification.revoked_on.is_(None),
            Certification.expires_on.is_not(None),
            Person.active,
        )
        .order_by(Person.name_order, Person.id)
        .execution_options(yield_per=1000)
    )
    if choice.ends_from is not None:
        query = query.where(Certification.expires_on >= choice.ends_from)
    if choice.ends_until is not None:
        query = query.where(Certification.expires_on <= choice.ends_until)
    for row in session.execute(query):
        if choice.status in (None, status_of(row)):
            yield row


def status_of(row: Any) -> Status:
    return status_on(clock.today(), expires_on=row.expires_on, grace_until=row.grace_until, revoked_on=None)


def first_certified(rows: Iterable[Any]) -> frozenset[PersonId]:
    """Those of whom a list told a training that was over already: a certificate follows when it counts again."""
    over = [row for row in rows if row.expires_on < clock.today()]
    if not over:
        return frozenset()
    certified = certified_days({row.id for row in over}, over[0].award)
    return frozenset(row.id for row in over if (row.id, row.issued_on) not in certified)
