"""What is stored of a cell, and what a text may mean, as the reader of a page knows it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.forms.person_words import SEX_WORDS
from lms.accounts.queries import units
from lms.accounts.services.people import Person, Unit
from lms.content import award_names, registry
from lms.db import session
from lms.errors import RuleBroken
from lms.i18n import current_language, day, year
from lms.imports.domain import branch_order
from lms.imports.domain.headings import full_marks
from lms.imports.domain.lines import column_facts, left_out
from lms.imports.domain.lines.cell_readers import READERS
from lms.imports.domain.lines.line_values import EMPTY, NO_BRANCH, LocaleContext, Problem
from lms.imports.domain.lines.result_answers import OUT, PASSED, PASSED_AND_ABSENT, TRAINED, is_of_nothing
from lms.imports.domain.lines.value_groups import is_of_one_list
from lms.imports.domain.values import (
    addressed,
    brackets,
    date_order,
    fitting_numbers,
    marks,
    number_widths,
    short_years,
)
from lms.imports.models import ListImport
from lms.imports.presenters import wording
from lms.imports.queries import locale_context
from lms.imports.services import value_choices
from lms.text import calendars, collation

NOT_THERE: Final = "not-there"  # what is shown of somebody who was there on no day

_RESULT_WORDS: Final[Mapping[str, LazyString]] = {
    "passed": _l("Passed"),
    "attended": _l("Attended"),
    "failed": _l("Not passed"),
    TRAINED: _l("Trained"),
    NOT_THERE: _l("Not there"),
    left_out.ABSENT: _l("Not there"),
}
RESULTS_KEPT: Final = (*left_out.RESULTS, left_out.ABSENT)
_CODES: Final = ("sex", "branch", "language", "award", "result")


def text_of(field: str, value: str | int) -> str:
    """A value of a line in words of the reader's language."""
    language = current_language()
    if field == "sex":
        return next((str(word) for sex, word in SEX_WORDS.items() if sex == value), str(value))
    if field == "branch":
        return units.name_of(str(value), language).text
    if field == "language":
        return next((one.name for one in registry.current().languages if one.code == value), str(value))
    if field == "award":
        return award_names.of_award(registry.current(), str(value), language).text
    if field == "birth":
        return year(int(value))
    if field == "on":
        return day(date.fromisoformat(str(value)))
    if field == "result" and isinstance(value, int):
        return f"{value} %"
    if field == "result":
        return str(_RESULT_WORDS.get(str(value), value))
    return str(value)


def of_kept(field: str, cell: str, customs: LocaleContext) -> str:
    """What is kept of a cell that says nothing of its line, in words of the reader's language."""
    if field not in (*_CODES, "on", "birth"):
        return cell
    value = _value(field, cell, customs)
    return text_of(field, cell) if value is not None and cell in (str(value), left_out.ABSENT) else cell


def in_a_list(field: str, cell: str, customs: LocaleContext) -> str:
    """What is kept of a cell, as a list of the Society has it: a word or a day that is read as the same again."""
    value = _value(field, cell, customs)
    if value is None or cell not in (str(value), left_out.ABSENT):
        return cell
    written = cell
    if field == "on":
        written = _day_of_a_list(date.fromisoformat(cell), customs)
    elif field in _CODES:
        attendance = field == "result" and customs.result_column and customs.result_column.attendance
        written = text_of(field, NOT_THERE if attendance and value == "failed" else cell)
    return written if _value(field, written, customs) == value else cell


def _value(field: str, cell: str, customs: LocaleContext) -> str | int | None:
    with suppress(RuleBroken):
        return READERS[field](cell, customs) if field in READERS else None
    return None


def _day_of_a_list(on: date, customs: LocaleContext) -> str:
    """As lists write it; where the month comes first nobody could tell 3/5 from 5/3, so the day stays as it is."""
    if customs.orders.get("on", "day-first") != "day-first":
        return on.isoformat()
    return f"{on.day}/{on.month}/{calendars.year_in(on.year, customs.calendar)}"


def branch_of(person: Person) -> str:
    """The branch of somebody in words of the reader's language."""
    return text_of("branch", person.unit.code)


def note(problem: Problem) -> str:
    """What of a cell is not stored."""
    values = dict(problem.values)
    if "day" in values:
        values["day"] = day(date.fromisoformat(str(values["day"])))
    return wording.said({"word": problem.word, "values": values})


@dataclass(frozen=True)
class Group:
    """A text that several lines have: the question about it, what HR has said, and what may be said.

    `column`: the heading of the column of marks that a question is about; "" where the field says it.
    `here`: what is said holds for this list alone.
    """

    field: str
    key: str
    column: str
    text: str
    lines: int
    means: str
    choices: tuple[tuple[str, str], ...]
    here: bool


def groups(list_import: ListImport, usual: LocaleContext) -> tuple[Group, ...]:
    """The texts of a list that are asked about once for all lines."""
    found: list[dict[str, Any]] = list_import.matching.get("groups", [])
    called = locale_context.branch_names(session.get_one(Unit, list_import.unit_id))
    shown = []
    for group in found:
        field, key = group["field"], group["key"]
        choices = _branches(key, usual, called) if field == "branch" else _choices(field, key, usual)
        column = (usual.points and usual.points.heading) if _of_points(field, key, usual) else ""
        shown.append(
            Group(
                **{**group, "text": _asked(group, usual)},
                column=column or "",
                choices=choices,
                here=is_of_one_list(field, key),
            )
        )
    return tuple(shown)


