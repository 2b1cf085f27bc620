"""When the secret key is another one: what was sealed with the old one is void, and is removed.

PINs, passkeys (each knows its holder by a code made with the key) and the counts of wrong PINs. Cards are not: a card
holds a secret of its own.
"""

from __future__ import annotations

from sqlalchemy import delete, func, or_, select, update

from lms.accounts.models import BrowserSession, FailedSignIns, Passkey, Person
from lms.db import session


def count_sealed() -> int:
    """How many people have a PIN or a passkey."""
    keyed = select(Passkey.person_id)
    sealed = select(func.count()).where(or_(Person.pin_hash.is_not(None), Person.id.in_(keyed)))
    return session.scalar(sealed) or 0


def forget_sealed() -> int:
    """Remove what the old key has sealed and end every session; returns how many people need a new card. Flushes."""
    people = count_sealed()
    session.execute(update(Person).values(pin_hash=None).execution_options(synchronize_session=False))
    for sealed in (Passkey, FailedSignIns, BrowserSession):
        session.execute(delete(sealed).execution_options(synchronize_session=False))
    session.flush()
    session.expire_all()
    return people
