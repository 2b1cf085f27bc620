"""Asking the account service of a Society who somebody is: OpenID Connect, authorization code with PKCE.

Authlib speaks the protocol and checks what the service signs; this module says which answers count. It is imported
only where a Society has such a service: Authlib is an extra. Knows no rows and no web; what it asks for is an id and
an address, and every token is forgotten once it was read.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError
from requests import RequestException, Response

from lms import clock
from lms.accounts.domain.oidc_policy import Claims, Secrets
from lms.config import LOOPBACK, AccountService
from lms.errors import RuleBroken

PATIENCE: Final = 5  # seconds for the service to begin an answer, or to go on with one
KNOWN_FOR: Final = timedelta(hours=1)  # what the service says about itself
SILENT_FOR: Final = timedelta(seconds=30)  # after no answer: nobody waits for the next one meanwhile
LONGEST_SUBJECT: Final = 255  # characters: OpenID Connect Core 1.0, section 2
_LEEWAY: Final = 60  # seconds that two clocks may differ

# Signatures with a key that only the service has: never "none", nor one that is made of the client's secret.
_SIGNATURES: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# Whatever an answer can be that is none. An unknown field of the service's is no error, a missing one is.
_NONSENSE: Final = (
    RequestException,
    JoseError,
    OAuthError,
    ValueError,
    TypeError,
    LookupError,
    RecursionError,
)

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Client(OpenIDMixin):
    """One service, and Sala as its client. `server_metadata` is what it said about itself within the last hour."""

    def __init__(self, service: AccountService) -> None:
        self.service = service
        self.client_id = service.client_id
        self.server_metadata: dict[str, Any] = {}
        self._asked_at: datetime | None = None
        self._asking = threading.Lock()

    def address(self, secrets: Secrets, back: str, *, anew: bool = False) -> str:
        """Where the browser goes to sign in; `anew`, although the person is signed in there already.

        The service sends it to `back`. Raises RuleBroken "openid-silent".
        """
        return self._understood(lambda: self._address(secrets, back, anew=anew))

    def claims(self, code: str, secrets: Secrets, back: str) -> Claims:
        """Who has signed in there. Raises RuleBroken "openid-not-finished" for a wrong code, and "openid-silent"."""
        return self._understood(lambda: self._claims(code, secrets, back))

    def _address(self, secrets: Secrets, back: str, *, anew: bool) -> str:
        there = self.load_server_metadata()["authorization_endpoint"]
        asked = {"prompt": "login", "max_age": "0"} if anew else {}
        with self._get_session(back) as session:
            address, _ = session.create_authorization_url(
                there, state=secrets.state, nonce=secrets.nonce, code_verifier=secrets.verifier, **asked
            )
        return address

    def _claims(self, code: str, secrets: Secrets, back: str) -> Claims:
        there = self.load_server_metadata()["token_endpoint"]
        with self._get_session(back) as session:
            token = session.fetch_token(
                there, grant_type="authorization_code", code=code, code_verifier=secrets.verifier
            )
        # Authlib looks at the audience only where it is told to.
        wanted = {
            "iss": {"essential": True, "value": self.service.issuer},
            "aud": {"essential": True, "value": self.client_id},
        }
        said = self.parse_id_token(token, secrets.nonce, wanted, CodeIDToken, _LEEWAY)
        if said is None or not isinstance(said["sub"], str) or not 0 < len(said["sub"]) <= LONGEST_SUBJECT:
            raise ValueError("no subject")
        email, proved_at = said.get("email"), said.get("auth_time")
        return Claims(
            society=self.service.society,
            issuer=self.service.issuer,
            subject=said["sub"],
            email=email if isinstance(email, str) else "",
            email_verified=said.get("email_verified") is True,
            proved_at=proved_at if isinstance(proved_at, (int, float)) else 0,
        )

    def _understood(self, ask: Callable[[], _T]) -> _T:
        try:
            return ask()
        except OAuthError as error:
            if error.error == "invalid_grant":
                raise RuleBroken("openid-not-finished") from None
            self._tell(error)
        except _NONSENSE as error:
            self._tell(error)
        raise RuleBroken("openid-silent")

    def _tell(self, error: Exception) -> None:
        # The kind of the error alone: its text may hold what the service said about somebody.
        _log.warning(
            "the account service of %s gave no answer that counts: %s",
            self.service.society,
            type(error).__name__,
        )

    # --- what Authlib asks of a client ----------------------------------------------------------------------------

    def load_server_metadata(self) -> dict[str, Any]:
        """What the service says about itself. Raises one of `_NONSENSE` where it says nothing that can be used."""
        with self._asking:  # two who sign in at one moment ask once
            known_for = KNOWN_FOR if self.server_metadata else SILENT_FOR
            if self._asked_at is None or clock.now() - self._asked_at >= known_for:
                self._asked_at, self.server_metadata = clock.now(), {}
                self.server_metadata = self._discovered()
            if not self.server_metadata:
                raise ValueError("the service was silent a moment ago")
            return self.server_metadata

    def _discovered(self) -> dict[str, Any]:
        address = f"{self.service.issuer.rstrip('/')}/.well-known/openid-configuration"
        with self._get_session() as session:
            answer = session.request("GET", address, withhold_token=True)
        answer.raise_for_status()
        said: Mapping[str, Any] = answer.json()
        # Section 4.3 of OpenID Connect Discovery 1.0: else one service could speak for another.
        if said["issuer"] != self.service.issuer:
            raise ValueError("another issuer")
        signed = said.get("id_token_signing_alg_values_supported", ["RS256"])
        found: dict[str, Any] = {name: self._endpoint(said[name]) for name in _ENDPOINTS}
        found["id_token_signing_alg_values_supported"] = [one for one in _SIGNATURES if one in signed]
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        found["method"] = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        return found

    def _endpoint(self, address: object) -> str:
        if not isinstance(address, str):
            raise TypeError("an address is a text")
        parts, issuer = urlsplit(address), urlsplit(self.service.issuer)
        local = issuer.scheme == parts.scheme == "http" and parts.hostname in LOOPBACK
        if not local and (parts.scheme != "https" or not parts.hostname):
            raise ValueError("an address that anybody on the way can read")
        return address

    def _get_session(self, back: str | None = None) -> OAuth2Session:
        return _Session(
            self.client_id,
            self.service.client_secret,
            token_endpoint_auth_method=self.server_metadata.get("method"),
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
        )


class _Session(OAuth2Session):
    """Waits some seconds at most, and goes nowhere else: a redirect could lead out of what is encrypted."""

    def request(self, method: str, url: str, **options: Any) -> Response:
        """One request of Authlib's."""
        return super().request(method, url, **{**options, "timeout": PATIENCE, "allow_redirects": False})
