"""Rows of certificates. Private to this domain; others ask `certificates.service`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NewType, TypeAlias

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.services.people import PersonId
from lms.data_inventory import IMPERSONAL, impersonal, personal
from lms.db import Base, Instant

Basis: TypeAlias = Literal["test", "list"]
CertificateId = NewType("CertificateId", int)

_CERTIFICATE = personal("certificate", "prove", "interest", "without-name", "self", "hr", "code-holder")


class Certificate(Base):
    """One paper. What is printed on it is frozen: a name or a title that changes later does not change it.

    `entry_id` is the ledger entry that certified the person. A corrected paper has the same entry and the
    next `edition`; the old one then says by which it was replaced.
    """

    __tablename__ = "certificate"

    id: Mapped[CertificateId] = mapped_column(Integer, primary_key=True, info=IMPERSONAL)
    code: Mapped[str] = mapped_column(String(12), info=_CERTIFICATE)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True, info=_CERTIFICATE)
    award: Mapped[str] = mapped_column(String(60), info=_CERTIFICATE)
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), info=_CERTIFICATE)
    edition: Mapped[int] = mapped_column(default=1, info=IMPERSONAL)
    module_title: Mapped[str] = mapped_column(String(300), info=_CERTIFICATE)
    module_title_language: Mapped[str] = mapped_column(String(10), info=_CERTIFICATE)
    module_version: Mapped[str] = mapped_column(String(40), info=IMPERSONAL)
    language: Mapped[str] = mapped_column(String(10), info=_CERTIFICATE)
    design: Mapped[str] = mapped_column(String(60), info=IMPERSONAL)
    name: Mapped[str] = mapped_column(String(200), info=_CERTIFICATE)
    latin_name: Mapped[str] = mapped_column(String(200), info=_CERTIFICATE)
    society: Mapped[str] = mapped_column(String(20), info=_CERTIFICATE)
    issued_on: Mapped[date] = mapped_column(info=_CERTIFICATE)
    expires_on: Mapped[date | None] = mapped_column(info=_CERTIFICATE)
    # How the training is known: a test taken here, or a list of the Society. None: issued before this was told apart,
    # and worded as for a test.
    basis: Mapped[Basis | None] = mapped_column(String(10), info=_CERTIFICATE)
    # The day on which the paper was made: with a list it is not the day of the training.
    made_on: Mapped[date | None] = mapped_column(info=_CERTIFICATE)
    replaced_by_id: Mapped[CertificateId | None] = mapped_column(
        ForeignKey("certificate.id"), info=_CERTIFICATE
    )

    # Random, in the badge beside the hash of the volunteer number. Without it no badge is made any more: once the
    # holder's data are removed, and of nobody's paper.
    badge_salt: Mapped[str | None] = mapped_column(String(32), info=_CERTIFICATE)

    __table_args__ = (
        UniqueConstraint("code"),
        # A double tap makes one certificate, not two.
        UniqueConstraint("entry_id", "edition"),
        CheckConstraint("expires_on IS NULL OR expires_on >= issued_on", name="expires_after_issue"),
    )


class CertificateKey(Base):
    """A public key (Ed25519, hexadecimal) that certificates of this site were signed with; the highest number signs."""

    __tablename__ = "certificate_key"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("public"),
        {"info": impersonal("public keys that belong to a site: no person")},
    )
