"""What this domain holds about somebody: the lines about them in lists that were brought in.

What was read from a file stays for a while after the import is closed, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, select

from lms import jobs
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.queries.identifying_text import IdentifyingText, identifying_text_of
from lms.accounts.services.people import PersonId, Scope
from lms.data_inventory import PersonalDataItem
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.lines.column_facts import RESULT_COLUMN
from lms.imports.domain.lines.value_groups import SETTLED
from lms.imports.domain.values.fitting_numbers import Usual
from lms.imports.models import ListImport, ListRow
from lms.imports.services import closing, forgetting, imports, mentions, stored_lines, value_choices
from lms.imports.services.list_locale import USUAL_NUMBER
from lms.imports.services.mentions import Mentions
from lms.imports.services.undo import stayed_lines
from lms.imports.services.upload import upload_store

_UNSAID = "–"  # in the place of a source: a list that is still to be carried out needs one


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """The lines that are known to be about a person, as they stand in the file."""
    asked = (
        select(ListRow, ListImport)
        .join(ListImport, ListImport.id == ListRow.import_id)
        .where(ListRow.person_id.in_(ids))
        .order_by(ListRow.id)
    )
    return [
        PersonalDataItem(
            "import",
            {
                "created_at": list_import.created_at,
                "file_name": list_import.file_name,
                "line": row.line,
                "given": dict(row.given),
                "before": stayed_lines.noting(row.before, wholly=False),
            },
        )
        for row, list_import in session.execute(asked)
    ]


def erase(erasure: Erasure) -> None:
    """Blank every line about a person, also where nobody has said yet who it is, and names of files that tell.

    A line about somebody else who stays can still be undone, and loses its texts only where they tell of this person.

    A list that names the person and was not carried out yet is dropped with its file: it would bring them back.
    Raises RuleBroken("list-running") while one is being carried out.
    """
    ids, identifying_text = erasure.ids, erasure.identifying_text
    known = erasure.looked_up if isinstance(erasure.looked_up, Mentions) else None
    found = mentions.look_up(ids, identifying_text, known)
    for list_import in session.scalars(
        select(ListImport).where(ListImport.state.in_(mentions.UNDECIDED))
    ).all():
        if _would_bring_back(list_import, found, identifying_text):
            if list_import.state == "running":
                raise RuleBroken("list-running")
            _close(list_import, "erasure")
    for row in session.scalars(select(ListRow).where(ListRow.id.in_(found.lines()))).all():
        said = mentions.text_of(row.given, row.before, row.problems)
        if row.person_id in ids or (row.person_id is None and identifying_text.tell(said)):
            _blank(row, session.get_one(ListImport, row.import_id))
        elif row.person_id is not None and _tells_of(identifying_text, row.person_id, said):
            forgetting.empty_texts(row)
        row.candidates = [one for one in row.candidates if one.get("id") not in ids]
    for list_import in session.scalars(select(ListImport)):
        _blank_names(list_import, identifying_text)
    value_choices.forget(identifying_text)
    session.flush()


@dataclass(frozen=True)
class ClosedByErasure:
    """The lists that erasing somebody would close: those that a reader may open, and how many others."""

    lists: Sequence[ListImport]
    others: int


def closed_by_erasure(ids: Sequence[PersonId], scope: Scope) -> ClosedByErasure:
    """Which lists wait and name a person, who is to be erased. Reads their files: it may take seconds."""
    identifying_text = identifying_text_of(ids)
    found = mentions.look_up(ids, identifying_text)
    undecided = select(ListImport).where(ListImport.state.in_(mentions.UNDECIDED)).order_by(ListImport.id)
    waiting = [
        list_import
        for list_import in session.scalars(undecided)
        if list_import.state != "running" and _would_bring_back(list_import, found, identifying_text)
    ]
    shown = [list_import for list_import in waiting if imports.is_open_to(list_import, scope)]
    return ClosedByErasure(shown, len(waiting) - len(shown))


def _would_bring_back(list_import: ListImport, found: Mentions, identifying_text: IdentifyingText) -> bool:
    return found.lists[list_import.id].brings_back or identifying_text.within(list_import.sheet)


def _close(list_import: ListImport, why: closing.Why) -> None:
    imports.drop(list_import, actor=None)
    closing.note(list_import, why)


def finish_running() -> None:
    """Carry out to its end what a backup caught in the middle: an erasure does not go through a list that runs.

    Commits. For a restore, where nobody else is at work.
    """
    running = select(ListImport.job_id).where(ListImport.state == "running")
    for job_id in session.scalars(running.order_by(ListImport.id)).all():
        if job_id is not None:
            jobs.release(job_id)
            jobs.run(job_id)


def _tells_of(identifying_text: IdentifyingText, other: PersonId, said: str) -> bool:
    """Whether a line about another person says of whoever is erased what is not theirs, too, such as a shared phone."""
    return identifying_text.without(identifying_text_of([other])).tell(said)


def _blank(row: ListRow, list_import: ListImport) -> None:
    forgetting.empty(row, list_import.kind)
    if row.done and list_import.kind == "people":
        row.done = False
        list_import.summary = {**list_import.summary, "done": int(list_import.summary.get("done", 0)) - 1}


def _blank_names(list_import: ListImport, identifying_text: IdentifyingText) -> None:
    """A file may be called after the person; so may what is said about where it comes from."""
    if identifying_text.within(list_import.file_name):
        list_import.file_name = ""
    if list_import.state not in mentions.UNDECIDED and identifying_text.within(list_import.sheet):
        list_import.sheet = ""
    if identifying_text.within(str(list_import.matching.get("certificates", {}).get("reason", ""))):
        list_import.matching = {**list_import.matching, "certificates": {"reason": _UNSAID}}
    if any(identifying_text.within(str(key)) for _, key, _ in list_import.matching.get(SETTLED, ())):
        settled = [one for one in list_import.matching[SETTLED] if not identifying_text.within(str(one[1]))]
        list_import.matching = {**list_import.matching, SETTLED: settled}
    if identifying_text.within(str(list_import.matching.get(USUAL_NUMBER) or "")):
        list_import.matching = _without_example(list_import.matching)
    if any(identifying_text.within(str(one)) for one in (list_import.matching.get(RESULT_COLUMN) or ())[:1]):
        nameless = ["", *list_import.matching[RESULT_COLUMN][1:]]
        list_import.matching = {**list_import.matching, RESULT_COLUMN: nameless}
    if identifying_text.within(str(list_import.matching.get("source", ""))):
        list_import.matching = {**list_import.matching, "source": _UNSAID}


def _without_example(matching: Mapping[str, Any]) -> dict[str, Any]:
    """What numbers usually look like, without the number of somebody that shows it: only a question needs that."""
    usual = matching.get(USUAL_NUMBER)
    return {**matching, USUAL_NUMBER: [*Usual(*usual)._replace(like="")]} if usual else dict(matching)


def drop_closed_rows(before: datetime) -> int:
    """Forget the lines of imports that were closed before an instant, and what their files were called; drop those
    left lying. Returns the number of lines.
    """
    last_touched = func.coalesce(ListImport.undone_at, ListImport.finished_at, ListImport.created_at)
    asked = select(ListImport).where(ListImport.state != "running", last_touched < before)
    old = session.scalars(asked).all()
    gone = delete(ListRow).where(ListRow.import_id.in_([list_import.id for list_import in old]))
    lines = len(session.execute(gone.returning(ListRow.id)).all())
    _forget_left_out(last_touched >= before)
    for list_import in old:
        if list_import.state in mentions.UNDECIDED:
            _close(list_import, "age")
        list_import.file_name = list_import.sheet = ""
        kept = {name: value for name, value in list_import.matching.items() if name != SETTLED}
        list_import.matching = _without_example(kept)
        if "source" in list_import.matching:
            list_import.matching = {**list_import.matching, "source": _UNSAID}
    upload_store.remove_closed()
    return lines


def _forget_left_out(kept: ColumnElement[bool]) -> None:
    """Let the background take what was left out from lines that an older version has carried out."""
    closed = select(ListImport).where(ListImport.state.in_(("done", "undone")), kept)
    for list_import in session.scalars(closed):
        if forgetting.FORGOTTEN not in list_import.matching:
            jobs.enqueue(imports.FORGET, roster=list_import.id).total = 1 + forgetting.steps(
                stored_lines.lines_of(list_import)
            )


PERSONAL_DATA: Final = PersonalData(export, erase, {"closed-import": drop_closed_rows})
