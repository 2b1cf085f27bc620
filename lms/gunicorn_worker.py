"""A worker of gunicorn that waits for slow clients without a thread: `worker_class` in gunicorn.conf.py.

gunicorn's own threaded worker gives a connection to a thread as soon as its first byte is there, and the thread waits
for the rest: as many slow phones as there are threads, and the site stands still. Here the main loop, which waits for
many sockets at once, collects a request; a thread gets it when all of it is there, a list that somebody uploads as
well. Nor does the main loop wait for a client that keeps its end open after the answer, as gunicorn's own does for two
seconds each.

A body in chunks is refused with 411. Browsers and servers in front send its length; without one nobody knows when it is
too large, and gunicorn reads many small chunks in a time that grows with the square of their number.

Written for gunicorn 27; tests run the shipped configuration against two hundred slow clients.
"""

from __future__ import annotations

import re
import selectors
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

SECONDS_FOR_A_REQUEST: Final = 60  # all of it: a form of 7 kB at 1 kbit/s
SECONDS_FOR_A_PIECE: Final = 20  # a client that takes or sends nothing for so long is given up
SECONDS_FOR_A_GOODBYE: Final = (
    2  # what is still under way when an answer is sent is read so long (RFC 9112, 9.6)
)
PAGE: Final = 1024 * 1024  # bytes that a page takes; for each of them more there are the same seconds again
LARGEST: Final = 21 * 1024 * 1024  # bytes of a body: a list of people; as in deploy/nginx.conf
LARGEST_HEAD: Final = 64 * 1024  # bytes; gunicorn refuses less, this only ends the collecting
_MOST_COLLECTED: Final = 64 * 1024 * 1024  # bytes of all unfinished requests of one process
_LAST_WORDS: Final = 64 * 1024  # bytes that are read, and thrown away, after an answer
_LINE_END: Final = re.compile(rb"\r?\n")
_END: Final = b"\r\n\r\n"
_PIECE: Final = 64 * 1024
_GO_ON: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_REFUSED: Final = "HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Incoming:
    """What has come in of one request. Looks at each byte once, however few come at a time."""

    received: bytearray = field(default_factory=bytearray)
    needed: int | None = None  # bytes of all of it, as soon as its head is there
    is_asking: bool = False  # whether the client has sent the head alone, and waits to be told to go on
    refusal: str = ""  # the first line of the answer, where no thread has to look at it
    _searched: int = 0
    _counted: int = 0

    def add(self, piece: bytes) -> None:
        """Take some bytes more."""
        self.received += piece
        if self.needed is None:
            end = self.received.find(_END, max(0, self._searched - len(_END)))
            self._searched = len(self.received)
            if end >= 0:
                self._read_head(bytes(self.received[:end]), end + len(_END))

    @property
    def is_complete(self) -> bool:
        """Whether a thread can go on with it. Also what makes no sense is complete: the parser then refuses it."""
        if self.needed is None:
            return len(self.received) > LARGEST_HEAD
        return len(self.received) >= self.needed

    @property
    def pieces(self) -> Iterator[bytes]:
        """All of it, in pieces. What belongs to the next request already is in the last one."""
        last = max(0, (self.needed or 1) - 1) // _PIECE
        for number in range(last):
            yield bytes(self.received[number * _PIECE : (number + 1) * _PIECE])
        yield bytes(self.received[last * _PIECE :])

    def has_come_on(self) -> bool:
        """Whether as much as a page takes has come since this was last asked: who sends a list may take longer."""
        counted, self._counted = self._counted, len(self.received)
        return self._counted - counted >= PAGE

    def _read_head(self, head: bytes, size: int) -> None:
        lines = (line.partition(b":") for line in _LINE_END.split(head.lower())[1:])
        headers = {name.strip(): value.strip() for name, _colon, value in lines}
        expected = headers.get(b"expect")
        digits = headers.get(b"content-length", b"0")
        length = int(digits) if digits.isdigit() and len(digits) < 12 else 0
        if b"transfer-encoding" in headers:
            self.refusal = "411 Length Required"
        elif expected not in (None, b"100-continue"):  # the parser refuses it
            length = 0
        elif length > LARGEST:
            self.refusal = "413 Content Too Large"
        self.is_asking = expected == b"100-continue" and len(self.received) == size and not self.refusal
        self.needed = size + (0 if self.refusal else length)


