"""The key that signs what certificates say of themselves: made once, replaced by a command. Knows no web.

The rows hold public keys alone, and keep those that were replaced: what they have signed stays good.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock, db
from lms.certificates.domain import statements
from lms.certificates.domain.statements import Statement
from lms.certificates.models import CertificateKey
from lms.certificates.rendering import key_store
from lms.config import Settings
from lms.db import session

State = Literal["none", "ready", "lost"]

# Their private keys are printed in RFC 8032, section 7.1; the last in W3C vc-di-eddsa, appendix B.
PUBLISHED: Final = frozenset(
    {
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "b00d8d938e7f773d51565aad36a623f5344f7f5d1960f9cf3e8e12620ea2810f",
    }
)

_log = logging.getLogger(__name__)


def public_of(private: bytes) -> str:
    """The public key of a private one of 32 bytes, hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def current_key() -> CertificateKey | None:
    """The key that signs now: the newest."""
    return session.scalar(select(CertificateKey).order_by(CertificateKey.number.desc()).limit(1))


def trusted_keys() -> list[str]:
    """The public keys of this site, hexadecimal, the oldest first. One whose private key anybody can read is none."""
    keys = session.scalars(select(CertificateKey.public).order_by(CertificateKey.number))
    return [one for one in keys if one not in PUBLISHED]


def state(settings: Settings) -> State:
    """Whether this machine can sign with the key of the database."""
    key = current_key()
    if key is None:
        return "none"
    return "ready" if _private(key, settings) is not None else "lost"


def new_key(settings: Settings, make: Callable[[int], bytes] = secrets.token_bytes) -> CertificateKey:
    """Make the key that signs from now on, and forget the private part of the one before once that is stored.

    `make` gives so many random bytes. Raises ValueError for a key that stands in a document, and
    IntegrityError where another process makes one at this moment.
    """
    before, private = current_key(), make(32)
    public = public_of(private)
    if public in PUBLISHED:
        raise ValueError("the private key of this public key stands in a document")
    number = 1 if before is None else before.number + 1
    key_store.keep(settings.instance, public, private)  # first: a row without its file could sign nothing
    try:
        with session.begin_nested():
            key = CertificateKey(number=number, public=public, made_at=clock.now())
            session.add(key)
    except IntegrityError:
        key_store.remove(settings.instance, public)
        raise
    audit.note(None, "certificates.new-key", "certificate_key", number, public=public)
    if before is not None:
        db.after_commit(partial(key_store.remove, settings.instance, before.public))
    return key


def ensure_key(settings: Settings) -> None:
    """Make the first key of a site, where it has none."""
    if current_key() is None:
        try:
            new_key(settings)
        except IntegrityError:
            _log.info("another process has made the key of certificates just now")


def signed(statement: Statement, settings: Settings) -> str:
    """The digits that the QR code carries: statement and signature. Empty where this machine has no key."""
    key = current_key()
    if key is None:
        return ""
    name = hashlib.sha256(bytes.fromhex(key.public)).digest()[: statements.KEY_BYTES]
    body = statements.body_of(statement, name)
    made = signature(statements.PREFIX + body, settings)
    return "" if made is None else statements.digits_of(body + made)


def signature(content: bytes, settings: Settings) -> bytes | None:
    """What the newest key signs (Ed25519, 64 bytes). None where this machine has no key.

    What is signed must say by itself what it is, so that no signature is good for another purpose.
    """
    key = current_key()
    private = None if key is None else _private(key, settings)
    if private is None:
        if key is not None:
            _log.error("the key of certificates is lost: see flask installation status")
        return None
    return Ed25519PrivateKey.from_private_bytes(private).sign(content)


def _private(key: CertificateKey, settings: Settings) -> bytes | None:
    """The private part, where this machine has it and it is the one."""
    private = key_store.read(settings.instance, key.public)
    if private is None or len(private) != 32 or public_of(private) != key.public:
        return None
    return None if key.public in PUBLISHED else private
