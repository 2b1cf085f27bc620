"""The cells of a line as the page of an import shows them: as they were read, as they are stored, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.services.people import Person
from lms.imports.domain import row_actions
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.fields import FIELDS
from lms.imports.domain.kept_names import kept_names
from lms.imports.domain.lines import line_reader as cells
from lms.imports.domain.lines.line_values import LocaleContext, Problem, Read, Values
from lms.imports.domain.lines.result_answers import TRAINED
from lms.imports.domain.values import cell_text, results
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import names_here, namesakes, number_holders, value_texts, wording
from lms.imports.queries import existing_records
from lms.imports.services import forgetting
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


class KnownPeople(NamedTuple):
    """The people of a page of lines by id, the numbers of their merged records, who has numbers, by their keys, and the
    lines that can be about somebody new.
    """

    people: Mapping[int, Person]
    merged: Set[tuple[int, str]]
    holders: Mapping[str, Person]
    new: Set[int]


def readable(cell: str) -> str:
    """What stands in a cell, without signs that nobody sees, and not more of it than anybody reads."""
    text = cell_text.clean(cell)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def fields_of(list_import: ListImport) -> list[str]:
    """The fields that the columns of a list hold, or that were said for all its lines, in their order."""
    said = list_import.matching
    typed = [*said.get("columns", {}).values(), *said.get("everywhere", {})]
    used = split_dates.whole(attendance_days.whole(typed))
    return [field for field in FIELDS[list_import.kind] if field in used]


def cells_of(
    row: ListRow, list_import: ListImport, usual: LocaleContext, about: KnownPeople
) -> tuple[Cell, ...]:
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
    has_branch = "branch" in fields_of(list_import) or usual.home != usual.unit
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