class CollectedUnreader(SocketUnreader):
    """Gives the parser what was collected, piece by piece.

    Given back to gunicorn's own as one, a list of 20 MB would be copied anew for each part that is read of it.
    """

    def __init__(self, sock: Any, pieces: Iterator[bytes]) -> None:
        super().__init__(sock)
        self._pieces = pieces

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next piece; behind the last one what the connection holds."""
        piece = next(self._pieces, None)
        return super().chunk(size_hint) if piece is None else piece


class PatientWorker(ThreadWorker):
    """Threads for complete requests only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._incoming: dict[TConn, Incoming] = {}
        self._bytes = 0
        self._leaving: dict[Any, int] = {}  # answered, and how many bytes came after the answer

    def enqueue_req(self, conn: Any) -> None:
        """Let the main loop collect the request of a connection that is new, or kept alive and readable again."""
        if self.cfg.is_ssl or "h2" in self.cfg.http_protocols:  # what comes in cannot be read here
            super().enqueue_req(conn)
            return
        with suppress(OSError):  # a connection that is gone already is found out below
            limit = struct.pack("ll", SECONDS_FOR_A_PIECE, 0)
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                conn.sock.setsockopt(socket.SOL_SOCKET, option, limit)
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SECONDS_FOR_A_REQUEST
        self._incoming[conn] = Incoming()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))
        if conn.initialized:  # what was read ahead, behind the request before
            self._add(conn, conn.parser.unreader.take_buffered())
        self.on_pending_socket_readable(conn, conn.sock)

    def on_pending_socket_readable(self, conn: Any, client: Any) -> None:
        """Collect what is there, and hand over what is complete."""
        try:
            piece = client.recv(_PIECE)
            gone = not piece
        except BlockingIOError:
            piece, gone = b"", False
        except OSError:
            piece, gone = b"", True
        self._add(conn, piece)
        incoming = self._incoming[conn]
        if incoming.is_asking:  # here, not in a thread, which would wait for what comes then
            incoming.is_asking = False
            with suppress(OSError):
                client.send(_GO_ON)
        if gone:
            self._give_up(conn)
        elif incoming.refusal:
            self._forget(conn)
            with suppress(OSError):
                client.send(_REFUSED.format(incoming.refusal).encode())
            self._say_goodbye(conn)
        elif incoming.is_complete:
            pieces = self._forget(conn).pieces
            conn.init()
            conn.parser.unreader = CollectedUnreader(conn.sock, pieces)
            conn.data_ready = True
            super().enqueue_req(conn)
        elif self._bytes > _MOST_COLLECTED:  # whoever has sent little goes on
            self._give_up(max(self._incoming, key=lambda one: len(self._incoming[one].received)))

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Keep the connection, or close it when the client has closed its half too, without waiting for that here."""
        if fs.cancelled() or fs.exception() or fs.result() or self.cfg.is_ssl:
            super().finish_request(conn, fs)  # type: ignore[misc]
            return
        self._say_goodbye(conn)

    def _say_goodbye(self, conn: Any) -> None:
        conn.timeout = time.monotonic() + SECONDS_FOR_A_GOODBYE
        self._leaving[conn] = 0
        try:
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._hear_out, conn))
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except (OSError, ValueError):  # a thread that met an error has closed it
            self._let_go(conn)

    def murder_pending(self) -> None:
        """Close what did not become a request in time; the oldest stands first. A worker that stops waits less."""
        while self._leaving and (oldest := next(iter(self._leaving))).timeout <= time.monotonic():
            self._let_go(oldest)
        grace = 0.0 if self.alive else SECONDS_FOR_A_REQUEST - STOP_KEEPALIVE_LINGER
        while self.pending_conns and self.pending_conns[0].timeout - grace <= time.monotonic():
            self._give_up_or_wait(self.pending_conns[0])

    def _give_up_or_wait(self, conn: Any) -> None:
        if not self.alive or not self._incoming[conn].has_come_on():
            self._give_up(conn)
            return
        conn.timeout = time.monotonic() + SECONDS_FOR_A_REQUEST
        self.pending_conns.remove(conn)
        self.pending_conns.append(conn)  # the oldest stands first

    def _add(self, conn: Any, piece: bytes) -> None:
        self._incoming[conn].add(piece)
        self._bytes += len(piece)

    def _forget(self, conn: Any) -> Incoming:
        incoming = self._incoming.pop(conn)
        self._bytes -= len(incoming.received)
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)
        return incoming

    def _hear_out(self, conn: Any, client: Any) -> None:
        # Without this the last bytes of an answer may be lost: closing with unread data resets the connection.
        with suppress(BlockingIOError):
            try:
                heard = len(client.recv(_PIECE))
            except ConnectionError:
                heard = 0
            self._leaving[conn] += heard
            if not heard or self._leaving[conn] > _LAST_WORDS:
                self._let_go(conn)

    def _let_go(self, conn: Any) -> None:
        del self._leaving[conn]
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def _give_up(self, conn: Any) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()
