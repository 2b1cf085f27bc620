"""What the page of an import shows: its columns with samples, or its lines with what is wrong with each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from lms.accounts.services.people import Person, Scope, Unit
from lms.content import registry
from lms.db import session
from lms.imports.domain import recorded_otherwise, row_actions
from lms.imports.domain.headings.fields import FIELDS
from lms.imports.domain.lines import column_facts
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.lines.section_rows import SECTIONS
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import namesakes, number_holders, offered_people, value_texts, wording
from lms.imports.presenters.offered_people import Candidate
from lms.imports.presenters.shown_cells import Cell, KnownPeople, cells_of, fields_of, readable
from lms.imports.services import column_matching, forgetting, list_locale
from lms.imports.services import preview as preview_service
from lms.imports.services.review import line_choices, shown_lines
from lms.imports.services.review.shown_lines import SHOWS, Show
from lms.imports.services.stored_lines import DECIDED
from lms.imports.services.undo import stayed_lines
from lms.records.domain import past_results


@dataclass(frozen=True)
class Line:
    """A line of the preview. `problems` belong to the whole line, not to one of its cells.

    `asked`: HR is to say whom it is about; `again`: only whether it is right after all; `near`: only whether it is
    another training than that of a day close by; `has_left`: only whether it comes in; `may_be_new`: it can be about
    somebody new; `left_out`: they have said that it is to be left out. `branch` is that of the person where it is none
    of the list. `recorded`: the number of whoever it may be about, where something else is recorded of them.
    """

    number: int
    action: str
    word: str
    person: Person | None
    branch: str
    cells: tuple[Cell, ...]
    problems: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    recorded: str
    asked: bool
    again: bool
    near: bool
    has_left: bool
    may_be_new: bool
    left_out: bool


def awards() -> tuple[str, ...]:
    """The ids of what can be recorded, in their teaching order."""
    return tuple(module.id for module in registry.current().modules)


def unit_code(list_import: ListImport) -> str:
    """The code of the Society or branch that an import belongs to."""
    return session.get_one(Unit, list_import.unit_id).code


def preview(list_import: ListImport, show: str, after: str, scope: Scope | None = None) -> dict[str, Any]:
    """For the preview and the result: the lines after one of them, and how many there are of each kind.

    Whose number is taken is said of people within `scope`.
    """
    counts = _counts(list_import)
    wanted = next((one for one in SHOWS if one == show), _first_worth_a_look(counts))
    found = shown_lines.page(list_import, wanted, int(after) if after.isdecimal() and len(after) < 8 else 0)
    fields = fields_of(list_import)
    people = _people_of(found.rows)
    usual = list_locale.customs_of(list_import)
    known = KnownPeople(
        people,
        _merged_numbers(people),
        number_holders.of(list_import, found.rows, scope),
        line_choices.lines_for_new(list_import, found.rows, usual),
    )
    lines = [_line(row, list_import, usual, known) for row in found.rows]
    fields = _shown_fields(list_import, fields, lines)
    deciding_now = wanted == "undecided" and list_import.state == "preview"
    return {
        "show": wanted,
        "shows": [
            (one, _show_word(list_import, one), counts[one]) for one in SHOWS if counts[one] or one == wanted
        ],
        "counts": counts,
        "takeable": line_choices.takeable(list_import) if deciding_now else 0,
        "again": line_choices.asked_about(list_import, line_choices.AGAIN)
        if list_import.state == "preview"
        else 0,
        "near": line_choices.asked_about(list_import, line_choices.ANOTHER)
        if list_import.state == "preview"
        else 0,
        "leavers": line_choices.asked_about(list_import, line_choices.LEAVER)
        if list_import.state == "preview"
        else 0,
        "near_days": past_results.NEAR_DAYS,
        "takeable_as_new": line_choices.takeable_as_new(list_import)
        if deciding_now and list_import.kind == "people"
        else 0,
        "page": found,
        "columns": fields,
        "lines": [_with_cells_of(line, fields) for line in lines],
        "groups": value_texts.groups(list_import, usual),
        "elsewhere": list_import.matching.get(preview_service.ELSEWHERE, 0),
        "observed_practice": list_import.matching.get(column_facts.OBSERVED, []),
        "unread_results": list_import.matching.get(column_facts.UNREAD_RESULTS, []),
        "absences_left_out": list_import.matching.get(column_facts.ABSENCES_LEFT_OUT, []),
        "passes_left_out": list_import.matching.get(column_facts.PASSES_LEFT_OUT, []),
        "marks_left_out": list_import.matching.get(column_facts.MARKS_LEFT_OUT, []),
        "lost_cells": list_import.matching.get(column_facts.LOST_CELLS, 0),
        "not_there": list_import.matching.get(column_facts.NOT_THERE),
        "own_records": list_import.matching.get(list_locale.OWN_RECORDS, False),
        "other_modules": list_import.matching.get(column_facts.OTHER_MODULES, []),
        "sections": list_import.matching.get(SECTIONS, []),
        "unread_fields": list_import.matching.get(column_facts.UNREAD_FIELDS, []),
        "other_sheets": list_import.matching.get(column_matching.OTHER_SHEETS, []),
        "running_numbers": list_import.matching.get(column_facts.RUNNING_NUMBERS, ""),
        "day_left_out": list_import.matching.get(column_facts.DAY_LEFT_OUT),
        "told": _told(list_import),
        "asides": [
            (
                row.line,
                "" if forgetting.is_over(list_import) else str(row.problems[0]["values"].get("text", "")),
            )
            for row in shown_lines.asides(list_import)
            if row.problems
        ],
    }


def _told(list_import: ListImport) -> list[tuple[int, str]]:
    """The lines of a preview that looked like notes and of which HR has said that they are people, with their texts."""
    lines = list_import.matching.get("people", ()) if list_import.state == "preview" else ()
    asked = select(ListRow).where(ListRow.import_id == list_import.id, ListRow.line.in_(lines))
    rows = session.scalars(asked.order_by(ListRow.line)) if lines else ()
    return [(row.line, readable(" ".join(filter(str.strip, row.given.values())))) for row in rows]


def _show_word(list_import: ListImport, show: Show) -> str:
    """What a kind of lines is called; of a list that is closed nothing is to be decided any more."""
    over = show == "undecided" and list_import.state != "preview"
    return str(wording.LEFT_UNDECIDED if over else wording.SHOW_WORDS[show])


def _shown_fields(list_import: ListImport, used: Sequence[str], lines: Sequence[Line]) -> list[str]:
    """The fields of the list, and those that something of it is stored in."""
    stored = {cell.field for line in lines for cell in line.cells if cell.stored}
    return [field for field in FIELDS[list_import.kind] if field in used or field in stored]


def _with_cells_of(line: Line, fields: Sequence[str]) -> Line:
    by_field = {cell.field: cell for cell in line.cells}
    shown = tuple(by_field.get(field, Cell(field, "", "", "", (), ())) for field in fields)
    said = {
        problem for cell in shown for problem in cell.problems
    }  # of a name in two columns, beside what is stored
    problems = tuple(problem for problem in line.problems if problem not in said)
    return replace(line, cells=shown, problems=problems)


def _counts(list_import: ListImport) -> dict[Show, int]:
    summary = {name: int(number) for name, number in list_import.summary.items()}
    summary["skip"] = summary.get("skip", 0) - summary.get("remarks", 0)
    kinds = ("create", "update", "same", "fail", "skip")
    return {
        "problems": summary.get("fail", 0),
        "undecided": summary.get("undecided", 0),
        "otherwise": shown_lines.how_many_otherwise(list_import) if list_import.kind == "trainings" else 0,
        "remarked": shown_lines.how_many_remarked(list_import),
        "create": summary.get("create", 0),
        "update": summary.get("update", 0),
        "same": summary.get("same", 0),
        "skip": summary["skip"] - summary.get("undecided", 0),
        "all": sum(summary.get(kind, 0) for kind in kinds),
    }


def _first_worth_a_look(counts: Mapping[Show, int]) -> Show:
    """Problems first, then what HR has to decide, then the rest."""
    return next((show for show in SHOWS if counts[show]), "all")


def _people_of(rows: Iterable[ListRow]) -> dict[int, Person]:
    ids = {one["id"] for row in rows for one in row.candidates}
    ids |= {row.person_id for row in rows if row.person_id is not None}
    ids |= {one for row in rows for one in namesakes.ids(row.problems)}
    return {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(ids)))}


def _merged_numbers(people: Iterable[int]) -> frozenset[tuple[int, str]]:
    """The numbers of records that were merged into somebody's: they are theirs, too."""
    asked = select(Person.merged_into_id, Person.number_key).where(Person.merged_into_id.in_(people))
    return frozenset((int(kept), key) for kept, key in session.execute(asked) if kept is not None)


