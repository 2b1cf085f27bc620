"""The cells of one line -> values, and what is wrong with each. Pure: all problems of a line at once.

A cell that is empty says nothing: it is no value, and takes none away from somebody who is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from typing import Final

from lms.accounts.domain import phone_texts
from lms.errors import RuleBroken
from lms.imports.domain.columns import module_columns, result_ticks
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import sex_ticks
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import result_answers
from lms.imports.domain.lines.cell_readers import (
    READERS,
    days_of,
    era_of,
    is_no_mark,
    is_number_mended,
    several_modules,
)
from lms.imports.domain.lines.line_values import EMPTY, SEX_SAID, LocaleContext, Problem, Read, Values
from lms.imports.domain.lines.outcomes import Outcome, outcome_of
from lms.imports.domain.lines.result_answers import OUT
from lms.imports.domain.name_similarity import is_latin
from lms.imports.domain.values import addressed, brackets, marked_words, results, several_people, weekdays
from lms.imports.domain.values.cell_text import is_no_number, is_overlong, most_of, said, said_in
from lms.imports.domain.values.person_names import LATIN, WHOLE, whole_name
from lms.table_files import sheet_parts
from lms.text.titles import is_only_title, latin_beside

_PARTS: Final = ("family_name", "given_name")
NO_MODULE: Final = "module-left-out"
# Of why there is nothing to record, what says that it was not passed: a result, or that somebody was absent.
_DENIALS: Final = ("", "not-there")
NOTHING_RECORDED: Final = "nothing-recorded"
# Of what is in brackets in a name: that it is not stored, and whether the line should come in at all.
BRACKETS_LEFT_OUT: Final = "brackets-not-stored"
BRACKETS_OF_LEAVER: Final = "brackets-of-leaver"
_NOT_TRAINED: Final = ("result-unsaid", "not-there")
_NAME_FIELDS: Final = tuple(f"{begin}{part}" for begin in WHOLE for part in ("name", *_PARTS))


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
    values: dict[str, str | int] = {}
    cells, problems = _put_together(given, customs)
    failed = _failed(cells.pop(result_ticks.FAILED, ""), problems)
    never = bool(cells.pop(attendance_days.FIELD, ""))
    told = never and attendance_days.is_told(given)
    never = never and not told
    field_of_mark = "result" if _take_mark(cells, customs) else "mark"
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
    unsaid = not (failed or never) and _is_unsaid(values, problems, customs)
    absent = _is_absent(cells.get("result", ""), failed, values.get("result"), customs)
    outcome, hindrances = _outcome(values, cells.get("result", ""), failed, customs)
    if never or (unsaid and not result_answers.counts_as_trained(customs.result_column, customs.settled)):
        outcome = Outcome(False, left="not-there" if never else "result-unsaid")
    if absent and not (outcome.passed or outcome.left or hindrances):
        outcome = outcome._replace(left="not-there")
    doubted = told and outcome.passed and outcome.result == "passed"
    if doubted:
        outcome, hindrances = _never_there(outcome, hindrances, customs)
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


def _has_left(given: Mapping[str, str]) -> bool:
    return any(brackets.says_that_left(said(given.get(field, ""))) for field in _NAME_FIELDS)


def _never_there(
    outcome: Outcome, hindrances: list[Problem], customs: LocaleContext
) -> tuple[Outcome, list[Problem]]:
    """What becomes of a line that says passed, and of nobody who was there on any day: HR says it for all of them."""
    means = customs.settled.get(("result", result_answers.PASSED_AND_ABSENT))
    if means == OUT:
        return Outcome(False, left="not-there"), []
    asked = [] if means == result_answers.PASSED else [Problem("result", "passed-and-absent", {})]
    return outcome, [*hindrances, *asked]


def _left_as_a_whole(given: Mapping[str, str], kind: Kind, customs: LocaleContext) -> str:
    """Why nothing is read of a line of trainings; "" of any other."""
    if kind == "trainings" and is_no_module(given.get("award", ""), customs):
        return NO_MODULE
    return NOTHING_RECORDED if customs.own_records and not said(given.get("on", "")) else ""


def meaning_of(field: str, text: str, customs: LocaleContext) -> str:
    """What HR has said that a text means; nothing where it is a name or a code: that needs nobody's word."""
    key = columns.key(text)
    if field == "number" or any(key in names for names in _named(field, customs)):
        return ""  # what is said of the shape "0000" is not said of a number
    if field == "award" and (module_columns.says_no_module(text) or several_modules(text, customs)):
        return ""  # whatever an older version was told of a tick, or of two modules in one cell
    if field == "result":
        return result_answers.meaning_of(text, customs.result_column, customs.settled) if text else ""
    return customs.settled.get((field, key), "")


def is_no_module(cell: str, customs: LocaleContext) -> bool:
    """Whether HR has said that a text in the column of the module is none of Sala: then there is nothing to record."""
    text = said_in("award", cell)
    return bool(text) and meaning_of("award", text, customs) == OUT


def key_of(field: str, text: str, customs: LocaleContext) -> str:
    """What an answer about a text is remembered by."""
    return result_answers.key_of(text, customs.result_column) if field == "result" else columns.key(text)


