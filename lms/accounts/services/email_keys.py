"""E-mail addresses that open an account: those of active people with a role, each of one person alone.

`Person.email` is where somebody is reached, and a whole branch may share it. `email_key` follows from it and from
the roles, here and nowhere else; the database lets nobody else have it.
"""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from lms.accounts.domain import contact
from lms.accounts.models import Person
from lms.db import session


def settle(person: Person) -> None:
    """Let the address of a person open the account, or not any more, as roles and account are now.

    Where somebody else signs in with it the next flush breaks, as `is_taken` tells: call it in a savepoint.
    """
    opens = bool(person.email and person.active and person.roles)
    person.email_key = contact.email_key(person.email or "") if opens else None


def settle_if_free(person: Person) -> None:
    """The same, but an address that somebody else has got meanwhile stays theirs."""
    try:
        with session.begin_nested():
            settle(person)
    except IntegrityError as error:
        if not is_taken(error):
            raise


def is_taken(error: IntegrityError) -> bool:
    """Whether a promise of the table was broken because somebody else signs in with an address."""
    # The two engines name the column, or the index that is named after it.
    return any(place in str(error.orig) for place in ("person.email_key", "uq_person_email_key"))
