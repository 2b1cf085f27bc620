"""What this domain holds about somebody: the lines about them in lists that were brought in.

What was read from a file stays for a while after the import is closed, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from lms.accounts.about import Traces
from lms.accounts.service import PersonId
from lms.db import session
from lms.errors import RuleBroken
from lms.inventory import Held
from lms.rosters import service, sources
from lms.rosters.models import RosterImport, RosterRow

_STREAM = 1000  # rows looked through at once
_UNDECIDED = ("matching", "preview", "running")


def held_about(ids: Sequence[PersonId]) -> list[Held]:
    """The lines that are known to be about a person, as they stand in the file."""
    asked = (
        select(RosterRow, RosterImport)
        .join(RosterImport, RosterImport.id == RosterRow.import_id)
        .where(RosterRow.person_id.in_(ids))
        .order_by(RosterRow.id)
    )
    return [
        Held(
            "import",
            {
                "created_at": roster.created_at,
                "file_name": roster.file_name,
                "line": row.line,
                "given": dict(row.given),
                "before": dict(row.before),
            },
        )
        for row, roster in session.execute(asked)
    ]


def erase(ids: Sequence[PersonId], traces: Traces) -> None:
    """Blank every line about a person, also where nobody has said yet who it is, and names of files that tell.

    A list that names the person and was not carried out yet is dropped with its file: it would bring them back.
    Raises RuleBroken("list-running") while one is being carried out.
    """
    for roster in session.scalars(select(RosterImport).where(RosterImport.state.in_(_UNDECIDED))).all():
        if _file_tells(roster, traces):
            if roster.state == "running":
                raise RuleBroken("list-running")
            service.drop(roster, actor=None)
    for row in session.scalars(select(RosterRow).execution_options(yield_per=_STREAM)):
        if row.person_id in ids or _tells(row, traces):
            row.given, row.before, row.problems, row.candidates, row.done = {}, {}, [], [], False
        elif any(one.get("id") in ids for one in row.candidates):
            row.candidates = [one for one in row.candidates if one.get("id") not in ids]
    for roster in session.scalars(select(RosterImport)):
        _blank_names(roster, traces)
    session.flush()


def _file_tells(roster: RosterImport, traces: Traces) -> bool:
    try:
        book = sources.book_of(roster)
    except RuleBroken:  # there is no file any more
        return False
    return any(traces.match(cell) for sheet in book.sheets for line in sheet.rows for cell in line)


def _tells(row: RosterRow, traces: Traces) -> bool:
    return any(traces.match(text) for text in _texts([row.given, row.before, row.problems]))


def _blank_names(roster: RosterImport, traces: Traces) -> None:
    """A file may be called after the person; so may what is said about where it comes from."""
    if traces.within(roster.file_name):
        roster.file_name = ""
    if traces.within(roster.sheet):
        roster.sheet = ""
    telling = {
        key for key, value in roster.matching.items() if any(traces.within(text) for text in _texts(value))
    }
    if telling:
        roster.matching = {key: value for key, value in roster.matching.items() if key not in telling}


def _texts(value: Any) -> list[str]:
    """Every text within plain values of JSON."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]


def drop_closed_rows(before: datetime) -> int:
    """Forget the lines of imports that were closed before an instant; drop those left lying. Returns the number of
    lines.
    """
    last_touched = func.coalesce(RosterImport.undone_at, RosterImport.finished_at, RosterImport.created_at)
    asked = select(RosterImport).where(RosterImport.state != "running", last_touched < before)
    old = session.scalars(asked).all()
    gone = delete(RosterRow).where(RosterRow.import_id.in_([roster.id for roster in old]))
    lines = len(session.execute(gone.returning(RosterRow.id)).all())
    for roster in old:
        if roster.state in _UNDECIDED:
            service.drop(roster, actor=None)
    sources.remove_closed()
    return lines
