"""The cells of one line -> values, and what is wrong with each. Pure: all problems of a line at once.

A cell that is empty says nothing: it is no value, and takes none away from somebody who is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from lms.accounts.domain import phone_texts
from lms.errors import RuleBroken
from lms.imports.domain.columns import result_ticks
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import sex_ticks
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import result_answers
from lms.imports.domain.lines.cell_readers import READERS, days_of, era_of, is_no_mark
from lms.imports.domain.lines.line_values import EMPTY, SEX_SAID, LocaleContext, Problem, Read, Values
from lms.imports.domain.lines.outcomes import Outcome, outcome_of
from lms.imports.domain.lines.result_answers import OUT
from lms.imports.domain.name_similarity import is_latin
from lms.imports.domain.values import brackets, results, weekdays
from lms.imports.domain.values.cell_text import is_no_number, is_overlong, most_of, said, said_in
from lms.imports.domain.values.person_names import LATIN, WHOLE, whole_name

_PARTS: Final = ("family_name", "given_name")
_NAME_FIELDS: Final = tuple(f"{begin}{part}" for begin in WHOLE for part in ("name", *_PARTS))


def read(given: Mapping[str, str], kind: Kind, customs: LocaleContext) -> Read:
    """Read the cells of a line, by field.

    Words of problems: "too-long", "name-cannot-be-drawn", "phone-unreadable", "phone-length", "phone-of-laos",
    "email-unreadable", "sex-unknown", "language-unknown", "branch-unknown", "branch-elsewhere",
    "award-unknown", "date-…", "year-short",
    "age-no-year", "birth-unlikely", "in-the-future", "too-long-ago", "result-unknown", "attendance-unknown",
    "points-unknown", "points-too-many", "name-parts-differ", "digits-lost", "number-short", "name-bracketed",
    "date-order", and what `_missing` adds.
    """
    values: dict[str, str | int] = {}
    cells, problems = _put_together(given, customs)
    failed = _failed(cells.pop(result_ticks.FAILED, ""), problems)
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
            problems.append(Problem(field, broken.code, {**broken.values, **typed}))
    if kind == "trainings" and "sex" in values:
        values[SEX_SAID] = values.pop("sex")
    unsaid = not failed and _is_unsaid(values, problems, customs)
    absent = _is_absent(cells.get("result", ""), failed, values.get("result"), customs)
    outcome, hindrances = _outcome(values, cells.get("result", ""), failed, customs)
    if unsaid and not result_answers.counts_as_trained(customs.result_column, customs.settled):
        outcome = Outcome(False, left="result-unsaid")
    if absent and not (outcome.passed or outcome.left or hindrances):
        outcome = outcome._replace(left="not-there")
    problems += hindrances
    problems += _missing(values, {problem.field for problem in problems}, kind)
    born = _born(cells["birth"], customs) if kind == "people" and "birth" in values else ""
    said_of_it = (outcome.result, outcome.mark, outcome.needed, outcome.left)
    return Read(values, tuple(problems), outcome.passed, born, *said_of_it, unsaid=unsaid)


def meaning_of(field: str, text: str, customs: LocaleContext) -> str:
    """What HR has said that a text means; nothing where it is a name or a code: that needs nobody's word."""
    key = columns.key(text)
    if field == "number" or any(key in names for names in _named(field, customs)):
        return ""  # what is said of the shape "0000" is not said of a number
    if field == "result":
        return result_answers.meaning_of(text, customs.result_column, customs.settled) if text else ""
    return customs.settled.get((field, key), "")


def key_of(field: str, text: str, customs: LocaleContext) -> str:
    """What an answer about a text is remembered by."""
    return result_answers.key_of(text, customs.result_column) if field == "result" else columns.key(text)


def _named(field: str, customs: LocaleContext) -> tuple[Mapping[str, str], ...]:
    if field == "branch":
        return (customs.branches, customs.elsewhere)
    return {"language": (customs.languages,), "award": (customs.awards,)}.get(field, ())


