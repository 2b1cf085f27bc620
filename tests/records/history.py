"""Histories for the tests of the ledger: who passed when, and a moment at which the clock stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person
from lms.db import session
from lms.records.models import Certification
from lms.records.services import achievements

AWARD = "pss"


@contextmanager
def day(text: str) -> Iterator[date]:
    """Let it be noon of a day."""
    it = date.fromisoformat(text)
    with clock.frozen(datetime.combine(it, time(5), UTC)):
        yield it


def passes(person: Person, attempt: str, *, on: date | None = None) -> Certification | None:
    """The person passes the post-test today, or passed it on an earlier day."""
    return achievements.record_achievement(
        person,
        AWARD,
        "post-test",
        on=on or clock.today(),
        evidence={"attempt": attempt, "score": 90, "language": person.language, "module_version": "1.0"},
        actor=person,
    )


def certified_until(person: Person, text: str) -> None:
    """Certify a person so that the award of two years ends on a day, and commit."""
    last = date.fromisoformat(text)
    issued = last.replace(year=last.year - 2)
    with day(issued.isoformat()):
        passes(person, f"{person.number}-{text}")
    session.commit()


def projection_rows() -> list[tuple[object, ...]]:
    """Every row of the projection, in one order."""
    columns = Certification.__table__.columns
    return [tuple(row) for row in session.execute(select(*columns).order_by(*columns[:2]))]
