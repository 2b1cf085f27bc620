"""Who stayed when an import was undone, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.domain.row_actions import TAKEN_BACK
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import wording
from lms.imports.services.certificate_choice import RECORDED_AGAIN, RECORDED_BESIDE

# What a preview says of a line that is brought in all the same.
OF_PREVIEW: Final = ("phone-shared", "phone-twice", RECORDED_AGAIN, RECORDED_BESIDE, TAKEN_BACK)
SHOWN: Final = 200  # lines that the page of the result names


@dataclass(frozen=True)
class Stayed:
    """A line that could not be taken back wholly: whom it is about, and why, a sentence each."""

    line: int
    person: Person
    reasons: Sequence[str]


@dataclass(frozen=True)
class AllStayed:
    """The first of those who stayed, and how many there are."""

    lines: Sequence[Stayed]
    count: int


def of_import(list_import: ListImport) -> AllStayed | None:
    """Who stayed; None for an import that was not undone."""
    if list_import.state != "undone":
        return None
    first = ListRow.problems[0]["word"].as_string()
    marked = (
        ListRow.import_id == list_import.id,
        ListRow.action.in_(("create", "update")),
        first.is_not(None),
        # Where the work had stopped, lines that it did not come to still say what the preview said.
        first.not_in(OF_PREVIEW),
    )
    asked = select(ListRow, Person).join(Person, Person.id == ListRow.person_id).where(*marked)
    rows = session.execute(asked.order_by(ListRow.line).limit(SHOWN)).all()
    count = select(func.count()).select_from(ListRow).where(*marked, ListRow.person_id.is_not(None))
    return AllStayed(
        [
            Stayed(row.line, person, [wording.said(problem) for problem in row.problems])
            for row, person in rows
        ],
        session.scalar(count) or 0,
    )
