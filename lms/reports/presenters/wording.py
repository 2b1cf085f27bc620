"""The words of figures: what breakdowns, their lines and columns are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.queries import units
from lms.content import award_names
from lms.content.award_names import Name
from lms.content.types.curriculum import Content
from lms.i18n import current_language
from lms.records.forms import AGE_WORDS, SEX_WORDS
from lms.reports.domain.figures import Breakdown
from lms.reports.domain.sex_columns import SEXES, Column
from lms.reports.domain.training_counts import Mode, Turn
from lms.spreadsheets import Value
from lms.text import calendars

NOT_SHOWN: Final = "*"  # a number that is hidden, on the screen and in files
TOO_FEW: Final = _l("So few that no number can be shown.")
CAUTION: Final = _l(
    "This does not hide everything. Whoever compares figures of several years, or of the same year from two different "
    "months, or knows some of the people, may still work out a hidden number. Please think of this before you pass "
    "figures on. What is entered counts from the next month on, so that figures stay the same all month."
)

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
    "paper": _l("Test on paper"),
    "workshop": _l("Workshop"),
    "imported": _l("Recorded from a list"),
    "listed": _l("Recorded from a list, without a test"),
    "unknown": _l("Not known"),
}
TURN_WORDS: Final[Mapping[Turn, LazyString]] = {"first": _l("First time"), "refresher": _l("Refresher")}


def name_of(content: Content, breakdown: Breakdown, key: str) -> Name:
    """What a line is called in the reader's language."""
    language = current_language()
    match breakdown:
        case "society" | "branch":
            return units.name_of(key, language)
        case "module":
            return award_names.of_award(content, key, language)
        case "language":
            known = {one.code: one.name for one in content.languages}
            return Name(known.get(key, key), key if key in known else language)
        case "age":
            return Name(next(str(word) for band, word in AGE_WORDS.items() if band == key), language)
        case "mode":
            return Name(next(str(word) for mode, word in MODE_WORDS.items() if mode == key), language)
        case "turn":
            return Name(next(str(word) for turn, word in TURN_WORDS.items() if turn == key), language)
        case "quarter":
            year, _q, quarter = key.partition("-Q")
            counted = calendars.year_for(int(year), language)
            return Name(_("%(year)s, quarter %(quarter)s", year=counted, quarter=quarter), language)


def column_name(column: Column) -> str:
    """What a column is called: the sexes in it."""
    return ", ".join(str(SEX_WORDS[sex]) for sex in column)


def short_column_name(column: Column) -> str:
    """The same for a narrow column: one of all sexes says so in a word or two."""
    return _("All sexes") if len(column) == len(SEXES) else column_name(column)


def value_of(number: int | None) -> Value:
    """A number as it is written; a sign in place of one that is not shown."""
    return NOT_SHOWN if number is None else number
