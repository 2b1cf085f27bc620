"""What only a whole column tells of its cells, learnt once before the lines of a list are read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Any, Final

from lms.imports.domain.columns import (
    module_headings,
    monk_titles,
    observed_practice,
    result_columns,
    result_ticks,
)
from lms.imports.domain.columns.attendance import (
    attendance_days,
    counted_absences,
    day_headings,
    hours_of_days,
)
from lms.imports.domain.columns.result_columns import ResultColumn, is_attendance
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings import before_after, running_numbers, sex_ticks
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import presence_left_out, unread_columns
from lms.imports.domain.lines.cell_readers import year_of
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.lines.result_answers import TRAINED, is_of_nothing
from lms.imports.domain.lines.section_rows import SECTIONS
from lms.imports.domain.lines.value_groups import SAID_HERE
from lms.imports.domain.values import addressed, brackets, date_order, marked_words, results
from lms.imports.domain.values.cell_text import said, said_in
from lms.imports.domain.values.date_order import Order
from lms.imports.domain.values.marks import is_bare, points_of
from lms.imports.domain.values.neighbour_phones import country_of
from lms.imports.domain.values.short_years import ShortYears, era_above, short_years_of
from lms.table_files.sheet_parts import is_lost
from lms.text.titles import without_title

DATES: Final = ("birth", "on")  # fields whose columns have an order of day and month
_TICKS: Final = frozenset("01០១໐໑๐๑")  # was there, or was not
_NAMES: Final = ("given_name", "name")

# Stands in a matching: the headings of columns that are left out, although they say who has passed.
UNREAD_RESULTS: Final = "unread_results"
# The same of columns that say who was there beside a result, and of results beside who was there: see
# `presence_left_out`.
ABSENCES_LEFT_OUT: Final = "absences_left_out"
PASSES_LEFT_OUT: Final = "passes_left_out"
# The headings of columns of marks that are left out beside a result, and how many lines with a mark below the pass mark
# say that somebody has passed: see `left_out_marks`.
MARKS_LEFT_OUT: Final = "marks_left_out"
# The headings of columns that nobody knows, and the fields that they look like: see `unread_columns`.
UNREAD_FIELDS: Final = "unread_fields"
# How many cells of lines have an error of a spreadsheet, or a formula without its result: see `sheet_parts`.
LOST_CELLS: Final = "lost_cells"
# The headings of columns of observed practice, and whether one is taken as how the test went: see `observed_practice`.
OBSERVED: Final = "observed_practice"
# Of a first and a last day in two columns, the one that is left out, and the heading of its column.
DAY_LEFT_OUT: Final = "day_left_out"
# What is known of the column of results: see `result_columns.ResultColumn`.
RESULT_COLUMN: Final = "result_column"
# That HR has said that a tick in the column of results is a pass.
PASSED_TICKED: Final = "passed_ticked"
# Of an attendance sheet, how many lines say that somebody was there on no day, and what its days are called.
NOT_THERE: Final = "not_there"
# The headings of results and dates that name another module than the one that was chosen for all lines.
OTHER_MODULES: Final = "other_modules"
# What is worth remembering of headings, by their keys, once the list is carried out.
SAID: Final = "said_of_headings"
# The heading of a column of running numbers that was chosen as the volunteer number.
RUNNING_NUMBERS: Final = "running_numbers"
# A name that begins with a title that may be its first letters, and how many do: see `addressed`.
ADDRESSED: Final = "addressed"
# The neighbouring country whose phones the list holds: see `neighbour_phones`.
PHONES_OF: Final = "phones_of"
_OF_TESTS: Final = frozenset({"result", "mark", result_ticks.FAILED})
_OF_TEXTS: Final = (
    "groups", SECTIONS, OTHER_MODULES, UNREAD_RESULTS, MARKS_LEFT_OUT, UNREAD_FIELDS, DAY_LEFT_OUT, NOT_THERE,
    RUNNING_NUMBERS, OBSERVED, SAID_HERE, ABSENCES_LEFT_OUT, PASSES_LEFT_OUT,
)  # fmt: skip

Given = Sequence[tuple[int, Mapping[str, str]]]
# How dates are read where nobody is asked which number is the month: for a year it makes no difference.
_READ_AS: Final[Mapping[Order, Order]] = {"unknown": "day-first-if-possible", "contradicted": "day-first"}


def facts_of(
    table: Table,
    given: Given,
    fields: Mapping[str, str],
    usual: LocaleContext,
    kind: Kind,
    remembered: Mapping[str, str],
) -> dict[str, Any]:
    """What is kept with the matching of an import: see `preview.customs_of`. `remembered`: of headings, for long."""
    found = {field: date_order.order_of(typed.get(field, "") for _, typed in given) for field in DATES}
    # Of a birthday the year is what is kept, whichever number is the month.
    mixed = {field: one for field, (_, one) in found.items() if one is not None and field != "birth"}
    orders = {field: order for field, (order, _) in found.items()}
    known = {field: _READ_AS.get(order, order) for field, order in orders.items()}
    return {
        "orders": {field: orders[field] if field in mixed else known[field] for field in DATES},
        "mixed_orders": mixed,
        "brackets": brackets.of(map(_names_in, given)) if kind == "people" else None,
        ADDRESSED: addressed.of(map(_first_of, given)) if kind == "people" else None,
        RUNNING_NUMBERS: _running_numbers(table, given, fields) if kind == "people" else "",
        PHONES_OF: country_of(
            (said_in("phone", typed.get("phone", "")) for _, typed in given), usual.country
        ),
        "titles_apart": _titles_apart(table, given, fields),
        **(results_of(table, given, fields) if kind == "trainings" else {}),
        "x_is_other": _has_letters(said(typed.get("sex", "")) for _, typed in given),
        **(_unread(table, given, fields, usual) if kind == "trainings" else {}),
        LOST_CELLS: sum(is_lost(cell) for _, typed in given for cell in typed.values()),
        UNREAD_FIELDS: list(unread_columns.of(table, fields, remembered, usual, kind)),
        DAY_LEFT_OUT: day_headings.left_out(table.header, fields) if kind == "trainings" else None,
        "short_years": dict(_short_years(table, given, fields, replace(usual, orders=known))),
    }


def _running_numbers(table: Table, given: Given, fields: Mapping[str, str]) -> str:
    """The heading of the column of volunteer numbers, where it only counts the lines."""
    heading = _heading(table, fields, "number") or ""
    cells = [said(typed.get("number", "")) for _, typed in given]
    return heading if running_numbers.are_running(heading, filter(None, cells)) else ""


def _names_in(line: tuple[int, Mapping[str, str]]) -> str:
    return " ".join(said(text) for field, text in line[1].items() if field.endswith("name"))


def _first_of(line: tuple[int, Mapping[str, str]]) -> str:
    """The name of a line by which somebody is addressed."""
    return next(filter(None, (said(line[1].get(field, "")) for field in _NAMES)), "")


def without_texts(matching: Mapping[str, Any]) -> dict[str, Any]:
    """A matching to carry a list out by: what texts the file had is of no use any more, and may be somebody's."""
    kept = {name: value for name, value in matching.items() if name not in _OF_TEXTS}
    if kept.get("points"):
        shape, _, lines, *scale = kept["points"]
        kept["points"] = [shape, "", lines, *scale]
    for name in ("brackets", ADDRESSED):
        if kept.get(name):
            kept[name] = ["", *kept[name][1:]]
    for name in ("short_years", "mixed_orders"):  # each begins with a cell that shows what was asked
        found = kept.get(name, {})
        kept[name] = {field: ["", *rest] for field, (_, *rest) in found.items()}
    return kept


