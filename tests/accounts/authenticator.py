"""A device for tests: makes passkeys and signs with them, as a phone does, and does wrong what it is told to."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cbor2 import dumps
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40  # what a device says of whoever holds it, and that a key is new
ORIGIN = "http://localhost"


@dataclass
class Device:
    """Holds one key. `counts`: says how often it has signed."""

    origin: str = ORIGIN
    host: str = "localhost"
    flags: int = PRESENT | VERIFIED
    counts: bool = True
    times: int = 0
    identity: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: str = ""

    def make(self, options: str) -> str:
        """The answer to `navigator.credentials.create`."""
        wanted = json.loads(options)
        self.handle = wanted["user"]["id"]
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        told = bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + dumps(public)
        statement = {"fmt": "none", "attStmt": {}, "authData": self._told(NEW) + told}
        return self._answer(
            clientDataJSON=self._client("webauthn.create", wanted["challenge"]),
            attestationObject=dumps(statement),
        )

    def sign(self, options: str, **changes: Any) -> str:
        """The answer to `navigator.credentials.get`. `changes` are put into it after signing."""
        client, told = self._client("webauthn.get", json.loads(options)["challenge"]), self._told(0)
        signature = self.key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = json.loads(
            self._answer(
                clientDataJSON=client,
                authenticatorData=told,
                signature=signature,
                userHandle=base64url_to_bytes(self.handle),
            )
        )
        answer["response"] |= changes
        return json.dumps(answer)

    def _told(self, more: int) -> bytes:
        self.times += self.counts
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | more]) + self.times.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: bytes) -> str:
        identity = bytes_to_base64url(self.identity)
        packed = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps({"id": identity, "rawId": identity, "type": "public-key", "response": packed})
