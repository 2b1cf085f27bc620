"""Who did what to which record, when: one append-only table. Holds ids and facts, never names or contact data."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.db import Base, Instant, append_only, session


class AuditLine(Base):
    """One act. `actor_id` is empty for an act of the system itself (a command, a job, an unknown visitor)."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    act: Mapped[str] = mapped_column(String(60))
    record: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


append_only(AuditLine)


class Lookup(Base):
    """That somebody opened a page about a person on a day: what the person may ask about. One row a day and page."""

    __tablename__ = "lookup"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date]
    page: Mapped[str] = mapped_column(String(60))

    __table_args__ = (UniqueConstraint("person_id", "actor_id", "on", "page"),)


def note(actor_id: int | None, act: str, record: str, record_id: int | str, **facts: Any) -> None:
    """Write an audit line into the present transaction. `facts` must not hold personal data beyond ids."""
    line = AuditLine(
        at=clock.now(), actor_id=actor_id, act=act, record=record, record_id=str(record_id), facts=facts
    )
    session.add(line)
    session.flush()
