"""The cells of one line -> values, and what is wrong with each. Pure: all problems of a line at once.

A cell that is empty says nothing: it is no value, and takes none away from somebody who is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from lms.accounts import numbers, particulars, phones
from lms.errors import RuleBroken
from lms.records.past_results import RESULTS, PastResult
from lms.rosters import columns, dates, wordlists
from lms.rosters.columns import Kind
from lms.rosters.dates import Order
from lms.scripts import drawable
from lms.scripts.calendars import Calendar
from lms.scripts.digits import ascii_digits
from lms.scripts.normalise import for_name

# Field -> value: texts, a year as a number, a day in ISO 8601, so that all of them can be stored as JSON.
Values: TypeAlias = Mapping[str, "str | int"]

LONGEST_NAME: Final = 120
LONGEST_NUMBER: Final = 40
# What a CSV puts in front of a cell that a spreadsheet would otherwise run: see reports.exports.
_SHIELDED: Final = re.compile(r"'(?=[=+\-@\t\r])")
_SEVERAL: Final = re.compile(r"[/,;|]")
_SCORE: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|/\s*(\d{1,3}))?")


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
    `languages` and `awards` map `columns.key` of each of their names to the code. `pass_marks`
    are in percent, by award. `orders` says how a column of dates is read, by field.
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

    @property
    def family_first(self) -> bool:
        """Whether the family name comes before the given name: in Cambodia, but not in Lao PDR and Thailand."""
        return self.language == "km"


@dataclass(frozen=True, slots=True)  # there are as many as lines
class Read:
    """A line that was read. `passed` is False where a list of trainings says so: then there is nothing to record.

    `result` is what the list says of it, with the `mark` in percent where there is one.

    `born` is the day of birth as it was typed: more than the year that is kept, to tell two people of one name apart.
    """

    values: Values
    problems: tuple[Problem, ...]
    passed: bool = True
    born: str = ""
    result: PastResult = ""
    mark: int | None = None


def read(given: Mapping[str, str], kind: Kind, customs: Customs) -> Read:
    """Read the cells of a line, by field.

    Words of problems: "too-long", "name-cannot-be-drawn", "phone-unreadable", "email-unreadable", "sex-unknown",
    "language-unknown", "branch-unknown", "award-unknown", "date-…", "year-short", "birth-unlikely",
    "in-the-future", "result-unknown", and what `_missing` adds.
    """
    values: dict[str, str | int] = {}
    problems: list[Problem] = []
    cells = _put_together(given, customs)
    for field, cell in cells.items():
        if not cell:
            continue
        try:
            values[field] = _READERS[field](cell, customs)
        except RuleBroken as broken:
            problems.append(Problem(field, broken.word, broken.values))
    passed, result, mark = _outcome(values, customs)
    problems += _missing(values, {problem.field for problem in problems}, kind)
    return Read(values, tuple(problems), passed, ascii_digits(cells.get("birth", "")), result, mark)


def clean(cell: str) -> str:
    """A cell without what nobody sees in it: invisible marks, directions of writing, doubled spaces."""
    return for_name(_SHIELDED.sub("", cell, count=1) if cell.startswith("'") else cell)


def number_key(cell: str) -> str:
    """A volunteer number in its one spelling, leading zeros kept, as accounts.service spells it."""
    return numbers.tidy(clean(cell))


def _put_together(given: Mapping[str, str], customs: Customs) -> dict[str, str]:
    """The cells without marks; a name in two columns becomes one."""
    cells = {field: clean(cell) for field, cell in given.items()}
    for whole, prefix in (("name", ""), ("latin_name", "latin_")):
        parts = [cells.pop(f"{prefix}{part}", "") for part in ("family_name", "given_name")]
        joined = " ".join(part for part in (parts if customs.family_first else reversed(parts)) if part)
        if joined and not cells.get(whole):
            cells[whole] = joined
    return cells


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
    number = number_key(cell)
    if len(number) > LONGEST_NUMBER:
        raise RuleBroken("too-long", most=LONGEST_NUMBER)
    return number


def _phone(cell: str, customs: Customs) -> str:
    """E.164, of the first one where there are several. Spreadsheets drop the plus before a country's code."""
    typed = _SEVERAL.split(ascii_digits(cell))[0].strip()
    if typed.startswith("00"):
        typed = f"+{typed[2:]}"
    try:
        return phones.e164(typed, customs.country)
    except RuleBroken:
        return phones.e164(f"+{typed}")


def _email(cell: str, customs: Customs) -> str:
    return particulars.email(cell) or ""


def _sex(cell: str, customs: Customs) -> str:
    word = columns.key(cell)
    for sex, words in _sexes().items():
        if word in words:
            return sex
    raise RuleBroken("sex-unknown", typed=cell)


@cache
def _sexes() -> Mapping[str, frozenset[str]]:
    return {sex: frozenset(map(columns.key, words.split())) for sex, words in wordlists.SEXES.items()}


def _birth(cell: str, customs: Customs) -> int:
    order = customs.orders.get("birth", "day-first")
    year = dates.year(cell, calendar=customs.calendar, today=customs.today, order=order)
    if not particulars.OLDEST >= customs.today.year - year >= particulars.YOUNGEST:
        raise RuleBroken("birth-unlikely", year=year)
    return year


def _on(cell: str, customs: Customs) -> str:
    order = customs.orders.get("on", "day-first")
    day = dates.read(cell, calendar=customs.calendar, today=customs.today, order=order)
    if day > customs.today:
        raise RuleBroken("in-the-future")
    return day.isoformat()


def _result(cell: str, customs: Customs) -> int | str:
    """A score in percent; "passed", "attended" or "failed" for a word or a sign."""
    word = columns.key(cell) or cell
    for result, words in _results().items():
        if word in words:
            return result
    score = _SCORE.fullmatch(ascii_digits(cell))
    most = int(score[2] or 100) if score else 0
    reached = 100 * float(score[1].replace(",", ".")) / most if score and most else 101.0
    if reached > 100:
        raise RuleBroken("result-unknown", typed=cell)
    return int(reached)


def _outcome(values: dict[str, str | int], customs: Customs) -> tuple[bool, PastResult, int | None]:
    """Whether there is something to record, what the list says of the result, and the mark in percent."""
    result = values.pop("result", "")
    if isinstance(result, int):
        enough = result >= customs.pass_marks.get(str(values.get("award")), 1)
        return enough, "passed" if enough else "", result
    return result != "failed", next((known for known in RESULTS if known == result), ""), None


@cache
def _results() -> Mapping[str, frozenset[str]]:
    lists = {
        "passed": wordlists.PASSED,
        "attended": wordlists.ATTENDED,
        "failed": wordlists.NOT_PASSED,
    }
    return {
        result: frozenset(columns.key(word) or word for word in words.split())
        for result, words in lists.items()
    }


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
    "branch": _one_of("branches", "branch-unknown"),
    "language": _one_of("languages", "language-unknown"),
    "award": _one_of("awards", "award-unknown"),
    "on": _on,
    "result": _result,
}
