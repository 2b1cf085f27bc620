"""What the files of imports are called: for other rooms, with the day, and to know the lines that stayed out again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import or_, select

from lms import clock
from lms.db import session
from lms.imports.domain import left_out_names
from lms.imports.models import RosterImport
from lms.records.queries.source_lists import BroughtIn

_LOOKED_AT: Final = 500  # imports before


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


def written_down_in(roster: RosterImport) -> str:
    """Where the trainings of a list are written down, before HR says so: in its file.

    Of the file of lines that stayed out, where those of its list are: a file of ours is no evidence.
    """
    stem, begin = left_out_names.list_of(roster.file_name), left_out_names.id_of(roster.file_name)
    if not (stem or begin):
        return roster.file_name
    asked = select(RosterImport.file_name, RosterImport.matching)
    asked = asked.where(
        RosterImport.kind == roster.kind,
        RosterImport.unit_id == roster.unit_id,
        RosterImport.id < roster.id,
        RosterImport.state.in_(("preview", "running", "done", "undone")),
    )
    if begin:
        asked = asked.where(RosterImport.uuid.startswith(begin))
    for file_name, matching in session.execute(asked.order_by(RosterImport.id.desc()).limit(_LOOKED_AT)):
        if begin or left_out_names.is_called(file_name, stem):
            return str(matching.get("source") or file_name)
    return stem or roster.file_name
