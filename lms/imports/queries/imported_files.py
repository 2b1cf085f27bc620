"""What the files of imports are called: for other rooms, with the day, and to know the lines that stayed out again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import or_, select

from lms import clock
from lms.db import session
from lms.imports.domain import left_out_names
from lms.imports.models import ListImport
from lms.records.queries.source_lists import BroughtIn

_LOOKED_AT: Final = 500  # imports before


def lists(keys: Collection[str]) -> Mapping[str, BroughtIn]:
    """Imports of trainings by their id, and by the digest of their file: of several the last that was carried out."""
    asked = (
        select(ListImport.uuid, ListImport.file_digest, ListImport.file_name, ListImport.created_at)
        .where(ListImport.kind == "trainings", ListImport.state.in_(("running", "done", "undone")))
        .where(or_(ListImport.uuid.in_(keys), ListImport.file_digest.in_(keys)))
        .order_by(ListImport.id)
    )
    found = {}
    for uuid, digest, file_name, created_at in session.execute(asked):
        found[uuid] = found[digest] = BroughtIn(file_name, clock.day_of(created_at))
    return found


def written_down_in(list_import: ListImport) -> str:
    """Where the trainings of a list are written down, before HR says so: in its file.

    Of the file of lines that stayed out, where those of its list are: a file of ours is no evidence.
    """
    stem, begin = left_out_names.list_of(list_import.file_name), left_out_names.id_of(list_import.file_name)
    if not (stem or begin):
        return list_import.file_name
    asked = select(ListImport.file_name, ListImport.matching)
    asked = asked.where(
        ListImport.kind == list_import.kind,
        ListImport.unit_id == list_import.unit_id,
        ListImport.id < list_import.id,
        ListImport.state.in_(("preview", "running", "done", "undone")),
    )
    if begin:
        asked = asked.where(ListImport.uuid.startswith(begin))
    for file_name, matching in session.execute(asked.order_by(ListImport.id.desc()).limit(_LOOKED_AT)):
        if begin or left_out_names.is_called(file_name, stem):
            return str(matching.get("source") or file_name)
    return stem or list_import.file_name
