"""A client that costs little itself: HTTP/1.1 over plain sockets, kept open. One line in turn, or many at once."""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NO_BODY = (b"304", b"204")


@dataclass(frozen=True)
class Flood:
    """How many answers a second there were, and how long the slowest hundredth took at least (seconds)."""

    per_second: float
    p99: float


def message(method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """A request, ready to be sent."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Line:
    """A connection that stays open."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._got = b""

    def send(self, request: bytes) -> None:
        """Ask."""
        self._got = b""
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """Read what is there; the answer once it is whole. Raises ConnectionError if the server hung up."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self._got += piece
        return self._got if _whole(self._got) else None

    def ask(self, request: bytes, status: int = 200) -> bytes:
        """Ask and wait for the answer. Raises ValueError on another status than expected."""
        self.send(request)
        while (answer := self.receive()) is None:
            pass
        _expect(answer, status)
        return answer

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def _whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    length = _LENGTH.search(head)
    return answer[9:12] in _NO_BODY or (length is not None and len(body) >= int(length[1]))


def _expect(answer: bytes, status: int) -> None:
    if answer[9:12] != str(status).encode():
        raise ValueError(answer[:2000].decode(errors="replace"))


def body_of(answer: bytes) -> bytes:
    """The body of an answer."""
    return answer.partition(b"\r\n\r\n")[2]


def in_turn(port: int, requests: Iterable[bytes], status: int = 200) -> None:
    """Ask one after the other on one connection."""
    line = Line(port)
    for request in requests:
        line.ask(request, status)
    line.close()


def at_once(port: int, requests: Iterable[bytes], *, status: int = 200, connections: int = 16) -> Flood:
    """Ask on several connections, each one its next question as soon as it has its answer."""
    waiting, times, still = iter(requests), [], 0
    with selectors.DefaultSelector() as selector:
        began = time.perf_counter()
        for _, request in zip(range(connections), waiting, strict=False):
            line = Line(port)
            line.send(request)
            selector.register(line.socket, selectors.EVENT_READ, [line, time.perf_counter()])
            still += 1
        while still:
            for key, _ in selector.select():
                line, asked = key.data
                if (answer := line.receive()) is None:
                    continue
                _expect(answer, status)
                times.append(time.perf_counter() - asked)
                if following := next(waiting, None):
                    line.send(following)
                    key.data[1] = time.perf_counter()
                else:
                    selector.unregister(line.socket)
                    line.close()
                    still -= 1
        took = time.perf_counter() - began
    return Flood(len(times) / took, sorted(times)[int(len(times) * 0.99)])
