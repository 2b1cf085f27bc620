"""The files that were brought in: kept below the instance folder until their import is closed, then removed.

Personal data of many people: readable by this account only, under a name that says nothing.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy import select

from lms import clock, kept
from lms.config import Settings
from lms.db import session
from lms.errors import RuleBroken
from lms.rosters import reading, tables
from lms.rosters.models import ColumnMatching, RosterImport
from lms.rosters.reading import Book
from lms.rosters.tables import Table

_A_WHILE: Final = 3600  # seconds
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def folder() -> Path:
    """Where the files lie."""
    settings: Settings = current_app.extensions["sala.settings"]
    return settings.instance / "imports"


def keep(uuid: str, content: bytes) -> None:
    """Keep a file. Raises RuleBroken("no-room", field="file") where the disk is full: nothing is left of it then."""
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.write(folder() / uuid, content)
    except OSError as error:
        if error.errno in _FULL:
            raise RuleBroken("no-room", field="file") from None
        raise


def content(uuid: str) -> bytes:
    """The bytes of a file. Raises RuleBroken("file-gone", field="file") where it is there no more."""
    try:
        return (folder() / uuid).read_bytes()
    except FileNotFoundError:
        raise RuleBroken("file-gone", field="file") from None


def remove(uuid: str) -> None:
    """Remove a file; one that is gone already is no error."""
    (folder() / uuid).unlink(missing_ok=True)


def remove_unknown(uuid: str) -> None:
    """Remove a file that was kept in a transaction which was then rolled back."""
    if uuid and session.scalar(select(RosterImport.id).filter_by(uuid=uuid)) is None:
        remove(uuid)


def remove_closed() -> int:
    """Remove the files of all imports that are closed, or that no row knows. Returns how many there were.

    A file of the last hour may belong to a request that has not ended.
    """
    old = clock.now().timestamp() - _A_WHILE
    wanted = set(
        session.scalars(
            select(RosterImport.uuid).where(RosterImport.state.in_(("matching", "preview", "running")))
        )
    )
    files = [file for file in folder().glob("*") if file.name not in wanted and file.stat().st_mtime < old]
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def book_of(roster: RosterImport) -> Book:
    """The sheets of an import's file. Raises RuleBroken("file-gone")."""
    return reading.read(content(roster.uuid))


def table_of(roster: RosterImport, book: Book) -> Table:
    """The table of the sheet that was chosen. Raises RuleBroken("no-table")."""
    return tables.find(book.sheet(roster.sheet), roster.kind, remembered(roster))


def remembered(roster: RosterImport) -> Mapping[str, str]:
    """What this Society said before that its columns are, by the key of their header."""
    asked = select(ColumnMatching.header, ColumnMatching.field).where(
        ColumnMatching.unit_id == roster.unit_id, ColumnMatching.kind == roster.kind
    )
    return dict(session.execute(asked).all())