def results_of(table: Table, given: Given, fields: Mapping[str, str]) -> dict[str, Any]:
    """What is known of the columns of results and marks; see `_points`."""
    of_results, of_marks = (
        [said(typed.get(field, "")) for _, typed in given] for field in ("result", "mark")
    )
    heading, marks = (_heading(table, fields, field) for field in ("result", "mark"))
    days = attendance_days.heading_of(table.header, fields)
    if days is not None:
        column = ResultColumn(days, attendance=True, no_marks=is_attendance(marks or ""), days=True)
        none = sum(map(result_columns.is_none, of_results))
        return {
            RESULT_COLUMN: list(column),
            NOT_THERE: [days, none] if none else None,
            **_points([], [] if column.no_marks else of_marks, None, marks),
        }
    paired = result_ticks.FAILED in fields.values()
    column = result_columns.of(heading or "", of_results, marks or "", paired=paired)
    numbers = [] if column.attendance else [*map(marked_words.number_in, of_results)]
    headings = (heading, _heading(table, fields, result_ticks.FAILED), marks)
    asked = next((one for one in headings if one is not None), None)
    never = sum(attendance_days.FIELD in typed and not attendance_days.is_told(typed) for _, typed in given)
    rows = [line.cells for line in table.lines]
    return {
        NOT_THERE: [hours_of_days.absences(table.header, rows, fields)[0], never] if never else None,
        RESULT_COLUMN: None if asked is None else list(column._replace(heading=asked)),
        **_points(numbers, [] if column.no_marks else of_marks, heading, marks),
    }


