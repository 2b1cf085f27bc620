"""What a reader of figures asks for, as typed, with an error on each field that means nothing; and the answer.

Who may see the names of everybody in their scope asks freely and sees every number. Who may not chooses a calendar
year and nothing else, and small numbers are hidden: selections that overlap could be subtracted from each other. For
the same reason the running year ends with its last full quarter, and what was entered since the last full month does
not count yet: figures of yesterday and today would tell who was trained, or entered, in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from flask_babel import gettext as _

from lms.accounts.queries.units import name_of
from lms.content.types.curriculum import Content
from lms.i18n import current_language
from lms.records.forms import Typed, read_day
from lms.records.queries.certification_list import Unit
from lms.records.services import baseline
from lms.records.services.baseline import ReportedTotal
from lms.reports.domain import figures, sex_columns
from lms.reports.domain.figures import BREAKDOWNS, Breakdown, Figures, Places
from lms.reports.queries import distinct_people, trainings
from lms.reports.queries.trainings import TrainingQuery
from lms.text import collation
from lms.text.digits import ascii_digits

FIRST_YEAR: Final = 2000  # of which a year of figures can be asked for
_FREE: Final = ("first", "last", "branch", "module", "known_on")


@dataclass(frozen=True)
class ReportQuery:
    """What was typed, an error by field, and what it means: None as long as there are errors.

    `hide`: small numbers are hidden, and only `year` can be chosen.
    """

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    asked: TrainingQuery | None
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
class Report:
    """Figures proved by records, and apart from them what was reported without names.

    `known`: the day until whose end everything that was recorded counts: asked again with it, the answer is the same.
    `later`: totals of these days were reported since then, and do not count yet.
    `tops`: the codes of the places it is about, those of all below left out.
    """

    figures: Figures
    reported: tuple[Reported, ...]
    asked: TrainingQuery
    known: date
    tops: tuple[str, ...]
    later: bool = False


def read(
    typed: Typed, units: Mapping[str, Unit], content: Content, today: date, *, hide: bool
) -> ReportQuery:
    """The question of an address or a form. `units` are those of the reader's scope: others do not exist."""
    everywhere = frozenset(unit.id for unit in units.values())
    everything = frozenset(module.id for module in content.modules)
    if hide:
        return _year(typed, TrainingQuery(everywhere, today, today, everything), today)
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
    if not errors:  # what is taken away is about the days that were shown, also when midnight is in between
        values |= {"first": first.isoformat(), "last": last.isoformat()}
    asked = TrainingQuery(
        units[values["branch"]].below if values["branch"] in units else everywhere,
        first,
        last,
        frozenset({values["module"]}) if values["module"] else everything,
        days["known_on"],
    )
    return ReportQuery(values, errors, None if errors else asked, hide=False)


def _year(typed: Typed, asked: TrainingQuery, today: date) -> ReportQuery:
    possible = years(today)
    written = ascii_digits(typed.get("year", "").strip()) or str(possible[0])
    if written not in map(str, possible):
        words = _("There is no such choice. Please choose one from the list.")
        return ReportQuery({"year": written}, {"year": words}, None, hide=True)
    first = date(int(written), 1, 1)
    last = min(first.replace(month=12, day=31), last_full_quarter(today))
    asked = replace(asked, first=first, last=last, known_on=last_full_month(today))
    return ReportQuery({"year": written}, {}, asked, hide=True)


def last_full_quarter(today: date) -> date:
    """The last day of the last quarter that is over."""
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)


def last_full_month(today: date) -> date:
    """The last day of the last month that is over."""
    return today.replace(day=1) - timedelta(days=1)


def next_month(today: date) -> date:
    """The first day of the next month: from then on, what came in this one is of a month that is over."""
    return (today.replace(day=28) + timedelta(days=4)).replace(day=1)


def years(today: date) -> range:
    """The years that can be asked for, the newest first: none of which no quarter is over."""
    return range(last_full_quarter(today).year, FIRST_YEAR - 1, -1)


def answer(question: ReportQuery, units: Mapping[str, Unit], content: Content, today: date) -> Report:
    """The answer to a question without errors. Raises ValueError for one with errors."""
    asked = question.asked
    if asked is None:
        raise ValueError("the question has errors")
    places = places_of(units, content)
    breakdowns = _breakdowns(places, hide=question.hide)
    made = figures.figures(
        trainings.count(asked),
        places,
        breakdowns=breakdowns,
        behind=distinct_people.behind(asked, places, breakdowns) if question.hide else None,
        orders=_orders(places, content),
    )
    module, branch = question.typed.get("module"), question.typed.get("branch")
    reported = partial(
        baseline.totals,
        asked.units,
        awards=[module] if module else None,
        first=asked.first,
        last=asked.last,
    )
    totals = reported(known_on=asked.known_on)
    return Report(
        made,
        tuple(_reported(total, question.hide) for total in totals),
        asked,
        min(asked.known_on or today, today),
        (branch,) if branch else _tops(units, content),
        later=not {one.id for one in reported()} <= {one.id for one in totals},
    )


def _tops(units: Mapping[str, Unit], content: Content) -> tuple[str, ...]:
    """The places that no other one of the scope stands above. The region is its Societies: it has no name."""
    societies = {unit.id for code, unit in units.items() if code in content.societies}
    places = [(code, unit) for code, unit in units.items() if not societies & (unit.below - {unit.id})]
    inner = {one for _, unit in places for one in unit.below if one != unit.id}
    return tuple(code for code, unit in places if unit.id not in inner)


def _orders(places: Places, content: Content) -> Mapping[Breakdown, Sequence[str]]:
    """Places in the order of their names in the reader's language, modules and languages as the content has them.

    Never the largest first: the order would tell of numbers that are hidden.
    """
    language = current_language()

    def by_name(codes: Iterable[str]) -> list[str]:
        return sorted(
            codes,
            key=lambda code: collation.sort_key(name_of(code, language).text, language),
        )

    return {
        "society": by_name(set(places.societies.values())),
        "branch": by_name(places.branches.values()),
        "module": [module.id for module in content.modules],
        "language": [language.code for language in content.languages],
    }


def _reported(row: ReportedTotal, hide: bool) -> Reported:
    numbers = (row.female, row.male, row.unknown)
    if not hide:
        return Reported(row, numbers, sum(numbers))
    shown = numbers if sex_columns.apart(numbers) else (None,) * len(numbers)
    return Reported(row, shown, sum(numbers) if sex_columns.apart([sum(numbers)]) else None)


def places_of(units: Mapping[str, Unit], content: Content) -> Places:
    """The codes of the units of a scope, and of the Societies that they belong to."""
    above = {code: code for code in content.societies} | {
        branch.code: code for code, society in content.societies.items() for branch in society.branches
    }
    return Places(
        {unit.id: code for code, unit in units.items()},
        {unit.id: above.get(code, code) for code, unit in units.items()},
    )


def has_several_societies(places: Places) -> bool:
    """Whether small numbers are told by Society, and not by branch: one level of places only."""
    return len(set(places.societies.values())) > 1


def _breakdowns(places: Places, *, hide: bool) -> Sequence[Breakdown]:
    several = has_several_societies(places)
    if hide:  # one level of places only, see `figures.figures`
        return [name for name in BREAKDOWNS if name != ("branch" if several else "society")]
    return [name for name in BREAKDOWNS if several or name != "society"]
