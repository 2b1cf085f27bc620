"""Who did what to which record, when: one append-only table. Holds ids and facts, never names or contact data."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import Flask, Response, after_this_request, current_app
from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.data_inventory import ACTOR, IMPERSONAL, personal
from lms.db import Base, Instant, append_only, insert_all, session, upserts

_log = logging.getLogger(__name__)

_LOOKUP = personal("lookup", "account-for", "duty", "old-lookup", "self")


class AuditLine(Base):
    """One act. `actor_id` is empty for an act of the system itself (a command, a job, an unknown visitor)."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    at: Mapped[datetime] = mapped_column(Instant, index=True, info=ACTOR)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True, info=ACTOR)
    act: Mapped[str] = mapped_column(String(60), info=ACTOR)
    record: Mapped[str] = mapped_column(String(60), info=ACTOR)
    record_id: Mapped[str] = mapped_column(String(60), info=ACTOR)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, info=ACTOR)

    # Everybody may ask what was done to their own record: that must not read the acts of all others.
    __table_args__ = (Index("ix_audit_record", "record", "record_id"),)


append_only(AuditLine)


class Lookup(Base):
    """That somebody opened a page about a person on a day: what the person may ask about. One row a day and page."""

    __tablename__ = "lookup"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=_LOOKUP)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    on: Mapped[date] = mapped_column(info=_LOOKUP)
    page: Mapped[str] = mapped_column(String(60), info=_LOOKUP)

    __table_args__ = (UniqueConstraint("person_id", "actor_id", "on", "page"),)


def note(actor_id: int | None, act: str, record: str, record_id: int | str, **facts: Any) -> None:
    """Write an audit line into the present transaction. `facts` must not hold personal data beyond ids."""
    line = AuditLine(
        at=clock.now(), actor_id=actor_id, act=act, record=record, record_id=str(record_id), facts=facts
    )
    session.add(line)
    session.flush()


class Note(NamedTuple):
    """What `note` takes, for many lines at once."""

    actor_id: int | None
    act: str
    record: str
    record_id: int | str
    facts: dict[str, Any]


def note_all(notes: Iterable[Note]) -> None:
    """Write many audit lines into the present transaction, in their order."""
    now = clock.now()
    rows = [
        {
            "at": now,
            "actor_id": one.actor_id,
            "act": one.act,
            "record": one.record,
            "record_id": str(one.record_id),
            "facts": one.facts,
        }
        for one in notes
    ]
    insert_all(AuditLine, rows)


def lines_of(record: str, record_id: int | str, acts: Sequence[str]) -> list[AuditLine]:
    """What was done to one record by some acts, the oldest first."""
    asked = select(AuditLine).where(
        AuditLine.record == record, AuditLine.record_id == str(record_id), AuditLine.act.in_(acts)
    )
    return list(session.scalars(asked.order_by(AuditLine.id)))


def lines_of_many(record: str, ids: Iterable[int], acts: Sequence[str]) -> list[AuditLine]:
    """What was done to some records by some acts, the oldest first."""
    asked = select(AuditLine).where(
        AuditLine.record == record,
        AuditLine.record_id.in_([str(one) for one in ids]),
        AuditLine.act.in_(acts),
    )
    return list(session.scalars(asked.order_by(AuditLine.id)))


def looked(person_id: int, actor_id: int, page: str) -> None:
    """Remember that somebody opened a page about a person, once this answer is out. For views.

    Reading writes nothing: the row has a transaction of its own, after the page. Nobody looks themselves up, and a
    page that did not open shows nothing. A form that comes back (422) shows the person again.
    """
    if person_id == actor_id:
        return
    here: Any = current_app
    app: Flask = here._get_current_object()

    @after_this_request
    def remember(response: Response) -> Response:
        if response.status_code < 300 or response.status_code == 422:
            response.call_on_close(lambda: _remember(app, person_id, actor_id, page))
        return response


def _remember(app: Flask, person_id: int, actor_id: int, page: str) -> None:
    with app.app_context():
        # Two tabs at one moment: the second finds the row of the first there.
        row = upserts.insert(Lookup).values(
            person_id=person_id, actor_id=actor_id, on=clock.today(), page=page
        )
        try:
            session.execute(row.on_conflict_do_nothing())
            session.commit()
        except SQLAlchemyError:  # a full disk, or somebody who is gone since: the page is out all the same
            session.rollback()
            _log.exception("that somebody looked could not be written down")
