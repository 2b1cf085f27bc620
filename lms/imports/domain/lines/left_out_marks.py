"""Columns of marks that are left out beside a result: whoever certifies sees who has not passed by them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lms.imports.domain.columns import module_headings, result_ticks, training_columns
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.lines import column_facts
from lms.imports.domain.lines import line_reader as cells
from lms.imports.domain.lines.column_facts import Given
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.values import results
from lms.imports.domain.values.cell_text import said

_OF_RESULTS: Final = frozenset({"result", result_ticks.FAILED, attendance_days.FIELD})


def of(table: Table, given: Given, fields: Mapping[str, str], usual: LocaleContext) -> Iterator[int]:
    """The places of such columns, from 0.

    Not where the list has other marks, nor where they are of another module than the lines; where nothing else says
    how the training went, see `column_facts.UNREAD_RESULTS`.
    """
    places = {field: int(number) - 1 for number, field in fields.items()}
    marked = "result" in places and results.have_marks(_column(table, places["result"]))
    if marked or "mark" in places or _OF_RESULTS.isdisjoint(places):
        return
    award = column_facts.award_of_all(given, fields, usual)
    modules_of = module_headings.of_list(table.header, usual.awards)
    for place, (heading, modules) in enumerate(zip(table.header, modules_of, strict=True)):
        if str(place + 1) in fields or (modules and award not in modules):
            continue
        if training_columns.are_of_marks(heading, [cell for cell in _column(table, place) if cell]):
            yield place


def as_marks(
    table: Table, given: Given, fields: Mapping[str, str], place: int
) -> tuple[list[tuple[int, dict[str, str]]], dict[str, Any]]:
    """The lines as if a column were taken as marks, and what is known of its cells then: see `facts_of`."""
    typed = {line.number: line.cells[place] for line in table.lines}
    lines = [(number, {**one, "mark": typed[number]}) for number, one in given]
    return lines, column_facts.results_of(table, lines, {**fields, str(place + 1): "mark"})


def too_low(lines: Given, usual: LocaleContext) -> int:
    """How many lines say that somebody has passed, and have a mark below the pass mark."""
    reads = (cells.read(typed, "trainings", usual) for _, typed in lines)
    return sum(any(problem.word == "mark-of-passed" for problem in read.problems) for read in reads)


def _column(table: Table, place: int) -> list[str]:
    return [said(line.cells[place]) for line in table.lines]
