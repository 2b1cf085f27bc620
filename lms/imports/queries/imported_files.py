"""What other rooms may know of an import: what its file is called, and the day on which it was brought in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import or_, select

from lms import clock
from lms.db import session
from lms.imports.models import RosterImport
from lms.records.queries.source_lists import BroughtIn


def lists(keys: Collection[str]) -> Mapping[str, BroughtIn]:
    """Imports of trainings by their id, and by the digest of their file: of several the last that was carried out."""
    asked = (
        select(RosterImport.uuid, RosterImport.file_digest, RosterImport.file_name, RosterImport.created_at)
        .where(RosterImport.kind == "trainings", RosterImport.state.in_(("running", "done", "undone")))
        .where(or_(RosterImport.uuid.in_(keys), RosterImport.file_digest.in_(keys)))
        .order_by(RosterImport.id)
    )
    found = {}
    for uuid, digest, file_name, created_at in session.execute(asked):
        found[uuid] = found[digest] = BroughtIn(file_name, clock.day_of(created_at))
    return found
