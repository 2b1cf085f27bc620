"""Decide about every line of a list and store it for the preview: the long work before anything is changed.

Generators: they yield after each batch, and whoever drives them (a job, a request) commits there, so that whatever is
cut off in the middle goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select

from lms.accounts.services import people
from lms.accounts.services.people import Person, Unit, UnitId
from lms.db import session
from lms.imports.domain import contradicting_lines, recorded_otherwise, row_actions
from lms.imports.domain.candidates import Index
from lms.imports.domain.columns import monk_titles, table_detection
from lms.imports.domain.columns.attendance import attendance_days, day_headings, hours_of_days
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings import split_dates
from lms.imports.domain.lines import cell_readers, left_out_marks, line_values, section_rows
from lms.imports.domain.lines import line_reader as cells
from lms.imports.domain.lines.column_facts import ADDRESSED, MARKS_LEFT_OUT, SAID, Given, facts_of
from lms.imports.domain.lines.line_values import Read
from lms.imports.domain.lines.section_rows import SECTIONS
from lms.imports.domain.lines.value_groups import MOST_GROUPS, SETTLED, groups_of, kept, of_no_branch
from lms.imports.domain.row_actions import Decision
from lms.imports.domain.values import cell_text
from lms.imports.models import ListImport
from lms.imports.queries import existing_records, locale_context
from lms.imports.queries.number_shapes import usual_of_list, widths_of_list
from lms.imports.services import certificate_choice, changed_since
from lms.imports.services.list_locale import USUAL_NUMBER, customs_in
from lms.imports.services.stored_lines import count, lines_of, own_ids, store, store_remarks
from lms.imports.services.upload import upload_store

ELSEWHERE: Final = (
    "elsewhere"  # stands in a matching: how many lines name another branch than that of the list
)
BEYOND: Final = "beyond"  # stands in a matching: the other branches whose people its lines may be about
DIGEST: Final = "decisions"  # stands in a matching: tells what was decided, before HR said anything
BATCH: Final = 500  # lines that are read, or decided about, in one go
_CLOSED: Final = Decision("fail", problems=(line_values.Problem("", "account-closed", {}),))


def given_lines(table: Table, matching: Mapping[str, Any]) -> list[tuple[int, dict[str, str]]]:
    """What each line says, as it was typed, by field; and what was said for the whole list."""
    fields = {int(column) - 1: field for column, field in matching["columns"].items()}
    everywhere: dict[str, str] = matching.get("everywhere", {})
    rows = [line.cells for line in table.lines]
    results = attendance_days.shares(rows, fields)
    absent = hours_of_days.absences(table.header, rows, matching["columns"])[1]
    single = {place: field for place, field in fields.items() if field != attendance_days.FIELD}
    typed = (
        (
            line.number,
            {field: table.cell(line, place) for place, field in single.items()}
            | result
            | ({attendance_days.FIELD: days} if days else {}),
        )
        for line, result, days in zip(table.lines, results, absent, strict=True)
    )
    return [
        (number, {**everywhere, **day_headings.with_first_day(split_dates.put_together(cells))})
        for number, cells in typed
    ]


def plan(list_import: ListImport, table: Table | None = None) -> Iterator[None]:
    """Decide about every line of the file and store it for the preview. `table` is that of the file, if known.

    Yields often: nobody else waits for the database while cells are read, and whoever watches sees it move.
    """
    if not lines_of(list_import):  # what was decided before it was cut off is as old as its mark
        list_import.matching = {**list_import.matching, changed_since.MARK: changed_since.mark()}
    uuid, sheet, kind, matching, unit_id = (
        list_import.uuid,
        list_import.sheet,
        list_import.kind,
        {name: value for name, value in list_import.matching.items() if name != SETTLED},
        list_import.unit_id,
    )
    known, usual = upload_store.remembered(list_import), customs_in(unit_id, matching)
    yield
    if table is None:
        table = table_detection.find(
            upload_store.book(uuid).sheet(sheet), kind, known, matching.get("people", ())
        )
    given = given_lines(table, matching)
    if kind == "people":
        given = monk_titles.with_titles(given, table, matching["columns"])
    facts = facts_of(table, given, matching["columns"], usual, kind, {**known, **matching.get(SAID, {})})
    numbers = {
        cell_readers.number_of(cell_text.said_in("number", typed.get("number", ""))) for _, typed in given
    } - {""}
    unit = session.get_one(Unit, unit_id)
    usual_number = usual_of_list(numbers, unit.society)
    widths = widths_of_list(numbers, existing_records.units_of(unit), usual_number)
    sections = section_rows.of(table, matching, usual, kind)
    given = section_rows.with_modules(given, sections) if kind == "trainings" else given
    matching = {
        **matching,
        **facts,
        "widths": widths,
        USUAL_NUMBER: usual_number,
        SECTIONS: section_rows.kept(sections),
    }
    usual = customs_in(unit_id, matching)
    yield
    lines: list[tuple[int, Read]] = []
    for some in existing_records.in_parts(given, BATCH):
        lines += [(number, cells.read(typed, kind, usual)) for number, typed in some]
        yield
    if kind == "trainings":
        matching[MARKS_LEFT_OUT] = yield from _marks_left_out(table, given, matching, unit_id)
    groups = groups_of(given, dict(lines), usual, matching.get("brackets"), matching.get(ADDRESSED))
    elsewhere = sum(_names_elsewhere(read) for _, read in lines)
    values = [(number, read.values) for number, read in lines]
    _settle_branches(unit_id, {usual.home, *(str(read["branch"]) for _, read in values if "branch" in read)})
    reach = reach_of(list_import)
    index = yield from existing_records.index_of(list_import.unit_id, values, kind, reach)
    digest, branches = hashlib.sha256(), set[str]()
    decisions = _digested(_decisions(list_import, lines, index, reach, usual.home), dict(lines), digest)
    decisions = _noting_branches(decisions, index, branches)
    unplaced: list[int] = []
    if kind == "people" and len({*usual.branches.values()}) > 1:
        decisions = _noting_unplaced(decisions, dict(given), dict(lines), unplaced)
    yield from store(list_import, dict(given), dict(lines), decisions, batch_size=BATCH)
    yield from certificate_choice.foresee(list_import, usual)
    list_import.matching = matching
    store_remarks(list_import, table.asides)
    if unplaced:  # first where the list says branches, and shown in any case
        place = 0 if "branch" in matching["columns"].values() else MOST_GROUPS - 1
        groups.insert(place, of_no_branch(len(unplaced), usual))
    list_import.matching = {
        **list_import.matching,
        **kept(groups, matching),
        ELSEWHERE: elsewhere,
        BEYOND: _beyond(unit_id, branches),
        DIGEST: digest.hexdigest(),
    }
    list_import.state = "preview"
    count(list_import)


def _marks_left_out(
    table: Table, given: Given, matching: Mapping[str, Any], unit_id: UnitId
) -> Generator[None, None, list[tuple[str, int]]]:
    """The headings of columns of marks that are left out, each with how many lines are said to have passed below it."""
    fields: Mapping[str, str] = matching["columns"]
    found = []
    for place in left_out_marks.of(table, given, fields, customs_in(unit_id, matching)):
        lines, facts = left_out_marks.as_marks(table, given, fields, place)
        usual, low = customs_in(unit_id, {**matching, **facts}), 0
        for some in existing_records.in_parts(lines, BATCH):
            low += left_out_marks.too_low(some, usual)
            yield
        found.append((table.header[place], low))
    return found


def _digested(
    decisions: Iterator[tuple[int, Decision]], lines: Mapping[int, Read], digest: hashlib._Hash
) -> Iterator[tuple[int, Decision]]:
    """The decisions, each of them put into a digest with what its line says."""
    for number, decision in decisions:
        digest.update(repr((number, lines[number].values, decision)).encode())
        yield number, decision


def reach_of(list_import: ListImport) -> frozenset[int]:
    """The ids of the units whose people the lines of an import may be about."""
    actor = None if list_import.actor_id is None else session.get(Person, list_import.actor_id)
    return existing_records.reach_of(session.get_one(Unit, list_import.unit_id), actor)


def _noting_branches(
    decisions: Iterator[tuple[int, Decision]], index: Index, branches: set[str]
) -> Iterator[tuple[int, Decision]]:
    """The decisions; the branches of those whom they are about are noted."""
    for number, decision in decisions:
        named = {decision.person, *(one.id for one in decision.candidates)}
        branches.update(index.by_id[one].branch for one in named if one in index.by_id)
        yield number, decision


def _noting_unplaced(
    decisions: Iterator[tuple[int, Decision]],
    given: Mapping[int, Mapping[str, str]],
    lines: Mapping[int, Read],
    unplaced: list[int],
) -> Iterator[tuple[int, Decision]]:
    """The decisions; the lines about people who are new, or may be, and whose branch is empty are noted."""
    for number, decision in decisions:
        of_another = any(one.word == row_actions.NUMBER_OF_ANOTHER for one in decision.problems)
        asked = decision.candidates and "number" in lines[number].values and not of_another
        may_be_new = decision.action == "create" or asked
        if may_be_new and not cell_text.said(given[number].get("branch", "")):
            unplaced.append(number)
        yield number, decision


def _beyond(unit_id: UnitId, branches: Set[str]) -> list[int]:
    """The ids of those branches that are not below the unit of a list."""
    ours = existing_records.units_of(session.get_one(Unit, unit_id))
    found = session.scalars(select(Unit.id).where(Unit.code.in_(branches)))
    return sorted(set(found) - ours)


def _names_elsewhere(read: Read) -> bool:
    return any(problem.word == "branch-elsewhere" for problem in read.problems)


def steps(people: int, lines: int) -> int:
    """About how many times `plan` yields, with so many people within reach."""
    return 1 + 2 * -(-lines // BATCH) + (lines + people) // existing_records.PAGE


def _settle_branches(unit_id: UnitId, codes: Set[str]) -> None:
    """Make a unit of every branch that lines name and nobody belongs to yet: their people would be put elsewhere."""
    statement = select(Unit.code).where(Unit.code.in_(codes))
    society = locale_context.society_unit(session.get_one(Unit, unit_id))
    for code in sorted(codes - set(session.scalars(statement))):
        people.ensure_unit("branch", code, society)


def _decisions(
    list_import: ListImport, lines: Sequence[tuple[int, Read]], index: Index, reach: frozenset[int], home: str
) -> Iterator[tuple[int, Decision]]:
    if list_import.kind == "people":
        told = list_import.matching.get("people", ())
        return _openly(
            row_actions.people(lines, index, told, home=home), existing_records.closed_people(reach)
        )
    awards = {str(read.values["award"]) for _, read in lines if "award" in read.values}
    ledger = existing_records.ledger_of(sorted(one.id for one in index.by_id.values() if one.ours), awards)
    decisions = row_actions.trainings(lines, index, ledger, own_ids(list_import))
    decisions = contradicting_lines.asked_about(decisions, lines, index)
    return recorded_otherwise.named(decisions, lines, index, ledger)


def _openly(decisions: Iterable[tuple[int, Decision]], closed: Set[int]) -> Iterator[tuple[int, Decision]]:
    """Nothing is changed unseen about somebody whose account is closed: HR opens it first, or leaves it."""
    for number, decision in decisions:
        hidden = decision.person in closed and decision.action in ("update", "same")
        yield number, replace(_CLOSED, person=decision.person) if hidden else decision
