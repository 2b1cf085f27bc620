"""Rows of people and units. Private to this domain; others ask `accounts.service`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, NewType

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    event,
    inspect,
    select,
    text,
)  # fmt: skip
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.accounts.domain import volunteer_numbers
from lms.data_inventory import ACTOR, IMPERSONAL, impersonal, personal
from lms.db import Base, Instant
from lms.text.search_key import haystack

PersonId = NewType("PersonId", int)
UnitId = NewType("UnitId", int)

UnitKind = Literal["region", "society", "branch"]
Sex = Literal["female", "male", "other", ""]
RoleName = Literal["trainer", "hr", "editor", "viewer", "admin"]

# What each column is kept for: the inventory of personal data, see lms.data_inventory.
_NAME = personal("name", "know-who", "interest", "until-erased", "self", "hr", "trainer", "code-holder")
_CONTACT = personal("contact", "reach", "interest", "until-erased", "self", "hr")
_SEX_AND_AGE = personal("sex-and-age", "figures", "interest", "in-figures", "self", "hr")
_LANGUAGE = personal("language", "understand", "interest", "without-name", "self", "hr", "trainer")
_BRANCH = personal("branch", "figures", "interest", "without-name", "self", "hr", "trainer")
_ACCOUNT = personal("account", "operate", "interest", "without-name", "self", "hr")
_PIN = personal("pin", "sign-in", "interest", "until-erased", "nobody")
_PASSKEY = personal("passkey", "sign-in", "interest", "until-erased", "self", "hr")
_OPENID = personal("openid", "sign-in", "interest", "until-erased", "self", "hr")
_CARD = personal("card", "sign-in", "interest", "old-card", "self", "hr", "trainer")
_SESSION = personal("session", "sign-in", "interest", "old-session", "self")
_FAILURES = personal("failures", "security", "interest", "old-failures", "nobody")
_ROLE = personal("role", "staff", "interest", "until-erased", "self", "hr")
_MERGE = personal("merge", "know-who", "interest", "without-name", "self", "hr")

# The columns that somebody is found by.
_FOUND_BY: Final = ("number", "name", "latin_name")


def _first_search_key(context: Any) -> str:
    row = context.get_current_parameters()
    return haystack(*(row[name] for name in _FOUND_BY))


def _first_number_key(context: Any) -> str:
    return volunteer_numbers.key_of(context.get_current_parameters()["number"])


def _society_of_unit(context: Any) -> str:
    """The Society of a row that is inserted without the ORM: many have the same unit, which is asked for once."""
    unit_id = context.get_current_parameters()["unit_id"]
    known: dict[int, str] = context.__dict__.setdefault("societies_of_units", {})
    if unit_id not in known:
        known[unit_id] = context.root_connection.execute(
            select(Unit.society).where(Unit.id == unit_id)
        ).scalar_one()
    return known[unit_id]


class Unit(Base):
    """A node of the tree region → Society → branch. Names live in the content; a row knows its code only."""

    __tablename__ = "unit"

    id: Mapped[UnitId] = mapped_column(Integer, primary_key=True)
    kind: Mapped[UnitKind] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(20))
    # The code of the Society that it belongs to; above the Societies its own. Volunteer numbers are unique in it.
    society: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[UnitId | None] = mapped_column(ForeignKey("unit.id"), index=True)
    parent: Mapped[Unit | None] = relationship(remote_side="Unit.id")

    __table_args__ = (
        UniqueConstraint("code"),
        # So that a person can point to both at once (see there).
        UniqueConstraint("id", "society"),
        CheckConstraint("kind IN ('region', 'society', 'branch')", name="kind"),
        {"info": impersonal("a branch of the organisation, no person")},
    )


@event.listens_for(Unit, "before_insert")
def _set_society(mapper: object, connection: object, unit: Unit) -> None:
    above = unit.parent if unit.kind == "branch" else None
    unit.society = unit.code if above is None else above.society


class Person(Base):
    """A volunteer or member of staff: the least that training records need. No health data, ever."""

    __tablename__ = "person"

    id: Mapped[PersonId] = mapped_column(Integer, primary_key=True, info=_ACCOUNT)
    number: Mapped[str] = mapped_column(String(volunteer_numbers.LONGEST), info=_NAME)
    # What all spellings of the number share (see numbers): follows from `number`, is unique within the Society.
    number_key: Mapped[str] = mapped_column(
        String(volunteer_numbers.LONGEST), default=_first_number_key, info=_NAME
    )
    name: Mapped[str] = mapped_column(String(200), info=_NAME)
    latin_name: Mapped[str] = mapped_column(String(200), info=_NAME)
    # What a search compares and what a list sorts by; both follow from `name` (see service.set_name).
    name_key: Mapped[str] = mapped_column(String(400), info=_NAME)
    name_order: Mapped[bytes] = mapped_column(LargeBinary(800), info=_NAME)
    # What somebody is found by: kept by what stands below the tables, and indexed by migration 0003.
    search_key: Mapped[str] = mapped_column(
        String(2000), default=_first_search_key, server_default="", info=_NAME
    )
    phone: Mapped[str | None] = mapped_column(String(20), info=_CONTACT)
    email: Mapped[str | None] = mapped_column(String(200), info=_CONTACT)
    # The same in small letters while it opens the account (see `emails`): a volunteer may share an address, who
    # signs in with one has it alone.
    email_key: Mapped[str | None] = mapped_column(String(200), info=_CONTACT)
    sex: Mapped[Sex] = mapped_column(String(10), default="", info=_SEX_AND_AGE)
    birth_year: Mapped[int | None] = mapped_column(info=_SEX_AND_AGE)
    language: Mapped[str] = mapped_column(String(10), info=_LANGUAGE)
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"), index=True, info=_BRANCH)
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    # Follows from the unit: a foreign key over both columns lets no other Society stand here.
    society: Mapped[str] = mapped_column(String(20), default=_society_of_unit, info=_BRANCH)
    pin_hash: Mapped[str | None] = mapped_column(String(200), info=_PIN)
    active: Mapped[bool] = mapped_column(default=True, info=_ACCOUNT)
    created_at: Mapped[datetime] = mapped_column(Instant, info=_ACCOUNT)
    # Raised by every change of the fields above: who saved an older one is told that somebody was faster.
    version: Mapped[int] = mapped_column(default=0, info=_ACCOUNT)
    # Set while this record is known to be of the same person as another one, which then speaks for both.
    merged_into_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), info=_MERGE)
    # Set once name, numbers and contact were removed; what is left is a training fact without a person.
    erased_at: Mapped[datetime | None] = mapped_column(Instant, info=_ACCOUNT)
    roles: Mapped[list[Role]] = relationship(back_populates="person")

    __table_args__ = (
        # The number first: signing in asks for it in every Society.
        UniqueConstraint("number_key", "society"),
        ForeignKeyConstraint(
            ["unit_id", "society"], ["unit.id", "unit.society"], name="fk_person_unit_id_society"
        ),
        # No constraint: families share a phone.
        Index("ix_person_phone", "phone"),
        Index("ix_person_name_order", "unit_id", "name_order"),
        # Few: those who are not counted among the others.
        Index(
            "ix_person_inactive",
            "unit_id",
            sqlite_where=text("active = 0"),
            postgresql_where=text("NOT active"),
        ),
        # Of those who were merged alone: an index of everybody says that its one key finds all, and is not used.
        Index(
            "ix_person_merged_into_id",
            "merged_into_id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        # An index, not a constraint: SQLite gets it without making the table anew (see migration 0003).
        Index("uq_person_email_key", "email_key", unique=True),
        CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="birth_year"),
        # No id is given again on SQLite either: the audit knows people by it, also those who are gone.
        {"sqlite_autoincrement": True},
    )

    @validates("number")
    def _keep_number_key(self, column: str, number: str) -> str:
        self.number_key = volunteer_numbers.key_of(number)
        return number


@event.listens_for(Person, "before_insert")
def _first_society(mapper: object, connection: Connection, person: Person) -> None:
    _keep_society(mapper, connection, person)


@event.listens_for(Person, "before_update")
def _keep_society(mapper: object, connection: Connection, person: Person) -> None:
    if person.society is None or inspect(person).attrs.unit_id.history.has_changes():
        statement = select(Unit.society).where(Unit.id == person.unit_id)
        person.society = connection.execute(statement).scalar_one()


@event.listens_for(Person, "before_update")
def _keep_search_key(mapper: object, connection: object, person: Person) -> None:
    if any(inspect(person).attrs[name].history.has_changes() for name in _FOUND_BY):
        person.search_key = haystack(person.number, person.name, person.latin_name)


class FormerNumber(Base):
    """A volunteer number that somebody had until it was corrected.

    The audit says who corrected it and when, and never holds a number: it stands here, where it can be erased.
    Nobody signs in with it. Staff find by it whoever had it, and it may be given again.
    """

    __tablename__ = "former_number"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_NAME)
    number: Mapped[str] = mapped_column(String(volunteer_numbers.LONGEST), info=_NAME)
    until: Mapped[datetime] = mapped_column(Instant, info=_NAME)


class Role(Base):
    """Person × role × unit: what somebody may do there and below."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_ROLE)
    person: Mapped[Person] = relationship(back_populates="roles")
    name: Mapped[RoleName] = mapped_column(String(10), info=_ROLE)
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"), info=_ROLE)
    unit: Mapped[Unit] = relationship()

    __table_args__ = (UniqueConstraint("person_id", "name", "unit_id"),)


