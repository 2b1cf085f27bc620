"""Ready pages on the disk, so that one process builds a page for all of them, and a restart builds none again.

Below `instance/pages/<version>/`: of each body its bytes in every encoding under its digest, of each day which address
has which body. What changes with content, program or settings has another version. Everything here can be lost: where
the disk is full or may not be written to, pages are built as if there were no store. Knows no pages.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

_BUCKETS: Final = 64  # locks: of so many pages, a few wait for each other without need
_OLD: Final = 2 * 24 * 3600  # seconds after which another version is no longer that of a process about to end


@dataclass(frozen=True)
class Body:
    """The bytes of one page in each encoding, and their digest."""

    plain: bytes
    gzip: bytes
    brotli: bytes
    digest: str

    def encoded(self, accepted: str) -> tuple[bytes, dict[str, str]]:
        """The bytes for what a browser accepts, and the headers that describe them."""
        for encoding, packed in (("br", self.brotli), ("gzip", self.gzip)):
            if encoding in accepted:
                return packed, {"Content-Encoding": encoding, "Content-Length": str(len(packed))}
        return self.plain, {"Content-Length": str(len(self.plain))}


def digest_of(body: bytes) -> str:
    """The digest of a page, which is also its ETag."""
    return hashlib.sha256(body).hexdigest()[:16]


class PageStore:
    """The bodies of one version."""

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder
        self._root = folder / version
        self._day: date | None = None
        self._threads = [threading.Lock() for _ in range(_BUCKETS)]

    @contextmanager
    def building(self, address: str) -> Iterator[None]:
        """Within it nobody else builds this page, in no process of this machine: the others wait, then find it."""
        bucket = int(hashlib.sha256(address.encode()).hexdigest()[:8], 16) % _BUCKETS
        with self._threads[bucket], ExitStack() as opened:
            try:
                locks = self._root / "locks"
                locks.mkdir(parents=True, exist_ok=True)
                file = opened.enter_context((locks / str(bucket)).open("ab"))
                fcntl.flock(file, fcntl.LOCK_EX)  # ends with the file, also when the process is killed
            except OSError:
                pass  # then each process builds for itself
            yield

    def find(self, day: date, address: str) -> Body | None:
        """The body that an address has on a day, if it was built."""
        try:
            return self.body(self._index(day, address).read_text())
        except (OSError, UnicodeError):
            return None

    def body(self, digest: str) -> Body | None:
        """The body with a digest. None also for a file that is damaged."""
        try:
            head, _line, packed = (self._root / "bodies" / digest).read_bytes().partition(b"\n")
            sizes = [int(size) for size in head.split()]
        except (OSError, ValueError):
            return None
        if len(sizes) != 3 or sum(sizes) != len(packed):
            return None
        plain, rest = packed[: sizes[0]], packed[sizes[0] :]
        if digest_of(plain) != digest:
            return None
        return Body(plain, rest[: sizes[1]], rest[sizes[1] :], digest)

    def keep(self, day: date, address: str, body: Body) -> None:
        """Keep what was built. The first page of a day takes away the days before, and versions of long ago."""
        try:
            if day != self._day:
                self._remove_old(day)
                self._day = day
            parts = (body.plain, body.gzip, body.brotli)
            head = " ".join(str(len(part)) for part in parts)
            _write(self._root / "bodies" / body.digest, b"\n".join((head.encode(), b"".join(parts))))
            _write(self._index(day, address), body.digest.encode())
        except OSError:
            return  # no room, or no right to write: the page is in memory

    def _index(self, day: date, address: str) -> Path:
        return self._root / day.isoformat() / hashlib.sha256(address.encode()).hexdigest()[:32]

    def _remove_old(self, today: date) -> None:
        for path in self._root.glob("????-??-??"):
            if path.name < today.isoformat():
                shutil.rmtree(path, ignore_errors=True)
        for path in self._folder.iterdir():
            # Another version may be that of processes that are just being replaced.
            if path != self._root and path.stat().st_mtime < time.time() - _OLD:
                shutil.rmtree(path, ignore_errors=True)


def _write(target: Path, content: bytes) -> None:
    # Whole or not at all, but not forced onto the disk: what a power cut damages is found by its digest.
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".writing-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
