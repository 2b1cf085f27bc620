"""The days of a round as they are typed, with a sentence on each that does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import web
from lms.errors import RuleBroken
from lms.records.forms import read_day
from lms.surveys.domain.rounds import LONGEST, DayProblem
from lms.surveys.services.rounds import DaysRefused

_SENTENCES: Final[Mapping[DayProblem, LazyString]] = {
    "begins-late": _l("This day is still to come. A round begins today or earlier."),
    "begins-early": _l("Answers are kept for a year only. Please choose a later day."),
    "overlaps": _l("Answers of this day are counted in an earlier round. Please choose a later day."),
    "ended-before": _l("This day is over. Please choose today or a later day."),
    "ends-late": _l("A round ends within %(days)s days from today.", days=LONGEST.days),
}


class RoundForm:
    """`typed` and `errors` by field: `begins_on`, `ends_on`, and "" for what belongs to no field."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = {name: typed.get(name, "").strip() for name in ("begins_on", "ends_on")}
        self.errors: dict[str, str] = {}

    def days(self) -> tuple[date, date] | None:
        """The first and the last day; None where one is missing or means nothing."""
        first, last = self._day("begins_on"), self._day("ends_on")
        return (first, last) if first and last else None

    def last_day(self) -> date | None:
        """The last day alone."""
        return self._day("ends_on")

    def refuse(self, broken: RuleBroken) -> None:
        """Say what a rule says."""
        if isinstance(broken, DaysRefused):
            self.errors |= {field: str(_SENTENCES[problem]) for field, problem in broken.problems.items()}
        else:
            self.errors[""] = web.message_for(broken)

    def _day(self, name: str) -> date | None:
        if not self.typed[name]:
            self.errors[name] = _("Please write the day as year-month-day, such as 2026-11-24.")
        return read_day(self.typed[name], partial(self.errors.__setitem__, name))
