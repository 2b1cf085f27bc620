"""What is stored of a cell, and what a text may mean, as the reader of a page knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts import places
from lms.accounts.people_forms import SEX_WORDS
from lms.content import shelf
from lms.i18n import current_language, day
from lms.records import names
from lms.rosters import number_widths, value_choices, wording
from lms.rosters.cells import EMPTY, Customs, Problem
from lms.rosters.models import RosterImport

_RESULT_WORDS: Final[Mapping[str, LazyString]] = {
    "passed": _l("Passed"),
    "attended": _l("Attended"),
    "failed": _l("Not passed"),
}


def text_of(field: str, value: str | int) -> str:
    """A value of a line in words of the reader's language."""
    language = current_language()
    if field == "sex":
        return next((str(word) for sex, word in SEX_WORDS.items() if sex == value), str(value))
    if field == "branch":
        return places.name_of(str(value), language).text
    if field == "language":
        return next((one.name for one in shelf.library().languages if one.code == value), str(value))
    if field == "award":
        return names.of_award(shelf.library(), str(value), language).text
    if field == "on":
        return day(date.fromisoformat(str(value)))
    if field == "result":
        return str(_RESULT_WORDS.get(str(value), value))
    return str(value)


def note(problem: Problem) -> str:
    """What of a cell is not stored."""
    values = dict(problem.values)
    if "day" in values:
        values["day"] = day(date.fromisoformat(str(values["day"])))
    return wording.said({"word": problem.word, "values": values})


@dataclass(frozen=True)
class Group:
    """A text that several lines have: the question about it, what HR has said, and what may be said."""

    field: str
    key: str
    text: str
    lines: int
    means: str
    choices: tuple[tuple[str, str], ...]


def groups(roster: RosterImport, usual: Customs) -> tuple[Group, ...]:
    """The texts of a list that are asked about once for all lines."""
    found: list[dict[str, Any]] = roster.matching.get("groups", [])
    return tuple(Group(**group, choices=_choices(group["field"], usual)) for group in found)


def _choices(field: str, usual: Customs) -> tuple[tuple[str, str], ...]:
    return tuple((value, _meaning(field, value)) for value in value_choices.meanings_of(field, usual))


def _meaning(field: str, value: str) -> str:
    if value == EMPTY:
        return _("Leave this cell empty")
    if value == number_widths.ZEROS:
        return _("Put zeros before it")
    if value == number_widths.AS_WRITTEN:
        return _("It is right as it is written")
    return text_of(field, value)
