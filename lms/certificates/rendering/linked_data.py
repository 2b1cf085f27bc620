"""The bytes of a credential that are signed: hashes of its canonical RDF (W3C vc-di-eddsa, eddsa-rdfc-2022).

Words are looked up in the files of `contexts/` alone; nothing is ever fetched. pyld is imported when the first badge is
made: it costs a quarter of a second.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from lms.certificates.domain.badges import CREDENTIALS, OPEN_BADGES, Document
from lms.errors import SalaError

_FOLDER: Final = Path(__file__).parent / "contexts"
_FILES: Final = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-v3.json"}

# What pyld has read of contexts is kept in tables of the process, which are not made for several threads.
_one_at_a_time = threading.Lock()


class CredentialBrokenError(SalaError):
    """A credential has no canonical form: it names a vocabulary that is not here, or is none."""


def proof_of(method: str, created: str) -> Document:
    """The proof of a credential before it is signed, by the name of a key and a moment."""
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


def signed_bytes(document: Document, proof: Document, more: Mapping[str, Document] | None = None) -> bytes:
    """What a signature is made of: 64 bytes, the hash of the proof without its value, then that of the document.

    `document` has no proof. `more` are contexts beside ours, by their address. Raises CredentialBrokenError.
    """
    configuration = {"@context": document["@context"], **proof}
    configuration.pop("proofValue", None)
    return b"".join(
        hashlib.sha256(canonical(one, more).encode()).digest() for one in (configuration, document)
    )


def canonical(document: Document, more: Mapping[str, Document] | None = None) -> str:
    """The canonical form (RDFC-1.0): one line a statement. Raises CredentialBrokenError."""
    from pyld import jsonld

    def load(address: str, options: object) -> Document:
        found = (more or {}).get(address) or _context(address)
        return {"contextUrl": None, "documentUrl": address, "document": found}

    # Version 1.0 of the algorithm is what was called URDNA2015 before.
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    with _one_at_a_time:
        try:
            return cast(str, jsonld.normalize(document, options))
        except jsonld.JsonLdError as error:
            raise CredentialBrokenError(str(error)) from error


@cache
def _context(address: str) -> Document:
    if address not in _FILES:
        raise CredentialBrokenError(f"{address} is not opened")
    return cast("dict[str, Any]", json.loads((_FOLDER / _FILES[address]).read_text(encoding="utf-8")))
