"""One at a time: what changes the database as a whole (migrations, a first filling, a restore) waits its turn.

On PostgreSQL an advisory lock of a connection of its own, on SQLite a lock on a file beside that of the database. Both
end with the process, however it ends.
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lms.config import Settings
from lms.db import connections
from lms.files import private

if TYPE_CHECKING:
    import psycopg

_KEY: Final = 0x53414C41  # "SALA"; advisory locks are numbers
APPLICATION: Final = "sala lock"  # as PostgreSQL lists the connection that holds the lock, or waits for it
_PAUSE: Final = 0.2  # seconds
_lock = threading.RLock()
_held: set[str] = set()  # by address: a restore, which holds the lock, runs the migrations


@contextmanager
def one_at_a_time(settings: Settings, *, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the database for oneself against others who do the same; `waiting` is called where that takes a while."""
    with _lock:
        if settings.database_url in _held:
            yield
            return
        hold = _file_locked if settings.database_url.startswith("sqlite") else _server_locked
        with hold(settings, waiting):
            _held.add(settings.database_url)
            try:
                yield
            finally:
                _held.discard(settings.database_url)


@contextmanager
def _file_locked(settings: Settings, waiting: Callable[[], object]) -> Iterator[None]:
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    with file_locked(database.with_name(f"{database.name}.lock"), waiting):
        yield


@contextmanager
def file_locked(path: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock on a file, which is made where it is missing and stays."""
    private.make_folder(path.parent)
    private.make_file(path)
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _server_locked(settings: Settings, waiting: Callable[[], object]) -> Iterator[None]:
    with connections.connect(settings, application_name=APPLICATION) as connection:
        connection.autocommit = (
            True  # no transaction stays open meanwhile: it would hold back the tidying of rows
        )
        # Asked again and again: a statement that waits would hold a snapshot, for which the one before, where it makes
        # an index CONCURRENTLY, waits in turn.
        if not _is_free(connection):
            waiting()
            while not _is_free(connection):
                time.sleep(_PAUSE)
        yield


def _is_free(connection: psycopg.Connection[Any]) -> bool:
    """Take the lock if nobody has it."""
    return connection.execute("SELECT pg_try_advisory_lock(%s)", (_KEY,)).fetchone() == (True,)
