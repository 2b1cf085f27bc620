"""Where an import stands, in words: why it was closed, who stayed when it was undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.accounts.services.people import Person
from lms.data_inventory import DAYS
from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import wording
from lms.imports.services import closing
from lms.imports.services.undo import stayed_lines

_CLOSED_WORDS: Final[Mapping[closing.Why, LazyString]] = {
    "erasure": _l("Closed: a person in it was erased"),
    "age": _l("Closed: it waited too long"),
}
_CLOSED_SENTENCES: Final[Mapping[closing.Why | None, LazyString]] = {
    "erasure": _l(
        "This list was closed because a person in it was erased. Its file and its lines are gone. "
        "Please bring it in again without that person."
    ),
    "age": _l(
        "This list was closed because nobody went on with it for %(days)s days. Its file and its lines are gone.",
        days=DAYS["closed-import"],
    ),
    None: _l("This list was not brought in. Its file and its lines are gone."),
}
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
    why = closing.reason_of(list_import)
    if why is not None:
        return str(_CLOSED_WORDS[why])
    partly = stayed_lines.is_partly_undone(list_import)
    return str(wording.UNDONE_IN_PART if partly else wording.STATE_WORDS[list_import.state])


def erased_since(list_import: ListImport) -> int:
    """How many lines of a list that is done are about people who were erased since."""
    if list_import.state != "done":
        return 0
    summary = list_import.summary
    return int(summary["create"]) + int(summary["update"]) - int(summary["done"])


def why_closed(list_import: ListImport) -> str:
    """What the page of a list says that was not brought in."""
    return str(_CLOSED_SENTENCES[closing.reason_of(list_import)])


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
