"""A list that was brought in as one of the wrong kind: taken for the other one before anything is done.

Flushes; commits before its lines are looked through.
"""

from __future__ import annotations

from lms import audit, db
from lms.accounts.services.people import Person, Unit
from lms.db import session
from lms.imports.domain.columns import table_detection
from lms.imports.domain.headings.fields import Kind
from lms.imports.models import ListImport
from lms.imports.services import column_matching, locking
from lms.imports.services.upload import file_layout, upload_store


def take_for(list_import: ListImport, kind: Kind, *, actor: Person) -> None:
    """Take a list for one of this kind; what was said of its columns before is said anew. Twice is once.

    Raises RuleBroken: "not-now", "no-table", "file-gone".
    """
    locking.expect(list_import, "matching")
    if list_import.kind == kind:
        return
    remembered = upload_store.remembered_by(session.get_one(Unit, list_import.unit_id), kind)
    wanted = upload_store.wanted(list_import)
    with db.without_transaction():
        table = table_detection.find(upload_store.book(wanted.uuid).sheet(wanted.sheet), kind, remembered)
        columns = file_layout.suggested(table, kind, remembered)
    locking.hold(list_import)
    locking.expect(list_import, "matching")
    before, list_import.kind = list_import.kind, kind
    list_import.matching = {"columns": columns}
    column_matching.back_to_matching(list_import)
    audit.note(actor.id, "rosters.of-kind", "roster_import", list_import.id, before=before, kind=kind)
