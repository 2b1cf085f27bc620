"""Cards that nobody has used yet: whoever has one of them comes into the account. Flushes, never commits.

A card was made for an account that could do so much, by somebody who stood over it at that time. Where roles or the
Society change, it ends: its maker may not stand over the account any more (see `permissions.OPENS`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select, update

from lms import audit, clock
from lms.accounts.models import Card, Person
from lms.db import session


def open_card_of(person: Person) -> Card | None:
    """The card with which somebody could still come in, if there is one."""
    unused = (Card.used_at.is_(None), Card.revoked_at.is_(None), Card.expires_at > clock.now())
    return session.scalar(select(Card).where(Card.person_id == person.id, *unused))


def revoke(person: Person) -> None:
    """Close every card of a person that was not used yet."""
    unused = (Card.person_id == person.id, Card.used_at.is_(None), Card.revoked_at.is_(None))
    session.execute(update(Card).where(*unused).values(revoked_at=clock.now()))


def card_of(person: Person, card_id: int) -> Card | None:
    """One card of a person, whatever became of it; None for somebody else's."""
    return session.scalar(select(Card).where(Card.id == card_id, Card.person_id == person.id))


def newest_of(people: Iterable[Person]) -> int:
    """The id of the card that was made last for any of some people, whatever became of it; 0 for none."""
    asked = select(func.max(Card.id)).where(Card.person_id.in_([person.id for person in people]))
    return session.scalar(asked) or 0


def end_one(card: Card, *, actor: Person | None) -> None:
    """Close this card and no other, and write down that it was. Nothing where it is not open any more."""
    unused = (
        Card.id == card.id,
        Card.used_at.is_(None),
        Card.revoked_at.is_(None),
        Card.expires_at > clock.now(),
    )
    # One statement: a card that is used at this moment stays used.
    closed = session.scalar(update(Card).where(*unused).values(revoked_at=clock.now()).returning(Card.id))
    if closed is not None:
        audit.note(actor.id if actor else None, "accounts.card-withdrawn", "person", card.person_id)


def end(person: Person, *, actor: Person | None) -> None:
    """Close the card of a person, and write down that it was. Nothing where none is open."""
    if open_card_of(person) is not None:
        revoke(person)
        audit.note(actor.id if actor else None, "accounts.card-withdrawn", "person", person.id)
