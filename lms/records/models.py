"""Rows of the training ledger and its projection. Private to this domain; others ask `records.service`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.service import PersonId
from lms.db import Base, Instant, append_only
from lms.records.rules import EntryKind


class LedgerEntry(Base):
    """One fact about one person and one award. Written once: a mistake is answered by another entry."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    award: Mapped[str] = mapped_column(String(60))
    kind: Mapped[EntryKind] = mapped_column(String(20))
    requirement: Mapped[str] = mapped_column(String(30))
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    # Empty for what the house itself decided or a command did.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text)
    # What the entry rests on: ids, numbers and words of the house, never a name.
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The same fact sent twice has the same key (service.py makes it, never the client).
    evidence_key: Mapped[str] = mapped_column(String(64))
    # The branch at the time: past totals do not move when a person does.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    # Set by a "certified" entry of an award that expires, and by "extended".
    expires_on: Mapped[date | None]
    # The entry that a "corrected" one takes back; what is right instead is another entry.
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"))

    __table_args__ = (
        UniqueConstraint("evidence_key"),
        Index("ix_ledger_entry_person_id_award", "person_id", "award"),
        UniqueConstraint("corrects_id"),
        CheckConstraint(
            "kind IN ('achieved', 'certified', 'extended', 'revoked', 'reinstated', 'corrected')", name="kind"
        ),
        CheckConstraint("kind <> 'achieved' OR requirement <> ''", name="requirement_of_achieved"),
        CheckConstraint("kind IN ('achieved', 'certified') OR reason <> ''", name="reason_of_decision"),
        CheckConstraint("(kind = 'corrected') = (corrects_id IS NOT NULL)", name="corrected_entry"),
        CheckConstraint("kind <> 'extended' OR expires_on IS NOT NULL", name="end_of_extended"),
    )


append_only(LedgerEntry)


class Certification(Base):
    """Where a person stands with an award that was once issued to them: the ledger, ready for lists.

    Holds nothing of its own: `service.rebuild` makes the same rows from the ledger.
    """

    __tablename__ = "certification"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    award: Mapped[str] = mapped_column(String(60), primary_key=True)
    # The person's branch, copied: a list of a branch then needs no join to find its rows.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    grace_until: Mapped[date | None]
    revoked_on: Mapped[date | None]
    # The ledger entries that decide it, in their order.
    entry_ids: Mapped[list[int]] = mapped_column(JSON)

    __table_args__ = (
        # The first three columns find who expires when; with the other two, counting reads the index alone.
        Index("ix_certification_current", "unit_id", "award", "expires_on", "revoked_on", "grace_until"),
        CheckConstraint("expires_on IS NULL OR expires_on >= issued_on", name="expires_after_issue"),
        CheckConstraint("(expires_on IS NULL) = (grace_until IS NULL)", name="grace_when_expiring"),
    )


class ReportedTotal(Base):
    """People trained in the past of whom only the number is known. Always shown apart from what the ledger proves.

    A mistake is answered by withdrawing the row and entering another.
    """

    __tablename__ = "reported_total"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    # Empty where the training was none of the modules that are taught here.
    award: Mapped[str] = mapped_column(String(60))
    first_on: Mapped[date]
    last_on: Mapped[date]
    female: Mapped[int]
    male: Mapped[int]
    unknown: Mapped[int]
    source: Mapped[str] = mapped_column(String(500))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="period"),
        CheckConstraint("female >= 0 AND male >= 0 AND unknown >= 0", name="counts"),
        CheckConstraint("female + male + unknown > 0", name="somebody"),
    )


class Reminder(Base):
    """That somebody was reminded of an expiry, so many days before it: each at most once."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    award: Mapped[str] = mapped_column(String(60))
    expires_on: Mapped[date]
    days: Mapped[int]
    # "email", or "message" when HR said that they sent the text themselves.
    channel: Mapped[str] = mapped_column(String(10))
    sent_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("person_id", "award", "expires_on", "days"),
        CheckConstraint("channel IN ('email', 'message')", name="channel"),
    )
