"""Who has not found the way into Sala yet. Reads, never writes."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists

from lms.accounts.models import OidcAccount, Passkey, Person


def not_signed_in_yet() -> ColumnElement[bool]:
    """The condition that somebody has neither a PIN nor another way to sign in: whoever signs in first makes one."""
    return and_(
        Person.pin_hash.is_(None),
        ~exists().where(OidcAccount.person_id == Person.id),
        ~exists().where(Passkey.person_id == Person.id),
    )
