"""Verbs of signing in: by number, phone or e-mail and PIN, by card. `failures` counts the tries.

PINs are compared and scrambled slowly on purpose. That happens between two transactions, never within one: nobody
waits for it. So these verbs, alone among all, commit.

The application's secret key is a parameter: PINs and the subjects of failures are sealed with it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.domain import pins
from lms.accounts.domain.known_devices import Device
from lms.accounts.models import Card, Person, PersonId
from lms.accounts.queries import sign_in_candidates
from lms.accounts.services import known_pins, open_cards, roles, sessions, sign_in_failures
from lms.db import session, without_transaction
from lms.errors import NotFound, RuleBroken

CARD_LIFE: Final = timedelta(days=90)
LINK_LIFE: Final = timedelta(days=14)  # a link is copied and forwarded more easily than a card
_LONGEST_IDENTIFIER: Final = 200  # characters; nobody's is longer, more would only be work


@dataclass(frozen=True)
class _Candidate:
    """Whose PIN is to be compared, as plain values: no row is held meanwhile. `kept`: None where nobody may come in."""

    person_id: PersonId
    account: str  # a text that stands for the account; another one after each new PIN
    kept: str | None
    society: str


def sign_in(
    identifier: str,
    pin: str,
    *,
    address: str,
    secret: str,
    regions: Sequence[str],
    society: str = "",
    device: Device | None = None,
) -> Person:
    """The person whose number, phone or e-mail and PIN these are; an e-mail opens accounts of staff (see `emails`).

    `regions` are the countries whose local phone numbers are understood, `society` is the code of the one that was
    chosen or is remembered, `device` is what the browser says of earlier sign-ins. Raises RuleBroken "which-society"
    or "which-number" where the PIN fits several accounts (see `sign_in_lookup`), "must-wait", or "must-wait-a-minute"
    (seconds=…) after too many tries with one name, and "wrong-pin" for a wrong PIN, an unknown number, somebody who
    is not active any more and an account that had too many tries under other names: all the same, and all as slow
    (docs/decisions/0024-guessing-pins.md). Commits: the try is counted before the PIN is compared, and
    nothing is locked meanwhile. The caller keeps what was changed although the answer is an error.
    """
    read, pin = sign_in_candidates.readings(identifier[:_LONGEST_IDENTIFIER], regions), pins.read(pin)
    found = [_candidate_of(person) for person in sign_in_candidates.candidates(read, society)]
    # Where there is nobody, an account that there is not: the same work for the database, too.
    accounts = [candidate.account for candidate in found] or [f"nobody {read.names()}"]
    known = {account: device.id for account in accounts if device is not None and device.knows(account)}
    attempt = sign_in_failures.count(
        sign_in_failures.try_by_name(
            read.names(), *accounts, address=address, secret=secret, pin=pin, devices=known
        )
    )
    hashes = [one.kept or "" if one.account in attempt.accounts else pins.NOBODY for one in found]
    with without_transaction():
        places = sign_in_candidates.fitting_places(
            hashes, lambda kept: pins.fits(kept, pin, secret), pins.NOBODY
        )
    try:
        place = sign_in_candidates.decide([candidate.society for candidate in found], places, society)
    except RuleBroken:  # right, but of several accounts
        sign_in_failures.succeeded(attempt, None)
        raise
    person = None if place is None else _still(found[place])
    if place is None or person is None:
        sign_in_failures.refused(attempt, "account waits" if pins.NOBODY in hashes else "wrong PIN")
        raise RuleBroken("wrong-pin", field="pin")
    sign_in_failures.succeeded(attempt, found[place].account)
    return person


def account_key(person: Person) -> str:
    """A text that stands for somebody's account in counts of tries: all spellings of number and phone are one.

    A new PIN makes another one: what was counted for the old PIN, from wherever, is over.
    """
    return f"person {person.id} {person.pin_hash}"


def _candidate_of(person: Person) -> _Candidate:
    kept = person.pin_hash if person.active else None
    return _Candidate(person.id, account_key(person), kept, person.society)


def _still(candidate: _Candidate) -> Person | None:
    """The person of a candidate, unless the PIN or the account has changed while it was compared.

    Nobody changes either before the end of the transaction: what follows from the PIN does not outlive a new card.
    """
    person = session.get(Person, candidate.person_id) if candidate.kept is not None else None
    return person if person is not None and _is_unchanged(person, candidate) else None


def _is_unchanged(person: Person, candidate: _Candidate) -> bool:
    roles.hold(person)
    return _candidate_of(person) == candidate


def confirm_pin(person: Person, pin: str, *, address: str, secret: str, device: str | None = None) -> None:
    """Make sure that whoever is signed in is the one: the device may have been left alone.

    `device` stands for the session that asks, whose tries are counted apart from all others. Raises
    RuleBroken("not-your-pin"), and "must-wait" as `sign_in`. Commits as `sign_in`.
    """
    candidate, pin = _candidate_of(person), pins.read(pin)
    attempt = sign_in_failures.try_of(
        candidate.account, address=address, secret=secret, pin=pin, device=device
    )
    sign_in_failures.count(attempt)
    with without_transaction():
        fits = pins.fits(candidate.kept or pins.NOBODY, pin, secret)
    if not fits or _still(candidate) is None:
        sign_in_failures.refused(attempt, "wrong PIN to confirm")
        raise RuleBroken("not-your-pin", field="pin")
    sign_in_failures.succeeded(attempt, candidate.account)


def change_pin(
    person: Person, old: str, new: str, *, address: str, secret: str, device: str, session_id: int
) -> None:
    """Another PIN for whoever is signed in and knows the one that they have; they are signed out everywhere.

    Raises RuleBroken("same-pin"), as `set_pin` for the new one, and as `confirm_pin` for the old one, whose tries are
    counted as there. Commits as `confirm_pin`.
    """
    _good_pin(person, new)
    try:
        confirm_pin(person, old, address=address, secret=secret, device=device)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, field="old", **broken.values) from broken
    if pins.read(old) == pins.read(new):
        raise RuleBroken("same-pin", field="pin")
    set_pin(person, new, secret, session_id=session_id)


def set_pin(person: Person, typed: str, secret: str, *, session_id: int | None = None) -> None:
    """Give somebody a PIN and sign them out everywhere. `session_id` is the session that asks, if there is one.

    Commits before the PIN is scrambled, which is slow. Raises RuleBroken as `pins.check_new`, and "pin-not-kept" where
    that session, the account or the PIN has ended meanwhile, as by a new card: the one that ends them is the last word.
    """
    pin, candidate = _good_pin(person, typed), _candidate_of(person)
    with without_transaction():
        kept = pins.hashed(pin, secret)
    if not _is_unchanged(person, candidate) or (session_id is not None and not sessions.stands(session_id)):
        raise RuleBroken("pin-not-kept")
    store_pin(person, kept)


def store_pin(person: Person, kept: str) -> None:
    """Give somebody the PIN that was scrambled before (see pins.hashed); sessions and open cards end."""
    person.pin_hash = kept
    open_cards.revoke(person)
    sessions.end_sessions([person.id])
    session.flush()
    audit.note(person.id, "accounts.pin", "person", person.id)


def _good_pin(person: Person, typed: str) -> str:
    pin = pins.read(typed)
    pins.check_new(pin, own=(person.number, person.phone or ""), birth_year=person.birth_year)
    return pin


def issue_card(
    person: Person, *, actor: Person | None, life: timedelta = CARD_LIFE, newest: int | None = None
) -> str:
    """A new card's secret, to be printed or sent once. Earlier cards, PIN, passkeys, an account elsewhere and every
    session end here.

    `newest` is the newest card that somebody knew of who asks for this one; None: nobody looked. Raises NotFound for
    somebody outside the actor's units and RuleBroken: "holds-more" (whoever prints a card could use it, see roles),
    "not-active", "cards-made-since".
    """
    roles.hold(person)
    roles.refuse_outside(actor, person, "people.cards")
    roles.refuse_higher(actor, person)
    if not person.active:
        raise RuleBroken("not-active")
    if newest is not None and open_cards.newest_of([person]) > newest:
        raise RuleBroken("cards-made-since")
    open_cards.revoke(person)
    known_pins.drop_other_keys(person)  # the device that holds one may be what was lost
    person.pin_hash = None
    sessions.end_sessions([person.id])
    token = secrets.token_urlsafe(18)  # 144 bits: nobody guesses one
    now = clock.now()
    card = Card(person=person, secret_hash=_hash(token), issued_at=now, expires_at=now + life)
    session.add(card)
    session.flush()
    audit.note(actor.id if actor else None, "accounts.card", "person", person.id, card=card.id)
    return token


def withdraw_card(person: Person, card_id: int, *, actor: Person | None) -> None:
    """Close a card that was lost before it was used, and never the one that was made since. Twice changes nothing.

    Raises NotFound as `issue_card`, and RuleBroken("no-such-card") for one that this person never had.
    """
    roles.refuse_outside(actor, person, "people.cards")
    card = open_cards.card_of(person, card_id)
    if card is None:
        raise RuleBroken("no-such-card")
    open_cards.end_one(card, actor=actor)


def holder_of(token: str) -> Person:
    """Whose card this is. Raises NotFound for a card that is used, revoked, too old or none at all."""
    return _open_card(token).person


def redeem_card(token: str, typed: str, secret: str) -> Person:
    """Choose a PIN with a card, which is used up by it. Raises NotFound (see holder_of) and RuleBroken.

    Commits before the PIN is scrambled, which is slow; of two tabs that do so, the second finds the card used.
    """
    pin = _good_pin(_open_card(token).person, typed)
    with without_transaction():
        kept = pins.hashed(pin, secret)
    roles.hold(_open_card(token).person)  # before the card, as all do who change both
    card = _open_card(token, lock=True)
    card.used_at = clock.now()
    session.flush()
    store_pin(card.person, kept)
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
