"""What holds for every answer, also for files and ready pages that the application is not asked for.

Host names are checked, and the headers that make a browser careful are set. WSGI alone; knows no pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from lms.config import Settings
from lms.web import request_input

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_YEAR: Final = 365 * 24 * 3600  # seconds
# Asked by machines that know the address of a server, not its name; they answer with one word.
_FOR_MACHINES: Final = frozenset({"/healthz", "/readyz"})
_MISDIRECTED: Final = (
    b"This server does not answer for this host name. Its own stands in the setting SALA_BASE_URL.\n"
)


class OuterEdge:
    """Stands around the whole application."""

    def __init__(self, app: WSGIApplication, settings: Settings) -> None:
        self._app = app
        self._trusted = request_input.trusted_hosts(settings.base_url, demo=settings.demo)
        self._headers = [("X-Content-Type-Options", "nosniff")]
        if settings.secure:
            # No includeSubDomains: the names beside ours are not ours to decide about.
            self._headers.append(("Strict-Transport-Security", f"max-age={_YEAR}"))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or refuse a request for another host: its name would stand in links and redirects."""
        host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
        if environ["PATH_INFO"] not in _FOR_MACHINES and not request_input.is_trusted(host, self._trusted):
            kind = ("Content-Type", "text/plain; charset=utf-8")
            length = ("Content-Length", str(len(_MISDIRECTED)))
            start_response(
                "421 Misdirected Request", [*self._headers, kind, length, ("Cache-Control", "no-store")]
            )
            return [_MISDIRECTED]
        # Sala stands at the root: a server that lets a visitor say otherwise would lead others elsewhere by kept pages.
        environ["SCRIPT_NAME"] = ""
        # Read once and rightly, for all who look for "br" in it.
        environ["HTTP_ACCEPT_ENCODING"] = request_input.encodings(environ.get("HTTP_ACCEPT_ENCODING", ""))

        def careful(status: str, headers: list[tuple[str, str]], *exc_info: object) -> object:
            said = {name.lower() for name, _value in headers}
            extra = [(name, value) for name, value in self._headers if name.lower() not in said]
            return start_response(status, [*headers, *extra], *exc_info)  # type: ignore[arg-type]

        return self._app(environ, careful)  # type: ignore[arg-type]
