"""Verbs of signing in: by number, phone or e-mail and PIN, by card. Counting wrong PINs has its own room, `failures`.

The application's secret key is a parameter: PINs and the subjects of failures are sealed with it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update

from lms import audit, clock
from lms.accounts import failures, pins, roles, sign_in_lookup
from lms.accounts.failures import Subjects
from lms.accounts.models import Card, OidcAccount, Passkey, Person
from lms.accounts.service import number_key
from lms.db import session
from lms.errors import NotFound, RuleBroken

CARD_LIFE: Final = timedelta(days=90)
LINK_LIFE: Final = timedelta(days=14)  # a link is copied and forwarded more easily than a card
_LONGEST_IDENTIFIER: Final = 200  # characters; nobody's is longer, more would only be work


def sign_in(
    identifier: str, pin: str, *, address: str, secret: str, regions: Sequence[str], society: str = ""
) -> Person:
    """The person whose number, phone or e-mail and PIN these are; an e-mail opens accounts of staff (see `emails`).

    `regions` are the countries whose local phone numbers are understood, `society` is the code of the one that was
    chosen or is remembered. Raises RuleBroken "which-society" or "which-number" where the PIN fits several accounts
    (see `sign_in_lookup`). Raises RuleBroken("must-wait", or
    "must-wait-a-minute", seconds=…) after too many failures, and RuleBroken("wrong-pin") for a wrong PIN, an
    unknown number and somebody who is not active any more: all the same, and all as slow. The caller has to
    keep the counted failure.
    """
    identifier = identifier[:_LONGEST_IDENTIFIER]
    people = sign_in_lookup.candidates(identifier, regions, society)
    accounts = " ".join(map(_account, people))
    subjects = Subjects.of(accounts or number_key(identifier), address, secret)
    failures.refuse_haste(subjects)
    typed = pins.read(pin)
    places = sign_in_lookup.fitting_places(
        [person.pin_hash or "" for person in people],
        lambda kept: pins.fits(kept, typed, secret),
        pins.NOBODY,
    )
    place = sign_in_lookup.decide([person.society for person in people], places, society)
    if place is None:
        failures.count(subjects)
        raise RuleBroken("wrong-pin", field="pin")
    failures.forget_account(subjects)
    return people[place]


def _account(person: Person) -> str:
    # Numbers never look so: all spellings of one person's number and phone count together.
    return f"person {person.id}"


def confirm_pin(person: Person, pin: str, *, address: str, secret: str) -> None:
    """Make sure that whoever is signed in is the one: the device may have been left alone.

    Raises RuleBroken("not-your-pin"), counted as a wrong PIN that the caller has to keep, and "must-wait" as
    `sign_in`.
    """
    subjects = Subjects.of(_account(person), address, secret)
    failures.refuse_haste(subjects)
    if not pins.fits(person.pin_hash or pins.NOBODY, pins.read(pin), secret):
        failures.count(subjects)
        raise RuleBroken("not-your-pin", field="pin")
    failures.forget_account(subjects)


def set_pin(person: Person, typed: str, secret: str) -> None:
    """Give somebody a PIN and sign them out everywhere. Raises RuleBroken (see pins.check_new)."""
    pin = pins.read(typed)
    pins.check_new(pin, own=(person.number, person.phone or ""))
    person.pin_hash = pins.hashed(pin, secret)
    person.session_epoch += 1
    session.flush()
    failures.forget_account(Subjects.of(_account(person), "", secret))
    audit.note(person.id, "accounts.pin", "person", person.id)


def issue_card(person: Person, *, actor: Person | None, life: timedelta = CARD_LIFE) -> str:
    """A new card's secret, to be printed or sent once. Earlier cards, PIN, passkeys, an account elsewhere and every
    session end here.

    Raises NotFound for somebody outside the actor's units and RuleBroken: "holds-more" (whoever prints a card could
    use it, see roles), "not-active".
    """
    roles.refuse_outside(actor, person, "people.cards")
    roles.refuse_higher(actor, person)
    if not person.active:
        raise RuleBroken("not-active")
    revoke_cards(person)
    drop_other_keys(person)  # the device that holds one may be what was lost
    person.pin_hash = None
    person.session_epoch += 1
    token = secrets.token_urlsafe(18)  # 144 bits: nobody guesses one
    now = clock.now()
    card = Card(person=person, secret_hash=_hash(token), issued_at=now, expires_at=now + life)
    session.add(card)
    session.flush()
    audit.note(actor.id if actor else None, "accounts.card", "person", person.id, card=card.id)
    return token


def open_card_of(person: Person) -> Card | None:
    """The card with which somebody could still come in, if there is one."""
    return session.scalar(select(Card).where(Card.person_id == person.id, *_open(clock.now())))


def withdraw_card(person: Person, *, actor: Person | None) -> None:
    """Close a card that was lost before it was used. Twice changes nothing. Raises NotFound as `issue_card`."""
    roles.refuse_outside(actor, person, "people.cards")
    if open_card_of(person) is not None:
        revoke_cards(person)
        audit.note(actor.id if actor else None, "accounts.card-withdrawn", "person", person.id)


def revoke_cards(person: Person) -> None:
    """Close every card of a person that was not used yet."""
    unused = (Card.person_id == person.id, Card.used_at.is_(None), Card.revoked_at.is_(None))
    session.execute(update(Card).where(*unused).values(revoked_at=clock.now()))


def drop_other_keys(person: Person) -> None:
    """Forget the passkeys of a person and the account that they have with their Society: none opens Sala any more."""
    session.execute(delete(Passkey).where(Passkey.person_id == person.id))
    session.execute(delete(OidcAccount).where(OidcAccount.person_id == person.id))


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Card.used_at.is_(None), Card.revoked_at.is_(None), Card.expires_at > now)


def holder_of(token: str) -> Person:
    """Whose card this is. Raises NotFound for a card that is used, revoked, too old or none at all."""
    return _open_card(token).person


def redeem_card(token: str, typed: str, secret: str) -> Person:
    """Choose a PIN with a card, which is used up by it. Raises NotFound (see holder_of) and RuleBroken."""
    card = _open_card(token, lock=True)
    set_pin(card.person, typed, secret)
    card.used_at = clock.now()
    session.flush()
    return card.person


def _open_card(token: str, *, lock: bool = False) -> Card:
    asked = select(Card).filter_by(secret_hash=_hash(token), used_at=None, revoked_at=None)
    # The lock makes the second of two open tabs wait, and then find the card used.
    card = session.scalar(asked.with_for_update(of=Card) if lock else asked)
    if card is None or card.expires_at <= clock.now() or not card.person.active:
        raise NotFound("card")
    return card


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
