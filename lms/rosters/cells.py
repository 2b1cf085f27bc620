"""The cells of one line -> values, and what is wrong with each. Pure: all problems of a line at once.

A cell that is empty says nothing: it is no value, and takes none away from somebody who is known.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from lms.accounts import numbers, particulars, phones
from lms.errors import RuleBroken
from lms.records.past_results import FIRST_DAY, PastResult
from lms.rosters import (
    bracketed,
    columns,
    dates,
    points,
    result_answers,
    result_columns,
    result_ticks,
    results,
    ticks,
    weekdays,
    wordlists,
)
from lms.rosters.columns import Kind
from lms.rosters.date_orders import Mixed, Order
from lms.rosters.dates import Era, Period
from lms.rosters.likeness import is_latin
from lms.rosters.number_widths import Width, in_full
from lms.rosters.outcomes import Outcome, outcome_of
from lms.rosters.person_names import LATIN, WHOLE, whole_name
from lms.rosters.points import Points
from lms.rosters.result_answers import OUT
from lms.rosters.result_columns import ResultColumn
from lms.rosters.short_years import ShortYears
from lms.scripts import drawable
from lms.scripts.calendars import Calendar
from lms.scripts.digits import ascii_digits
from lms.scripts.normalise import for_comparing, for_name

# Field -> value: texts, a year as a number, a day in ISO 8601, so that all of them can be stored as JSON.
Values: TypeAlias = Mapping[str, "str | int"]

LONGEST_NAME: Final = 120
_PARTS: Final = ("family_name", "given_name")
_NAME_FIELDS: Final = tuple(f"{begin}{part}" for begin in WHOLE for part in ("name", *_PARTS))
LONGEST_NUMBER: Final = 40
# What a CSV puts in front of a cell that a spreadsheet would otherwise run: see reports.exports.
_SHIELDED: Final = re.compile(r"'(?=[=+\-@\t\r])")
_SEVERAL: Final = re.compile(r"[/,;|&]|\s(?:or|and|หรือ|และ|ឬ|និង|ຫຼື|ຫລື|ແລະ)\s")
_MOST_DIGITS: Final = 15  # of a phone (ITU-T E.164)
_FEWEST_DIGITS: Final = 8
EMPTY: Final = "-"  # what HR says of a text that is to be read as an empty cell
# A spreadsheet shows a long number like this, and saves it so as text: the last digits are gone.
_SHORTENED: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d+|\d[.,]\d+E\d+")
_NO_SIGN: Final = re.compile(r"[\s\-_.\u2010-\u2015\u2026\u2212]+")  # dashes and dots, alone in a cell
_FOUR_DIGITS: Final = re.compile(r"\d{4}")
_WITH_POINT: Final = re.compile(r"(\d+)\.0+")  # a whole number, as some programs write it


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell: the word of a rule, and what its sentence needs."""

    field: str
    word: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Customs:
    """What cells mean in a Society: where a phone number is from, how days are counted, what its places are called.

    `country` is ISO 3166-1, `family_first` says in which order two parts of a name are put together. `branches`,
    `languages` and `awards` map `columns.key` of each of their names to the code; so does `elsewhere` for branches
    of the Society that a list of the branch `unit` is not of. `pass_marks` are in percent, by award. `orders` says
    how a column of dates is read, by field. `x_is_other`: the column of the sex holds letters as in passports, so
    that an X there is no tick. `brackets` is what HR has said of names with something in them: see `bracketed`.
    """

    country: str
    language: str
    calendar: Calendar
    today: date
    branches: Mapping[str, str]
    languages: Mapping[str, str]
    awards: Mapping[str, str]
    pass_marks: Mapping[str, int]
    orders: Mapping[str, Order]
    families_before: frozenset[str] = frozenset()
    settled: Mapping[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    widths: Mapping[str, Width] = dataclasses.field(default_factory=dict)
    titles_apart: bool = False
    short_years: Mapping[str, ShortYears] = dataclasses.field(default_factory=dict)
    points: Points | None = None
    unit: str = ""
    elsewhere: Mapping[str, str] = dataclasses.field(default_factory=dict)
    x_is_other: bool = False
    results_ticked: bool = False
    result_column: ResultColumn | None = None
    mixed_orders: Mapping[str, Mixed] = dataclasses.field(default_factory=dict)
    brackets: str = bracketed.KEEP

    @property
    def family_first(self) -> bool:
        """Whether the family name comes before the given name: in Cambodia, but not in Lao PDR and Thailand."""
        return self.language == "km"


@dataclass(frozen=True, slots=True)  # there are as many as lines
class Read:
    """A line that was read. `passed` is False where a list of trainings says so: then there is nothing to record.

    `result` is what the list says of it, with the `mark` in percent where there is one; `needed` is
    the pass mark that it does not reach. `left` is the word of why there is nothing to record, where no result says so;
    `unsaid`: the list has a column for the result, and nothing in it.

    `born` is the whole day of birth, in ISO 8601: more than the year that is kept, to tell two people of a name apart.
    """

    values: Values
    problems: tuple[Problem, ...]
    passed: bool = True
    born: str = ""
    result: PastResult = ""
    mark: int | None = None
    needed: int | None = None
    left: str = ""
    unsaid: bool = False


def read(given: Mapping[str, str], kind: Kind, customs: Customs) -> Read:
    """Read the cells of a line, by field.

    Words of problems: "too-long", "name-cannot-be-drawn", "phone-unreadable", "email-unreadable", "sex-unknown",
    "language-unknown", "branch-unknown", "branch-elsewhere", "award-unknown", "date-…", "year-short", "age-no-year",
    "birth-unlikely", "in-the-future", "too-long-ago", "result-unknown", "attendance-unknown", "points-unknown",
    "name-parts-differ", "digits-lost", "number-short", "name-bracketed", "date-order", and what `_missing` adds.
    """
    values: dict[str, str | int] = {}
    cells, problems = _put_together(given, customs)
    failed = _failed(cells.pop(result_ticks.FAILED, ""), problems)
    for field, cell in cells.items():
        as_letter = customs.x_is_other and field == "sex" and columns.key(cell) == "x"
        meaning = "" if as_letter else meaning_of(field, cell, customs)
        nothing = not cell or meaning == EMPTY or _era(field, customs) == EMPTY
        if nothing or (field == "mark" and _is_no_mark(customs)):
            continue
        try:
            values[field] = OUT if meaning == OUT else _READERS[field](meaning or cell, customs)
        except RuleBroken as broken:
            typed = {"typed": cell} if meaning else {}  # nobody has typed the code that was remembered
            problems.append(Problem(field, broken.word, {**broken.values, **typed}))
    unsaid = not failed and _is_unsaid(values, problems, customs)
    outcome, hindrances = _outcome(values, cells.get("result", ""), failed, customs)
    if unsaid and not result_answers.counts_as_trained(customs.result_column, customs.settled):
        outcome = Outcome(False, left="result-unsaid")
    problems += hindrances
    problems += _missing(values, {problem.field for problem in problems}, kind)
    born = _born(cells["birth"], customs) if kind == "people" and "birth" in values else ""
    said_of_it = (outcome.result, outcome.mark, outcome.needed, outcome.left)
    return Read(values, tuple(problems), outcome.passed, born, *said_of_it, unsaid=unsaid)


def meaning_of(field: str, text: str, customs: Customs) -> str:
    """What HR has said that a text means; nothing where it is a name or a code: that needs nobody's word."""
    key = columns.key(text)
    if field == "number" or any(key in names for names in _named(field, customs)):
        return ""  # what is said of the shape "0000" is not said of a number
    if field == "result":
        return result_answers.meaning_of(text, customs.result_column, customs.settled) if text else ""
    return customs.settled.get((field, key), "")


def key_of(field: str, text: str, customs: Customs) -> str:
    """What an answer about a text is remembered by."""
    return result_answers.key_of(text, customs.result_column) if field == "result" else columns.key(text)


def _named(field: str, customs: Customs) -> tuple[Mapping[str, str], ...]:
    if field == "branch":
        return (customs.branches, customs.elsewhere)
    return {"language": (customs.languages,), "award": (customs.awards,)}.get(field, ())


def notes_of(given: Mapping[str, str], values: Values, customs: Customs) -> Iterator[Problem]:
    """What cells say beside what is stored of them; of words: "second-phone", "began-on", "other-weekday",
    "brackets-not-stored", "not-stored".
    """
    if "phone" in values and len(_phones(clean(given["phone"]))) > 1:
        yield Problem("phone", "second-phone", {})
    if len(_ticked(given)[0]) > 1 and "sex" not in values:
        field = next(field for field in ticks.FIELDS if said(given.get(field, "")))
        yield Problem(field, "sex-ticked-twice", {})
    for field in ("on", "birth"):
        period = _days_of(field, given[field], customs) if field in values else None
        if period is None:
            continue
        if field == "on" and period.first != period.last:
            yield Problem("on", "began-on", {"day": period.first.isoformat()})
        if weekdays.is_another(given[field], period):
            yield Problem(field, "other-weekday", {})
    yield from _not_stored(given, customs)


def _not_stored(given: Mapping[str, str], customs: Customs) -> Iterator[Problem]:
    for field in _NAME_FIELDS:
        if _loses_brackets(said(given.get(field, "")), customs):
            yield Problem(_whole_of(field), "brackets-not-stored", {})
    for field, cell in given.items():
        no_mark = field == "mark" and said(cell) and _is_no_mark(customs)
        era = _era(field, customs) if said(cell) else None
        if no_mark or EMPTY in (meaning_of(field, said(cell), customs), era):
            yield Problem(field, "not-stored", {})


def _days_of(field: str, cell: str, customs: Customs) -> Period | None:
    """The days that a cell of a date says; None where it says a year alone."""
    with suppress(RuleBroken):
        return _period(clean(cell), customs, _era(field, customs), field)
    return None


def _born(cell: str, customs: Customs) -> str:
    """The day of birth; nothing of a year alone."""
    if cell.isdecimal() and len(cell) <= 4:  # as in most lists: not worth a second look
        return ""
    days = _days_of("birth", cell, customs)
    return "" if days is None else days.last.isoformat()


def said(cell: str) -> str:
    """What a cell says, cleaned; nothing where it says in words or by a dash that there is nothing."""
    text = clean(cell)
    return "" if _NO_SIGN.fullmatch(text) or for_comparing(text) in _nothings() else text


@cache
def _nothings() -> frozenset[str]:
    return frozenset(for_comparing(words.strip()) for words in wordlists.NOTHING.split("|"))


def clean(cell: str) -> str:
    """A cell without what nobody sees in it: invisible marks, directions of writing, doubled spaces."""
    return for_name(_SHIELDED.sub("", cell, count=1) if cell.startswith("'") else cell)


def number_key(cell: str) -> str:
    """A volunteer number in its one spelling, leading zeros kept, as accounts.service spells it."""
    return numbers.tidy(clean(cell))


def number_of(cell: str) -> str:
    """A volunteer number, also where a program has written it as a number with a point: "124.0"."""
    number = number_key(cell)
    whole = _WITH_POINT.fullmatch(number)
    return whole[1] if whole else number


def _put_together(given: Mapping[str, str], customs: Customs) -> tuple[dict[str, str], list[Problem]]:
    """The cells without marks; a name in several columns becomes one, each in the field of its script."""
    cells = {field: said(cell) for field, cell in given.items()}
    parts = {field: cells.pop(field, "") for field in _NAME_FIELDS}
    problems = list(_take_brackets(parts, customs))
    if not is_latin(parts["name"]) and not any(parts[f"{LATIN}{part}"] for part in _PARTS):
        own = [parts[part] for part in _PARTS if parts[part]]
        if len(own) == len(_PARTS) and all(map(is_latin, own)) and not parts["latin_name"]:
            # Beside a whole name in its own script, the parts are those of the name in Latin letters.
            parts.update({f"{LATIN}{part}": parts.pop(part) for part in _PARTS})
            parts.update(dict.fromkeys(_PARTS, ""))
            customs = replace(customs, families_before=_moved(customs.families_before))
    sexes, untold = _ticked(cells)
    problems += untold
    for field in ticks.FIELDS:
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
            problems.append(Problem(whole, broken.word, broken.values))
    if cells["latin_name"] and not is_latin(cells["latin_name"]) and is_latin(cells["name"]):
        cells["name"], cells["latin_name"] = cells["latin_name"], cells["name"]
    return cells, problems


def _take_brackets(parts: dict[str, str], customs: Customs) -> Iterator[Problem]:
    """Take out of names what is in brackets and does not stay; where nobody knows, say so and keep no name."""
    for field, name in parts.items():
        if "(" in name or "[" in name or "（" in name:
            try:
                parts[field] = bracketed.without(name, customs.brackets)
            except RuleBroken as broken:
                parts[field] = ""
                yield Problem(_whole_of(field), broken.word, broken.values)


def _loses_brackets(name: str, customs: Customs) -> bool:
    with suppress(RuleBroken):
        return len(bracketed.without(name, customs.brackets)) < len(name)
    return False


def _whole_of(field: str) -> str:
    return WHOLE[LATIN if field.startswith(LATIN) else ""]


def _ticked(cells: Mapping[str, str]) -> tuple[list[str], list[Problem]]:
    """The sexes that are ticked in columns of their own, and what is no tick."""
    try:
        return ticks.said_by({field: said(cells.get(field, "")) for field in ticks.FIELDS}), []
    except RuleBroken as broken:
        return [], [Problem(broken.field or "sex", broken.word, broken.values)]


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


# --- one cell ---------------------------------------------------------------------------------------------------


def _name(cell: str, customs: Customs) -> str:
    if len(cell) > LONGEST_NAME:
        raise RuleBroken("too-long", most=LONGEST_NAME)
    for problem in drawable.problems_of(cell):
        raise RuleBroken("name-cannot-be-drawn", piece=problem.piece)
    return cell


def _number(cell: str, customs: Customs) -> str:
    number = number_of(cell)
    if len(number) > LONGEST_NUMBER:
        raise RuleBroken("too-long", most=LONGEST_NUMBER)
    if _SHORTENED.fullmatch(number):
        raise RuleBroken("digits-lost", typed=cell)
    return in_full(number, customs.widths)


def _phone(cell: str, customs: Customs) -> str:
    """E.164, of the first one where there are several. Spreadsheets drop the plus before a country's code."""
    if _SHORTENED.fullmatch(cell.upper()):
        raise RuleBroken("digits-lost", typed=cell)
    typed = _phones(cell)[0]
    if typed.startswith("00"):
        typed = f"+{typed[2:]}"
    try:
        return phones.e164(typed, customs.country)
    except RuleBroken as broken:
        with suppress(RuleBroken):
            return phones.e164(f"+{typed}")
        raise broken from None


def _phones(cell: str) -> list[str]:
    """The phones in a cell, one at least: with a sign or a word between them, or too long for one."""
    parts = [part.strip() for part in _SEVERAL.split(ascii_digits(cell)) if part.strip()] or [cell]
    if len(parts) == 1 and sum(map(str.isdecimal, parts[0])) > _MOST_DIGITS:
        halves = parts[0].split()
        if all(sum(map(str.isdecimal, half)) >= _FEWEST_DIGITS for half in halves):
            return halves
    return parts


def _email(cell: str, customs: Customs) -> str:
    return particulars.email(cell) or ""


def _sex(cell: str, customs: Customs) -> str:
    word = columns.key(cell)
    if word == "x" and customs.x_is_other:
        return "other"
    for sex, words in _sexes().items():
        if word in words:
            return sex
    raise RuleBroken("sex-unknown", typed=cell)


@cache
def _sexes() -> Mapping[str, frozenset[str]]:
    return {sex: frozenset(map(columns.key, words.split())) for sex, words in wordlists.SEXES.items()}


def _birth(cell: str, customs: Customs) -> int:
    year = year_of("birth", customs, cell, _era("birth", customs))
    if not particulars.OLDEST >= customs.today.year - year >= particulars.YOUNGEST:
        raise RuleBroken("birth-unlikely", year=year)
    return year


def year_of(field: str, customs: Customs, cell: str, era: Era | None) -> int:
    """The year that a cell of a date says, where those of two digits are of an era."""
    if field == "on":
        return _period(cell, customs, era).last.year
    order = customs.orders.get(field, "day-first")
    return dates.year(cell, calendar=customs.calendar, today=customs.today, order=order, era=era)


def _era(field: str, customs: Customs) -> Era | None:
    short = customs.short_years.get(field)
    return None if short is None else short.era


def _period(cell: str, customs: Customs, era: Era | None, field: str = "on") -> Period:
    order = customs.orders.get(field, "day-first")
    return dates.read_period(cell, calendar=customs.calendar, today=customs.today, order=order, era=era)


def _on(cell: str, customs: Customs) -> str:
    """The last day of a training: before it nobody has completed it."""
    day = _period(cell, customs, _era("on", customs)).last
    # A year of two digits that is not over yet was taken for one a hundred years ago: nobody was trained then.
    meant_later = day < FIRST_DAY and not _FOUR_DIGITS.search(ascii_digits(cell))
    if day > customs.today or meant_later:
        raise RuleBroken("in-the-future")
    if day < FIRST_DAY:
        raise RuleBroken("too-long-ago")
    return day.isoformat()


def _result(cell: str, customs: Customs) -> int | str:
    scale = None if customs.results_ticked else customs.points
    return result_columns.result_of(cell, customs.result_column, scale)


def _is_no_mark(customs: Customs) -> bool:
    return customs.result_column is not None and customs.result_column.no_marks


def _mark(cell: str, customs: Customs) -> int:
    with suppress(RuleBroken):
        return results.mark_of(cell, customs.points)
    if points.is_bare(cell) and customs.points and not customs.points.scale:
        raise RuleBroken("points-unknown", typed=cell)
    raise RuleBroken("mark-unknown", typed=cell)


def _is_unsaid(values: Values, problems: Sequence[Problem], customs: Customs) -> bool:
    """Whether a line has nothing in the column that the list has for the result, and no mark either."""
    wrong = {problem.field for problem in problems}
    return customs.result_column is not None and not {"result", "mark", result_ticks.FAILED} & {
        *values,
        *wrong,
    }


def _failed(cell: str, problems: list[Problem]) -> bool:
    """Whether somebody is ticked as failed or absent."""
    failed = result_ticks.is_failed(cell)
    if failed is None:
        problems.append(Problem(result_ticks.FAILED, "tick-unknown", {"typed": cell}))
    return bool(failed)


def _outcome(
    values: dict[str, str | int], said: str, failed: bool, customs: Customs
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


def _branch(cell: str, customs: Customs) -> str:
    key = columns.key(cell)
    if key not in customs.branches and key in customs.elsewhere:
        raise RuleBroken("branch-elsewhere", typed=cell, unit=customs.unit)
    return _one_of("branches", "branch-unknown")(cell, customs)


def _one_of(names: str, word: str) -> Callable[[str, Customs], str]:
    def find(cell: str, customs: Customs) -> str:
        known: Mapping[str, str] = getattr(customs, names)
        code = known.get(columns.key(cell))
        if code is None:
            raise RuleBroken(word, typed=cell)
        return code

    return find


_READERS: Final[Mapping[str, Callable[[str, Customs], str | int]]] = {
    "number": _number,
    "name": _name,
    "latin_name": _name,
    "phone": _phone,
    "email": _email,
    "sex": _sex,
    "birth": _birth,
    "branch": _branch,
    "language": _one_of("languages", "language-unknown"),
    "award": _one_of("awards", "award-unknown"),
    "on": _on,
    "result": _result,
    "mark": _mark,
}
