"""Forget what a list says beside what is stored of it, once it is dealt with.

The lines stay for a while, so that the import can be undone and those that were left out be taken away; what was left
out of them does not. Done twice it is done once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Row, select, update

from lms import jobs
from lms.accounts.services.people import PersonId
from lms.db import among, session
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import left_out, line_notes, line_reader
from lms.imports.domain.lines.line_values import LocaleContext, Problem
from lms.imports.models import ListImport, ListRow
from lms.imports.services.certificate_choice import RECORDED_AGAIN, RECORDED_BESIDE
from lms.imports.services.list_locale import customs_of

NOTES: Final = (
    "notes"  # stands in `before` of a line: which cells say more than what is stored, and in which way
)
FORGOTTEN: Final = "forgotten"  # stands in a matching
_WAS_DONE: Final = {RECORDED_AGAIN: "was-recorded-again", RECORDED_BESIDE: "was-recorded-beside"}
_WAS_NOT_DONE: Final = {RECORDED_AGAIN: "was-taken-back", RECORDED_BESIDE: "is-recorded-near"}
_AT_ONCE: Final = 500  # lines


def steps(lines: int) -> int:
    """About how many times `forget_left_out` yields."""
    return 2 * -(-lines // _AT_ONCE)


def forget_left_out(list_import: ListImport) -> Iterator[None]:
    """Take what was left out from the lines of an import. Cells are read between two transactions."""
    usual, kind, last = customs_of(list_import), list_import.kind, 0
    while rows := _lines_after(list_import, last):
        last = rows[-1].line
        yield
        with jobs.letting_others_write():
            changed = [new for row in rows if (new := _without(row, kind, usual)) is not None]
        if changed:
            session.execute(update(ListRow), changed)
        yield
    list_import.matching = {**list_import.matching, FORGOTTEN: True}


def empty(row: ListRow, kind: Kind) -> None:
    """Take from a line all that it says of a person; its number and what happened with it stay."""
    row.given, row.problems, row.candidates = {}, [], []
    if kind == "people":  # of trainings it holds ids of entries: a list that was wrong can still be undone
        row.before = {}


def empty_texts(row: ListRow) -> None:
    """Take from a line what it says, and keep what was done with it: it is about somebody whose list can be undone.

    What it has changed stays in `before`: these are values of that person alone.
    """
    row.given, row.problems, row.candidates = {}, [], []
    row.before = {name: value for name, value in row.before.items() if name not in ("read", NOTES)}


def lines_about(people: Collection[PersonId]) -> list[tuple[PersonId, ListRow, Kind]]:
    """The lines of lists that are closed or at work which are about some people, each with whom it is about.

    A list that waits says what may still be brought in: it stays as it is.
    """
    asked = select(ListRow, ListImport.kind).join(ListImport, ListImport.id == ListRow.import_id)
    asked = asked.where(among(ListRow.person_id, people), ListImport.state.not_in(("matching", "preview")))
    return [(PersonId(row.person_id or 0), row, kind) for row, kind in session.execute(asked)]


def offer_no_more(people: Collection[PersonId]) -> None:
    """Take people who are removed from those whom other lines may be about."""
    asked = select(ListRow).where(
        ListRow.action == "skip", ListRow.candidates[0]["id"].as_integer().is_not(None)
    )
    for row in session.scalars(asked) if people else ():
        if any(one["id"] in people for one in row.candidates):
            row.candidates = [one for one in row.candidates if one["id"] not in people]


def is_over(list_import: ListImport) -> bool:
    """Whether a list is dealt with, so that what was left out of it is shown no more."""
    return list_import.state not in ("matching", "preview")


def shown(
    row: ListRow, list_import: ListImport, usual: LocaleContext
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The cells of a line, and what is said of them beside what is stored: as typed, until the list is dealt with."""
    if not is_over(list_import):
        values = line_reader.read(row.given, list_import.kind, usual).values
        return row.given, tuple(line_notes.notes_of(row.given, values, usual))
    cells, notes = left_out.kept(row.given, list_import.kind, usual)
    return cells, (*(Problem(**one) for one in row.before.get(NOTES, ())), *notes)


def problems_of(row: ListRow, cells: Mapping[str, str], list_import: ListImport) -> list[dict[str, Any]]:
    """What is wrong with a line of which these cells are shown."""
    if not is_over(list_import):
        return row.problems
    return [left_out.without_texts(_in_the_past(one, row.done), cells) for one in row.problems]


def _in_the_past(problem: Mapping[str, Any], done: bool) -> Mapping[str, Any]:
    """What a preview says that will be done, once the list is dealt with."""
    was = _WAS_DONE if done else _WAS_NOT_DONE
    return {**problem, "word": was.get(problem["word"], problem["word"])}


def _lines_after(list_import: ListImport, line: int) -> Sequence[Row[Any]]:
    columns = (
        *(ListRow.id, ListRow.line, ListRow.given),
        *(ListRow.problems, ListRow.before, ListRow.candidates),
    )
    asked = select(*columns).where(ListRow.import_id == list_import.id, ListRow.line > line)
    return session.execute(asked.order_by(ListRow.line).limit(_AT_ONCE)).all()


def _without(row: Row[Any], kind: Kind, usual: LocaleContext) -> dict[str, Any] | None:
    """What a line becomes; None where nothing was left out."""
    cells, notes = left_out.kept(row.given, kind, usual)
    problems = [left_out.without_texts(one, cells) for one in row.problems]
    before = {**row.before, NOTES: [*row.before.get(NOTES, ()), *map(asdict, notes)]} if notes else row.before
    # That somebody may have left is not kept.
    candidates = [{**one, "why": "line"} if one["why"] == "left" else one for one in row.candidates]
    new = {"given": cells, "problems": problems, "before": before, "candidates": candidates}
    if all(value == getattr(row, name) for name, value in new.items()):
        return None
    return {"id": row.id, **new}
