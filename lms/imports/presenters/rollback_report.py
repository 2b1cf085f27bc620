"""Who stayed when an import was undone, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import wording
from lms.imports.services import stayed_lines

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


def state_of(list_import: ListImport) -> str:
    """Where an import stands, in words."""
    partly = stayed_lines.is_partly_undone(list_import)
    return str(wording.UNDONE_IN_PART if partly else wording.STATE_WORDS[list_import.state])


def of_import(list_import: ListImport) -> AllStayed | None:
    """Who stayed; None for an import that was not undone."""
    if list_import.state != "undone":
        return None
    asked = select(ListRow, Person).join(Person, Person.id == ListRow.person_id)
    asked = asked.where(*stayed_lines.marked(list_import))
    rows = session.execute(asked.order_by(ListRow.line).limit(SHOWN)).all()
    return AllStayed(
        [
            Stayed(row.line, person, [wording.said(problem) for problem in row.problems])
            for row, person in rows
        ],
        stayed_lines.count(list_import),
    )
