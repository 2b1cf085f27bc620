"""Which of the two kinds of database some settings name, for whoever dumps, loads or checks one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lms.backup.manifest import Engine
from lms.backup.sqlite import SqliteDatabase
from lms.config import Settings


class Database(Protocol):
    """What both kinds can do; see the docstrings of lms.backup.sqlite."""

    @property
    def engine(self) -> Engine:
        """Which kind it is."""

    def version(self) -> int:
        """Of the server, or of SQLite."""

    def dump(self, target: Path) -> tuple[dict[str, int], str]:
        """Copy all rows; returns their number by table, and the migration."""

    def check(self, dumped: Path) -> dict[str, int] | None:
        """Read a copy through; the rows by table where they can be counted."""

    def people(self) -> int:
        """How many people there are now."""

    def refuse_in_use(self) -> None:
        """Raise BackupRefused while somebody else is connected."""

    def load(self, dumped: Path, folder: Path) -> dict[str, int]:
        """Put a copy in place, marked as unfinished."""

    def finish(self) -> None:
        """Let it count."""

    def undo(self) -> None:
        """Go back."""

    def is_unfinished(self) -> bool:
        """Whether a restore was cut off."""

    def recover(self) -> bool:
        """Go back where one was cut off."""

    def of_no_use(self) -> list[Path]:
        """Files beside it that a restore has left and nobody needs to go back."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What its driver raises."""


def database_of(settings: Settings, engine: Engine | None = None) -> Database:
    """The database of some settings; of a backup made on `engine`, what can check it."""
    if (engine or _engine(settings)) == "sqlite":
        return SqliteDatabase.of(settings)
    from lms.backup.postgresql import PostgresqlDatabase  # its driver is an extra

    return PostgresqlDatabase(settings)


def _engine(settings: Settings) -> Engine:
    return "sqlite" if settings.database_url.startswith("sqlite") else "postgresql"
