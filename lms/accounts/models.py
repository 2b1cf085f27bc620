"""Rows of people and units. Private to this domain; others ask `accounts.service`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NewType

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Instant

PersonId = NewType("PersonId", int)
UnitId = NewType("UnitId", int)

UnitKind = Literal["region", "society", "branch"]
Sex = Literal["female", "male", "other", ""]
RoleName = Literal["trainer", "hr", "editor", "viewer", "admin"]


class Unit(Base):
    """A node of the tree region → Society → branch. Names live in the content; a row knows its code only."""

    __tablename__ = "unit"

    id: Mapped[UnitId] = mapped_column(Integer, primary_key=True)
    kind: Mapped[UnitKind] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[UnitId | None] = mapped_column(ForeignKey("unit.id"), index=True)
    parent: Mapped[Unit | None] = relationship(remote_side="Unit.id")

    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("kind IN ('region', 'society', 'branch')", name="kind"),
    )


class Person(Base):
    """A volunteer or member of staff: the least that training records need. No health data, ever."""

    __tablename__ = "person"

    id: Mapped[PersonId] = mapped_column(Integer, primary_key=True)
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    latin_name: Mapped[str] = mapped_column(String(200))
    # What a search compares and what a list sorts by; both follow from `name` (see service.set_name).
    name_key: Mapped[str] = mapped_column(String(400))
    name_order: Mapped[bytes] = mapped_column(LargeBinary(800))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    sex: Mapped[Sex] = mapped_column(String(10), default="")
    birth_year: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = relationship()
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    # Raised by a PIN reset: sessions that carry an older epoch are signed out, on every device.
    session_epoch: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    # Raised by every change of the fields above: who saved an older one is told that somebody was faster.
    version: Mapped[int] = mapped_column(default=0)
    # Set while this record is known to be of the same person as another one, which then speaks for both.
    merged_into_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    # Set once name, numbers and contact were removed; what is left is a training fact without a person.
    erased_at: Mapped[datetime | None] = mapped_column(Instant)
    roles: Mapped[list[Role]] = relationship(back_populates="person")

    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("phone"),
        Index("ix_person_name_order", "unit_id", "name_order"),
        CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="birth_year"),
    )


class Role(Base):
    """Person × role × unit: what somebody may do there and below."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(back_populates="roles")
    name: Mapped[RoleName] = mapped_column(String(10))
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"))
    unit: Mapped[Unit] = relationship()

    __table_args__ = (UniqueConstraint("person_id", "name", "unit_id"),)


class Merge(Base):
    """Two records of one person: from then on `kept` speaks for both. No row moves, so it can be undone."""

    __tablename__ = "merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(500))
    merged_at: Mapped[datetime] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("kept_id <> merged_id", name="two_people"),)


class Card(Base):
    """A printed card for the first sign-in. Only the hash of its secret is stored; it works once."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("secret_hash"),)


class FailedSignIns(Base):
    """How often signing in failed lately, by account or by network address.

    `subject` is a keyed hash: the table cannot tell who tried, or from where.
    """

    __tablename__ = "failed_sign_ins"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant)
