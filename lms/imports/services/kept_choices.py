"""What HR has said of whom lines are about, kept while the lines of a list are decided about anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.services.review import line_choices, shown_lines
from lms.imports.services.review.line_choices import NEW, NOBODY
from lms.imports.services.stored_lines import DECIDED

_CHOICES: Final = "choices"  # stand in a matching while lines are decided about anew: what was said of them,
_OFFERED: Final = "offered"  # and the people who were offered when it was said
_QUESTIONS: Final = frozenset({"near", "again"})


def choices_of(list_import: ListImport) -> dict[str, str]:
    """What HR has said of whom lines are about, by number, to be said again: see `review.choose`."""
    return {line: choice for line, choice, _ in _said(list_import)}


def kept(list_import: ListImport) -> dict[str, Any]:
    """What a matching keeps of it: the choices, and whom there was to choose from."""
    said = _said(list_import)
    return {
        _CHOICES: {line: choice for line, choice, _ in said},
        _OFFERED: {line: candidates for line, _, candidates in said},
    }


def _said(list_import: ListImport) -> list[tuple[str, str, list[dict[str, Any]]]]:
    columns = (
        *(ListRow.line, ListRow.action, ListRow.person_id),
        *(ListRow.before, ListRow.candidates),
    )
    asked = ListRow.candidates[0]["id"].as_integer().is_not(None)  # few lines of many
    return [
        (str(line), NOBODY if action == "skip" else NEW if person is None else str(person), candidates)
        for line, action, person, before, candidates in session.execute(
            select(*columns).where(ListRow.import_id == list_import.id, asked)
        )
        if action != "skip" or DECIDED in before
    ]


def say_again(list_import: ListImport) -> None:
    """Say of lines that were decided about anew what HR had said before, where that is still a question."""
    choices: Mapping[str, str] = list_import.matching.get(_CHOICES, {})
    offered: Mapping[str, Sequence[Mapping[str, Any]]] = list_import.matching.get(_OFFERED, {})
    names = (_CHOICES, _OFFERED)
    list_import.matching = {name: value for name, value in list_import.matching.items() if name not in names}
    if not choices:
        return
    statement = select(ListRow).where(ListRow.import_id == list_import.id, shown_lines.undecided())
    still = {str(row.line): row.candidates for row in session.scalars(statement)}
    again = {
        line: choices[line]
        for line, candidates in still.items()
        if line in choices and _is_same_question(choices[line], candidates, offered.get(line), list_import)
    }
    # Who stands in another line by now cannot be in this one, too: that is asked again.
    line_choices.choose(list_import, {int(line): choice for line, choice in again.items()}, refuse=False)


def _is_same_question(
    choice: str,
    candidates: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]] | None,
    list_import: ListImport,
) -> bool:
    """Whether a choice answers what is asked now: nobody else is offered, and nothing more is to be said of who is.

    What an older version has kept without those who were offered is said again wherever it can be.
    """
    before = candidates if before is None else before
    if choice == NOBODY:
        return True
    if choice == NEW:
        return list_import.kind == "people" and {one["id"] for one in candidates} <= {
            one["id"] for one in before
        }
    questions, answered = (_questions(choice, some) for some in (candidates, before))
    return questions is not None and questions <= (answered or set())


def _questions(person: str, candidates: Sequence[Mapping[str, Any]]) -> set[str] | None:
    """What is asked of a training beside whom it is about; None where somebody is not offered."""
    of_them = [one for one in candidates if str(one["id"]) == person]
    if not of_them:
        return None
    return {one.get(name, "") for one in of_them for name in ("why", "against")} & _QUESTIONS
