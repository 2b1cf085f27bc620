"""A mail server on this machine that keeps what it is given: the real protocol, for a test of letters."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


class Mailbox(socketserver.ThreadingTCPServer):
    """Letters in the order in which they came. Addresses in `refused` are turned away."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()

    @property
    def url(self) -> str:
        """The value of SALA_MAIL_URL that leads here."""
        return f"smtp://127.0.0.1:{self.server_address[1]}?from=sala@example.org"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box = cast(Mailbox, self.server)
        self._say("220 ready")
        while line := self.rfile.readline():
            words = line.decode().strip()
            match words[:4].upper():
                case "EHLO" | "HELO" | "MAIL" | "RSET":
                    self._say("250 fine")
                case "RCPT":
                    refused = any(f"<{one}>" in words for one in box.refused)
                    self._say("550 unknown" if refused else "250 fine")
                case "DATA":
                    self._say("354 go on")
                    box.letters.append(self._letter())
                    self._say("250 kept")
                case "QUIT":
                    self._say("221 bye")
                    return

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A running server."""
    with Mailbox() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
