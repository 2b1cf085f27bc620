"""A file becomes an import: read, its best sheet found, kept; the same file sent twice is one.

Commits before the lines of a file are looked through: others can write meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import uuid4

from sqlalchemy import func, select

from lms import audit, clock, db
from lms.accounts.queries import unit_tree
from lms.accounts.services.people import Person, Unit
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.columns import table_detection
from lms.imports.domain.headings.fields import Kind
from lms.imports.models import ListImport
from lms.imports.queries import existing_records, locale_context
from lms.imports.services import (
    column_matching,
    locking,
    preview,
)
from lms.imports.services.progress import progress_of
from lms.imports.services.upload import file_layout, upload_store
from lms.table_files import files
from lms.text.normalise import for_name

LONGEST_FILE_NAME: Final = 200
_OPEN: Final = ("matching", "preview", "running")
MOST_OPEN: Final = 50  # lists of a Society that are neither brought in nor given up


@dataclass(frozen=True)
class Upload:
    """A file that was read: what it says, what it is called, and the digest that tells it from every other."""

    book: files.Workbook
    name: str
    digest: str


def received(content: bytes, file_name: str) -> Upload:
    """Read a file. Asks nothing of the database: a large one takes seconds. Raises as `files.read` does."""
    name = for_name(file_name[: 2 * LONGEST_FILE_NAME])[:LONGEST_FILE_NAME]
    return Upload(files.read(content), name, hashlib.sha256(content).hexdigest())


def open_import(upload: Upload, kind: Kind, unit: Unit, actor: Person | None) -> ListImport:
    """Bring a file in and keep what it says. The same file sent twice while it is being dealt with is one import.

    A preview that waits is read again: people and trainings may have changed since.
    Commits before its lines are looked through: others can write meanwhile. Raises RuleBroken, field "file", as
    `table_detection.find` does, "no-room" (the disk is full), "too-many-open" (of the Society), and "no-society", field
    "unit".
    """
    locale_context.society_of(unit)
    same = _same(upload, kind, unit, actor)
    if same is not None:
        return _looked_at_again(same, upload)
    _refuse_too_many(unit)
    uuid, known = str(uuid4()), upload_store.remembered_by(unit, kind)
    with db.without_transaction():
        found = _best_sheet(upload.book, kind, known)
        upload_store.keep(uuid, upload.book)
    locking.hold_place(unit)
    same = _same(upload, kind, unit, actor)
    if same is not None:
        upload_store.remove(uuid)
        return same
    list_import = ListImport(
        uuid=uuid,
        kind=kind,
        unit_id=unit.id,
        actor_id=None if actor is None else actor.id,
        file_name=upload.name,
        file_digest=upload.digest,
        sheet=found.sheet,
        matching={"columns": found.columns},
        summary={},
        state="matching",
        created_at=clock.now(),
    )
    session.add(list_import)
    session.flush()
    facts = {"kind": kind, "unit": unit.code, "lines": found.lines}
    audit.note(list_import.actor_id, "rosters.opened", "roster_import", list_import.id, **facts)
    return list_import


def _refuse_too_many(unit: Unit) -> None:
    """What waits is looked through for everybody who is erased, and lies on the disk."""
    units = unit_tree.ids_below([locale_context.society_unit(unit).id])
    waiting = select(func.count()).where(
        ListImport.unit_id.in_(units), ListImport.state.in_(("matching", "preview"))
    )
    if (session.scalar(waiting) or 0) >= MOST_OPEN:
        raise RuleBroken("too-many-open", field="file", most=MOST_OPEN)


def _looked_at_again(list_import: ListImport, upload: Upload) -> ListImport:
    if list_import.state == "preview" and not upload_store.is_there(list_import.uuid):
        uuid = list_import.uuid
        with db.without_transaction():
            upload_store.keep(uuid, upload.book)
    locking.hold(list_import)
    if list_import.state == "preview" and progress_of(list_import) is None:
        column_matching.decide_again(list_import)
    return list_import


def _same(upload: Upload, kind: Kind, unit: Unit, actor: Person | None) -> ListImport | None:
    """The import of the same file that is being dealt with, for somebody who works for the same branches."""
    asked = select(ListImport).filter_by(file_digest=upload.digest, unit_id=unit.id, kind=kind)
    still = session.scalars(asked.where(ListImport.state.in_(_OPEN)).order_by(ListImport.id.desc()))
    reach = existing_records.reach_of(unit, actor)
    return next((one for one in still if preview.reach_of(one) == reach), None)


class _Found(NamedTuple):
    """A sheet with a table: its name, what its columns are taken for, how many lines it has."""

    sheet: str
    columns: dict[str, str]
    lines: int


def _best_sheet(book: files.Workbook, kind: Kind, known: Mapping[str, str]) -> _Found:
    """The visible sheet whose header says the most fields: the first of a workbook is often a cover."""
    found = []
    for sheet in book.sheets:
        with suppress(RuleBroken):
            table = table_detection.find(sheet, kind, known)
            fields = file_layout.suggested(table, kind, known)
            found.append(_Found(sheet.name[:100], fields, len(table.lines)))
    if not found:
        raise RuleBroken("no-table", field="file")
    return max(found, key=lambda one: len(one.columns))
