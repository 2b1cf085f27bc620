"""An account service in this process: it signs what it is told to, and can be wrong or silent in every way.

It answers where `requests` would go out to the network; all that stands above runs as it is.
"""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from requests import PreparedRequest, Response
from requests.exceptions import ConnectTimeout

from lms.config import AccountService

ADDRESS = "https://accounts.example.org/realm"
SERVICE = AccountService("khm", ADDRESS, "sala", "sesame & co")
KEY = RSAKey.generate_key(2048, {"kid": "one"})
ANOTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class Issuer:
    """What it says about itself and about whoever has signed in last; `None` for a piece leaves it out."""

    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    # What it answers instead, by the end of the address.
    instead: dict[str, Callable[[], Response]] = field(default_factory=dict)
    asked: list[PreparedRequest] = field(default_factory=list)
    nonce: str = ""
    # The codes that it gave, each good once, with the challenge that it belongs to.
    codes: dict[str, str] = field(default_factory=dict)

    def sign_in(self, address: str) -> dict[str, str]:
        """Somebody signs in where the browser was sent: what their browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce = asked["nonce"]
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked["code_challenge"]
        return {"state": asked["state"], "code": code}

    def send(self, adapter: object, request: PreparedRequest, **options: Any) -> Response:
        """What `requests` gets in the place of the network."""
        assert options["timeout"] == 5
        self.asked.append(request)
        answer = self._answer(request)
        answer.request, answer.url, answer.raw = request, str(request.url), io.BytesIO()
        return answer

    def _answer(self, request: PreparedRequest) -> Response:
        path = urlsplit(str(request.url)).path
        for end, answer in self.instead.items():
            if path.endswith(end):
                return answer()
        if path == "/realm/.well-known/openid-configuration":
            return said(self._metadata())
        if path == "/realm/keys":
            return said({"keys": [KEY.as_dict(private=False)]})
        assert path == "/realm/token", path
        return self._token(request)

    def _metadata(self) -> dict[str, Any]:
        usual = {
            "issuer": ADDRESS,
            "authorization_endpoint": f"{ADDRESS}/authorize",
            "token_endpoint": f"{ADDRESS}/token",
            "jwks_uri": f"{ADDRESS}/keys",
            "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
        }
        return _without_none({**usual, **self.metadata})

    def _token(self, request: PreparedRequest) -> Response:
        sent = {name: values[0] for name, values in parse_qs(str(request.body)).items()}
        if self.codes.pop(sent["code"], None) is None:
            return said({"error": "invalid_grant"}, status=400)
        now = int(time.time())
        usual = {
            "iss": ADDRESS,
            "sub": "chan-at-work",
            "aud": "sala",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "email": "chan@example.org",
            "email_verified": True,
        }
        claims = _without_none({**usual, **self.claims})
        token = jwt.encode(
            {"alg": self.algorithm, "kid": "one"}, claims, self.key, algorithms=[self.algorithm]
        )
        return said({"access_token": "a", "token_type": "Bearer", "id_token": token})


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def said(content: Any, status: int = 200, **headers: str) -> Response:
    """An answer; bytes go as they are, all else as JSON."""
    answer = Response()
    answer.status_code = status
    answer._content = content if isinstance(content, bytes) else json.dumps(content).encode()
    answer.headers.update(headers)
    return answer


def unsigned(claims: dict[str, Any]) -> str:
    """An ID token that says of itself that nobody signed it."""
    parts = ({"alg": "none"}, claims)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts)
        + "."
    )


def nobody_there() -> Response:
    """A service that is down, or does not answer in time."""
    raise ConnectTimeout("chan@example.org")
