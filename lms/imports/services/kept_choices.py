"""What HR has said of whom lines are about, kept while the lines of a list are decided about anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from lms.db import session
from lms.imports.domain.row_actions import NEAR, NEAR_LINE
from lms.imports.models import ListImport, ListRow
from lms.imports.services.certificate_choice import RECORDED_BESIDE
from lms.imports.services.review import line_choices, shown_lines
from lms.imports.services.review.line_choices import NEW, NOBODY
from lms.imports.services.stored_lines import DECIDED

_CHOICES: Final = "choices"  # stand in a matching while lines are decided about anew: what was said of them,
_OFFERED: Final = "offered"  # the people who were offered when it was said,
_BESIDE: Final = "beside"  # and beside which other day it was said to be another training
_NAMES: Final = (_CHOICES, _OFFERED, _BESIDE)
_QUESTIONS: Final = frozenset({"near", "again", "line"})  # asked beside who it is
_SECOND: Final = ("near", "again")  # asked once it is known who it is
_NEAR_WORDS: Final = (NEAR, NEAR_LINE)


class _Said(NamedTuple):
    """What HR has said of a line, who was offered then, and the day close by that it was said to be beside.

    `half`: it is said who it is, and what is asked then is not answered yet.
    """

    line: str
    choice: str
    offered: list[dict[str, Any]]
    beside: Mapping[str, Any] | None
    half: bool


def choices_of(list_import: ListImport) -> dict[str, str]:
    """What HR has said of whom lines are about, by number, to be said again: see `review.choose`."""
    return {one.line: one.choice for one in _said(list_import) if not one.half}


def kept(list_import: ListImport) -> dict[str, Any]:
    """What a matching keeps of it: the choices, and whom there was to choose from."""
    said = [*_said(list_import)]
    return {
        _CHOICES: {one.line: one.choice for one in said},
        _OFFERED: {one.line: one.offered for one in said},
        _BESIDE: {one.line: one.beside for one in said if one.beside is not None},
    }


def still_kept(list_import: ListImport) -> dict[str, Any]:
    """The same of a list of which no line is decided about yet: it was kept when HR went back to the columns."""
    return {name: value for name, value in list_import.matching.items() if name in _NAMES}


def forget(list_import: ListImport) -> None:
    """Keep nothing of it: it is said again, or the list is dropped."""
    list_import.matching = {name: value for name, value in list_import.matching.items() if name not in _NAMES}


def _said(list_import: ListImport) -> Iterator[_Said]:
    columns = (
        *(ListRow.line, ListRow.action, ListRow.person_id),
        *(ListRow.before, ListRow.candidates, ListRow.problems),
    )
    asked = ListRow.candidates[0]["id"].as_integer().is_not(None)  # few lines of many
    statement = select(*columns).where(ListRow.import_id == list_import.id, asked)
    for line, action, person, before, candidates, problems in session.execute(statement):
        if action != "skip" or DECIDED in before:
            choice = NOBODY if action == "skip" else NEW if person is None else str(person)
            beside = next((one["values"] for one in problems if one["word"] == RECORDED_BESIDE), None)
            yield _Said(str(line), choice, candidates, beside, half=False)
        elif person is not None and candidates[0]["why"] in _SECOND:
            # What is asked next is no answer: the person counts as offered without it.
            yield _Said(str(line), str(person), [{"id": person}], None, half=True)


def say_again(list_import: ListImport) -> None:
    """Say of lines that were decided about anew what HR had said before, where that is still a question."""
    choices: Mapping[str, str] = list_import.matching.get(_CHOICES, {})
    offered: Mapping[str, Sequence[Mapping[str, Any]]] = list_import.matching.get(_OFFERED, {})
    beside: Mapping[str, Mapping[str, Any]] = list_import.matching.get(_BESIDE, {})
    forget(list_import)
    if not choices:
        return
    again = {
        row.line: choices[str(row.line)]
        for row in _undecided(list_import)
        if str(row.line) in choices
        and _is_same_question(choices[str(row.line)], row.candidates, offered.get(str(row.line)), list_import)
    }
    # Who stands in another line by now cannot be in this one, too: that is asked again.
    line_choices.choose(list_import, again, refuse=False)
    # Once it is known again who it is, the second question comes: whether it is another training.
    second = {
        row.line: again[row.line]
        for row in _undecided(list_import)
        if row.line in again
        and any(
            one["word"] in _NEAR_WORDS and one["values"] == beside.get(str(row.line)) for one in row.problems
        )
    }
    line_choices.choose(list_import, second, refuse=False)


def _undecided(list_import: ListImport) -> Iterable[ListRow]:
    return session.scalars(
        select(ListRow).where(ListRow.import_id == list_import.id, shown_lines.undecided())
    )


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
