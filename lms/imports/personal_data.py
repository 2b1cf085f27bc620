"""What this domain holds about somebody: the lines about them in lists that were brought in.

What was read from a file stays for a while after the import is closed, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, select

from lms import jobs
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.queries.identifying_text import IdentifyingText
from lms.accounts.services.people import PersonId
from lms.data_inventory import PersonalDataItem
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.lines.column_facts import RESULT_COLUMN
from lms.imports.domain.lines.value_groups import SETTLED
from lms.imports.models import RosterImport, RosterRow
from lms.imports.services import forgetting, imports, preview, upload_store, value_choices

_STREAM = 1000  # rows looked through at once
_UNDECIDED = ("matching", "preview", "running")
_UNSAID = "–"  # in the place of a source: a list that is still to be carried out needs one


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """The lines that are known to be about a person, as they stand in the file."""
    asked = (
        select(RosterRow, RosterImport)
        .join(RosterImport, RosterImport.id == RosterRow.import_id)
        .where(RosterRow.person_id.in_(ids))
        .order_by(RosterRow.id)
    )
    return [
        PersonalDataItem(
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


def erase(erasure: Erasure) -> None:
    """Blank every line about a person, also where nobody has said yet who it is, and names of files that tell.

    A list that names the person and was not carried out yet is dropped with its file: it would bring them back.
    Raises RuleBroken("list-running") while one is being carried out.
    """
    ids, identifying_text = erasure.ids, erasure.identifying_text
    for roster in session.scalars(select(RosterImport).where(RosterImport.state.in_(_UNDECIDED))).all():
        if (
            _points_to(roster, ids)
            or identifying_text.within(roster.sheet)
            or _file_tells(roster, identifying_text)
        ):
            if roster.state == "running":
                raise RuleBroken("list-running")
            imports.drop(roster, actor=None)
    for row in session.scalars(
        select(RosterRow).where(RosterRow.id.in_(_lines_about(ids, identifying_text)))
    ).all():
        if row.person_id in ids or identifying_text.tell(_line(row.given, row.before, row.problems)):
            _blank(row, session.get_one(RosterImport, row.import_id))
        row.candidates = [one for one in row.candidates if one.get("id") not in ids]
    for roster in session.scalars(select(RosterImport)):
        _blank_names(roster, identifying_text)
    value_choices.forget(identifying_text)
    session.flush()


def finish_running() -> None:
    """Carry out to its end what a backup caught in the middle: an erasure does not go through a list that runs.

    Commits. For a restore, where nobody else is at work.
    """
    running = select(RosterImport.job_id).where(RosterImport.state == "running")
    for job_id in session.scalars(running.order_by(RosterImport.id)).all():
        if job_id is not None:
            jobs.release(job_id)
            jobs.run(job_id)


def _lines_about(ids: Sequence[PersonId], identifying_text: IdentifyingText) -> list[int]:
    """The lines that are about a person or may be: of tens of thousands, so no more is read than it takes."""
    columns = (
        RosterRow.person_id,
        RosterRow.candidates,
        RosterRow.given,
        RosterRow.before,
        RosterRow.problems,
    )
    asked = select(RosterRow.id, *columns).execution_options(yield_per=_STREAM)
    return [
        line
        for line, person, candidates, *texts in session.execute(asked)
        if person in ids
        or any(one.get("id") in ids for one in candidates)
        or identifying_text.tell(_line(*texts))
    ]


def _file_tells(roster: RosterImport, identifying_text: IdentifyingText) -> bool:
    try:
        book = upload_store.book_of(roster)
    except RuleBroken:  # there is no file any more
        return False
    return any(identifying_text.tell("\n".join(cells)) for sheet in book.sheets for cells in sheet.rows)


def _points_to(roster: RosterImport, ids: Sequence[PersonId]) -> bool:
    """Whether HR has said, or may say, that a line is about the person, however they are written there."""
    asked = select(RosterRow.person_id, RosterRow.candidates).where(RosterRow.import_id == roster.id)
    return any(
        person in ids or any(one.get("id") in ids for one in candidates)
        for person, candidates in session.execute(asked.execution_options(yield_per=_STREAM))
    )


def _blank(row: RosterRow, roster: RosterImport) -> None:
    row.given, row.problems, row.candidates = {}, [], []
    if roster.kind == "trainings":
        return  # `before` holds ids of entries: a list that was wrong can still be undone, theirs included
    row.before = {}
    if row.done:
        row.done = False
        roster.summary = {**roster.summary, "done": int(roster.summary.get("done", 0)) - 1}


def _blank_names(roster: RosterImport, identifying_text: IdentifyingText) -> None:
    """A file may be called after the person; so may what is said about where it comes from."""
    if identifying_text.within(roster.file_name):
        roster.file_name = ""
    if roster.state not in _UNDECIDED and identifying_text.within(roster.sheet):
        roster.sheet = ""
    if identifying_text.within(str(roster.matching.get("certificates", {}).get("reason", ""))):
        roster.matching = {**roster.matching, "certificates": {"reason": _UNSAID}}
    if any(identifying_text.within(str(key)) for _, key, _ in roster.matching.get(SETTLED, ())):
        settled = [one for one in roster.matching[SETTLED] if not identifying_text.within(str(one[1]))]
        roster.matching = {**roster.matching, SETTLED: settled}
    if any(identifying_text.within(str(one)) for one in (roster.matching.get(RESULT_COLUMN) or ())[:1]):
        nameless = ["", *roster.matching[RESULT_COLUMN][1:]]
        roster.matching = {**roster.matching, RESULT_COLUMN: nameless}
    if identifying_text.within(str(roster.matching.get("source", ""))):
        roster.matching = {**roster.matching, "source": _UNSAID}


def _line(*values: Any) -> str:
    return "\n".join(_texts(list(values)))


def _texts(value: Any) -> list[str]:
    """Every text within plain values of JSON."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]


def drop_closed_rows(before: datetime) -> int:
    """Forget the lines of imports that were closed before an instant, and what their files were called; drop those
    left lying. Returns the number of lines.
    """
    last_touched = func.coalesce(RosterImport.undone_at, RosterImport.finished_at, RosterImport.created_at)
    asked = select(RosterImport).where(RosterImport.state != "running", last_touched < before)
    old = session.scalars(asked).all()
    gone = delete(RosterRow).where(RosterRow.import_id.in_([roster.id for roster in old]))
    lines = len(session.execute(gone.returning(RosterRow.id)).all())
    _forget_left_out(last_touched >= before)
    for roster in old:
        if roster.state in _UNDECIDED:
            imports.drop(roster, actor=None)
        roster.file_name = roster.sheet = ""
        roster.matching = {name: value for name, value in roster.matching.items() if name != SETTLED}
        if "source" in roster.matching:
            roster.matching = {**roster.matching, "source": _UNSAID}
    upload_store.remove_closed()
    return lines


def _forget_left_out(kept: ColumnElement[bool]) -> None:
    """Let the background take what was left out from lines that an older version has carried out."""
    closed = select(RosterImport).where(RosterImport.state.in_(("done", "undone")), kept)
    for roster in session.scalars(closed):
        if forgetting.FORGOTTEN not in roster.matching:
            jobs.enqueue(imports.FORGET, roster=roster.id).total = 1 + forgetting.steps(
                preview.lines_of(roster)
            )


PERSONAL_DATA: Final = PersonalData(export, erase, {"closed-import": drop_closed_rows})
