from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken

class OAuthError(Exception):
    error: str

class OpenIDMixin:
    def parse_id_token(
        self,
        token: Mapping[str, Any],
        nonce: str,
        claims_options: Mapping[str, Mapping[str, Any]] | None = None,
        claims_cls: type[CodeIDToken] | None = None,
        leeway: int = 120,
    ) -> dict[str, Any] | None: ...
