"""PINs that somebody else may know: whoever makes a card can open it and choose the PIN. Flushes, never commits.

The audit remembers who made each card, for good. A new card ends the PIN, so the present one was chosen with the last.
"""

from __future__ import annotations

from sqlalchemy import delete, select

from lms import audit
from lms.accounts.models import OidcAccount, Passkey, Person
from lms.accounts.services import open_cards, sessions
from lms.db import session


def maker_of_pin(person: Person) -> Person | None:
    """Who made the card with which the present PIN was chosen; None for a command.

    A card that one makes for oneself is as good as the one before: whoever knew the PIN could make it.
    """
    cards = audit.lines_of("person", person.id, ["accounts.card"])
    makers = [line.actor_id for line in cards if line.actor_id != person.id]
    return session.get(Person, makers[-1]) if makers and makers[-1] is not None else None


def has_keys(person: Person) -> bool:
    """Whether somebody comes in without a card: by PIN, passkey or the account with their Society."""
    kinds = (Passkey, OidcAccount)
    return person.pin_hash is not None or any(
        session.scalar(select(kind.id).where(kind.person_id == person.id).limit(1)) for kind in kinds
    )


def drop_other_keys(person: Person) -> int:
    """Forget the passkeys of a person and the account that they have with their Society: none opens Sala any more.

    Returns how many there were.
    """
    gone = [
        session.scalars(delete(kind).where(kind.person_id == person.id).returning(kind.id)).all()
        for kind in (Passkey, OidcAccount)
    ]
    return sum(map(len, gone))


def end(person: Person, *, actor: Person | None) -> None:
    """End the PIN and all that was connected with it: the person needs a new card. Nothing where there is none."""
    had_pin, person.pin_hash = person.pin_hash is not None, None
    others = drop_other_keys(person)
    sessions.end_sessions([person.id])
    open_cards.end(person, actor=actor)
    if had_pin or others:
        audit.note(actor.id if actor else None, "accounts.pin-ended", "person", person.id)
