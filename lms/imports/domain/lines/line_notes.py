"""What the cells of one line say beside what is stored of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from lms.accounts.domain import phone_texts
from lms.errors import RuleBroken
from lms.imports.domain.headings import sex_ticks
from lms.imports.domain.lines import line_names
from lms.imports.domain.lines.cell_readers import (
    days_of,
    era_of,
    is_no_mark,
)
from lms.imports.domain.lines.line_values import EMPTY, LocaleContext, Problem, Values
from lms.imports.domain.lines.meanings import meaning_of
from lms.imports.domain.name_similarity import is_latin
from lms.imports.domain.values import brackets, weekdays
from lms.imports.domain.values.cell_text import is_no_number, said, said_in
from lms.imports.domain.values.person_names import LATIN
from lms.table_files import sheet_parts

# Of what is in brackets in a name: that it is not stored, and whether the line should come in at all.
BRACKETS_LEFT_OUT: Final = "brackets-not-stored"
BRACKETS_OF_LEAVER: Final = "brackets-of-leaver"


def notes_of(given: Mapping[str, str], values: Values, customs: LocaleContext) -> Iterator[Problem]:
    """What cells say beside what is stored of them; of words: "second-phone", "phone-words",
    "phone-extension", "number-says-nothing", "began-on", "other-weekday", "brackets-not-stored", "brackets-of-leaver",
    "not-stored", "cell-lost", "formula-lost".
    """
    if "phone" in values:
        for left in phone_texts.read(said_in("phone", given["phone"])).left:
            yield Problem("phone", left, {})
    number = said(given.get("number", ""))
    if is_no_number(number):
        yield Problem("number", "number-says-nothing", {"typed": number})
    if len(line_names.ticked(given)[0]) > 1 and "sex" not in values:
        field = next(field for field in sex_ticks.FIELDS if said(given.get(field, "")))
        yield Problem(field, "sex-ticked-twice", {})
    yield from _lost(given)
    for field in ("on", "birth"):
        period = days_of(field, given[field], customs) if field in values else None
        if period is None:
            continue
        if field == "on" and period.first != period.last:
            yield Problem("on", "began-on", {"day": period.first.isoformat()})
        if weekdays.is_another(given[field], period):
            yield Problem(field, "other-weekday", {})
    yield from _not_stored(given, customs)


def _lost(given: Mapping[str, str]) -> Iterator[Problem]:
    """What a spreadsheet has lost of a line: errors, and formulas without their results."""
    for field, cell in given.items():
        if sheet_parts.is_lost(cell):
            word = "formula-lost" if cell.strip() == sheet_parts.NO_RESULT else "cell-lost"
            yield Problem(field, word, {"typed": cell.strip()})


def _not_stored(given: Mapping[str, str], customs: LocaleContext) -> Iterator[Problem]:
    for field in line_names.NAME_FIELDS:
        name = said(given.get(field, ""))
        if _loses_brackets(name, customs):
            # who has left may have been trained
            left = "award" not in given and brackets.says_that_left(name)
            yield Problem(line_names.whole_of(field), BRACKETS_OF_LEAVER if left else BRACKETS_LEFT_OUT, {})
    yield from (Problem(field, "not-stored", {}) for field in _said_twice(given, customs))
    for field, cell in given.items():
        no_mark = field == "mark" and said(cell) and is_no_mark(customs)
        era = era_of(field, customs) if said(cell) else None
        if no_mark or EMPTY in (meaning_of(field, said(cell), customs), era):
            yield Problem(field, "not-stored", {})


def _loses_brackets(name: str, customs: LocaleContext) -> bool:
    with suppress(RuleBroken):
        return len(brackets.without(name, customs.brackets)) < len(name)
    return False


def _said_twice(given: Mapping[str, str], customs: LocaleContext) -> Iterator[str]:
    """The fields of a name in Latin letters that say the name once more, in the letters of its own script."""
    latin = [
        field for field in line_names.NAME_FIELDS if field.startswith(LATIN) and said(given.get(field, ""))
    ]
    if not all(is_latin(said(given[field])) for field in latin):
        cells, problems = line_names.put_together(given, customs)
        wrong = {problem.field for problem in problems}
        if cells["name"] and not cells["latin_name"] and "latin_name" not in wrong:
            yield from latin
