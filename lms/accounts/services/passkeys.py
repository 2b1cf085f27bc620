"""Verbs of passkeys: staff add one, see and remove theirs, sign in with one.

What a device signs is checked by the library `webauthn`. What stands around it is here: a challenge counts once and
for an hour, the device has to make sure who holds it, one that was copied is noticed, and only active people with
a role come in. Flushes, never commits; the application's secret key is a parameter.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import webauthn
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from webauthn.helpers import exceptions, generate_challenge, parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from lms import audit, clock
from lms.accounts.domain.webauthn_origin import Site
from lms.accounts.models import Passkey, Person
from lms.accounts.services import sign_in as sign_in_service
from lms.accounts.services import sign_in_failures
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.text import normalise

MOST: Final = 10  # of one person
LONGEST_NAME: Final = 60  # characters
LIFE: Final = timedelta(hours=1)  # of a challenge: a page may stay open for some time
LONGEST_ANSWER: Final = 16_384  # characters; a device with its certificates says some thousand

# What the library raises for an answer that is not what it should be, whatever is wrong with it.
_REFUSED: Final = (exceptions.WebAuthnException, ValueError, TypeError, LookupError, RecursionError)


@dataclass(frozen=True)
class Challenge:
    """What a device has to sign, so that nobody sends its answer a second time."""

    value: bytes
    made_at: datetime


def new_challenge() -> Challenge:
    """A challenge that nobody can guess."""
    return Challenge(generate_challenge(), clock.now())


def passkeys_of(person: Person) -> list[Passkey]:
    """The passkeys of somebody, in the order in which they were added."""
    return list(session.scalars(select(Passkey).filter_by(person_id=person.id).order_by(Passkey.id)))


def may_add(person: Person) -> bool:
    """Whether somebody may have passkeys: everybody with a role."""
    return bool(person.roles)


# --- adding and removing --------------------------------------------------------------------------------------


def options_to_add(person: Person, challenge: Challenge, site: Site, secret: str) -> str:
    """What the browser needs to make a passkey, as JSON.

    The volunteer number is the only thing about the person that gets to the device, and with it perhaps to where
    the device keeps its copies.
    """
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Sala",
        user_name=person.number,
        user_id=_handle(person, secret),
        challenge=challenge.value,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(one.credential_id) for one in passkeys_of(person)],
    )
    return webauthn.options_to_json(options)


def add(
    person: Person,
    answer: str,
    *,
    name: str,
    pin: str,
    challenge: Challenge | None,
    site: Site | None,
    address: str,
    secret: str,
    device: str | None = None,
) -> Passkey:
    """Keep a passkey that a device has made for whoever is signed in and knows the PIN.

    `name` is what the person calls the device, `challenge` what their browser was given, None for nothing. Raises
    RuleBroken: "passkey-for-staff", "too-long" (field="name"), "not-your-pin" and "must-wait" (see
    `sign_in.confirm_pin`), "too-many-passkeys", "passkey-not-added", "passkey-known".
    """
    if not may_add(person):
        raise RuleBroken("passkey-for-staff")
    name = normalise.for_name(name, LONGEST_NAME)
    if len(name) > LONGEST_NAME:
        raise RuleBroken("too-long", field="name", most=LONGEST_NAME)
    sign_in_service.confirm_pin(person, pin, address=address, secret=secret, device=device)
    if len(passkeys_of(person)) >= MOST:
        raise RuleBroken("too-many-passkeys", most=MOST)
    if challenge is None or site is None or not _is_fresh(challenge) or len(answer) > LONGEST_ANSWER:
        raise RuleBroken("passkey-not-added")
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _REFUSED:
        raise RuleBroken("passkey-not-added") from None
    passkey = Passkey(
        person_id=person.id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
        created_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(passkey)
    except IntegrityError:  # a second tap
        raise RuleBroken("passkey-known") from None
    audit.note(person.id, "accounts.passkey", "person", person.id, passkey=passkey.id)
    return passkey


def remove(person: Person, passkey_id: int) -> None:
    """Take away one of the own passkeys: it opens nothing any more. Raises NotFound for somebody else's."""
    passkey = session.get(Passkey, passkey_id)
    if passkey is None or passkey.person_id != person.id:
        raise NotFound(str(passkey_id))
    session.delete(passkey)
    session.flush()
    audit.note(person.id, "accounts.passkey-removed", "person", person.id, passkey=passkey_id)


# --- signing in -----------------------------------------------------------------------------------------------


def options_to_sign_in(challenge: Challenge, site: Site) -> str:
    """What the browser needs to ask a device for any passkey of this site, as JSON. Names nobody."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, challenge=challenge.value, user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options)


def sign_in(
    answer: str, *, challenge: Challenge | None, site: Site | None, address: str, secret: str
) -> Person:
    """The person whose passkey has signed the challenge that the browser was given.

    Raises RuleBroken "passkey-refused", whatever is wrong, and "must-wait" or "must-wait-a-minute" (seconds=…)
    after too many refusals. The caller has to keep what was counted.
    """
    given = _read(answer)
    account = f"passkey {given.raw_id.hex() if given else ''}"
    attempt = sign_in_failures.try_of(account, address=address, secret=secret)
    sign_in_failures.count(attempt)
    # The lock makes the second of two answers to one challenge wait, and then find the passkey used.
    passkey = given and session.scalar(
        select(Passkey).filter_by(credential_id=given.raw_id).with_for_update(of=Passkey)
    )
    if not (given and passkey and challenge and site) or not _opens(passkey, given, challenge, site, secret):
        sign_in_failures.refused(attempt, "passkey")
        raise RuleBroken("passkey-refused", field="passkey")
    sign_in_failures.succeeded(attempt, account)
    audit.note(passkey.person_id, "accounts.passkey-used", "person", passkey.person_id, passkey=passkey.id)
    return passkey.person


def _opens(
    passkey: Passkey, given: AuthenticationCredential, challenge: Challenge, site: Site, secret: str
) -> bool:
    """Whether an answer is right, of somebody who may come in, and the first one to its challenge; remembers it."""
    person = passkey.person
    # Whoever has signed once has used up every challenge that was made until then.
    used_up = passkey.used_at is not None and challenge.made_at <= passkey.used_at
    if used_up or not _is_fresh(challenge) or not person.active or not may_add(person):
        return False
    if not hmac.compare_digest(given.response.user_handle or b"", _handle(person, secret)):
        return False
    try:
        verified = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,  # compared below: a count that goes back is worth a line
            require_user_verification=True,
        )
    except _REFUSED:
        return False
    if verified.new_sign_count <= passkey.sign_count and (verified.new_sign_count or passkey.sign_count):
        audit.note(None, "accounts.passkey-doubled", "person", person.id, passkey=passkey.id)
        return False
    passkey.sign_count, passkey.used_at = verified.new_sign_count, clock.now()
    session.flush()
    return True


def _read(answer: str) -> AuthenticationCredential | None:
    try:
        return parse_authentication_credential_json(json.loads(answer[:LONGEST_ANSWER]))
    except _REFUSED:
        return None


def _is_fresh(challenge: Challenge) -> bool:
    return timedelta(0) <= clock.now() - challenge.made_at < LIFE


def _handle(person: Person, secret: str) -> bytes:
    """What a device knows the person by: the same for all passkeys of one, and nothing that tells who it is."""
    key = hashlib.sha256(b"passkey handle\0" + secret.encode()).digest()
    return hmac.new(key, str(person.id).encode(), hashlib.sha256).digest()