def _branches(
    key: str, usual: LocaleContext, called: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    """The likeliest first: nobody looks through seventy-seven provinces."""
    words = {code: text_of("branch", code) for code in value_choices.branches_of(usual)}
    dictionary = {code: collation.sort_key(word, current_language()) for code, word in words.items()}
    codes = branch_order.in_order(key, {code: called.get(code, ()) for code in words}, dictionary)
    known = tuple((code, words[code]) for code in codes)
    return known if ("branch", key) == NO_BRANCH else (*known, (EMPTY, _meaning("branch", EMPTY)))


def _asked(group: Mapping[str, Any], usual: LocaleContext) -> str:
    """What stands in the list; of a question about a whole column an example of it."""
    if (group["field"], group["key"]) == ("name", addressed.SHAPE):
        return _(
            "Names such as “%(typed)s”: is คุณ a title, or part of the name? As long as nothing is chosen, it stays.",
            typed=group["text"],
        )
    if group["field"] == "name":
        return _(
            "Names with something in brackets, such as “%(typed)s”: is it part of the name?",
            typed=group["text"],
        )
    if (group["field"], group["key"]) == NO_BRANCH:
        return _(
            "No branch: as long as none is chosen here, these people are put under %(unit)s itself.",
            unit=text_of("branch", usual.unit),
        )
    if group["key"] == date_order.SHAPE:
        return _("Dates such as “%(typed)s”: is the day first, or the month?", typed=group["text"])
    if group["key"] == short_years.DAYS:
        return _(
            "Years of birth such as “%(typed)s”: is it a year, or the day of a month?", typed=group["text"]
        )
    if group["key"] == short_years.SHAPE:
        return _("Years of two digits, such as “%(typed)s”", typed=group["text"])
    if _of_points(group["field"], group["key"], usual):
        full = full_marks.of((usual.points and usual.points.heading) or "")
        if full and group["means"] == str(full):
            return _(
                "%(typed)s: out of how many points? The heading says %(most)s.",
                typed=group["text"],
                most=full,
            )
        return _("%(typed)s: out of how many points?", typed=group["text"])
    return _asked_of_text(group)


def _asked_of_text(group: Mapping[str, Any]) -> str:
    if group["key"] == PASSED_AND_ABSENT:
        return ngettext(
            "%(num)s line says passed, and absent on every day",
            "%(num)s lines say passed, and absent on every day",
            group["lines"],
        )
    if is_of_nothing(group["key"]):
        return _("Nothing in “%(heading)s”", heading=group["text"])
    return str(group["text"])


def _of_points(field: str, key: str, usual: LocaleContext) -> bool:
    return usual.points is not None and (field, key) == ("result", usual.points.key)


def _choices(field: str, key: str, usual: LocaleContext) -> tuple[tuple[str, str], ...]:
    meanings = value_choices.meanings_of(field, key, usual)
    if _of_points(field, key, usual):
        return tuple((value, _scale(value)) for value in meanings)
    if key == PASSED_AND_ABSENT:
        return ((OUT, _("Leave these lines out")), (PASSED, _("They have passed: record these lines")))
    if is_of_nothing(key):
        return ((OUT, _("Leave these lines out")), (TRAINED, _("Record these lines as trained")))
    if field == "result" and usual.result_column and usual.result_column.attendance:
        return tuple(
            (value, _("Not there") if value == "failed" else _meaning(field, value)) for value in meanings
        )
    if (field, key) == ("name", addressed.SHAPE):
        return (
            (brackets.DROP, _("It is a title: leave it out")),
            (brackets.KEEP, _meaning(field, brackets.KEEP)),
        )
    return tuple((value, _meaning(field, value)) for value in meanings)


def _scale(value: str) -> str:
    if value == marks.SCALES[-1]:
        return _("Out of 100 points, or percent")
    if value == marks.SHARE:
        return _("Out of 1: 0.9 is %(percent)s %%", percent=90)
    return _("Out of %(points)s points", points=value)


def _meaning(field: str, value: str) -> str:
    if value == EMPTY:
        return _("Leave this cell empty")
    if value == OUT and field == "award":
        return _("This is no module of Sala: leave these lines out")
    if value == OUT:
        return _("Leave these lines out")
    if value == number_widths.ZEROS:
        return _("Put zeros before it")
    if value == fitting_numbers.FITTED:
        return _("Write it as it stands in brackets")
    if value == number_widths.AS_WRITTEN:
        return _("It is right as it is written")
    if field == "name":
        return _("Leave out what is in brackets") if value == brackets.DROP else _("Keep it in the name")
    if value in date_order.ORDERS:
        return _("The day is first") if value == "day-first" else _("The month is first")
    if field in column_facts.DATES:
        return _("Buddhist years: 25xx") if value == "buddhist" else _("Common years: 19xx or 20xx")
    return text_of(field, value)