def _heading(table: Table, fields: Mapping[str, str], field: str) -> str | None:
    """The heading of the column of a field, or its number; None where there is no such column."""
    found = (place for place in range(len(table.header)) if fields.get(str(place + 1)) == field)
    place = next(found, None)
    return None if place is None else table.header[place].strip() or str(place + 1)


def _points(
    of_results: list[str], of_marks: list[str], heading: str | None, marks: str | None
) -> dict[str, Any]:
    """Out of how many points bare numbers are; and whether only those of marks, beside results of 1 and 0 or words."""
    ticked = not {cell for cell in of_results if is_bare(cell)} - _TICKS
    beside = ticked and any(of_marks)
    columns_of = ([] if beside else [(heading, of_results)]) + [(marks, of_marks)]
    above = [text for text, cells in columns_of if text is not None and any(map(is_bare, cells))]
    above = ["" if text.isdecimal() else text for text in above]  # a number is no heading, see `_heading`
    return {
        "points": points_of(of_marks if beside else of_results + of_marks, *above),
        "results_ticked": beside,
    }


def _short_years(
    table: Table, given: Given, fields: Mapping[str, str], usual: LocaleContext
) -> Iterator[tuple[str, ShortYears]]:
    for field in DATES:
        column = (said(typed.get(field, "")) for _, typed in given)
        found = short_years_of(
            column,
            field,
            partial(year_of, field, usual),
            country=usual.country,
            calendar=usual.calendar,
            today=usual.today,
        )
        if found is not None:
            above = era_above(_heading(table, fields, field) or "")
            yield field, found._replace(era=above or found.era)


def _has_letters(column: Iterable[str]) -> bool:
    """Whether a column of the sex holds F and M, as passports do."""
    return not {"f", "m"}.isdisjoint(cell.lower() for cell in column)


def _titles_apart(table: Table, given: Given, fields: Mapping[str, str]) -> bool:
    """Whether titles have a column of their own, and names are written without them."""
    left = (place for place in range(len(table.header)) if str(place + 1) not in fields)
    if not any(monk_titles.mostly_titles(line.cells[place] for line in table.lines) for place in left):
        return False
    names = [next(filter(None, map(said, map(typed.get, _NAMES, ("", "")))), "") for _, typed in given]
    glued = sum(without_title(name) != without_title(name, glued=False) for name in names)
    return 2 * glued <= len(names)


def award_of_all(given: Given, fields: Mapping[str, str], usual: LocaleContext) -> str:
    """The module that was chosen for all lines; nothing where each line names its own."""
    of_all = "" if "award" in fields.values() or not given else given[0][1].get("award", "")
    return usual.awards.get(columns.key(of_all), "")


