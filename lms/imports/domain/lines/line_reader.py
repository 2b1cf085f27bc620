"""The cells of one line -> values, and what is wrong with each. Pure: all problems of a line at once.

A cell that is empty says nothing: it is no value, and takes none away from somebody who is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lms.errors import RuleBroken
from lms.imports.domain.columns import result_ticks
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import line_names, line_results, result_answers
from lms.imports.domain.lines.cell_readers import (
    READERS,
    days_of,
    era_of,
    is_no_mark,
    is_number_mended,
)
from lms.imports.domain.lines.line_values import EMPTY, SEX_SAID, LocaleContext, Problem, Read
from lms.imports.domain.lines.meanings import is_no_module, meaning_of
from lms.imports.domain.lines.outcomes import Outcome
from lms.imports.domain.lines.result_answers import OUT
from lms.imports.domain.values import brackets
from lms.imports.domain.values.cell_text import said
from lms.imports.domain.values.person_names import WHOLE
from lms.text.titles import is_only_title

NO_MODULE: Final = "module-left-out"
# Of why there is nothing to record, what says that it was not passed: a result, or that somebody was absent.
_DENIALS: Final = ("", "not-there")
NOTHING_RECORDED: Final = "nothing-recorded"
_NOT_TRAINED: Final = ("result-unsaid", "not-there")


def read(given: Mapping[str, str], kind: Kind, customs: LocaleContext) -> Read:
    """Read the cells of a line, by field.

    Words of problems: "too-long", "name-lost", "name-without-letters", "name-cannot-be-drawn", "not-latin",
    "phone-unreadable", "phone-length", "phone-length-abroad", "phone-abroad", "phone-of-laos", "email-unreadable",
    "sex-unknown", "language-unknown", "branch-unknown", "branch-elsewhere",
    "branch-abroad", "award-unknown", "award-several", "date-…", "year-short",
    "age-no-year", "birth-unlikely", "in-the-future", "too-long-ago", "result-unknown", "attendance-unknown",
    "absences-unknown", "passed-and-absent", "points-unknown", "points-too-many", "name-parts-differ", "digits-lost",
    "number-short", "number-shape", "number-several", "name-several",
    "name-bracketed", "date-order", and what `_missing` adds.
    """
    if left := _left_as_a_whole(given, kind, customs):
        return Read({}, (), passed=False, left=left)
    cells, problems = line_names.put_together(given, customs)
    failed = line_results.is_failed(cells.pop(result_ticks.FAILED, ""), problems)
    never = bool(cells.pop(attendance_days.FIELD, ""))
    told = never and attendance_days.is_told(given)
    never = never and not told
    values = _values(cells, problems, kind, customs)
    unsaid = not (failed or never) and line_results.is_unsaid(values, problems, customs)
    absent = line_results.is_absent(cells.get("result", ""), failed, values.get("result"), customs)
    outcome, hindrances = line_results.outcome_and_problems(values, cells.get("result", ""), failed, customs)
    if never or (unsaid and not result_answers.counts_as_trained(customs.result_column, customs.settled)):
        outcome = Outcome(False, left="not-there" if never else "result-unsaid")
    if absent and not (outcome.passed or outcome.left or hindrances):
        outcome = outcome._replace(left="not-there")
    doubted = told and outcome.passed and outcome.result == "passed"
    if doubted:
        outcome, hindrances = line_results.never_there(outcome, hindrances, customs)
    problems += hindrances
    # Who was not trained was trained on no day.
    needless = {"on"} if outcome.left in _NOT_TRAINED else set()
    problems += _missing(values, {problem.field for problem in problems} | needless, kind)
    born = _born(cells["birth"], customs) if kind == "people" and "birth" in values else ""
    said_of_it = (outcome.result, outcome.mark, outcome.needed, outcome.left)
    mended = kind == "people" and "number" in values and is_number_mended(cells["number"], customs)
    asked = any(problem.word == "passed-and-absent" for problem in problems)
    denies = asked or bool(outcome.wrong) or not (outcome.passed or outcome.left not in _DENIALS)
    return Read(
        values,
        tuple(problems),
        outcome.passed,
        born,
        *said_of_it,
        unsaid=unsaid,
        number_mended=mended,
        denies=denies,
        passed_and_absent=doubted,
        has_left=kind == "people" and _has_left(given),
    )


def _values(
    cells: dict[str, str], problems: list[Problem], kind: Kind, customs: LocaleContext
) -> dict[str, str | int]:
    """What the cells mean, by field; what none of them can be read as is added to the problems."""
    values: dict[str, str | int] = {}
    field_of_mark = "result" if line_results.take_mark(cells, customs) else "mark"
    for field, cell in cells.items():
        as_letter = customs.x_is_other and field == "sex" and columns.key(cell) == "x"
        meaning = "" if as_letter else meaning_of(field, cell, customs)
        nothing = not cell or meaning == EMPTY or era_of(field, customs) == EMPTY
        if nothing or (field == "mark" and is_no_mark(customs)):
            continue
        try:
            values[field] = OUT if meaning == OUT else READERS[field](meaning or cell, customs)
        except RuleBroken as broken:
            if kind == "trainings" and field == "sex":
                continue  # nothing is stored of it
            typed = {"typed": cell} if meaning else {}  # nobody has typed the code that was remembered
            shown = field_of_mark if field == "mark" else field
            problems.append(Problem(shown, broken.code, {**broken.values, **typed}))
    if kind == "trainings" and "sex" in values:
        values[SEX_SAID] = values.pop("sex")
    return values


def _has_left(given: Mapping[str, str]) -> bool:
    return any(brackets.says_that_left(said(given.get(field, ""))) for field in line_names.NAME_FIELDS)


def _left_as_a_whole(given: Mapping[str, str], kind: Kind, customs: LocaleContext) -> str:
    """Why nothing is read of a line of trainings; "" of any other."""
    if kind == "trainings" and is_no_module(given.get("award", ""), customs):
        return NO_MODULE
    return NOTHING_RECORDED if customs.own_records and not said(given.get("on", "")) else ""


def _born(cell: str, customs: LocaleContext) -> str:
    """The day of birth; nothing of a year alone."""
    if cell.isdecimal() and len(cell) <= 4:  # as in most lists: not worth a second look
        return ""
    days = days_of("birth", cell, customs)
    return "" if days is None else days.last.isoformat()


def _missing(values: dict[str, str | int], wrong: set[str], kind: Kind) -> Iterator[Problem]:
    """What has to be there. One name stands for both: a certificate then shows it once."""
    if kind == "people":
        if "number" not in values and "number" not in wrong:
            yield Problem("number", "number-missing", {})
        if not {"name", "latin_name"} & {*values, *wrong}:
            yield Problem("name", "name-missing", {})
        for field in WHOLE.values():
            if is_only_title(str(values.get(field, ""))):
                yield Problem(field, "name-missing", {})
        return
    if not {"number", "phone", "name", "latin_name"} & {*values, *wrong}:
        yield Problem("number", "nobody-named", {})
    for field, word in (("award", "award-missing"), ("on", "date-missing")):
        if field not in values and field not in wrong:
            yield Problem(field, word, {})
