"""Find certificates, and what belongs to each: its days, its Society, its module. Knows no web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lms.accounts.services.people import PersonId
from lms.certificates.domain import codes
from lms.certificates.domain.certificate_data import Text
from lms.certificates.models import Certificate, CertificateId
from lms.content import registry
from lms.content.types.curriculum import Design, Module
from lms.content.types.societies import Society
from lms.db import session
from lms.errors import NotFound
from lms.records.services import achievements

__all__ = ["Certificate", "CertificateId", "Days", "by_code", "certificates_of", "days_of", "is_from_list"]


def is_from_list(certificate: Certificate) -> bool:
    """Whether the training is known from a list alone; of a certificate that does not say so itself, by the ledger."""
    if certificate.basis is not None:
        return certificate.basis == "list"
    return certificate.entry_id in achievements.from_lists([certificate.entry_id])


@dataclass(frozen=True)
class Days:
    """The day of the training, where that is known from a list, and the day on which the paper was issued, if known."""

    trained_on: date | None
    issued_on: date | None


def days_of(certificate: Certificate) -> Days:
    """The days of a certificate as its paper calls them: with a list it was issued later than the training was."""
    if is_from_list(certificate):
        return Days(certificate.issued_on, certificate.made_on)
    return Days(None, certificate.issued_on)


def certificates_of(person_id: PersonId) -> list[Certificate]:
    """A person's certificates that were not replaced, the newest first; also those of records merged in."""
    query = select(Certificate).where(
        Certificate.person_id.in_(achievements.people_of(person_id)), Certificate.replaced_by_id.is_(None)
    )
    return list(session.scalars(query.order_by(Certificate.issued_on.desc(), Certificate.id.desc())))


def by_code(typed: str) -> Certificate:
    """The certificate with this code, however it is typed. Raises NotFound."""
    code = codes.read_code(typed)
    found = code and session.scalar(select(Certificate).where(Certificate.code == code))
    if not found:
        raise NotFound(typed)
    return found


def taught_module(award: str) -> Module | None:
    """The module of an award, or None when it is no longer taught."""
    return next((module for module in registry.current().modules if module.id == award), None)


def title_of(module: Module, language: str) -> Text:
    text = module.text(language)
    return Text(text.title, text.language)


def society_called(code: str) -> Society:
    society = registry.current().societies.get(code)
    if society is None:
        raise NotFound(code)
    return society


def design_called(name: str) -> Design:
    """A design by its id. Raises NotFound."""
    design = registry.current().designs.get(name)
    if design is None:
        raise NotFound(name)
    return design
