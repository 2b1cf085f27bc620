"""The words of figures: what breakdowns, their lines and columns are called; and the lines of the export files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.content.library import Library
from lms.i18n import current_language
from lms.records import names
from lms.records.forms import AGE_WORDS, SEX_WORDS
from lms.records.names import Name
from lms.reports.exports import Value
from lms.reports.figures import Breakdown, Column, Table
from lms.reports.question import Answer
from lms.reports.trainings import Mode, Sex, Turn

NOT_SHOWN: Final = "*"  # a number that is hidden, on the screen and in files

BREAKDOWN_WORDS: Final[Mapping[Breakdown, LazyString]] = {
    "quarter": _l("By quarter"),
    "society": _l("By Society"),
    "branch": _l("By branch"),
    "age": _l("By age"),
    "module": _l("By module"),
    "language": _l("By language"),
    "mode": _l("By way of training"),
    "turn": _l("First time or refresher"),
}
MODE_WORDS: Final[Mapping[Mode, LazyString]] = {
    "quiz": _l("Online test"),
    "workshop": _l("Workshop"),
    "imported": _l("From lists of the past"),
}
TURN_WORDS: Final[Mapping[Turn, LazyString]] = {"first": _l("First time"), "refresher": _l("Refresher")}

# HXL 1.1: hashtags of the humanitarian exchange language, one a column, in a row of their own.
_SEX_TAGS: Final[Mapping[Sex, str]] = {"female": "+f", "male": "+m", "other": "+other", "unknown": "+unknown"}


def name_of(library: Library, breakdown: Breakdown, key: str) -> Name:
    """What a line is called in the reader's language."""
    language = current_language()
    match breakdown:
        case "society" | "branch":
            return names.of_unit(library, key, language)
        case "module":
            return names.of_award(library, key, language)
        case "language":
            known = {one.code: one.name for one in library.languages}
            return Name(known.get(key, key), key if key in known else language)
        case "age":
            return Name(next(str(word) for band, word in AGE_WORDS.items() if band == key), language)
        case "mode":
            return Name(next(str(word) for mode, word in MODE_WORDS.items() if mode == key), language)
        case "turn":
            return Name(next(str(word) for turn, word in TURN_WORDS.items() if turn == key), language)
        case "quarter":
            year, _q, quarter = key.partition("-Q")
            return Name(_("%(year)s, quarter %(quarter)s", year=year, quarter=quarter), language)


def column_name(column: Column) -> str:
    """What a column is called: the sexes in it."""
    return ", ".join(str(SEX_WORDS[sex]) for sex in column)


def header(answer: Answer) -> list[str]:
    """The first line of an export file."""
    columns = [column_name(column) for column in answer.figures.columns]
    return [_("Proved or reported"), _("Figure"), _("Code"), _("Name"), *columns, _("Total"), _("Source")]


def hashtags(answer: Answer) -> list[str]:
    """The HXL row of an export file."""
    columns = [
        "#reached+volunteers" + "".join(_SEX_TAGS[sex] for sex in one) for one in answer.figures.columns
    ]
    return [
        *("#meta+evidence", "#meta+breakdown", "#meta+code", "#meta+name"),
        *columns,
        *("#reached+volunteers+total", "#meta+source"),
    ]


def lines(answer: Answer, library: Library, places: Mapping[int, str]) -> Iterator[list[Value]]:
    """The lines of an export file: what records prove, then apart from it what was reported without names."""
    figures = answer.figures
    proved = _("Proved by records")
    if figures.total is not None:
        yield [proved, _("All trainings"), "", "", *figures.totals, figures.total, ""]
    for table in figures.tables:
        yield from _table_lines(table, library, proved)
    for one in answer.reported:
        title = names.of_award(library, one.row.award, current_language()).text if one.row.award else ""
        by_sex = dict(zip(("female", "male", "unknown"), one.numbers, strict=True))
        numbers = [_joined([by_sex.get(sex, 0) for sex in column]) for column in figures.columns]
        period = f"{one.row.first_on.isoformat()}/{one.row.last_on.isoformat()}"
        what = " · ".join(part for part in (period, title) if part)
        yield [
            *(_("Reported, without names"), what, places.get(one.row.unit_id, "")),
            *(names.of_unit(library, places.get(one.row.unit_id, ""), current_language()).text, *numbers),
            *(value_of(one.total), one.row.source),
        ]


def _table_lines(table: Table, library: Library, proved: str) -> Iterator[list[Value]]:
    for row in table.rows:
        name = name_of(library, table.name, row.key).text
        numbers = [value_of(number) for number in row.numbers]
        yield [proved, str(BREAKDOWN_WORDS[table.name]), row.key, name, *numbers, value_of(row.total), ""]


def _joined(numbers: list[int | None]) -> Value:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else NOT_SHOWN


def value_of(number: int | None) -> Value:
    """A number as it is written; a sign in place of one that is not shown."""
    return NOT_SHOWN if number is None else number
