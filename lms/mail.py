"""E-mail, where an operator has set a server for it; without one nothing is sent. Knows no people and no texts."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from lms.config import Settings
from lms.errors import SalaError

_TIMEOUT: Final = 20  # seconds
_PORTS: Final = {"smtp": 587, "smtps": 465}
_HERE: Final = ("localhost", "127.0.0.1", "::1")

# What makes sending fail: unreachable, cut off, not let in.
Failed: Final = (smtplib.SMTPException, OSError)
# What makes one letter fail and leaves the line open for the next: nobody lives at the address, or it is no address.
Refused: Final = (
    *(smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError),
    ValueError,
)


class NoMailError(SalaError):
    """Somebody wants to send although no server is set."""


class Post:
    """An open line to the server. One line carries many letters."""

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server, self._sender = server, sender

    def send(self, to: str, subject: str, text: str) -> None:
        """Send one letter of plain text. Raises one of `Refused`, or one of `Failed`."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, to, " ".join(subject.split())
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
        letter.set_content(text)
        self._server.send_message(letter)


def may_send(settings: Settings) -> bool:
    """Whether a server is set."""
    return bool(settings.mail_url)


@contextmanager
def post(settings: Settings) -> Iterator[Post]:
    """Open the line to the server. Raises NoMailError, or one of `Failed`."""
    if not may_send(settings):
        raise NoMailError("SALA_MAIL_URL is not set")
    parts = urlsplit(settings.mail_url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    safely = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=safely)
    else:
        server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
    with server:
        if parts.scheme == "smtp" and host not in _HERE:
            server.starttls(context=safely)  # no letter and no password travels in the open
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield Post(server, parse_qs(parts.query)["from"][0])
