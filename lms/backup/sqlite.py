"""The file of an SQLite database: copied while people write, put in the place of another one, taken back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lms.backup.manifest import BackupRefused, Engine
from lms.config import Settings
from lms.installation import UNFINISHED

_SIDE_FILES: Final = ("-wal", "-shm", "-journal")
_WAIT: Final = 2.0  # seconds for another process to let go of the file
_NOT_COUNTED: Final = ("sqlite_", "person_search", "huey_", UNFINISHED)


@dataclass(frozen=True)
class SqliteDatabase:
    """The database of some settings. `file` is where it is used, `previous` the one before while a restore goes on."""

    file: Path
    engine: Engine = "sqlite"

    @classmethod
    def of(cls, settings: Settings) -> SqliteDatabase:
        """The database that the settings name."""
        return cls(Path(settings.database_url.removeprefix("sqlite:///")))

    @property
    def previous(self) -> Path:
        """What was there before a restore that is under way."""
        return self.file.with_name(f"{self.file.name}.before-restore")

    @property
    def new(self) -> Path:
        """What is made ready to take its place; beside it, so that a rename is enough."""
        return self.file.with_name(f"{self.file.name}.restoring")

    def version(self) -> int:
        """The version of SQLite as one number; every later one reads the files of an earlier one."""
        major, minor, patch = sqlite3.sqlite_version_info
        return major * 1_000_000 + minor * 1_000 + patch

    def dump(self, target: Path) -> tuple[dict[str, int], str]:
        """Copy the database as it is at one moment; returns the rows by table and the migration."""
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            closing(sqlite3.connect(self.file, timeout=30)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            return _rows(copy), _migration(copy)

    def check(self, dumped: Path, *, quick: bool = False) -> dict[str, int]:
        """The rows by table of a copy, once SQLite itself has found nothing wrong with it. Raises BackupRefused.

        `quick` leaves out whether each index agrees with its table, which takes longer than all the rest.
        """
        look = "quick_check" if quick else "integrity_check"
        try:
            with closing(sqlite3.connect(dumped)) as copy:
                wrong = [row[0] for row in copy.execute(f"PRAGMA {look}(3)")]
                astray = copy.execute("PRAGMA foreign_key_check").fetchmany(3)
                if wrong != ["ok"] or astray:
                    raise BackupRefused(
                        f"SQLite finds the copy damaged: {wrong if wrong != ['ok'] else astray}"
                    )
                return _rows(copy)
        except sqlite3.DatabaseError as error:
            raise BackupRefused(f"SQLite cannot read the copy: {error}") from None

    def people(self) -> int:
        """How many people the present database has."""
        if not self.file.exists():
            return 0
        with closing(sqlite3.connect(self.file, timeout=30)) as present:
            if not _has_table(present, "person"):
                return 0
            (number,) = present.execute("SELECT count(*) FROM person").fetchone()
            return int(number)

    def load(self, dumped: Path, folder: Path) -> dict[str, int]:
        """Put a copy in the place of the database, marked as unfinished; returns its rows. Raises BackupRefused."""
        rows = self.check(dumped, quick=True)  # its bytes are those that `flask backup verify` has looked at
        with closing(sqlite3.connect(dumped, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=FULL")
            copy.execute(f"CREATE TABLE {UNFINISHED} (id INTEGER)")
        self.refuse_in_use()
        try:
            self._copied_beside(dumped)
            if self.file.exists():
                self.refuse_in_use()  # once more: copying may take a while
                os.link(self.file, self.previous)
            self.new.replace(self.file)
        except BaseException:
            self.new.unlink(missing_ok=True)
            raise
        _sync(self.file.parent)
        return rows

    def _copied_beside(self, dumped: Path) -> None:
        self.new.unlink(missing_ok=True)
        try:
            dumped.rename(self.new)
        except OSError:  # another file system
            os.close(os.open(self.new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            with dumped.open("rb") as source, self.new.open("r+b") as target:
                while chunk := source.read(1024 * 1024):
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())

    def refuse_in_use(self) -> None:
        """Close the log of the present file, which works only while nobody else has it open. Raises BackupRefused."""
        if not self.file.exists():
            return
        try:
            with closing(sqlite3.connect(self.file, timeout=_WAIT)) as present:
                (mode,) = present.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise  # a full disk, say: whoever stops Sala for that is led astray
            mode = "busy"
        except sqlite3.DatabaseError:
            return  # no database at all: nobody works with it
        if mode != "delete":
            raise BackupRefused(
                f"{self.file} is in use: stop Sala first (the server, `flask jobs run`, other commands)"
            )

    def finish(self) -> None:
        """From here on what was restored counts; what was there before goes."""
        with closing(sqlite3.connect(self.file, timeout=30, isolation_level=None)) as present:
            present.execute("PRAGMA synchronous=FULL")
            present.execute(f"DROP TABLE {UNFINISHED}")
        self.previous.unlink(missing_ok=True)

    def undo(self) -> None:
        """Go back to what was there before."""
        self.new.unlink(missing_ok=True)
        for end in _SIDE_FILES:
            self.file.with_name(f"{self.file.name}{end}").unlink(missing_ok=True)
        if self.previous.exists():
            self.previous.replace(self.file)
        else:
            self.file.unlink(missing_ok=True)
        _sync(self.file.parent)

    def is_unfinished(self) -> bool:
        """Whether a restore was cut off after its copy was put in place."""
        if not self.file.exists():
            return False
        try:
            with closing(sqlite3.connect(self.file, timeout=30)) as present:
                return _has_table(present, UNFINISHED)
        except sqlite3.OperationalError:
            raise  # busy, or no room: a "no" would remove what was there before
        except sqlite3.DatabaseError:
            return False  # what lies there is no database

    def recover(self) -> bool:
        """Go back where a restore was cut off; whether that was so. What one left that was finished is removed."""
        unfinished = self.is_unfinished()
        if unfinished:
            self.undo()
        self.new.unlink(missing_ok=True)
        self.previous.unlink(missing_ok=True)
        return unfinished

    def of_no_use(self) -> list[Path]:
        """What a restore that was cut off has left beside the file and nobody needs to go back."""
        left = [self.new] if self.new.exists() else []
        if self.previous.exists() and not self.is_unfinished():
            left.append(self.previous)
        return left

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        return (sqlite3.Error,)


def _is_busy(error: sqlite3.Error) -> bool:
    # An extended code has its kind in the lowest byte.
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(asked, (name,)).fetchone() is not None


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    tables: list[Any] = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in sorted(tables)
        if not name.startswith(_NOT_COUNTED)
    }


def _migration(connection: sqlite3.Connection) -> str:
    if not _has_table(connection, "alembic_version"):
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
