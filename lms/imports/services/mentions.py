"""Which lists tell of somebody who is to be erased: in their lines, and in the files of those that are not decided.

It takes as long as all lists are, so it is looked up before the transaction that erases: while that one runs, nobody
else can write. Within it only what has changed since is looked through again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Text, cast, func, select

from lms.accounts.queries.identifying_text import IdentifyingText
from lms.accounts.services.people import PersonId
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.models import ListImport, ListRow
from lms.imports.services.upload import upload_store

UNDECIDED: Final = ("matching", "preview", "running")
_STREAM: Final = 1000  # rows looked through at once
_TEXTS: Final = (ListRow.given, ListRow.before, ListRow.problems, ListRow.candidates)


@dataclass(frozen=True)
class Mention:
    """How a list stood when it was looked through, the ids of its lines that are or may be about the person, and
    whether it would bring them back: HR said so or may say so of a line, or its file names them.
    """

    stood: tuple[object, ...]
    lines: frozenset[int]
    brings_back: bool


@dataclass(frozen=True)
class Mentions:
    """What was looked up of one person: every list by its id."""

    ids: tuple[PersonId, ...]
    identifying_text: IdentifyingText
    lists: Mapping[int, Mention]

    def lines(self) -> list[int]:
        """The lines of all lists that are about the person, or may be."""
        return sorted(line for one in self.lists.values() for line in one.lines)


def look_up(
    ids: Sequence[PersonId], identifying_text: IdentifyingText, known: Mentions | None = None
) -> Mentions:
    """Look through all lists; `known` is what was found before, and holds for lists that still stand as they did."""
    if known is not None and (known.ids, known.identifying_text) != (tuple(ids), identifying_text):
        known = None
    found = {}
    for list_import in session.scalars(select(ListImport).order_by(ListImport.id)).all():
        before, stood = known.lists.get(list_import.id) if known else None, _how_it_stands(list_import)
        if before is None or before.stood != stood:
            before = _look_through(list_import, stood, ids, identifying_text)
        found[list_import.id] = before
    return Mentions(tuple(ids), identifying_text, found)


def _how_it_stands(list_import: ListImport) -> tuple[object, ...]:
    """What tells whether lines have changed. Those of a list that is closed change with its state, or only lose."""
    stands: tuple[object, ...] = (list_import.state, list_import.undone_at, list_import.job_id)
    if list_import.state not in UNDECIDED:
        return stands
    sizes = (func.sum(func.length(cast(text, Text))) for text in _TEXTS)
    asked = select(func.count(), func.max(ListRow.id), func.sum(ListRow.person_id), *sizes)
    return (*stands, *session.execute(asked.where(ListRow.import_id == list_import.id)).one())


def _look_through(
    list_import: ListImport,
    stood: tuple[object, ...],
    ids: Sequence[PersonId],
    identifying_text: IdentifyingText,
) -> Mention:
    asked = select(ListRow.id, ListRow.person_id, ListRow.candidates, ListRow.given, ListRow.before)
    asked = asked.add_columns(ListRow.problems).where(ListRow.import_id == list_import.id)
    lines, points = set(), False
    for line, person, candidates, *texts in session.execute(asked.execution_options(yield_per=_STREAM)):
        if person in ids or any(one.get("id") in ids for one in candidates):
            points = True
            lines.add(line)
        elif identifying_text.tell(text_of(*texts)):
            lines.add(line)
    is_open = list_import.state in UNDECIDED
    brings_back = is_open and (points or _file_tells(list_import, identifying_text))
    return Mention(stood, frozenset(lines), brings_back)


def _file_tells(list_import: ListImport, identifying_text: IdentifyingText) -> bool:
    try:
        book = upload_store.book_of(list_import)
    except RuleBroken:  # there is no file any more
        return False
    return any(identifying_text.tell("\n".join(cells)) for sheet in book.sheets for cells in sheet.rows)


def text_of(*values: Any) -> str:
    """Every text within plain values of JSON, one below the other."""
    return "\n".join(_texts(list(values)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _texts(one)
