"""What the page of an import shows: its columns with samples, or its lines with what is wrong with each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.services.people import Person, Scope, Unit
from lms.content import registry
from lms.db import session
from lms.imports.domain import recorded_otherwise, row_actions
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.fields import FIELDS
from lms.imports.domain.kept_names import kept_names
from lms.imports.domain.lines import column_facts
from lms.imports.domain.lines import line_reader as cells
from lms.imports.domain.lines.line_values import LocaleContext, Problem, Read, Values
from lms.imports.domain.lines.result_answers import TRAINED
from lms.imports.domain.lines.section_rows import SECTIONS
from lms.imports.domain.values import cell_text, results
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import names_here, namesakes, number_holders, offered_people, value_texts, wording
from lms.imports.presenters.offered_people import Candidate
from lms.imports.queries import existing_records
from lms.imports.services import column_matching, forgetting, list_locale
from lms.imports.services import preview as preview_service
from lms.imports.services.review import line_choices, shown_lines
from lms.imports.services.review.shown_lines import SHOWS, Show
from lms.imports.services.stored_lines import DECIDED
from lms.imports.services.undo import stayed_lines
from lms.records.domain import past_results
from lms.text.digits import ascii_digits

# Every letter of these is stored; of the others a code, by whatever name it was written.
_EXACT: Final = ("number", "name", "latin_name", "phone", "email")
_FRACTION: Final = re.compile(r"^\d+[.,]\d+\D*$")  # 8.5 is not 85
LONGEST_SHOWN: Final = 130  # letters: somewhat more than the longest name


@dataclass(frozen=True)
class Cell:
    """A cell as a reader sees it, and what of it is stored, where that looks otherwise.

    `known` is what is known of the person now, where that is something else; `notes` say what is not stored.
    """

    field: str
    text: str
    stored: str
    known: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]


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


def readable(cell: str) -> str:
    """What stands in a cell, without signs that nobody sees, and not more of it than anybody reads."""
    text = cell_text.clean(cell)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


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
    fields = _fields(list_import)
    people = _people_of(found.rows)
    usual = list_locale.customs_of(list_import)
    known = _Known(
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
    cells_of = {cell.field: cell for cell in line.cells}
    shown = tuple(cells_of.get(field, Cell(field, "", "", "", (), ())) for field in fields)
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


def _fields(list_import: ListImport) -> list[str]:
    said = list_import.matching
    typed = [*said.get("columns", {}).values(), *said.get("everywhere", {})]
    used = split_dates.whole(attendance_days.whole(typed))
    return [field for field in FIELDS[list_import.kind] if field in used]


def _people_of(rows: Iterable[ListRow]) -> dict[int, Person]:
    ids = {one["id"] for row in rows for one in row.candidates}
    ids |= {row.person_id for row in rows if row.person_id is not None}
    ids |= {one for row in rows for one in namesakes.ids(row.problems)}
    return {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(ids)))}


def _merged_numbers(people: Iterable[int]) -> frozenset[tuple[int, str]]:
    """The numbers of records that were merged into somebody's: they are theirs, too."""
    asked = select(Person.merged_into_id, Person.number_key).where(Person.merged_into_id.in_(people))
    return frozenset((int(kept), key) for kept, key in session.execute(asked) if kept is not None)


class _Known(NamedTuple):
    """The people of a page of lines by id, the numbers of their merged records, who has numbers, by their keys, and the
    lines that can be about somebody new.
    """

    people: Mapping[int, Person]
    merged: Set[tuple[int, str]]
    holders: Mapping[str, Person]
    new: Set[int]