def notes_of(given: Mapping[str, str], values: Values, customs: LocaleContext) -> Iterator[Problem]:
    """What cells say beside what is stored of them; of words: "second-phone", "phone-words",
    "phone-extension", "number-says-nothing", "began-on", "other-weekday", "brackets-not-stored", "not-stored".
    """
    if "phone" in values:
        for left in phone_texts.read(said_in("phone", given["phone"])).left:
            yield Problem("phone", left, {})
    number = said(given.get("number", ""))
    if is_no_number(number):
        yield Problem("number", "number-says-nothing", {"typed": number})
    if len(_ticked(given)[0]) > 1 and "sex" not in values:
        field = next(field for field in sex_ticks.FIELDS if said(given.get(field, "")))
        yield Problem(field, "sex-ticked-twice", {})
    for field in ("on", "birth"):
        period = days_of(field, given[field], customs) if field in values else None
        if period is None:
            continue
        if field == "on" and period.first != period.last:
            yield Problem("on", "began-on", {"day": period.first.isoformat()})
        if weekdays.is_another(given[field], period):
            yield Problem(field, "other-weekday", {})
    yield from _not_stored(given, customs)


def _not_stored(given: Mapping[str, str], customs: LocaleContext) -> Iterator[Problem]:
    for field in _NAME_FIELDS:
        if _loses_brackets(said(given.get(field, "")), customs):
            yield Problem(_whole_of(field), "brackets-not-stored", {})
    for field, cell in given.items():
        no_mark = field == "mark" and said(cell) and is_no_mark(customs)
        era = era_of(field, customs) if said(cell) else None
        if no_mark or EMPTY in (meaning_of(field, said(cell), customs), era):
            yield Problem(field, "not-stored", {})


def _born(cell: str, customs: LocaleContext) -> str:
    """The day of birth; nothing of a year alone."""
    if cell.isdecimal() and len(cell) <= 4:  # as in most lists: not worth a second look
        return ""
    days = days_of("birth", cell, customs)
    return "" if days is None else days.last.isoformat()


def _put_together(given: Mapping[str, str], customs: LocaleContext) -> tuple[dict[str, str], list[Problem]]:
    """The cells without marks; a name in several columns becomes one, each in the field of its script."""
    cells = {field: said_in(field, cell) for field, cell in given.items()}
    parts = {field: cells.pop(field, "") for field in _NAME_FIELDS}
    problems = [*_overlong(given), *_take_brackets(parts, customs)]
    if not is_latin(parts["name"]) and not any(parts[f"{LATIN}{part}"] for part in _PARTS):
        own = [parts[part] for part in _PARTS if parts[part]]
        if len(own) == len(_PARTS) and all(map(is_latin, own)) and not parts["latin_name"]:
            # Beside a whole name in its own script, the parts are those of the name in Latin letters.
            parts.update({f"{LATIN}{part}": parts.pop(part) for part in _PARTS})
            parts.update(dict.fromkeys(_PARTS, ""))
            customs = replace(customs, families_before=_moved(customs.families_before))
    sexes, untold = _ticked(cells)
    problems += untold
    for field in sex_ticks.FIELDS:
        cells.pop(field, None)
    if len(sexes) == 1 and not cells.get("sex"):
        cells["sex"] = sexes[0]
    for begin, whole in WHOLE.items():
        first = begin in customs.families_before if _latin(parts, begin) else customs.family_first
        try:
            cells[whole] = whole_name(
                *(parts[f"{begin}{part}"] for part in ("name", *_PARTS)),
                family_first=first,
                titles_apart=customs.titles_apart,
            )
        except RuleBroken as broken:
            cells[whole] = ""
            problems.append(Problem(whole, broken.code, broken.values))
    if cells["latin_name"] and not is_latin(cells["latin_name"]) and is_latin(cells["name"]):
        cells["name"], cells["latin_name"] = cells["latin_name"], cells["name"]
    return cells, problems


