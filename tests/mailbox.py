"""A mail server on this machine that keeps what it is given: the real protocol, for a test of letters."""

from __future__ import annotations

import base64
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


class Mailbox(socketserver.ThreadingTCPServer):
    """Letters in the order in which they came. Addresses in `refused` are turned away.

    With `secret`, it talks in secret: from the first word (`smtps`), or once it is asked to. `heard` is what it was
    told in the open; `known` is who let themselves in, with their passwords.
    """

    daemon_threads = True

    def __init__(self, host: str, secret: ssl.SSLContext | None, scheme: str) -> None:
        super().__init__((host, 0), _Talk)
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.heard: list[str] = []
        self.known: list[tuple[str, str]] = []
        self.secret, self.scheme = secret, scheme

    @property
    def place(self) -> str:
        """Host and port."""
        return "{}:{}".format(*self.server_address)

    @property
    def url(self) -> str:
        """The value of SALA_MAIL_URL that leads here."""
        return f"{self.scheme}://{self.place}?from=sala@example.org"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a caller who hung up: the test asks the caller."""


class _Talk(socketserver.StreamRequestHandler):
    def setup(self) -> None:
        box = cast(Mailbox, self.server)
        if box.secret is not None and box.scheme == "smtps":
            self.request = box.secret.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        box = cast(Mailbox, self.server)
        self._say("220 ready")
        while line := self.rfile.readline():
            words = line.decode().strip()
            if not isinstance(self.request, ssl.SSLSocket):
                box.heard.append(words)
            match words[:4].upper():
                case "EHLO":
                    for offered in ("fine", *(["STARTTLS"] if box.secret else [])):
                        self._say(f"250-{offered}")
                    self._say("250 AUTH PLAIN")
                case "STAR" if box.secret is not None:
                    self._keep_secret(box.secret)
                case "QUIT":
                    self._say("221 bye")
                    return
                case word:
                    self._take(box, word, words)

    def _take(self, box: Mailbox, word: str, words: str) -> None:
        match word:
            case "AUTH":
                _, name, password = base64.b64decode(words.split()[2]).decode().split("\0")
                box.known.append((name, password))
                self._say("235 come in")
            case "HELO" | "MAIL" | "RSET":
                self._say("250 fine")
            case "RCPT":
                refused = any(f"<{one}>" in words for one in box.refused)
                self._say("550 unknown" if refused else "250 fine")
            case "DATA":
                self._say("354 go on")
                box.letters.append(self._letter())
                self._say("250 kept")

    def _keep_secret(self, secret: ssl.SSLContext) -> None:
        self._say("220 go on")
        self.request: socket.socket = secret.wrap_socket(self.request, server_side=True)
        super().setup()

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mailbox(
    host: str = "127.0.0.1", *, secret: ssl.SSLContext | None = None, scheme: str = "smtp"
) -> Iterator[Mailbox]:
    """A running server."""
    with Mailbox(host, secret, scheme) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
