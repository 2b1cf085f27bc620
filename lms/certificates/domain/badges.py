"""What a badge says, the Open Badges 3.0 credential of a certificate, and what its issuer publishes. Pure: no rows.

Sources: Open Badges 3.0 (1EdTech), Verifiable Credentials Data Model 2.0, Bitstring Status List 1.0, DID method “web”.
Decision 60 says what stands in a badge and what does not.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeAlias
from urllib.parse import quote
from uuid import UUID

Document: TypeAlias = dict[str, Any]

CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
LIST_LENGTH: Final = 131_072  # bits of a list: with so many of others nobody learns whose state is asked for
_LIST_HOLDS: Final = timedelta(days=1)  # a copy that somebody kept back is no good afterwards
_LIST_FRESH: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Issuer:
    """A Society as it signs on a site. `base_url` has no path; `name` is in the language of the certificate."""

    base_url: str
    society: str
    name: str

    @property
    def address(self) -> str:
        """Where its profile is published."""
        return f"{self.base_url}/verify/issuers/{self.society}"

    @property
    def did(self) -> str:
        """Its decentralised identifier (did:web); it leads to `address` and “/did.json”."""
        host = quote(self.base_url.partition("://")[2], safe="")
        return f"did:web:{host}:verify:issuers:{self.society}"

    def method(self, multikey: str) -> str:
        """The name of one of its keys."""
        return f"{self.did}#{multikey}"

    def list_address(self, number: int) -> str:
        """Where its list of states with this number, from 1, is published."""
        return f"{self.address}/status/{number}"


@dataclass(frozen=True)
class Badge:
    """What is signed of a certificate. `salt` is random; `place` is that of the certificate in the lists, from 0.

    `trained_on` is given where the training is known from a list of the Society. `title` is in `language`.
    """

    issuer: Issuer
    award: str
    title: str
    language: str
    summary: str
    criteria: str
    number: str
    salt: str
    place: int
    valid_from: datetime
    valid_until: datetime | None
    trained_on: date | None = None


def credential_of(badge: Badge) -> Document:
    """The credential without its proof."""
    window = {"validFrom": moment(badge.valid_from)}
    if badge.valid_until is not None:
        window["validUntil"] = moment(badge.valid_until)
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": _name_of(badge.salt),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": profile(badge.issuer),
        "name": badge.title,
        **window,
        "credentialSubject": _subject(badge),
        "credentialStatus": _status(badge),
    }


def profile(issuer: Issuer) -> Document:
    """Who issues: the Society by its name, nothing else."""
    return {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.address}


def _subject(badge: Badge) -> Document:
    ended = {} if badge.trained_on is None else {"activityEndDate": badge.trained_on.isoformat()}
    module = f"{badge.issuer.base_url}/en/modules/{badge.award}/"  # the same thing in every language
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity_hash(badge.number, badge.salt),
                "identityType": "identifier",
                "salt": badge.salt,
            }
        ],
        **ended,
        "achievement": {
            "id": module,
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "inLanguage": badge.language,
            "name": badge.title,
            "description": badge.summary,
            "criteria": {"narrative": badge.criteria},
        },
    }


def _status(badge: Badge) -> Document:
    before, index = divmod(badge.place, LIST_LENGTH)
    address = badge.issuer.list_address(before + 1)
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def identity_hash(number: str, salt: str) -> str:
    """A volunteer number as a badge holds it (Open Badges 3.0, IdentityHash): comparable, not readable."""
    return "sha256$" + hashlib.sha256((number + salt).encode()).hexdigest()


def _name_of(salt: str) -> str:
    # Not the code of the certificate: whoever has that reads the name.
    return UUID(bytes=hashlib.sha256(f"badge {salt}".encode()).digest()[:16], version=4).urn


def moment(instant: datetime) -> str:
    """An (aware) instant as a credential writes it: UTC, in seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- What an issuer publishes ----------------------------------------------------------------------------------------


def did_document(issuer: Issuer, multikeys: Iterable[str]) -> Document:
    """The keys of an issuer, those that were replaced included: what they have signed stays good."""
    methods = [
        {
            "id": issuer.method(key),
            "type": "Multikey",
            "controller": issuer.did,
            "publicKeyMultibase": key,
        }
        for key in multikeys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer.did,
        "alsoKnownAs": [issuer.address],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def status_list(issuer: Issuer, number: int, places: Iterable[int], now: datetime) -> Document:
    """A list of states, without its proof: a bit is set for each certificate that counts no more.

    `places` are those of the certificates, as of `Badge`; those that belong into another list are left out.
    """
    within = places_of(number)
    indexes = [place - within.start for place in places if place in within]
    address = issuer.list_address(number)
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": moment(now),
        "validUntil": moment(now + _LIST_HOLDS),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded_list(indexes),
            "ttl": _LIST_FRESH // timedelta(milliseconds=1),
        },
    }