def _line(row: ListRow, list_import: ListImport, usual: LocaleContext, known: KnownPeople) -> Line:
    people = known.people
    used, beyond = fields_of(list_import), list_import.matching.get(preview_service.BEYOND, ())
    person = None if row.person_id is None else people.get(row.person_id)
    return Line(
        number=row.line,
        action=row.action,
        word=_word(row, list_import),
        person=person,
        branch="" if person is None or person.unit_id not in beyond else value_texts.branch_of(person),
        cells=cells_of(row, list_import, usual, known),
        problems=tuple(
            wording.said(one)
            for one in forgetting.problems_of(row, {}, list_import)
            if one["field"] not in used
        ),
        candidates=offered_people.of(row, list_import, usual, people),
        recorded="" if person is not None and not row.candidates else _recorded(row),
        asked=bool(row.candidates),
        again=any(one["why"] == "again" for one in row.candidates),
        near=any(one["why"] == "near" for one in row.candidates),
        has_left=any(one["why"] == "left" for one in row.candidates),
        may_be_new=row.line in known.new,
        left_out=row.action == "skip" and DECIDED in row.before,
    )


def _recorded(row: ListRow) -> str:
    """The number of the person of whom a line says otherwise than is recorded."""
    numbers = (
        str(one["values"]["number"]) for one in row.problems if one["word"] in recorded_otherwise.WORDS
    )
    return next(numbers, "")


def _word(row: ListRow, list_import: ListImport) -> str:
    """What happens with a line."""
    if row.action == "skip" and row.candidates and DECIDED not in row.before:
        return _show_word(list_import, "undecided")
    if list_import.state == "undone" and row.action in ("create", "update"):
        stays = any(one["word"] not in stayed_lines.OF_PREVIEW for one in row.problems)
        partly = wording.NOT_UNDONE if stayed_lines.WHOLLY in row.before else wording.PARTLY_UNDONE
        return str(partly if stays else wording.STATE_WORDS["undone"])
    # What the list itself says in another line is not recorded because of that.
    said_before = any(one["word"] == row_actions.SAID_BEFORE for one in row.problems)
    return str(wording.ACTION_WORDS["people" if said_before else list_import.kind][row.action])