class Merge(Base):
    """Two records of one person: from then on `kept` speaks for both. No row moves, so it can be undone."""

    __tablename__ = "merge"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    kept_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_MERGE)
    merged_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_MERGE)
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    reason: Mapped[str] = mapped_column(String(500), info=_MERGE)
    merged_at: Mapped[datetime] = mapped_column(Instant, info=_MERGE)
    undone_at: Mapped[datetime | None] = mapped_column(Instant, info=_MERGE)

    __table_args__ = (CheckConstraint("kept_id <> merged_id", name="two_people"),)


class Card(Base):
    """A printed card for the first sign-in. Only the hash of its secret is stored; it works once."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_CARD)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    secret_hash: Mapped[str] = mapped_column(String(64), info=_CARD)
    issued_at: Mapped[datetime] = mapped_column(Instant, info=_CARD)
    expires_at: Mapped[datetime] = mapped_column(Instant, info=_CARD)
    used_at: Mapped[datetime | None] = mapped_column(Instant, info=_CARD)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant, info=_CARD)

    __table_args__ = (UniqueConstraint("secret_hash"),)


class Passkey(Base):
    """A key that a device of somebody holds: what is here opens nothing, it only knows the key when it sees it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_PASSKEY)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), info=_PASSKEY)
    public_key: Mapped[bytes] = mapped_column(LargeBinary, info=_PASSKEY)
    # How often the device says that it has signed; 0 for ever with those that do not count.
    sign_count: Mapped[int] = mapped_column(BigInteger, info=_PASSKEY)
    name: Mapped[str] = mapped_column(String(60), info=_PASSKEY)
    created_at: Mapped[datetime] = mapped_column(Instant, info=_PASSKEY)
    used_at: Mapped[datetime | None] = mapped_column(Instant, info=_PASSKEY)

    __table_args__ = (UniqueConstraint("credential_id"),)