def _unread(table: Table, given: Given, fields: Mapping[str, str], usual: LocaleContext) -> dict[str, Any]:
    """The headings of columns that are left out as results, and of those that say something of another module."""
    award = award_of_all(given, fields, usual)
    others = module_headings.of_others(table.header, fields, award, usual.awards) if award else ()
    modules_of = module_headings.of_list(table.header, usual.awards)
    mine = [award in modules for modules in modules_of]
    # Where the column of the module is the result, those of others say nothing of it.
    own = any(mine[int(number) - 1] for number, field in fields.items() if field in _OF_TESTS)
    beside = [place for place, modules in enumerate(modules_of) if own and modules and award not in modules]
    practice = [*observed_practice.of(table.header, [line.cells for line in table.lines])]
    aside = {*practice, *beside}
    absences, passes = (
        [place for place in find(table, fields) if place not in aside]
        for find in (presence_left_out.absences, presence_left_out.passes)
    )
    aside |= {*absences, *passes}
    return {
        OTHER_MODULES: list(others),
        UNREAD_RESULTS: list(_unread_results(table, fields, mine, aside, trained=_are_trained(usual))),
        ABSENCES_LEFT_OUT: [table.header[place].strip() or str(place + 1) for place in absences],
        PASSES_LEFT_OUT: [table.header[place].strip() or str(place + 1) for place in passes],
        OBSERVED: [
            [table.header[place].strip() or str(place + 1), fields.get(str(place + 1)) in _OF_TESTS]
            for place in practice
        ],
    }


def _unread_results(
    table: Table,
    fields: Mapping[str, str],
    mine: Sequence[bool],
    aside: Set[int],
    *,
    trained: bool,
) -> Iterator[str]:
    """`mine` says of each heading whether it names the module of all lines: then nobody else's result is meant.

    Columns of observed practice, of who was there and of passes are spoken of by themselves: they stand `aside`, and so
    do those of other modules.
    """
    rows = [line.cells for line in table.lines]
    days = (
        attendance_days.left_out(table.header, rows, fields)
        | hours_of_days.left_out(rows, fields)
        | counted_absences.left_out(table.header, rows, fields, trained=trained)
    )
    for place, heading in enumerate(table.header):
        column = [said(line.cells[place]) for line in table.lines]
        unread = mine[place] and any(column) and "result" not in fields.values()
        certified = result_columns.are_of_certificates(heading, column)
        told = (certified or results.names_results(column)) and _is_harmful(
            table, column, fields, certified=certified, trained=trained
        )
        unread = (
            unread
            or told
            or place in days
            or _is_unread(heading, column, fields)
            or _are_unread_marks(heading, column, fields)
        )
        if unread and str(place + 1) not in fields and place not in aside:
            yield heading or str(place + 1)


def _are_trained(usual: LocaleContext) -> bool:
    """Whether HR has said of lines without a result that they are recorded as trained."""
    return any(
        field == "result" and is_of_nothing(key) and means == TRAINED
        for (field, key), means in usual.settled.items()
    )


def _is_harmful(
    table: Table,
    column: Sequence[str],
    fields: Mapping[str, str],
    *,
    certified: bool = False,
    trained: bool = False,
) -> bool:
    """Whether somebody would be recorded who has not passed as a column says that is left out.

    Beside a result that is true only of lines where that one does not say so, too; where it says nothing,
    HR has said that these people were `trained`. `certified`: it says who was given
    a certificate, and "not received" says plainly below its heading that somebody was not.
    """
    places = [int(number) - 1 for number, field in fields.items() if field == "result"]
    if not places:
        return True
    beside = [said(line.cells[places[0]]) for line in table.lines]
    return any(
        (results.is_plainly(cell, "failed") or (certified and results.word_of(cell) == "failed"))
        and (result or trained)
        and results.word_of(result) != "failed"
        for cell, result in zip(column, beside, strict=True)
    )


def _is_unread(heading: str, column: Sequence[str], fields: Mapping[str, str]) -> bool:
    """Whether a column that is left out says by ticks who failed or was absent, or who passed where nothing does."""
    result = result_ticks.said_above(heading)
    if before_after.of(heading) == "after":  # a tick says of somebody that they came to the end
        result = "attended"
    missing = result_ticks.FAILED if result == "failed" else "result"
    return bool(result) and missing not in fields.values() and any(map(sex_ticks.is_tick, column))


def _are_unread_marks(heading: str, column: Sequence[str], fields: Mapping[str, str]) -> bool:
    """Whether a column of marks is left out, and nothing else says how the training went."""
    if {"result", "mark", result_ticks.FAILED} & set(fields.values()):
        return False
    if before_after.of(heading) == "after":
        return results.have_marks(column)
    if not results.are_marks(column):
        return False
    return columns.field_of(heading, "trainings", {}) == "result" and not result_columns.is_attendance(
        heading
    )
