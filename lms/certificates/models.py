"""Rows of certificates. Private to this domain; others ask `certificates.service`."""

from __future__ import annotations

from datetime import date
from typing import NewType

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.service import PersonId
from lms.db import Base

CertificateId = NewType("CertificateId", int)


class Certificate(Base):
    """One paper. What is printed on it is frozen: a name or a title that changes later does not change it.

    `entry_id` is the ledger entry that certified the person. A corrected paper has the same entry and the
    next `edition`; the old one then says by which it was replaced.
    """

    __tablename__ = "certificate"

    id: Mapped[CertificateId] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    award: Mapped[str] = mapped_column(String(60))
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"))
    edition: Mapped[int] = mapped_column(default=1)
    module_title: Mapped[str] = mapped_column(String(300))
    module_title_language: Mapped[str] = mapped_column(String(10))
    module_version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    design: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    latin_name: Mapped[str] = mapped_column(String(200))
    society: Mapped[str] = mapped_column(String(20))
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    replaced_by_id: Mapped[CertificateId | None] = mapped_column(ForeignKey("certificate.id"))

    __table_args__ = (
        UniqueConstraint("code"),
        # A double tap makes one certificate, not two.
        UniqueConstraint("entry_id", "edition"),
        CheckConstraint("expires_on IS NULL OR expires_on >= issued_on", name="expires_after_issue"),
    )