def places_of(number: int) -> range:
    """The places of certificates that stand in a list, by its number, from 1."""
    return range((number - 1) * LIST_LENGTH, number * LIST_LENGTH)


def encoded_list(indexes: Iterable[int]) -> str:
    """The bits of a list, the first on the left: packed (gzip) and written as multibase (base64url)."""
    bits = bytearray(LIST_LENGTH // 8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


# --- The only form that we write and accept --------------------------------------------------------------------------

# Of a shape: a mapping has these words and no other, a list has one entry, a tuple says which values there are, and
# None stands for any text or number.
_Shape: TypeAlias = "Mapping[str, _Shape] | list[_Shape] | tuple[object, ...] | None"


def _words(*words: str, **more: _Shape) -> dict[str, _Shape]:
    return {**dict.fromkeys(words), **more}


_PROOF: Final = _words(
    *("created", "verificationMethod", "proofValue"),
    type=("DataIntegrityProof",),
    cryptosuite=("eddsa-rdfc-2022",),
    proofPurpose=("assertionMethod",),
)
_IDENTITY: Final = _words("identityHash", "identityType", "salt", type=("IdentityObject",), hashed=(True,))
_ACHIEVEMENT: Final = _words(
    *("id", "achievementType", "inLanguage", "name", "description"),
    type=(["Achievement"],),
    criteria=_words("narrative"),
)
_STATUS: Final = _words(
    "id", "statusPurpose", "statusListIndex", "statusListCredential", type=("BitstringStatusListEntry",)
)
_BADGE: Final = _words(
    *("id", "name", "validFrom", "validUntil"),
    **{"@context": ([CREDENTIALS, OPEN_BADGES],)},
    type=(["VerifiableCredential", "OpenBadgeCredential"],),
    issuer=_words("id", "name", "url", type=(["Profile"],)),
    credentialSubject=_words(
        "activityEndDate", type=(["AchievementSubject"],), identifier=[_IDENTITY], achievement=_ACHIEVEMENT
    ),
    credentialStatus=_STATUS,
    proof=[_PROOF],
)
_LIST: Final = _words(
    *("id", "issuer", "validFrom", "validUntil"),
    **{"@context": ([CREDENTIALS],)},
    type=(["VerifiableCredential", "BitstringStatusListCredential"],),
    credentialSubject=_words("id", "statusPurpose", "encodedList", "ttl", type=("BitstringStatusList",)),
    proof=[_PROOF],
)


_NEEDED: Final = frozenset({"@context", "type", "issuer", "credentialSubject", "proof"})
_NEEDED_OF_PROOF: Final = frozenset({"verificationMethod", "proofValue"})
_WHOLE: Final = 2**53  # beyond it numbers of JSON are no longer whole everywhere


def foreign_parts(document: Mapping[str, Any]) -> list[str]:
    """The places of a document that are in no badge and no list of ours; none for one that has our form.

    JSON-LD leaves out words and types that it does not know. They would stand there and nobody would have signed them.
    """
    return list(_foreign(document, _LIST if is_list(document) else _BADGE, ""))


def lacks_parts(document: Mapping[str, Any]) -> bool:
    """Whether a document of no foreign parts has not all that a proof is looked for by."""
    if not document.keys() >= _NEEDED or not document["proof"][0].keys() >= _NEEDED_OF_PROOF:
        return True
    return isinstance(document["issuer"], Mapping) and "id" not in document["issuer"]


def is_list(document: Mapping[str, Any]) -> bool:
    """Whether a document is a list of states and no badge."""
    return "BitstringStatusListCredential" in str(document.get("type"))


def _foreign(value: object, shape: _Shape, path: str) -> Iterator[str]:
    if isinstance(shape, tuple):
        fits = any(value == one and type(value) is type(one) for one in shape)
    elif isinstance(shape, list):
        fits = isinstance(value, list) and len(value) == 1
    elif shape is None:
        fits = isinstance(value, str) or (type(value) is int and abs(value) < _WHOLE)
    else:
        fits = isinstance(value, dict)
    if not fits:
        yield path
    elif isinstance(value, list) and isinstance(shape, list):
        yield from _foreign(value[0], shape[0], path)
    elif isinstance(value, dict) and isinstance(shape, Mapping):
        for word, inner in value.items():
            if word in shape:
                yield from _foreign(inner, shape[word], f"{path}/{word}")
            else:
                yield f"{path}/{word}"
