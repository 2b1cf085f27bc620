"""Decide about every line of a list and store it for the preview: the long work before anything is changed.

Generators: they yield after each batch, and whoever drives them (a job, a request) commits there, so that whatever is
cut off in the middle goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, replace
from typing import Any, Final, cast

from sqlalchemy import delete, func, select

from lms.accounts.services import people
from lms.accounts.services.people import Person, Unit, UnitId
from lms.db import insert_all, session
from lms.imports.domain import row_actions
from lms.imports.domain.candidates import Index
from lms.imports.domain.columns import attendance_days, table_detection
from lms.imports.domain.columns.non_data_rows import Line
from lms.imports.domain.columns.result_columns import ResultColumn
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import cell_readers, left_out_marks, line_values, section_rows
from lms.imports.domain.lines import line_reader as cells
from lms.imports.domain.lines.column_facts import MARKS_LEFT_OUT, RESULT_COLUMN, SAID, Given, facts_of
from lms.imports.domain.lines.line_values import LocaleContext, Read, Values
from lms.imports.domain.lines.section_rows import SECTIONS
from lms.imports.domain.lines.value_groups import SAID_HERE, SETTLED, groups_of, kept, of_no_branch
from lms.imports.domain.row_actions import Decision
from lms.imports.domain.values import brackets, cell_text, date_order
from lms.imports.domain.values.date_order import Mixed, Order
from lms.imports.domain.values.dates import Era
from lms.imports.domain.values.marks import Points
from lms.imports.domain.values.number_widths import Width, shape_of
from lms.imports.domain.values.person_names import families_before
from lms.imports.domain.values.short_years import ShortYears
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records, locale_context
from lms.imports.queries.number_shapes import widths_of_list
from lms.imports.services import certificate_choice, changed_since, upload_store
from lms.records.services import achievements

DECIDED: Final = "decided"  # stands in `before` of a line that HR wants to be left out
REMARK: Final = "remark"  # stands in `before` of a line that is about nobody
_LONGEST_REMARK: Final = 200  # characters
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
    results = attendance_days.shares([line.cells for line in table.lines], fields)
    single = {place: field for place, field in fields.items() if field != attendance_days.FIELD}
    typed = (
        (line.number, {field: line.cells[place] for place, field in single.items()} | result)
        for line, result in zip(table.lines, results, strict=True)
    )
    return [(number, {**everywhere, **split_dates.put_together(cells)}) for number, cells in typed]


def customs_of(list_import: ListImport) -> LocaleContext:
    """How the cells of an import are read: by what texts meant when its lines were decided about."""
    matching = list_import.matching
    if list_import.state in ("done", "undone") and SETTLED not in matching:
        matching = {**matching, SETTLED: []}  # of older versions: nobody knows any more
    return _customs(list_import.unit_id, matching)


def _customs(unit_id: UnitId, matching: Mapping[str, Any]) -> LocaleContext:
    fields = matching.get("columns", {})
    in_order = [fields[number] for number in sorted(fields, key=int)]
    usual = locale_context.of_unit(session.get_one(Unit, unit_id), matching.get("orders", {}))
    if SETTLED in matching:
        usual = replace(usual, settled={(field, key): means for field, key, means in matching[SETTLED]})
    here = {(field, key): means for field, key, means in matching.get(SAID_HERE, ())}
    usual = replace(usual, settled={**usual.settled, **here})
    mixed = {field: Mixed(*found) for field, found in matching.get("mixed_orders", {}).items()}
    mixed = {field: one._replace(order=_order(usual, field, one)) for field, one in mixed.items()}
    widths = {}
    for before, (digits, like) in matching.get("widths", {}).items():
        width = Width(digits, like)
        said = usual.settled.get(("number", shape_of(before, width)), "")
        widths[before] = width._replace(said=said)
    return replace(
        usual,
        families_before=families_before(in_order),
        widths=widths,
        titles_apart=matching.get("titles_apart", False),
        x_is_other=matching.get("x_is_other", False),
        results_ticked=matching.get("results_ticked", False),
        short_years=dict(_short_years(matching, usual)),
        orders={**usual.orders, **{field: one.order for field, one in mixed.items()}},
        mixed_orders=mixed,
        brackets=usual.settled.get(("name", brackets.SHAPE), "")
        if matching.get("brackets")
        else brackets.KEEP,
        points=_points(matching, usual),
        result_column=result_column_of(matching),
    )


def result_column_of(matching: Mapping[str, Any]) -> ResultColumn | None:
    """What is known of the column of results; None where there is none, and of lists of older versions."""
    return ResultColumn(*matching[RESULT_COLUMN]) if matching.get(RESULT_COLUMN) else None


def _order(usual: LocaleContext, field: str, mixed: Mixed) -> Order:
    """What HR has said of a column of dates; it holds for all of them, also those that only fit the other way."""
    said = usual.settled.get((field, date_order.SHAPE))
    return mixed.order if not said else "day-first" if said == "day-first" else "month-first"


def _points(matching: Mapping[str, Any], usual: LocaleContext) -> Points | None:
    if not matching.get("points"):
        return None
    found = Points(*matching["points"])
    return found._replace(scale=usual.settled.get(("result", found.key), found.scale))


def _short_years(matching: Mapping[str, Any], usual: LocaleContext) -> Iterator[tuple[str, ShortYears]]:
    for field, found in matching.get("short_years", {}).items():
        short = ShortYears(*found)
        said = usual.settled.get((field, short.shape))
        yield field, short if said is None else short._replace(era=cast(Era, said))


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
    known, usual = upload_store.remembered(list_import), _customs(unit_id, matching)
    yield
    if table is None:
        table = table_detection.find(
            upload_store.book(uuid).sheet(sheet), kind, known, matching.get("people", ())
        )
    given = given_lines(table, matching)
    facts = facts_of(table, given, matching["columns"], usual, kind, {**known, **matching.get(SAID, {})})
    numbers = {
        cell_readers.number_of(cell_text.said_in("number", typed.get("number", ""))) for _, typed in given
    } - {""}
    widths = widths_of_list(numbers, existing_records.units_of(session.get_one(Unit, unit_id)))
    sections = section_rows.of(table, matching, usual, kind)
    given = section_rows.with_modules(given, sections) if kind == "trainings" else given
    matching = {**matching, **facts, "widths": widths, SECTIONS: section_rows.kept(sections)}
    usual = _customs(unit_id, matching)
    yield
    lines: list[tuple[int, Read]] = []
    for some in existing_records.in_parts(given, BATCH):
        lines += [(number, cells.read(typed, kind, usual)) for number, typed in some]
        yield
    if kind == "trainings":
        matching[MARKS_LEFT_OUT] = yield from _marks_left_out(table, given, matching, unit_id)
    groups = groups_of(given, dict(lines), usual, matching.get("brackets"))
    elsewhere = sum(_names_elsewhere(read) for _, read in lines)
    values = [(number, read.values) for number, read in lines]
    _settle_branches(unit_id, {usual.home, *(str(read["branch"]) for _, read in values if "branch" in read)})
    reach = reach_of(list_import)
    index = yield from existing_records.index_of(list_import.unit_id, values, kind, reach)
    digest, branches = hashlib.sha256(), set[str]()
    decisions = _digested(_decisions(list_import, lines, index, reach), dict(lines), digest)
    decisions = _noting_branches(decisions, index, branches)
    unplaced: list[int] = []
    if kind == "people" and "branch" in matching["columns"].values() and len({*usual.branches.values()}) > 1:
        decisions = _noting_unplaced(decisions, dict(given), dict(lines), unplaced)
    yield from _store(list_import, dict(given), dict(lines), decisions)
    yield from certificate_choice.foresee(list_import, usual)
    list_import.matching = matching
    _store_remarks(list_import, table.asides)
    if unplaced:
        groups.insert(0, of_no_branch(len(unplaced), usual))
    list_import.matching = {
        **list_import.matching,
        **kept(groups),
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
    for place in left_out_marks.of(table, given, fields, _customs(unit_id, matching)):
        lines, facts = left_out_marks.as_marks(table, given, fields, place)
        usual, low = _customs(unit_id, {**matching, **facts}), 0
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
        may_be_new = decision.action == "create" or (decision.candidates and "number" in lines[number].values)
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


def _store(
    list_import: ListImport,
    given: Mapping[int, Mapping[str, str]],
    lines: Mapping[int, Read],
    decisions: Iterator[tuple[int, Decision]],
) -> Iterator[None]:
    stored = set(session.scalars(select(ListRow.line).where(ListRow.import_id == list_import.id)))
    for batch in existing_records.in_parts(decisions, BATCH):
        rows = [
            _row(list_import, line, given[line], lines[line].values, decision)
            for line, decision in batch
            if line not in stored
        ]
        insert_all(ListRow, rows)
        yield


def _settle_branches(unit_id: UnitId, codes: Set[str]) -> None:
    """Make a unit of every branch that lines name and nobody belongs to yet: their people would be put elsewhere."""
    statement = select(Unit.code).where(Unit.code.in_(codes))
    society = locale_context.society_unit(session.get_one(Unit, unit_id))
    for code in sorted(codes - set(session.scalars(statement))):
        people.ensure_unit("branch", code, society)


def _store_remarks(list_import: ListImport, remarks: Iterable[Line]) -> None:
    """Lines that are about nobody: each says what stands in it."""
    stored = set(session.scalars(select(ListRow.line).where(ListRow.import_id == list_import.id)))
    insert_all(
        ListRow,
        [
            {
                "import_id": list_import.id,
                "line": line.number,
                "action": "skip",
                "person_id": None,
                "given": {},
                "problems": [
                    asdict(
                        line_values.Problem(
                            "", "remark", {"text": table_detection.text_of(line)[:_LONGEST_REMARK]}
                        )
                    )
                ],
                "candidates": [],
                "before": {REMARK: True},
                "done": False,
            }
            for line in remarks
            if line.number not in stored
        ],
    )


def _decisions(
    list_import: ListImport, lines: Sequence[tuple[int, Read]], index: Index, reach: frozenset[int]
) -> Iterator[tuple[int, Decision]]:
    if list_import.kind == "people":
        told = list_import.matching.get("people", ())
        return _openly(row_actions.people(lines, index, told), existing_records.closed_people(reach))
    awards = {str(read.values["award"]) for _, read in lines if "award" in read.values}
    ledger = existing_records.ledger_of(sorted(one.id for one in index.by_id.values() if one.ours), awards)
    return row_actions.trainings(lines, index, ledger, own_ids(list_import))


def _openly(decisions: Iterable[tuple[int, Decision]], closed: Set[int]) -> Iterator[tuple[int, Decision]]:
    """Nothing is changed unseen about somebody whose account is closed: HR opens it first, or leaves it."""
    for number, decision in decisions:
        hidden = decision.person in closed and decision.action in ("update", "same")
        yield number, replace(_CLOSED, person=decision.person) if hidden else decision


def own_ids(list_import: ListImport) -> frozenset[int]:
    """All records of the person who brings a list in; none for a command."""
    return (
        frozenset()
        if list_import.actor_id is None
        else frozenset(achievements.people_of(list_import.actor_id))
    )


def _row(
    list_import: ListImport, line: int, given: Mapping[str, str], values: Values, decision: Decision
) -> dict[str, Any]:
    new = decision.action == "create" and list_import.kind == "people"
    return {
        "import_id": list_import.id,
        "line": line,
        "action": decision.action,
        "person_id": decision.person,
        "given": {field: text for field, text in given.items() if text.strip()},
        "problems": [asdict(problem) for problem in decision.problems],
        "candidates": [candidate._asdict() for candidate in decision.candidates],
        "before": {"read": dict(values)} if new else dict(decision.before),
        "done": False,
    }


def values_of(row: ListRow, kind: Kind, usual: LocaleContext) -> Values:
    """What a line says, read again."""
    return cells.read(row.given, kind, usual).values


def read_values(given: Mapping[str, str], before: Mapping[str, Any], usual: LocaleContext) -> Values:
    """What a line about somebody new says: as it was read for the preview, or read again."""
    read: Values | None = before.get("read")
    return cells.read(given, "people", usual).values if read is None else read


def lines_of(list_import: ListImport) -> int:
    """How many lines were decided about."""
    statement = select(func.count()).select_from(ListRow).where(ListRow.import_id == list_import.id)
    return session.scalar(statement) or 0


def forget_lines(list_import: ListImport) -> None:
    """Drop what was decided, to decide anew."""
    session.execute(delete(ListRow).where(ListRow.import_id == list_import.id))
    session.expire_all()


def count(list_import: ListImport) -> None:
    """Write down how many lines there are of each kind; "undecided" are those where HR has to say who it is."""
    session.flush()
    of_import = ListRow.import_id == list_import.id
    asked = select(ListRow.action, func.count()).where(of_import).group_by(ListRow.action)
    found: dict[str, int] = dict(session.execute(asked).all())
    left_out = select(ListRow.candidates, ListRow.before).where(of_import, ListRow.action == "skip")
    skipped = session.execute(left_out).all()
    found["undecided"] = sum(bool(candidates) and DECIDED not in before for candidates, before in skipped)
    found["remarks"] = sum(REMARK in before for _, before in skipped)
    done = select(func.count()).select_from(ListRow).where(of_import, ListRow.done)
    list_import.summary = {
        **list_import.summary,
        **dict.fromkeys(("create", "update", "same", "fail", "skip"), 0),
    }
    list_import.summary = {**list_import.summary, **found, "done": session.scalar(done) or 0}
