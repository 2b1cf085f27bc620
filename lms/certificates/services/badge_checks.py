"""Whether a badge is of this site, and of which certificate: for whoever is shown one. Writes nothing."""

from __future__ import annotations

import json
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from lms.certificates.domain import badges, multibase
from lms.certificates.domain.badges import Document
from lms.certificates.models import Certificate
from lms.certificates.rendering import linked_data
from lms.certificates.services import signing
from lms.config import Settings
from lms.content import registry
from lms.db import session

_LONGEST: Final = 100_000  # bytes; ours have three thousand


def certificate_of(content: bytes, settings: Settings) -> Certificate | None:
    """The certificate that a badge was made of; None for a file that is none of this site, or was changed.

    None as well once the data of its holder were removed: nothing is left to find it by.
    """
    badge = _read(content)
    if badge is None or badges.is_list(badge) or not is_genuine(badge, settings):
        return None
    salt = badge["credentialSubject"]["identifier"][0]["salt"]
    return session.scalar(select(Certificate).where(Certificate.badge_salt == salt))


def is_genuine(document: Document, settings: Settings) -> bool:
    """Whether a badge or a list of states is of this site and unchanged. Whether a badge counts, the list says.

    There is one form of what we write: whoever adds a word that no vocabulary knows has not changed what is signed, and
    is refused.
    """
    if badges.foreign_parts(document) or badges.lacks_parts(document):
        return False
    [proof] = document["proof"]
    said = {word: value for word, value in document.items() if word != "proof"}
    issuer = said["issuer"] if isinstance(said["issuer"], str) else said["issuer"]["id"]
    public = _keys(settings).get((issuer, proof["verificationMethod"]))
    signature = multibase.read_base58(str(proof["proofValue"]))
    if public is None or signature is None:
        return False
    try:
        content = linked_data.signed_bytes(said, proof)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, content)
    except (InvalidSignature, linked_data.CredentialBrokenError):
        return False
    return True


def _keys(settings: Settings) -> dict[tuple[str, str], str]:
    """The public keys of this site by the names of an issuer and of its key."""
    issuers = [badges.Issuer(settings.base_url, code, "") for code in registry.current().societies]
    keys = [(public, multibase.multikey(public)) for public in signing.trusted_keys()]
    return {(one.did, one.method(name)): public for one in issuers for public, name in keys}


def _read(content: bytes) -> dict[str, Any] | None:
    """A JSON object; None for what is none, is too long, says a word twice, or holds signs that are no text."""
    try:
        read = json.loads(content, object_pairs_hook=_once) if len(content) <= _LONGEST else None
        json.dumps(read, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a word that is said twice readers take the first or the last: nobody knows what was signed."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a word is said twice")
    return read
