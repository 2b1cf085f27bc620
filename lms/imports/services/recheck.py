"""What is true of a list of trainings no more when it is carried out: others worked since somebody looked at it.

A line that was recorded before writes nothing. When the list that had recorded it is undone meanwhile, the line would
be lost without a word. So it fails, with the reason; brought in once more, it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Row, func, select

from lms import jobs
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.domain import row_actions
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import LocaleContext, Read
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records

TAKEN_BACK_MEANWHILE: Final = "corrected-meanwhile"
AT_ONCE: Final = 750  # lines that are looked at together


def recorded_no_more(list_import: ListImport, usual: LocaleContext) -> Iterator[list[int]]:
    """Ids of lines that are not recorded any more although they were when they were decided, some at a time.

    Whoever drives this commits after each: cells are read while others may write.
    """
    last = 0
    while rows := _recorded(list_import, last):
        last = rows[-1].line
        yield []
        with jobs.letting_others_write():
            said = [line_reader.read(row.given, "trainings", usual) for row in rows]
        yield list(_gone(rows, said))


def _recorded(list_import: ListImport, after: int) -> Sequence[Row[Any]]:
    kept = func.coalesce(Person.merged_into_id, Person.id).label("kept")
    asked = select(ListRow.id, ListRow.line, ListRow.given, ListRow.problems, kept)
    mine = (ListRow.import_id == list_import.id, ListRow.action == "same", ListRow.line > after)
    joined = asked.join(Person, Person.id == ListRow.person_id).where(*mine, ListRow.done.is_(False))
    return session.execute(joined.order_by(ListRow.line).limit(AT_ONCE)).all()


def _gone(rows: Sequence[Row[Any]], said: Sequence[Read]) -> Iterator[int]:
    awards = {str(read.values["award"]) for read in said if "award" in read.values}
    ledger = existing_records.ledger_of(sorted({row.kept for row in rows}), awards)
    for row, read in zip(rows, said, strict=True):
        said_before = any(problem["word"] == row_actions.SAID_BEFORE for problem in row.problems)
        if not read.problems and not said_before and not row_actions.is_recorded(row.kept, read, ledger):
            yield row.id
