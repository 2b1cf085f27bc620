"""One cell -> its value, by its field. Pure: what cannot be read raises RuleBroken with the word of why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Final

from lms.accounts.domain import contact, phone_texts, phones, volunteer_numbers
from lms.accounts.domain.latin_names import other_script_in
from lms.accounts.domain.lost_names import fault_of
from lms.errors import RuleBroken
from lms.imports.domain import value_names
from lms.imports.domain.columns import module_headings, result_columns
from lms.imports.domain.headings import fields
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.values import dates, fitting_numbers, results
from lms.imports.domain.values.cell_text import LONGEST_NAME, LONGEST_NUMBER, clean
from lms.imports.domain.values.dates import Era, Period
from lms.imports.domain.values.number_widths import in_full
from lms.records.domain.past_results import MOST_YEARS, first_day
from lms.text import font_coverage
from lms.text.digits import ascii_digits

# A spreadsheet shows a long number like this, and saves it so as text: the last digits are gone.
_SHORTENED: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d+|\d[.,]\d+E\d+")
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_CENTURY: Final = 100
_FOUR_DIGITS: Final = re.compile(r"\d{4}")
_WITH_POINT: Final = re.compile(r"(\d+)\.0+")  # a whole number, as some programs write it


def number_key(cell: str) -> str:
    """A volunteer number in its one spelling, leading zeros kept, as accounts.service spells it."""
    return volunteer_numbers.tidy(clean(cell))


def number_of(cell: str) -> str:
    """A volunteer number, also where a program has written it as a number with a point: "124.0"."""
    number = number_key(cell)
    whole = _WITH_POINT.fullmatch(number)
    return whole[1] if whole else number


def _name(cell: str, customs: LocaleContext) -> str:
    if len(cell) > LONGEST_NAME:
        raise RuleBroken("too-long", most=LONGEST_NAME)
    if fault := fault_of(cell):
        word, piece = fault
        raise RuleBroken(word, piece=piece)
    for problem in font_coverage.problems_of(cell):
        raise RuleBroken("name-cannot-be-drawn", piece=problem.piece)
    return cell


def _latin_name(cell: str, customs: LocaleContext) -> str:
    if not fault_of(cell) and (piece := other_script_in(cell)):
        raise RuleBroken("not-latin", piece=piece)
    return _name(cell, customs)


def is_number_mended(cell: str, customs: LocaleContext) -> bool:
    """Whether a number that can be read is stored otherwise than it is written, as HR has said."""
    return _number(cell, customs) != _as_written(cell, customs)


def _as_written(cell: str, customs: LocaleContext) -> str:
    return volunteer_numbers.without_own_society(number_of(cell), customs.society)


def _number(cell: str, customs: LocaleContext) -> str:
    if fitting_numbers.are_several(cell):
        raise RuleBroken("number-several", typed=cell)
    number = _as_written(cell, customs)
    if len(number) > LONGEST_NUMBER:
        raise RuleBroken("too-long", most=LONGEST_NUMBER)
    if _SHORTENED.fullmatch(number):
        raise RuleBroken("digits-lost", typed=cell)
    return in_full(fitting_numbers.as_said(number, customs.usual_number, customs.settled), customs.widths)


def _phone(cell: str, customs: LocaleContext) -> str:
    """E.164, of the first one where there are several."""
    if _SHORTENED.fullmatch(cell.upper()):
        raise RuleBroken("digits-lost", typed=cell)
    typed = phone_texts.read(cell).number
    number = phones.e164(typed, customs.country)
    if customs.phones_of:
        phones.refuse_as_of(customs.phones_of, typed, customs.country)
    return number


def _email(cell: str, customs: LocaleContext) -> str:
    return contact.email(cell) or ""


def _sex(cell: str, customs: LocaleContext) -> str:
    word = fields.key(cell)
    if word == "x" and customs.x_is_other:
        return "other"
    for sex, words in _sexes().items():
        if word in words:
            return sex
    raise RuleBroken("sex-unknown", typed=cell)


@cache
def _sexes() -> Mapping[str, frozenset[str]]:
    return {sex: frozenset(map(fields.key, words.split())) for sex, words in value_names.SEXES.items()}


def _birth(cell: str, customs: LocaleContext) -> int:
    year = year_of("birth", customs, cell, era_of("birth", customs))
    if not contact.OLDEST >= customs.today.year - year >= contact.YOUNGEST:
        raise RuleBroken("birth-unlikely", year=year)
    return year


def year_of(field: str, customs: LocaleContext, cell: str, era: Era | None) -> int:
    """The year that a cell of a date says, where those of two digits are of an era."""
    if field == "on":
        return period_of(cell, customs, era).last.year
    order = customs.orders.get(field, "day-first")
    cell = _told_apart(field, customs, cell, era)
    return dates.year(cell, calendar=customs.calendar, today=customs.today, order=order, era=era)


def era_of(field: str, customs: LocaleContext) -> Era | None:
    short = customs.short_years.get(field)
    return None if short is None else short.era


def period_of(cell: str, customs: LocaleContext, era: Era | None, field: str = "on") -> Period:
    order = customs.orders.get(field, "day-first")
    cell = _told_apart(field, customs, cell, era)
    return dates.read_period(cell, calendar=customs.calendar, today=customs.today, order=order, era=era)


def _told_apart(field: str, customs: LocaleContext, cell: str, era: Era | None) -> str:
    """A date with a Thai month; the month in English where its year of two digits makes no sense as a Buddhist one.

    01-มิ.ย.-25 was not in 2525: its year is as much of a question as that of 1.6.25.
    """
    if era is None or not dates.has_thai_month(cell) or _FOUR_DIGITS.search(ascii_digits(cell)):
        return cell
    in_english = dates.in_english(cell)
    other = _makes_sense(field, customs, in_english) and not _makes_sense(field, customs, cell)
    return in_english if other else cell


def _makes_sense(field: str, customs: LocaleContext, cell: str) -> bool:
    """Whether somebody may have been born, or trained, on a day whose year of two digits is read as its month says."""
    with suppress(RuleBroken):
        day = dates.read_period(cell, calendar="gregorian", today=customs.today).last
        if field == "on":
            return first_day(customs.today) <= day <= customs.today
        return contact.YOUNGEST <= customs.today.year - day.year <= contact.OLDEST
    return False


def _on(cell: str, customs: LocaleContext) -> str:
    """The last day of a training: before it nobody has completed it."""
    day = period_of(cell, customs, era_of("on", customs)).last
    # A year of two digits that comes soon was taken for one a hundred years before: nobody was trained then.
    comes_soon = customs.today.year - day.year > _CENTURY - MOST_YEARS
    meant_later = comes_soon and not _FOUR_DIGITS.search(ascii_digits(cell))
    if day > customs.today or meant_later:
        raise RuleBroken("in-the-future")
    if day < first_day(customs.today):
        raise RuleBroken("too-long-ago", years=MOST_YEARS)
    return day.isoformat()


def _result(cell: str, customs: LocaleContext) -> int | str:
    scale = None if customs.results_ticked else customs.points
    return result_columns.result_of(cell, customs.result_column, scale)


def is_no_mark(customs: LocaleContext) -> bool:
    return customs.result_column is not None and customs.result_column.no_marks


def _mark(cell: str, customs: LocaleContext) -> int:
    try:
        return results.mark_of(cell, customs.points)
    except RuleBroken as broken:
        if broken.code in ("points-unknown", "points-too-many"):
            raise
    raise RuleBroken("mark-unknown", typed=cell)


def _branch(cell: str, customs: LocaleContext) -> str:
    key = fields.key(cell)
    if all(key not in names for names in (customs.branches, customs.elsewhere, customs.abroad)):
        key = _spelled(key, {**customs.branches, **customs.elsewhere})
    if key not in customs.branches and key in customs.elsewhere:
        raise RuleBroken("branch-elsewhere", typed=cell, unit=customs.unit)
    if key not in customs.branches and key in customs.abroad:
        raise RuleBroken("branch-abroad", typed=cell, unit=customs.unit, society=customs.abroad[key])
    if key not in customs.branches:
        raise RuleBroken("branch-unknown", typed=cell)
    return customs.branches[key]


def _spelled(key: str, names: Mapping[str, str]) -> str:
    """The name that is meant where only a letter is doubled, or is not: "Champassak". That of one branch alone."""
    if not key.isascii():
        return key
    single = _DOUBLED.sub(r"\1", key)
    alike = [name for name in names if name.isascii() and _DOUBLED.sub(r"\1", name) == single]
    return alike[0] if len({names[name] for name in alike}) == 1 else key


def _one_of(names: str, word: str) -> Callable[[str, LocaleContext], str]:
    def find(cell: str, customs: LocaleContext) -> str:
        known: Mapping[str, str] = getattr(customs, names)
        code = known.get(fields.key(cell))
        if code is None:
            raise RuleBroken(word, typed=cell)
        return code

    return find


def several_modules(cell: str, customs: LocaleContext) -> list[str]:
    """The codes of the modules that a cell names, where these are several and none of them is called so: "HIV/PSS"."""
    named = () if fields.key(cell) in customs.awards else module_headings.named(cell, customs.awards)
    return sorted(named) if len(named) > 1 else []


def _award(cell: str, customs: LocaleContext) -> str:
    if modules := several_modules(cell, customs):
        raise RuleBroken("award-several", typed=cell, modules=modules)
    return _one_of("awards", "award-unknown")(cell, customs)


def days_of(field: str, cell: str, customs: LocaleContext) -> Period | None:
    """The days that a cell of a date says; None where it says a year alone."""
    with suppress(RuleBroken):
        return period_of(clean(cell), customs, era_of(field, customs), field)
    return None


READERS: Final[Mapping[str, Callable[[str, LocaleContext], str | int]]] = {
    "number": _number,
    "name": _name,
    "latin_name": _latin_name,
    "phone": _phone,
    "email": _email,
    "sex": _sex,
    "birth": _birth,
    "branch": _branch,
    "language": _one_of("languages", "language-unknown"),
    "award": _award,
    "on": _on,
    "result": _result,
    "mark": _mark,
}
