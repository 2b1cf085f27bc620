"""What a reader of figures asks for, as typed, with an error on each field that means nothing; and the answer.

Who may see the names of everybody in their scope asks freely and sees every number. Who may not chooses a calendar
year and nothing else, and small numbers are hidden: selections that overlap could be subtracted from each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from flask_babel import gettext as _

from lms.content.library import Library
from lms.records import baseline
from lms.records.baseline import ReportedTotal
from lms.records.forms import Typed, read_day
from lms.records.roll import Unit
from lms.reports import figures, suppression, trainings
from lms.reports.figures import BREAKDOWNS, Breakdown, Figures, Places
from lms.reports.trainings import Asked
from lms.scripts.digits import ascii_digits

FIRST_YEAR: Final = 2000  # of which a year of figures can be asked for
_FREE: Final = ("first", "last", "branch", "module", "known_on")


@dataclass(frozen=True)
class Question:
    """What was typed, an error by field, and what it means: None as long as there are errors.

    `hide`: small numbers are hidden, and only `year` can be chosen.
    """

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    asked: Asked | None
    hide: bool

    @property
    def fields(self) -> dict[str, str]:
        """The fields that are filled in, for a form that goes on with the same question."""
        return {name: value for name, value in self.typed.items() if value}


@dataclass(frozen=True)
class Reported:
    """A total that was reported without names. Numbers: female, male, unknown; None is not shown."""

    row: ReportedTotal
    numbers: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Answer:
    """Figures proved by records, and apart from them what was reported without names."""

    figures: Figures
    reported: tuple[Reported, ...]


def read(typed: Typed, units: Mapping[str, Unit], library: Library, today: date, *, hide: bool) -> Question:
    """The question of an address or a form. `units` are those of the reader's scope: others do not exist."""
    everywhere = frozenset(unit.id for unit in units.values())
    everything = frozenset(module.id for module in library.modules)
    if hide:
        return _year(typed, Asked(everywhere, today, today, everything), today)
    values = {name: typed.get(name, "").strip() for name in _FREE}
    errors: dict[str, str] = {}
    days = {
        name: read_day(values[name], partial(errors.__setitem__, name))
        for name in ("first", "last", "known_on")
    }
    if values["branch"] and values["branch"] not in units:
        errors["branch"] = _("You have no branch with this code. Please choose one from the list.")
    if values["module"] and values["module"] not in everything:
        errors["module"] = _("There is no such module. Please choose one from the list.")
    first = days["first"] or date(today.year - 1, 1, 1)
    last = days["last"] or max(today, first)
    if last < first and not errors:
        errors["last"] = _("The last day lies before the first one.")
    asked = Asked(
        units[values["branch"]].below if values["branch"] in units else everywhere,
        first,
        last,
        frozenset({values["module"]}) if values["module"] else everything,
        days["known_on"],
    )
    return Question(values, errors, None if errors else asked, hide=False)


def _year(typed: Typed, asked: Asked, today: date) -> Question:
    written = ascii_digits(typed.get("year", "").strip()) or str(today.year)
    if written not in map(str, years(today)):
        words = _("There is no such choice. Please choose one from the list.")
        return Question({"year": written}, {"year": words}, None, hide=True)
    first = date(int(written), 1, 1)
    return Question(
        {"year": written}, {}, replace(asked, first=first, last=first.replace(month=12, day=31)), hide=True
    )


def years(today: date) -> range:
    """The years that can be asked for, the newest first."""
    return range(today.year, FIRST_YEAR - 1, -1)


def answer(question: Question, units: Mapping[str, Unit], library: Library) -> Answer:
    """The answer to a question without errors. Raises ValueError for one with errors."""
    asked = question.asked
    if asked is None:
        raise ValueError("the question has errors")
    places = _places(units, library)
    counted = trainings.count(asked)
    made = figures.figures(
        counted, places, breakdowns=_breakdowns(places, hide=question.hide), hide=question.hide
    )
    module = question.typed.get("module")
    totals = baseline.totals(
        asked.units, awards=[module] if module else None, first=asked.first, last=asked.last
    )
    return Answer(made, tuple(_reported(total, question.hide) for total in totals))


def _reported(row: ReportedTotal, hide: bool) -> Reported:
    numbers = (row.female, row.male, row.unknown)
    if not hide:
        return Reported(row, numbers, sum(numbers))
    groups = suppression.joined(numbers)
    if groups is None:
        return Reported(row, (None,) * len(numbers), None)
    alone = {group[0] for group in groups if len(group) == 1}
    shown = tuple(number if place in alone else None for place, number in enumerate(numbers))
    return Reported(row, shown, sum(numbers))


def _places(units: Mapping[str, Unit], library: Library) -> Places:
    above = {code: code for code in library.societies} | {
        branch.code: code for code, society in library.societies.items() for branch in society.branches
    }
    return Places(
        {unit.id: code for code, unit in units.items()},
        {unit.id: above.get(code, code) for code, unit in units.items()},
    )


def _breakdowns(places: Places, *, hide: bool) -> Sequence[Breakdown]:
    several = len(set(places.societies.values())) > 1
    if hide:  # one level of places only, see `figures.figures`
        return [name for name in BREAKDOWNS if name != ("branch" if several else "society")]
    return [name for name in BREAKDOWNS if several or name != "society"]