def _line(row: ListRow, list_import: ListImport, usual: LocaleContext, known: _Known) -> Line:
    people = known.people
    used, beyond = _fields(list_import), list_import.matching.get(preview_service.BEYOND, ())
    person = None if row.person_id is None else people.get(row.person_id)
    return Line(
        number=row.line,
        action=row.action,
        word=_word(row, list_import),
        person=person,
        branch="" if person is None or person.unit_id not in beyond else value_texts.branch_of(person),
        cells=_cells(row, list_import, usual, known),
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


def _cells(row: ListRow, list_import: ListImport, usual: LocaleContext, about: _Known) -> tuple[Cell, ...]:
    """Each cell as it was read, and as it is stored."""
    given, found = forgetting.shown(row, list_import, usual)
    read = cells.read(given, list_import.kind, usual)
    values, notes = _with_result(read, given), [*found]
    unread = {problem.field for problem in read.problems}
    person = None if row.person_id is None else about.people.get(row.person_id)
    if list_import.kind == "people" and row.action in ("update", "same") and person is not None:
        here = existing_records.known_person(person)
        values = row_actions.as_stored(read.values, here)
        for field, name in kept_names(read.values, here).items():
            notes.append(Problem(field if field in read.values else "name", "name-kept", {"name": name}))
        typed = str(values.setdefault("number", person.number))
        if key_of(typed) != person.number_key and (person.id, key_of(typed)) not in about.merged:
            values["number"] = person.number
            notes.append(Problem("number", "number-kept", {"number": person.number, "typed": typed}))
    if list_import.kind == "trainings" and list_import.state == "preview":
        here_called = names_here.note(read.values, person)
        notes += [] if here_called is None else [here_called]
    unsaid = _unsaid(row, given, list_import, usual, person)
    values = {**{field: value for field, value in unsaid.items() if field not in unread}, **values}
    known: Mapping[str, Any] = row.before.get("was", row.before) if row.action == "update" else {}
    problems: list[Mapping[str, Any]] = [*forgetting.problems_of(row, given, list_import)]
    problems = [*namesakes.named(problems, read.values, about.people)]
    problems = [*problems, *number_holders.said(problems, about.holders)]
    if list_import.kind == "trainings" and "award" not in list_import.matching.get("columns", {}).values():
        # Nobody has typed the code of the module that was chosen for all lines.
        given = {
            field: _in_words(field, cell, values) if field == "award" else cell
            for field, cell in given.items()
        }
    if forgetting.is_over(list_import):
        given = {
            field: _in_words(field, cell, values)
            if field in values
            else value_texts.of_kept(field, cell, usual)
            for field, cell in given.items()
        }
        problems = [_in_words_too(one) for one in problems]
    return tuple(
        _cell(field, given.get(field, ""), values, known, notes, problems)
        for field in FIELDS[list_import.kind]
    )


def _with_result(read: Read, given: Mapping[str, str]) -> dict[str, str | int]:
    """What was read of a line, with what is recorded of the result, also where its cell is empty."""
    values, said = dict(read.values), bool(cell_text.said(given.get("result", "")))
    understood = said and "result" not in {problem.field for problem in read.problems}
    if read.mark is not None:
        values["mark" if cell_text.said(given.get("mark", "")) else "result"] = read.mark
    if read.result and understood:
        values.setdefault("result", read.result)
    if read.unsaid and read.passed:
        values.setdefault("result", TRAINED)
    if read.left == "not-there":
        values.setdefault("result", value_texts.NOT_THERE)
    elif understood and not (read.passed or read.left):
        absent = results.is_absence(given.get("result", ""))
        values.setdefault("result", value_texts.NOT_THERE if absent else "failed")
    return values


def _unsaid(
    row: ListRow,
    given: Mapping[str, str],
    list_import: ListImport,
    usual: LocaleContext,
    person: Person | None,
) -> dict[str, str | int]:
    """What is stored where a cell has a text that says nothing: of somebody new and, before it is done, of others.

    Of somebody new also the branch where nothing stands at all: nobody is put under the Society unseen.
    """
    found: dict[str, str | int] = {}
    if list_import.kind == "people" and row.action == "create":
        found = {"branch": usual.home, "language": usual.language}
    elif list_import.state == "preview" and row.action in ("update", "same") and person is not None:
        found = {"branch": person.unit.code, "language": person.language}
    is_blank = not row.given  # whoever it was about was erased: which branch it said is not known any more
    has_branch = "branch" in _fields(list_import) or usual.home != usual.unit
    new = row.action == "create" and has_branch and not is_blank
    return {
        field: value
        for field, value in found.items()
        if given.get(field, "").strip() or (new and field == "branch")
    }


def _cell(
    field: str,
    typed: str,
    values: Values,
    known: Mapping[str, Any],
    notes: Iterable[Problem],
    problems: Iterable[Mapping[str, Any]],
) -> Cell:
    text = readable(typed)
    meant = "result" if field == "mark" else field
    stored = value_texts.text_of(meant, values[field]) if field in values else ""
    same = stored == text or (field not in _EXACT and _says_the_same(stored, text))
    return Cell(
        field,
        text,
        "" if same else stored,
        value_texts.text_of(field, known[field]) if known.get(field) else "",
        tuple(wording.said(one) for one in problems if one["field"] == field),
        tuple(value_texts.note(one) for one in notes if one.field == field),
    )


def _in_words(field: str, cell: str, values: Values) -> str:
    """What is kept of a cell; where that is a code, a word of ours or a day, as the reader knows it."""
    value = values.get(field)
    if field == "result" and cell in value_texts.RESULTS_KEPT and isinstance(value, str):
        return value_texts.text_of(field, value)
    is_mark = field == "mark" or (field == "result" and isinstance(value, int))
    return cell if is_mark or cell != str(value) else value_texts.text_of(field, cell)


def _in_words_too(problem: Mapping[str, Any]) -> Mapping[str, Any]:
    """A problem that repeats what is kept of a word for a result, as the reader knows it."""
    said = problem["values"].get("said")
    if said not in value_texts.RESULTS_KEPT:
        return problem
    return {**problem, "values": {**problem["values"], "said": value_texts.text_of("result", said)}}


def _says_the_same(stored: str, text: str) -> bool:
    """Whether what is stored looks as it was written: signs between letters say nothing, those in numbers do."""
    same = columns.key(stored) == columns.key(text)
    return same and _FRACTION.search(ascii_digits(text)) is None
