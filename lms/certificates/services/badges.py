"""Badges: the Open Badges 3.0 credential of a certificate, its list of states, and who issued it. Writes nothing.

Signed with the key of certificates (see `signing`). What is signed of a QR code begins with words, what is signed of a
badge is two hashes: neither signature is good for the other.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime, time
from typing import Final

from lms import clock
from lms.accounts.services.people import Person
from lms.certificates.domain import badges, multibase
from lms.certificates.domain.badges import Badge, Document, Issuer
from lms.certificates.models import Certificate
from lms.certificates.queries import places_that_count_no_more
from lms.certificates.rendering import document, linked_data
from lms.certificates.services import signing
from lms.certificates.services.certificates import (
    days_of,
    design_called,
    is_from_list,
    society_called,
    taught_module,
)
from lms.config import Settings
from lms.db import session
from lms.errors import NotFound
from lms.records.services import achievements

_LATEST: Final = time(23, 59, 59)
_MOST: Final = 2**31  # no certificate has a higher id


def new_salt() -> str:
    """What is hashed together with the volunteer number in the badge of one certificate: 128 random bits."""
    return secrets.token_hex(16)


def badge_of(certificate: Certificate, settings: Settings) -> Document | None:
    """The badge of a certificate, signed; the same each time until another key signs.

    None for one whose holder's data were removed, and where this machine has no key.
    """
    key = signing.current_key()
    if not certificate.badge_salt or key is None:
        return None
    said = badges.credential_of(_badge(certificate, certificate.badge_salt, settings))
    signed_at = max(badges.moment(key.made_at), said["validFrom"])
    return _signed(said, settings, certificate.society, signed_at)


def text_of(badge: Document) -> str:
    """A badge as it is given out: JSON."""
    return json.dumps(badge, ensure_ascii=False, separators=(",", ":"))


def status_list(society: str, number: int, settings: Settings) -> Document:
    """Which badges of a Society count no more, by their places in a list, whose number is from 1. Raises NotFound."""
    now, within, issuer = clock.now(), badges.places_of(number), _issuer(society, "en", settings)
    if within.stop > _MOST:
        raise NotFound(str(number))
    places = places_that_count_no_more(society, within, clock.day_of(now))
    said = badges.status_list(issuer, number, places, now)
    signed = _signed(said, settings, society, said["validFrom"])
    if signed is None:
        raise NotFound(str(number))
    return signed


def profile(society: str, language: str, settings: Settings) -> Document:
    """Who issues, for whoever follows the address in a badge. Raises NotFound."""
    return {"@context": [badges.CREDENTIALS, badges.OPEN_BADGES]} | badges.profile(
        _issuer(society, language, settings)
    )


def did_document(society: str, settings: Settings) -> Document:
    """With which keys the badges of a Society are signed, or were. Raises NotFound."""
    keys = [multibase.multikey(public) for public in signing.trusted_keys()]
    return badges.did_document(_issuer(society, "en", settings), keys)


def _signed(said: Document, settings: Settings, society: str, created: str) -> Document | None:
    """With its proof, in a list: some readers want it so. None where this machine has no key."""
    if foreign := badges.foreign_parts(said):  # it could stand in the file and not be signed
        raise ValueError(f"no badge of ours has {foreign}")
    key = signing.current_key()
    if key is None:
        return None
    method = _issuer(society, "en", settings).method(multibase.multikey(key.public))
    proof = linked_data.proof_of(method, created)
    signature = signing.signature(linked_data.signed_bytes(said, proof), settings)
    return said | {"proof": [proof | {"proofValue": multibase.base58(signature)}]} if signature else None


def _issuer(society: str, language: str, settings: Settings) -> Issuer:
    name = society_called(society).name(language).text
    return Issuer(settings.base_url, society, name)


def _badge(certificate: Certificate, salt: str, settings: Settings) -> Badge:
    """What a badge says: what the paper says, without names and code."""
    design, from_list, days = (
        design_called(certificate.design),
        is_from_list(certificate),
        days_of(certificate),
    )
    words = design.wordings[document.words_language(design, certificate.language)]
    module, title = taught_module(certificate.award), certificate.module_title
    criteria = f"{words['recorded' if from_list else 'completed']}: {title}"
    ends = certificate.expires_on
    person = achievements.canonical_person(session.get_one(Person, certificate.person_id))
    return Badge(
        issuer=_issuer(certificate.society, certificate.language, settings),
        award=certificate.award,
        title=f"{title} ({words['sample']})" if settings.demo else title,
        language=certificate.module_title_language,
        summary=criteria if module is None else module.text(certificate.module_title_language).summary,
        criteria=criteria,
        number=person.number,
        salt=salt,
        place=certificate.id,
        valid_from=datetime.combine(days.issued_on or certificate.issued_on, time(), clock.REGION),
        valid_until=None if ends is None else datetime.combine(ends, _LATEST, clock.REGION),
        trained_on=days.trained_on,
    )