class OidcAccount(Base):
    """The account that somebody of the staff has with their Society (OpenID Connect), and opens Sala with."""

    __tablename__ = "oidc_account"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), info=_OPENID)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    # Who it is there: the service, and what it calls the person for ever. Never an address, which changes hands.
    issuer: Mapped[str] = mapped_column(String(200), info=_OPENID)
    subject: Mapped[str] = mapped_column(String(255), info=_OPENID)
    linked_at: Mapped[datetime] = mapped_column(Instant, info=_OPENID)
    used_at: Mapped[datetime | None] = mapped_column(Instant, info=_OPENID)

    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("issuer", "subject"))


class BrowserSession(Base):
    """Where somebody is signed in: the hash of what the browser's cookie holds. Ending it deletes the row.

    Nothing tells which device it is: no address, no name of a browser.
    """

    __tablename__ = "browser_session"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_SESSION)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    token_hash: Mapped[str] = mapped_column(String(64), info=_SESSION)
    signed_in_at: Mapped[datetime] = mapped_column(Instant, info=_SESSION)
    # When something was last sent, to within some hours: reading a page writes nothing.
    last_used_at: Mapped[datetime] = mapped_column(Instant, info=_SESSION)
    # When the PIN, or what stands for it, was last given.
    confirmed_at: Mapped[datetime] = mapped_column(Instant, info=_SESSION)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True, info=_SESSION)

    __table_args__ = (UniqueConstraint("token_hash"),)


class FailedSignIns(Base):
    """How often signing in was tried or failed lately, by account, device, network address or PIN.

    `subject` is a keyed hash: the table cannot tell who tried, or from where.
    """

    __tablename__ = "failed_sign_ins"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True, info=_FAILURES)
    failures: Mapped[int] = mapped_column(info=_FAILURES)
    last_at: Mapped[datetime] = mapped_column(Instant, info=_FAILURES)
