from typing import Any, Self

from requests import Response

class OAuth2Session:
    def __init__(
        self,
        client_id: str | None = None,
        client_secret: str | None = None,
        token_endpoint_auth_method: str | None = None,
        *,
        scope: str | None = None,
        redirect_uri: str | None = None,
        code_challenge_method: str | None = None,
    ) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *args: object) -> None: ...
    def request(self, method: str, url: str, **options: Any) -> Response: ...
    def create_authorization_url(
        self, url: str, state: str | None = None, code_verifier: str | None = None, *, nonce: str
    ) -> tuple[str, str]: ...
    def fetch_token(self, url: str, *, grant_type: str, code: str, code_verifier: str) -> dict[str, Any]: ...
