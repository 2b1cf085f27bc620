"""Figures as the lines of a file, each of which can stand alone: from when to when, as known on which day, where.

With the row of HXL tags a file is for programmes; HXL 1.1 wants a number or nothing in a column of numbers, so what
is hidden is left empty there. Only figures get that row, never a list of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from flask_babel import gettext as _

from lms.accounts.queries.units import name_of
from lms.content import award_names
from lms.content.types.curriculum import Content
from lms.i18n import current_language
from lms.reports.domain.figures import Row, Table
from lms.reports.domain.training_counts import Sex
from lms.reports.presenters import wording
from lms.reports.queries.report import Report, Reported
from lms.spreadsheets import Value

# The dictionary of HXL 1.1: "#output" for what an activity brought about, "+i" for whoever is neither female nor male.
# Not "#reached", which is for people who were given aid. Attributes narrow each other down, so joined columns need
# one attribute of their own.
_SEX_TAGS: Final[Mapping[Sex, str]] = {"female": "f", "male": "m", "other": "i", "unknown": "unknown"}
# Of whom a reported total tells: nobody is asked for another sex there.
_ASKED: Final[tuple[Sex, ...]] = ("female", "male", "unknown")
_HIDDEN_IN_HXL: Final = ""


def header(answer: Report) -> list[str]:
    """The first line of a file."""
    return [
        *(_("First day"), _("Last day"), _("As it was known on"), _("Place code"), _("Place")),
        *(_("Proved or reported"), _("What is counted"), _("Code"), _("Name")),
        *map(wording.column_name, answer.figures.columns),
        *(_("Total"), _("Source")),
        _("Not shown: about fewer than five people, or would tell of them"),
    ]


def notes(answer: Report, *, hide: bool, demo: bool = False) -> list[str]:
    """What a reader of a file has to know; with `hide` what hiding does not do, with `demo` that all is invented."""
    said = [
        _(
            "A training is one person completing one module, also as a refresher. One person may have completed"
            " several. Branch and age are those of the day of the training; for somebody who came to Sala after it,"
            " the branch is the first one known."
        ),
        _(
            "* stands for a number about fewer than five people, or one from which such a number could be"
            " worked out."
        ),
        _("In a file with HXL tags what is not shown is left empty; the last column of every file names it."),
    ]
    if answer.figures.total is None:
        said.insert(0, str(wording.TOO_FEW))
    if demo:
        said.insert(0, _("A demonstration with invented people"))
    return [*said, str(wording.CAUTION)] if hide else said


def hashtags(answer: Report) -> list[str]:
    """The HXL row of a file."""
    columns = ["_or_".join(_SEX_TAGS[sex] for sex in one) for one in answer.figures.columns]
    return [
        *("#date+start", "#date+end", "#date+reported", "#loc+code", "#loc+name"),
        *("#meta+evidence", "#output+type", "#output+code", "#output+name"),
        *(f"#output+num+{column}" for column in columns),
        *("#output+num+total", "#meta+source", "#meta+hidden"),
    ]


def lines(
    answer: Report, content: Content, places: Mapping[int, str], *, hxl: bool, demo: bool = False
) -> Iterator[list[Value]]:
    """What records prove, then apart from it what was reported without names. `places`: codes by unit.

    `demo`: all of it is invented, and each line says so.
    """
    writer = _Lines(answer, content, _HIDDEN_IN_HXL if hxl else wording.NOT_SHOWN, demo=demo)
    rows = chain(writer.proved(), *(writer.reported(one, places[one.row.unit_id]) for one in answer.reported))
    tags: list[Value] = [*hashtags(answer)]
    return chain([tags], rows) if hxl else rows


class _Lines:
    """Writes the lines of one answer. `hidden` stands in the place of a number that is not shown.

    Of a `demo` the source of every line says that it is one: a line can be copied away from its file.
    """

    def __init__(self, answer: Report, content: Content, hidden: Value, *, demo: bool) -> None:
        self._invented = _("A demonstration with invented people") if demo else ""
        self._answer, self._library, self._hidden = answer, content, hidden
        self._headings = [*map(wording.column_name, answer.figures.columns), _("Total")]

    def proved(self) -> Iterator[list[Value]]:
        figures, asked = self._answer.figures, self._answer.asked
        everything = self._about(asked.first, asked.last, *self._answer.tops)
        if figures.total is not None:
            nobody = [""] * len(figures.columns)
            yield [*everything, _("All trainings"), "", "", *self._ending([*figures.totals, figures.total])]
            yield [*everything, _("People trained"), "", "", *self._ending([*nobody, figures.people])]
        else:
            yield [*everything, _("All trainings"), "", str(wording.TOO_FEW), *self._ending([None])]
        for table in figures.tables:
            if table.withheld:
                kind, none = str(wording.BREAKDOWN_WORDS[table.name]), [None] * len(self._headings)
                yield [*everything, kind, "", str(wording.TOO_FEW), *self._ending(none)]
            for row in table.rows:
                yield [*self._about_row(table, row), *self._row(table, row)]

    def reported(self, one: Reported, place: str) -> Iterator[list[Value]]:
        row = one.row
        about = self._about(row.first_on, row.last_on, place)
        about[-1] = _("Reported, without names")
        title = award_names.of_award(self._library, row.award, current_language()).text if row.award else ""
        by_sex = dict(zip(_ASKED, one.numbers, strict=True))
        numbers = [
            _joined([by_sex[sex] for sex in _ASKED if sex in column])
            for column in self._answer.figures.columns
        ]
        yield [
            *about,
            _("People trained"),
            row.award,
            title,
            *self._ending([*numbers, one.total], row.source),
        ]

    def _about(self, first: date, last: date, *places: str) -> list[Value]:
        places = tuple(sorted(places))  # the same in every language: programmes compare codes
        named = (name_of(code, current_language()).text for code in places)
        days = (first, last, self._answer.known)
        return [
            *(one.isoformat() for one in days),
            " ".join(places),
            ", ".join(named),
            _("Proved by records"),
        ]

    def _about_row(self, table: Table, row: Row) -> list[Value]:
        asked, places = self._answer.asked, self._answer.tops
        first, last = asked.first, asked.last
        if table.name in ("society", "branch"):
            places = (row.key,)
        elif table.name == "quarter":
            begins, ends = days_of_quarter(row.key)
            first, last = max(first, begins), min(last, ends)
        return self._about(first, last, *places)

    def _row(self, table: Table, row: Row) -> list[Value]:
        name = wording.name_of(self._library, table.name, row.key).text
        numbers = self._ending([*row.numbers, row.total])
        return [str(wording.BREAKDOWN_WORDS[table.name]), row.key, name, *numbers]

    def _ending(self, numbers: Sequence[Value | None], source: str = "") -> list[Value]:
        """The numbers, the source, and the headings of the numbers that are not shown: an empty cell says less."""
        hidden = [name for name, n in zip(self._headings, numbers, strict=True) if n is None]
        told = "; ".join(filter(None, (self._invented, source)))
        return [*(self._hidden if n is None else n for n in numbers), told, "; ".join(hidden)]


def _joined(numbers: Sequence[int | None]) -> Value | None:
    """The sum, nothing where nobody was asked for it, None where a part of it is not shown."""
    if not numbers:
        return ""
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def days_of_quarter(key: str) -> tuple[date, date]:
    """The first and the last day of a quarter by its key, such as "2026-Q3"."""
    year, _q, quarter = key.partition("-Q")
    first = date(int(year), 3 * int(quarter) - 2, 1)
    return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