def _overlong(given: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with cells that hold more than any field can; a name in several columns is one."""
    fields = (
        _whole_of(field) if field in _NAME_FIELDS else field
        for field, cell in given.items()
        if is_overlong(cell)
    )
    for field in dict.fromkeys(fields):
        yield Problem(field, "too-long", {"most": most_of(field)})


def _take_brackets(parts: dict[str, str], customs: LocaleContext) -> Iterator[Problem]:
    """Take out of names what is in brackets and does not stay; where nobody knows, say so and keep no name."""
    for field, name in parts.items():
        if "(" in name or "[" in name or "（" in name:
            try:
                parts[field] = brackets.without(name, customs.brackets)
            except RuleBroken as broken:
                parts[field] = ""
                yield Problem(_whole_of(field), broken.code, broken.values)


def _loses_brackets(name: str, customs: LocaleContext) -> bool:
    with suppress(RuleBroken):
        return len(brackets.without(name, customs.brackets)) < len(name)
    return False


def _whole_of(field: str) -> str:
    return WHOLE[LATIN if field.startswith(LATIN) else ""]


def _ticked(cells: Mapping[str, str]) -> tuple[list[str], list[Problem]]:
    """The sexes that are ticked in columns of their own, and what is no tick."""
    try:
        return sex_ticks.said_by({field: said(cells.get(field, "")) for field in sex_ticks.FIELDS}), []
    except RuleBroken as broken:
        return [], [Problem(broken.field or "sex", broken.code, broken.values)]


def _latin(parts: Mapping[str, str], begin: str) -> bool:
    return is_latin("".join(parts[f"{begin}{part}"] for part in ("name", *_PARTS)))


def _moved(families_before: frozenset[str]) -> frozenset[str]:
    return families_before | {LATIN} if "" in families_before else families_before - {LATIN}


def _missing(values: dict[str, str | int], wrong: set[str], kind: Kind) -> Iterator[Problem]:
    """What has to be there. One name stands for both: a certificate then shows it once."""
    if kind == "people":
        if "number" not in values and "number" not in wrong:
            yield Problem("number", "number-missing", {})
        if not {"name", "latin_name"} & {*values, *wrong}:
            yield Problem("name", "name-missing", {})
        return
    if not {"number", "phone", "name", "latin_name"} & {*values, *wrong}:
        yield Problem("number", "nobody-named", {})
    for field, word in (("award", "award-missing"), ("on", "date-missing")):
        if field not in values and field not in wrong:
            yield Problem(field, word, {})


def _is_unsaid(values: Values, problems: Sequence[Problem], customs: LocaleContext) -> bool:
    """Whether a line has nothing in the column that the list has for the result, and no mark either."""
    wrong = {problem.field for problem in problems}
    return customs.result_column is not None and not {"result", "mark", result_ticks.FAILED} & {
        *values,
        *wrong,
    }


def _is_absent(cell: str, ticked: bool, result: str | int | None, customs: LocaleContext) -> bool:
    """Whether who has nothing to be recorded was not there: by a word, or by columns that say no more than that."""
    column = customs.result_column
    of_presence = column is not None and (column.days or column.attendance)
    if ticked:
        return of_presence or (column is not None and column.ticked == "attended")
    return result == "failed" and (of_presence or results.is_absence(cell))


def _failed(cell: str, problems: list[Problem]) -> bool:
    """Whether somebody is ticked as failed or absent."""
    failed = result_ticks.is_failed(cell)
    if failed is None:
        problems.append(Problem(result_ticks.FAILED, "tick-unknown", {"typed": cell}))
    return bool(failed)


def _outcome(
    values: dict[str, str | int], said: str, failed: bool, customs: LocaleContext
) -> tuple[Outcome, list[Problem]]:
    """What the line says of the training, and what hinders it. `said` is the word as the list has it."""
    mark, result = values.pop("mark", None), values.pop("result", "")
    if failed and result in ("passed", "attended"):
        return Outcome(False), [Problem(result_ticks.FAILED, "result-and-failed", {})]
    if failed and result != OUT:
        mark, result = result if isinstance(result, int) else mark, "failed"
    needed = customs.pass_marks.get(str(values.get("award")))
    outcome = outcome_of(result, mark if isinstance(mark, int) else None, needed)
    if not outcome.wrong:
        return outcome, []
    facts = {"said": said, "mark": outcome.mark, "needed": outcome.needed}
    return outcome._replace(needed=None), [Problem("mark", outcome.wrong, facts)]
