"""Verbs of signing in: by number or phone and PIN, by card; patience with wrong PINs."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select, update

from lms import audit, clock
from lms.accounts import phones, pins, throttle
from lms.accounts.models import Card, FailedSignIns, Person
from lms.accounts.service import person_by_number
from lms.accounts.throttle import Patience
from lms.db import session
from lms.errors import NotFound, RuleBroken

CARD_LIFE: Final = timedelta(days=90)
# Nobody's identifier is longer; more would only be work for the hash.
_LONGEST_IDENTIFIER = 40


def sign_in(identifier: str, pin: str, *, address: str, secret: str, regions: Sequence[str]) -> Person:
    """The person whose number or phone and PIN these are.

    `regions` are the countries whose local phone numbers are understood. Raises RuleBroken("must-wait",
    seconds=…) while there were too many failures, and RuleBroken("wrong-pin") for a wrong PIN, an unknown number
    and somebody who is not active any more: all the same. The caller has to keep the counted failure.
    """
    identifier = identifier.strip()[:_LONGEST_IDENTIFIER]
    person = _find(identifier, regions)
    subjects = [
        (_subject(secret, "account", str(person.id) if person else identifier.casefold()), throttle.ACCOUNT),
        (_subject(secret, "address", address), throttle.ADDRESS),
    ]
    _refuse_haste(subjects)
    kept = person.pin_hash if person and person.active and person.pin_hash else None
    if not pins.fits(kept or pins.NOBODY, pins.read(pin), secret) or person is None or kept is None:
        for subject, patience in subjects:
            _count_failure(subject, patience)
        raise RuleBroken("wrong-pin", field="pin")
    session.execute(delete(FailedSignIns).filter_by(subject=subjects[0][0]))
    return person


def _find(identifier: str, regions: Sequence[str]) -> Person | None:
    by_number = person_by_number(identifier)
    if by_number is not None:
        return by_number
    # Local phone numbers of three countries look alike: only a number that fits one person is an answer.
    possible = phones.readings(identifier, regions)
    found = session.scalars(select(Person).where(Person.phone.in_(possible)).limit(2)).all()
    return found[0] if len(found) == 1 else None


def _subject(secret: str, kind: str, value: str) -> str:
    key = hashlib.sha256(b"sign-in subjects\0" + secret.encode()).digest()
    return hmac.new(key, f"{kind} {value}".encode(), hashlib.sha256).hexdigest()


def _refuse_haste(subjects: Sequence[tuple[str, Patience]]) -> None:
    waits = [timedelta(0)]
    for subject, patience in subjects:
        row = session.get(FailedSignIns, subject)
        if row is not None:
            waits.append(throttle.wait(patience, row.failures, row.last_at, clock.now()))
    if max(waits) > timedelta(0):
        raise RuleBroken("must-wait", field="pin", minutes=-(-max(waits) // timedelta(minutes=1)))


def _count_failure(subject: str, patience: Patience) -> None:
    now = clock.now()
    row = session.get(FailedSignIns, subject, with_for_update=True)
    if row is None:
        session.add(FailedSignIns(subject=subject, failures=1, last_at=now))
    else:
        row.failures = 1 if throttle.forgotten(patience, row.last_at, now) else row.failures + 1
        row.last_at = now
    session.flush()


def set_pin(person: Person, typed: str, secret: str) -> None:
    """Give somebody a PIN and sign them out everywhere. Raises RuleBroken (see lms.accounts.pins.check_new)."""
    pin = pins.read(typed)
    pins.check_new(pin)
    person.pin_hash = pins.hashed(pin, secret)
    person.session_epoch += 1
    session.flush([person])
    audit.note(person.id, "accounts.pin", "person", person.id)


def issue_card(person: Person, *, actor: Person | None) -> str:
    """A new card's secret, to be printed once. Earlier cards, the PIN and every session end here."""
    now = clock.now()
    session.execute(
        update(Card).where(Card.person_id == person.id, Card.used_at.is_(None)).values(revoked_at=now)
    )
    person.pin_hash = None
    person.session_epoch += 1
    token = secrets.token_urlsafe(18)  # 144 bits: nobody guesses one
    card = Card(person=person, secret_hash=_hash(token), issued_at=now, expires_at=now + CARD_LIFE)
    session.add(card)
    session.flush()
    audit.note(actor.id if actor else None, "accounts.card", "person", person.id, card=card.id)
    return token


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