def _named(field: str, customs: LocaleContext) -> tuple[Mapping[str, str], ...]:
    if field == "branch":
        return (customs.branches, customs.elsewhere)
    return {"language": (customs.languages,), "award": (customs.awards,)}.get(field, ())


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
    if len(_ticked(given)[0]) > 1 and "sex" not in values:
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
    for field in _NAME_FIELDS:
        name = said(given.get(field, ""))
        if _loses_brackets(name, customs):
            # who has left may have been trained
            left = "award" not in given and brackets.says_that_left(name)
            yield Problem(_whole_of(field), BRACKETS_OF_LEAVER if left else BRACKETS_LEFT_OUT, {})
    yield from (Problem(field, "not-stored", {}) for field in _said_twice(given, customs))
    for field, cell in given.items():
        no_mark = field == "mark" and said(cell) and is_no_mark(customs)
        era = era_of(field, customs) if said(cell) else None
        if no_mark or EMPTY in (meaning_of(field, said(cell), customs), era):
            yield Problem(field, "not-stored", {})


def _said_twice(given: Mapping[str, str], customs: LocaleContext) -> Iterator[str]:
    """The fields of a name in Latin letters that say the name once more, in the letters of its own script."""
    latin = [field for field in _NAME_FIELDS if field.startswith(LATIN) and said(given.get(field, ""))]
    if not all(is_latin(said(given[field])) for field in latin):
        cells, problems = _put_together(given, customs)
        wrong = {problem.field for problem in problems}
        if cells["name"] and not cells["latin_name"] and "latin_name" not in wrong:
            yield from latin


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
    asked = [*_several_people(given), *_take_brackets(parts, customs)]
    problems = [*_overlong(given), *asked]
    for part in ("name", "given_name"):
        parts[part] = addressed.as_said(parts[part], customs.addressed)
    if not is_latin(parts["name"]) and not any(parts[f"{LATIN}{part}"] for part in _PARTS):
        own = [parts[part] for part in _PARTS if parts[part]]
        if len(own) == len(_PARTS) and all(map(is_latin, own)) and not parts["latin_name"]:
            # Beside a whole name in its own script, the parts are those of the name in Latin letters.
            parts.update({f"{LATIN}{part}": parts.pop(part) for part in _PARTS})
            parts.update(dict.fromkeys(_PARTS, ""))
            customs = replace(customs, families_before=_moved(customs.families_before))
    _take_latin_titles(parts)
    sexes, untold = _ticked(cells)
    problems += untold
    for field in sex_ticks.FIELDS:
        cells.pop(field, None)
    if len(sexes) == 1 and not cells.get("sex"):
        cells["sex"] = sexes[0]
    names, apart = _whole_names(parts, {problem.field for problem in asked}, customs)
    cells |= names
    problems += apart
    if cells["latin_name"] and not is_latin(cells["latin_name"]) and is_latin(cells["name"]):
        cells["name"], cells["latin_name"] = cells["latin_name"], cells["name"]
    elif cells["latin_name"] == cells["name"] and not is_latin(cells["name"]):
        cells["latin_name"] = ""  # one name is not said twice
    return cells, problems


def _take_latin_titles(parts: dict[str, str]) -> None:
    """Take "Thao" or "Nang" from a name in Latin letters where the name beside it says that it is a title."""
    for part in ("name", "given_name"):
        parts[f"{LATIN}{part}"] = latin_beside(parts[f"{LATIN}{part}"], parts[part])


def _whole_names(
    parts: Mapping[str, str], asked: Set[str], customs: LocaleContext
) -> tuple[dict[str, str], list[Problem]]:
    """The names that the parts make, by their field. Of a name that is `asked` about a part alone is nobody's name."""
    cells, problems = dict.fromkeys(WHOLE.values(), ""), []
    for begin, whole in WHOLE.items():
        first = begin in customs.families_before if _latin(parts, begin) else customs.family_first
        try:
            name = whole_name(
                *(parts[f"{begin}{part}"] for part in ("name", *_PARTS)),
                family_first=first,
                titles_apart=customs.titles_apart,
            )
            cells[whole] = "" if whole in asked else name
        except RuleBroken as broken:
            problems.append(Problem(whole, broken.code, broken.values))
    return cells, problems


def _take_mark(cells: dict[str, str], customs: LocaleContext) -> bool:
    """Take the mark out of a word for a result that has one in brackets; whether there was one.

    Not below attendance, nor where another column has the mark, or HR has said what the text means.
    """
    cell, column = cells.get("result", ""), customs.result_column
    marked = marked_words.of(cell)
    elsewhere = column is not None and (column.attendance or column.no_marks)
    if marked is None or elsewhere or cells.get("mark") or meaning_of("result", cell, customs):
        return False
    cells["result"], cells["mark"] = marked
    return True


def _overlong(given: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with cells that hold more than any field can; a name in several columns is one."""
    fields = (
        _whole_of(field) if field in _NAME_FIELDS else field
        for field, cell in given.items()
        if is_overlong(cell)
    )
    for field in dict.fromkeys(fields):
        yield Problem(field, "too-long", {"most": most_of(field)})


def _several_people(given: Mapping[str, str]) -> Iterator[Problem]:
    """The names that are those of two people: nobody is made of both. What is too long is refused without reading."""
    names = ((field, given.get(field, "")) for field in _NAME_FIELDS)
    fields = (field for field, cell in names if not is_overlong(cell) and several_people.are_several(cell))
    yield from (Problem(field, "name-several", {}) for field in dict.fromkeys(map(_whole_of, fields)))


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
        for field in WHOLE.values():
            if is_only_title(str(values.get(field, ""))):
                yield Problem(field, "name-missing", {})
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
