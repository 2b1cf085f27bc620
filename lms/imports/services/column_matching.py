"""Say what the columns of a file are: what it looks like, what Sala takes each column for, what HR says they are.

Part of `service`. Flushes; what looks through all lines of a file commits before it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Any, Final

from sqlalchemy import select

from lms import db, jobs
from lms.accounts.services.people import Unit
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain.columns import (
    module_columns,
    module_headings,
    observed_practice,
    result_ticks,
    table_detection,
)
from lms.imports.domain.columns.attendance import attendance_days, day_headings
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.imports.domain.lines.column_facts import PASSED_TICKED, SAID, UNREAD_FIELDS
from lms.imports.domain.lines.value_groups import SAID_HERE, SAID_OF_TEXTS
from lms.imports.models import ColumnMatching, ListImport
from lms.imports.queries import existing_records, locale_context, own_headings
from lms.imports.services import kept_choices, locking, preview, stored_lines
from lms.imports.services.list_locale import OWN_RECORDS
from lms.imports.services.review import shown_lines
from lms.imports.services.upload import file_layout, upload_store
from lms.imports.services.upload.file_layout import Layout
from lms.imports.services.upload.upload_store import Wanted
from lms.records.services import achievements

OTHER_SHEETS: Final = "other_sheets"  # stands in a matching: the sheets that are seen and were not brought in
TYPED: Final = (
    "typed"  # stands in a matching: what was typed for all lines, also where a column goes before it
)
HEADINGS: Final = "headings"  # stands in a matching: the line of headings that say nothing known
# What a list says of a person and a training: left out, it is for the sake of that list.
_NOT_LOST: Final = frozenset(
    {"number", "on", "result", "mark", result_ticks.PASSED, result_ticks.FAILED, attendance_days.FIELD}
)
SHORT: Final = 500  # lines that are decided about at once
LINE: Final = 600  # bytes of such a line with what belongs to it: 200 letters of our scripts
FEW: Final = 20_000  # people among whom that is done at once: looking at more takes longer than anybody waits


def take_sheet(list_import: ListImport, name: str) -> None:
    """Look at another sheet. Raises RuleBroken: "not-now", "no-table". Commits before its lines are looked through."""
    locking.expect(list_import, "matching", "preview")
    wanted = upload_store.wanted(list_import)._replace(people=())
    with db.without_transaction():
        sheet = upload_store.book(wanted.uuid).sheet(name)
        table = table_detection.find(sheet, wanted.kind, wanted.remembered)
        columns = file_layout.suggested(table, wanted.kind, wanted.remembered)
    locking.hold(list_import)
    locking.expect(list_import, "matching", "preview")
    list_import.sheet, list_import.matching = (
        sheet.name[:100],
        {"columns": columns, **_said_of_texts(list_import)},
    )
    back_to_matching(list_import)


def back_to_matching(list_import: ListImport) -> None:
    """Say anew what the columns are. What was said of whom lines are about is kept. Raises RuleBroken("not-now")."""
    locking.expect(list_import, "matching", "preview")
    if list_import.state == "preview":
        list_import.matching = {**list_import.matching, **kept_choices.kept(list_import)}
    stored_lines.forget_lines(list_import)
    list_import.state, list_import.job_id, list_import.summary = "matching", None, {}
    session.flush()


def match(
    list_import: ListImport,
    chosen: Mapping[int, str],
    *,
    everywhere: Mapping[str, str],
    source: str = "",
    decide: bool = True,
) -> None:
    """Say what each column is, and decide about the lines. It is remembered for the Society when the list is started.

    `everywhere` gives a field that all lines share ("award", "on"), where no column has it; `source` says where a list
    of trainings was written down; without `decide` the caller drives `preview.plan`. Commits before the lines are
    looked through. Raises RuleBroken:
    "not-now", "field-twice", "result-and-days", "number-needed", "field-needed" (what no list can do without),
    "module-needed", "modules-needed" (the list has a column for each), "module-of-result" (a heading names it),
    "module-twice" (a column and one for all lines), "day-twice" (the same of the date),
    "module-ticked" (no module stands in its column),
    "practice-no-test" (observed practice as a result), "day-needed", "source-missing", "file-gone";
    NotFound for a field that there is not.
    """
    locking.expect(list_import, "matching")
    if list_import.job_id is not None:
        return  # sent twice
    said = _with_one_date(list_import, chosen)
    _refuse_two_days(said, everywhere)
    ticked = result_ticks.PASSED in said.values()
    chosen = {number: "result" if one == result_ticks.PASSED else one for number, one in said.items()}
    fields = _fields_once(list_import.kind, chosen)
    wanted, before = upload_store.wanted(list_import), list_import.matching["columns"]
    said_before = wanted._replace(remembered={**wanted.remembered, **list_import.matching.get(SAID, {})})
    warned = {columns.key(heading) for heading, _ in list_import.matching.get(UNREAD_FIELDS, ())}
    _refuse_without(list_import, chosen, {name for name, value in everywhere.items() if value.strip()})
    with db.without_transaction():
        book = upload_store.book(wanted.uuid)
        table = upload_store.table_in(book, wanted)
        _refuse_beyond(table, chosen)
        _refuse_module(table, chosen, everywhere)
        _refuse_practice(table, chosen)
        layout = file_layout.of(book, table, wanted.sheet, before)
        worth = _worth_remembering(said_before, table, layout, said, warned)
    locking.hold(list_import)
    locking.expect(list_import, "matching")
    if list_import.job_id is not None:
        return  # sent twice
    if list_import.sheet != wanted.sheet:
        raise RuleBroken("not-now")
    matching: dict[str, Any] = {"columns": {str(number): field for number, field in chosen.items() if field}}
    typed = {name: value for name, value in everywhere.items() if value.strip()}
    matching["everywhere"] = {name: value for name, value in typed.items() if name not in fields}
    if ticked:
        matching[PASSED_TICKED] = True
    matching[SAID] = worth
    matching[TYPED] = typed
    if table.is_unread:
        matching[HEADINGS] = table.header_line
    matching[OTHER_SHEETS] = [
        one.name[:100] for one in book.sheets if one.name != book.sheet(wanted.sheet).name
    ]
    matching |= _said_of_texts(list_import) | kept_choices.still_kept(list_import)
    if "people" in list_import.matching:
        matching["people"] = list_import.matching["people"]
    if SAID_HERE in list_import.matching and matching["columns"] == before:  # it was said of these columns
        matching[SAID_HERE] = list_import.matching[SAID_HERE]
    if list_import.kind == "trainings":
        matching[OWN_RECORDS] = bool(own_headings.known(table.header, "trainings"))
        matching["source"] = achievements.written(source, "source", achievements.LONGEST_SOURCE)
    list_import.matching = matching
    if decide:
        _decide(list_import, len(table.lines), table)
    session.flush()


def _said_of_texts(list_import: ListImport) -> dict[str, Any]:
    """What was said of texts, in whatever column they stand."""
    return {name: value for name, value in list_import.matching.items() if name == SAID_OF_TEXTS}


def take_for_people(list_import: ListImport, lines: Collection[int]) -> None:
    """Say that lines are about people although they look like sums or remarks. Raises RuleBroken("not-now")."""
    locking.expect(list_import, "preview")
    mark_people(list_import, lines)
    decide_again(list_import)


def mark_people(list_import: ListImport, lines: Collection[int], nobody: Collection[int] = ()) -> None:
    """The same, for when the lines are decided about anew; of those that are `nobody` it is taken back."""
    asides = {row.line for row in shown_lines.asides(list_import)}
    told = {*list_import.matching.get("people", ()), *asides.intersection(lines)}
    list_import.matching = {**list_import.matching, "people": sorted(told.difference(nobody))}


def decide_again(list_import: ListImport, **then: Any) -> None:
    """Decide about the lines anew: something else was said about their texts, or is known by now.

    `then` is told to the job, where one does it.
    """
    choices, lines = kept_choices.kept(list_import), stored_lines.lines_of(list_import)
    stored_lines.forget_lines(list_import)
    list_import.matching = {**list_import.matching, **choices}
    list_import.state, list_import.job_id, list_import.summary = "matching", None, {}
    _decide(list_import, lines, **then)
    session.flush()


def _decide(list_import: ListImport, lines: int, table: Table | None = None, **then: Any) -> None:
    """At once, or by a job where anybody would have to wait."""
    people = existing_records.people_of(preview.reach_of(list_import))
    # Few lines with very much in their cells, or beside a large sheet, take as long as many.
    short = lines <= SHORT and upload_store.size(list_import.uuid) <= SHORT * LINE
    if short and people <= FEW:
        _finish(preview.plan(list_import, table))
        kept_choices.say_again(list_import)
    else:
        job = jobs.enqueue("rosters.plan", roster=list_import.id, **then)
        job.total, list_import.job_id = preview.steps(people, lines), job.id


def _with_one_date(list_import: ListImport, chosen: Mapping[int, str]) -> Mapping[int, str]:
    """What was chosen; of a column of first days and one of last days, both may be chosen as the date."""
    fields = [*chosen.values()]
    if fields.count("on") < 2 and split_dates.FIRST_DAY not in fields:
        return chosen
    wanted = upload_store.wanted(list_import)
    with db.without_transaction():
        header = upload_store.table_in(upload_store.book(wanted.uuid), wanted).header
    return day_headings.of_one_training(header, chosen)


def _refuse_two_days(chosen: Mapping[int, str], everywhere: Mapping[str, str]) -> None:
    """Refuse a day that is typed for all lines beside a column of days: it would be left aside without a word."""
    in_columns = {"on", *split_dates.FIELDS} & {*chosen.values()}
    if in_columns and everywhere.get("on", "").strip():
        raise RuleBroken("day-twice", field="columns")


def _fields_once(kind: Kind, chosen: Mapping[int, str]) -> list[str]:
    fields = [field for field in chosen.values() if field]
    for field in fields:
        if field not in FIELDS[kind]:
            raise NotFound(field)
        if fields.count(field) > 1 and field != attendance_days.FIELD:  # of each day there is one
            raise RuleBroken("field-twice", field="columns", name=field)
    if {"result", attendance_days.FIELD} <= {*fields}:
        raise RuleBroken("result-and-days", field="columns")
    return fields


def _refuse_beyond(table: Table, chosen: Mapping[int, str]) -> None:
    """Refuse what is said of columns that the table has not: it was said of another sheet."""
    if any(field and not 1 <= number <= len(table.header) for number, field in chosen.items()):
        raise RuleBroken("not-now", field="columns")


def _refuse_module(table: Table, chosen: Mapping[int, str], everywhere: Mapping[str, str]) -> None:
    """Refuse a column as the module beside one that is said for all lines, and one of ticks and results."""
    place = next((number - 1 for number, field in chosen.items() if field == "award"), None)
    if place is None:
        return
    name = table.header[place].strip() or str(place + 1)
    if module_columns.hold_no_modules(line.cells[place] for line in table.lines):
        raise RuleBroken("module-ticked", field="columns", name=name)
    if everywhere.get("award", "").strip():
        raise RuleBroken("module-twice", field="columns", name=name)


def _refuse_practice(table: Table, chosen: Mapping[int, str]) -> None:
    """Refuse a column that is called observed practice as one that says who has passed."""
    for number, field in chosen.items():
        if field in ("result", "mark", result_ticks.FAILED) and observed_practice.is_heading(
            table.header[number - 1]
        ):
            raise RuleBroken("practice-no-test", field="columns", name=table.header[number - 1].strip())


def _refuse_without(list_import: ListImport, chosen: Mapping[int, str], everywhere: Set[str]) -> None:
    in_columns = {field for field in chosen.values() if field}
    kind, fields = list_import.kind, in_columns | everywhere
    if kind == "people" and "number" not in fields:
        country = locale_context.society_of(session.get_one(Unit, list_import.unit_id)).country
        examples = {"first": f"{country}-0001", "second": f"{country}-0002"}
        raise RuleBroken("number-needed", field="columns", **examples)
    parts = split_dates.FIELDS.keys() & fields
    if parts and "on" in in_columns:
        raise RuleBroken("field-twice", field="columns", name="on")
    needed = ("award", *(split_dates.FIELDS if parts else ("on",)))
    for field in needed if kind == "trainings" else ():
        if field not in fields:
            raise _missing(list_import, field, chosen)
    named = {"number", "phone"} if kind == "trainings" else set()
    if not (named & fields or any(field.endswith("name") for field in fields)):
        raise RuleBroken("field-needed", field="columns", name="name")


def _missing(list_import: ListImport, field: str, chosen: Mapping[int, str]) -> RuleBroken:
    """What a list of trainings lacks: what is the same for all lines is said below the table of its columns."""
    if field == "on":
        return RuleBroken("day-needed", field="columns")
    if field != "award":
        return RuleBroken("field-needed", field="columns", name=field)
    wanted, awards = upload_store.wanted(list_import), locale_context.awards()
    with db.without_transaction():
        header = upload_store.table_in(upload_store.book(wanted.uuid), wanted).header
    named = module_headings.of_chosen(header, chosen, awards)
    if named is not None:
        return RuleBroken("module-of-result", field="columns", name=named.heading, award=named.award)
    summary = module_headings.of_summary(header, awards)
    if summary:
        return RuleBroken("modules-needed", field="columns", names=", ".join(summary))
    return RuleBroken("module-needed", field="columns")


def remember(list_import: ListImport) -> None:
    """Remember for the Society what was said of the columns of a list, now that it is carried out.

    Nothing of headings that were somebody: a name is no word for a column.
    """
    somebody = list_import.matching.get(HEADINGS) in list_import.matching.get("people", ())
    worth: Mapping[str, str] = {} if somebody else list_import.matching.get(SAID, {})
    list_import.matching = {name: value for name, value in list_import.matching.items() if name != SAID}
    society = locale_context.society_unit(session.get_one(Unit, list_import.unit_id))
    locking.hold_place(society)
    of_society = {"unit_id": society.id, "kind": list_import.kind}
    known = {one.header: one for one in session.scalars(select(ColumnMatching).filter_by(**of_society))}
    for header, field in worth.items():
        if header not in known:
            known[header] = ColumnMatching(**of_society, header=header, field="")
            session.add(known[header])
        known[header].field = field


def _worth_remembering(
    wanted: Wanted, table: Table, layout: Layout, chosen: Mapping[int, str], warned: Collection[str]
) -> dict[str, str]:
    """Fields by the key of their heading, where it says the same in every list.

    A heading over several columns does not; nor does one that names a module, as a result or a date of another one;
    nor does one that was understood by the columns beside it or by its cells, such as "Name" beside a name in another
    script, unless HR has said it by hand. Nor does one that nobody knows and that is left out by guess, unless HR
    leaves it out after they were `warned` of it. Nor is it remembered that a column is left out which says who it was,
    when, or how it went, unless another column of the list says it.
    """
    times = Counter(columns.key(column.header) for column in layout.columns)
    modules = module_headings.of_list(layout.header, locale_context.awards())
    of_modules = {column for column, found in zip(layout.columns, modules, strict=True) if found}
    said = {column: chosen[column.number] for column in layout.columns if column.number in chosen}
    known = {column: columns.field_of(column.header, wanted.kind, wanted.remembered) for column in said}
    alone = {column: field or "" for column, field in known.items()}
    by_itself = file_layout.suggested(table, wanted.kind, wanted.remembered)
    lost = {
        column
        for column, field in said.items()
        if not field
        and ({by_itself.get(str(column.number), ""), column.field, alone[column]} & _NOT_LOST)
        - {*said.values()}
    }
    return {
        columns.key(column.header): field
        for column, field in said.items()
        if not (field in module_headings.OF_ONE and column in of_modules)
        and column not in lost
        and times[columns.key(column.header)] == 1
        and columns.key(column.header)
        and (field == alone[column] or field != by_itself.get(str(column.number), ""))
        and (field or column.field or known[column] is not None or columns.key(column.header) in warned)
    }


def _finish(work: Iterator[None]) -> None:
    for _ in work:
        session.flush()
