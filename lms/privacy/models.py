"""Rows of the privacy notice, consents and erasure requests. Private to this domain."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.services.people import PersonId
from lms.data_inventory import ACTOR, IMPERSONAL, personal
from lms.db import Base, Instant

Outcome = Literal["erased", "refused", "withdrawn"]

_NOTICE = personal("notice", "rights", "duty", "until-erased", "self")
_CONSENT = personal("consent", "rights", "duty", "until-erased", "self")
_ERASURE = personal("erasure", "rights", "duty", "without-name", "self", "hr")


class NoticeSeen(Base):
    """That somebody was shown a version of the privacy notice, and in which language."""

    __tablename__ = "notice_seen"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_NOTICE)
    version: Mapped[str] = mapped_column(String(20), info=_NOTICE)
    language: Mapped[str] = mapped_column(String(10), info=_NOTICE)
    seen_at: Mapped[datetime] = mapped_column(Instant, info=_NOTICE)

    __table_args__ = (UniqueConstraint("person_id", "version"),)


class Consent(Base):
    """A yes for one purpose, until it is taken back; a new yes is a new row."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_CONSENT)
    purpose: Mapped[str] = mapped_column(String(40), info=_CONSENT)
    given_at: Mapped[datetime] = mapped_column(Instant, info=_CONSENT)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant, info=_CONSENT)

    __table_args__ = (
        Index(
            "uq_consent_given",
            "person_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )


class ErasureRequest(Base):
    """Somebody asked to be forgotten. HR answers until `due_on`; a reason is asked for a refusal."""

    __tablename__ = "erasure_request"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_ERASURE)
    asked_at: Mapped[datetime] = mapped_column(Instant, info=_ERASURE)
    due_on: Mapped[date] = mapped_column(info=_ERASURE)
    decided_at: Mapped[datetime | None] = mapped_column(Instant, info=_ERASURE)
    decided_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    outcome: Mapped[Outcome | None] = mapped_column(String(10), info=_ERASURE)
    reason: Mapped[str] = mapped_column(String(500), info=_ERASURE)

    __table_args__ = (
        # One open request a person, however often the button is tapped.
        Index(
            "uq_erasure_request_open",
            "person_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        CheckConstraint("outcome IN ('erased', 'refused', 'withdrawn')", name="outcome"),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="outcome_when_decided"),
        CheckConstraint("outcome <> 'refused' OR reason <> ''", name="reason_of_refusal"),
    )
