"""What was read from the files that were brought in: kept below the instance folder until an import is closed.

The cells that a reader of the file sees, and nothing else of it: no hidden sheet, no picture, no formula. Personal data
of many people all the same: readable by this account only, under a name that says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import select

from lms import clock, installation
from lms.accounts.services.people import Unit
from lms.db import session
from lms.errors import RuleBroken, disk_is_full
from lms.files import atomic
from lms.imports.domain.columns import table_detection
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.imports.models import ColumnMatching, ListImport
from lms.imports.queries import locale_context
from lms.table_files import files
from lms.table_files.files import Workbook

_A_WHILE: Final = 3600  # seconds


def folder() -> Path:
    """Where the files lie."""
    return installation.current_settings().instance / "imports"


def keep(uuid: str, book: Workbook) -> None:
    """Keep what was read. Raises RuleBroken("no-room", field="file") for a full disk: nothing is left of it then."""
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        atomic.write(folder() / uuid, files.packed(book))
    except OSError as error:
        if disk_is_full(error):
            raise RuleBroken("no-room", field="file") from None
        raise


def book(uuid: str) -> Workbook:
    """What was read. Raises RuleBroken("file-gone", field="file") where it is there no more."""
    try:
        return files.unpacked((folder() / uuid).read_bytes())
    except FileNotFoundError:
        raise RuleBroken("file-gone", field="file") from None


def size(uuid: str) -> int:
    """How many bytes were read: about how long it takes to look at them. Raises RuleBroken("file-gone")."""
    try:
        return (folder() / uuid).stat().st_size
    except FileNotFoundError:
        raise RuleBroken("file-gone", field="file") from None


def is_there(uuid: str) -> bool:
    """Whether what was read is still there."""
    return (folder() / uuid).exists()


def remove(uuid: str) -> None:
    """Remove a file; one that is gone already is no error."""
    (folder() / uuid).unlink(missing_ok=True)


def remove_unknown(uuid: str) -> None:
    """Remove a file that was kept in a transaction which was then rolled back."""
    if uuid and session.scalar(select(ListImport.id).filter_by(uuid=uuid)) is None:
        remove(uuid)


def open_files() -> list[str]:
    """The names of the files that an import still needs."""
    still_open = select(ListImport.uuid).where(ListImport.state.in_(("matching", "preview", "running")))
    return list(session.scalars(still_open.order_by(ListImport.id)))


def remove_closed() -> int:
    """Remove the files of all imports that are closed, or that no row knows. Returns how many there were.

    One that no row knows may belong to a request that has not ended: it is left for an hour. Raises the last OSError,
    once all were tried.
    """
    old = clock.now().timestamp() - _A_WHILE
    states: dict[str, str] = dict(session.execute(select(ListImport.uuid, ListImport.state)).all())
    removed, failed = 0, None
    for file in folder().glob("*"):
        try:
            if file.name not in states and file.stat().st_mtime >= old:
                continue
            if states.get(file.name) not in ("matching", "preview", "running"):
                file.unlink(missing_ok=True)
                removed += 1
        except FileNotFoundError:  # another process was faster
            continue
        except OSError as error:
            failed = error
    if failed is not None:
        raise failed
    return removed


def book_of(list_import: ListImport) -> Workbook:
    """The sheets of an import's file. Raises RuleBroken("file-gone")."""
    return book(list_import.uuid)


class Wanted(NamedTuple):
    """What the table of an import is found by, as plain values: no transaction is held while its lines are read."""

    uuid: str
    sheet: str
    kind: Kind
    remembered: Mapping[str, str]
    people: Collection[int]


def wanted(list_import: ListImport) -> Wanted:
    """What the table of the sheet that was chosen is found by."""
    people = tuple(list_import.matching.get("people", ()))
    return Wanted(list_import.uuid, list_import.sheet, list_import.kind, remembered(list_import), people)


def table_in(found: Workbook, by: Wanted) -> Table:
    """The table that is wanted of a book. Raises RuleBroken("no-table"). Asks nothing of the database."""
    return table_detection.find(found.sheet(by.sheet), by.kind, by.remembered, by.people)


def remembered(list_import: ListImport) -> Mapping[str, str]:
    """What the Society of an import said before that its columns are: see `remembered_by`."""
    return remembered_by(session.get_one(Unit, list_import.unit_id), list_import.kind)


def remembered_by(unit: Unit, kind: Kind) -> Mapping[str, str]:
    """What the Society of a unit said before that its columns are, by the key of their header.

    What was said for lists of the other kind serves as well, where such a field is in this one and nothing else was
    said for this kind.
    """
    society = locale_context.society_unit(unit)
    statement = select(ColumnMatching).where(ColumnMatching.unit_id == society.id)
    rows = session.scalars(statement).all()
    fields = {row.header: row.field for row in rows if row.kind != kind and row.field in FIELDS[kind]}
    return fields | {row.header: row.field for row in rows if row.kind == kind}
