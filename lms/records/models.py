"""Rows of the training ledger and its projection. Private to this domain; others ask `records.service`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.services.people import PersonId
from lms.data_inventory import ACTOR, IMPERSONAL, personal
from lms.db import Base, Instant, append_only
from lms.records.domain.award_rules import EntryKind

_RECORD = personal("record", "prove", "interest", "without-name", "self", "hr")
_STANDING = personal("standing", "prove", "interest", "without-name", "self", "trainer", "hr")
_REMINDER = personal("reminder", "remind", "interest", "old-reminder", "self", "hr")


class LedgerEntry(Base):
    """One fact about one person and one award. Written once: a mistake is answered by another entry."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_RECORD)
    award: Mapped[str] = mapped_column(String(60), info=_RECORD)
    kind: Mapped[EntryKind] = mapped_column(String(20), info=_RECORD)
    requirement: Mapped[str] = mapped_column(String(30), info=_RECORD)
    effective_on: Mapped[date] = mapped_column(info=_RECORD)
    recorded_at: Mapped[datetime] = mapped_column(Instant, info=_RECORD)
    # Empty for what Sala itself decided or a command did.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    reason: Mapped[str] = mapped_column(Text, info=_RECORD)
    # What the entry rests on: ids, numbers and words of Sala, never a name.
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, info=_RECORD)
    # The same fact sent twice has the same key (service.py makes it, never the client).
    evidence_key: Mapped[str] = mapped_column(String(64), info=IMPERSONAL)
    # The branch on the day, as the moves tell it when this is recorded: past totals do not move when a person does.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), info=_RECORD)
    # Set by a "certified" entry of an award that expires, and by "extended".
    expires_on: Mapped[date | None] = mapped_column(info=_RECORD)
    # The entry that a "corrected" one takes back; what is right instead is another entry.
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), info=_RECORD)

    __table_args__ = (
        UniqueConstraint("evidence_key"),
        # The last three columns: whether something was achieved before another thing is read from the index alone.
        Index("ix_ledger_entry_person", "person_id", "award", "kind", "effective_on", "requirement"),
        # What was achieved in a branch in some time: figures read that, not the whole ledger.
        Index(
            "ix_ledger_entry_achieved",
            "unit_id",
            "effective_on",
            sqlite_where=text("kind = 'achieved'"),
            postgresql_where=text("kind = 'achieved'"),
        ),
        # Nearly all entries correct none, and are not in it.
        Index(
            "uq_ledger_entry_corrects_id",
            "corrects_id",
            unique=True,
            sqlite_where=text("corrects_id IS NOT NULL"),
            postgresql_where=text("corrects_id IS NOT NULL"),
        ),
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

    Holds nothing of its own: `achievements.rebuild` makes the same rows from the ledger.
    """

    __tablename__ = "certification"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True, info=_STANDING)
    award: Mapped[str] = mapped_column(String(60), primary_key=True, info=_STANDING)
    # The person's branch, copied: a list of a branch then needs no join to find its rows.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), info=_STANDING)
    issued_on: Mapped[date] = mapped_column(info=_STANDING)
    expires_on: Mapped[date | None] = mapped_column(info=_STANDING)
    grace_until: Mapped[date | None] = mapped_column(info=_STANDING)
    revoked_on: Mapped[date | None] = mapped_column(info=_STANDING)
    # The ledger entries that decide it, in their order.
    entry_ids: Mapped[list[int]] = mapped_column(JSON, info=_STANDING)

    __table_args__ = (
        # The first three columns find who expires when; with the others, counting and finding read the index alone.
        Index(
            "ix_certification_current",
            *("unit_id", "award", "expires_on", "revoked_on", "grace_until", "person_id"),
        ),
        # Few: counts are those of ranges of days less those of revoked ones.
        Index(
            "ix_certification_revoked",
            *("unit_id", "award", "expires_on", "grace_until", "revoked_on"),
            sqlite_where=text("revoked_on IS NOT NULL"),
            postgresql_where=text("revoked_on IS NOT NULL"),
        ),
        # Who has to renew next in a branch, whatever the award.
        Index(
            "ix_certification_ending",
            *("unit_id", "expires_on", "person_id"),
            sqlite_where=text("revoked_on IS NULL"),
            postgresql_where=text("revoked_on IS NULL"),
        ),
        CheckConstraint("expires_on IS NULL OR expires_on >= issued_on", name="expires_after_issue"),
        CheckConstraint("(expires_on IS NULL) = (grace_until IS NULL)", name="grace_when_expiring"),
    )


class ReportedTotal(Base):
    """People trained in the past of whom only the number is known. Always shown apart from what the ledger proves.

    A mistake is answered by withdrawing the row and entering another.
    """

    __tablename__ = "reported_total"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True, info=IMPERSONAL)
    # Empty where the training was none of the modules that are taught here.
    award: Mapped[str] = mapped_column(String(60), info=IMPERSONAL)
    first_on: Mapped[date] = mapped_column(info=IMPERSONAL)
    last_on: Mapped[date] = mapped_column(info=IMPERSONAL)
    female: Mapped[int] = mapped_column(info=IMPERSONAL)
    male: Mapped[int] = mapped_column(info=IMPERSONAL)
    unknown: Mapped[int] = mapped_column(info=IMPERSONAL)
    source: Mapped[str] = mapped_column(String(500), info=IMPERSONAL)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    recorded_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant, info=IMPERSONAL)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), info=ACTOR)

    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="period"),
        CheckConstraint("female >= 0 AND male >= 0 AND unknown >= 0", name="counts"),
        CheckConstraint("female + male + unknown > 0", name="somebody"),
    )


class Reminder(Base):
    """That somebody was reminded of an expiry, so many days before it: each at most once."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_REMINDER)
    award: Mapped[str] = mapped_column(String(60), info=_REMINDER)
    expires_on: Mapped[date] = mapped_column(info=_REMINDER)
    days: Mapped[int] = mapped_column(info=_REMINDER)
    # "email", or "message" when HR said that they sent the text themselves.
    channel: Mapped[str] = mapped_column(String(10), info=_REMINDER)
    sent_at: Mapped[datetime] = mapped_column(Instant, info=_REMINDER)

    __table_args__ = (
        UniqueConstraint("person_id", "award", "expires_on", "days"),
        CheckConstraint("channel IN ('email', 'message')", name="channel"),
    )
