"""The lines that stayed when an import was undone: they say why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from lms.db import session
from lms.imports.domain.row_actions import NAMESAKE, NAMESAKE_HERE, NUMBER_AGAIN, TAKEN_BACK
from lms.imports.models import ListImport, ListRow
from lms.imports.services.certificate_choice import RECORDED_AGAIN, RECORDED_BESIDE

# What a preview says of a line that is brought in all the same.
OF_PREVIEW: Final = (
    *("phone-shared", "phone-twice", NAMESAKE, NAMESAKE_HERE, NUMBER_AGAIN),
    *(RECORDED_AGAIN, RECORDED_BESIDE, TAKEN_BACK),
)
STAYED: Final = (
    "stayed"  # stands in the summary of an import that was undone: how many lines stayed, wholly or in part
)

WHOLLY: Final = "stayed"  # stands in `before` of a line of which an undo has put nothing back


def noting(before: Mapping[str, Any], *, wholly: bool) -> dict[str, Any]:
    """What a line keeps of how things were before it, and whether nothing of it was put back."""
    kept = {name: value for name, value in before.items() if name != WHOLLY}
    return {**kept, WHOLLY: True} if wholly else kept


def marked(list_import: ListImport) -> tuple[ColumnElement[bool], ...]:
    """The condition that a line of an import stayed."""
    first = ListRow.problems[0]["word"].as_string()
    return (
        ListRow.import_id == list_import.id,
        ListRow.action.in_(("create", "update")),
        first.is_not(None),
        # Where the work had stopped, lines that it did not come to still say what the preview said.
        first.not_in(OF_PREVIEW),
        ListRow.person_id.is_not(None),
    )


def count(list_import: ListImport) -> int:
    """How many lines stayed."""
    return session.scalar(select(func.count()).select_from(ListRow).where(*marked(list_import))) or 0


def note(list_import: ListImport) -> None:
    """Write down how many lines stayed."""
    session.flush()
    list_import.summary = {**list_import.summary, STAYED: count(list_import)}


def is_partly_undone(list_import: ListImport) -> bool:
    """Whether an import was undone and something of it stayed; of older ones that is not known."""
    return list_import.state == "undone" and bool(list_import.summary.get(STAYED))
