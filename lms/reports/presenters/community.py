"""The words of figures about talks with groups, and their rows for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.queries.units import name_of as unit_name
from lms.community.domain.counts import SEXES
from lms.community.presenters.wording import (
    SEX_WORDS,
    language_name,
    languages_in_words,
    place_name,
    topic_name,
)
from lms.community.queries import TalkRow
from lms.content.award_names import Name
from lms.content.types.curriculum import Content
from lms.i18n import current_language
from lms.records.domain.age_bands import BANDS
from lms.records.forms import AGE_WORDS
from lms.reports.domain.community_figures import Breakdown, Column
from lms.reports.presenters import wording
from lms.spreadsheets import Value

BREAKDOWN_WORDS: Final[Mapping[Breakdown, LazyString]] = {
    "quarter": _l("By quarter"),
    "society": _l("By Society"),
    "branch": _l("By branch"),
    "topic": _l("By topic"),
    "place": _l("By kind of place"),
    "language": _l("By language"),
    "age": _l("By age"),
}


def line_name(content: Content, breakdown: Breakdown, key: str) -> Name:
    """What a line is called in the reader's language."""
    match breakdown:
        case "topic":
            return topic_name(key)
        case "place":
            return place_name(key)
        case "language":
            return language_name(key)
        case _:
            return wording.name_of(content, breakdown, key)


def column_name(column: Column) -> str:
    """What a column is called: the sexes in it."""
    return _("All sexes") if len(column) == len(SEXES) else ", ".join(str(SEX_WORDS[sex]) for sex in column)


def header() -> list[str]:
    """The headings of a file of talks."""
    split = [f"{SEX_WORDS[sex]}, {AGE_WORDS[band]}" for sex in SEXES for band in BANDS]
    about = [_("Day"), _("Code of the branch"), _("Branch"), _("What you talked about"), _("Kind of place")]
    return [*about, _("Language"), _("All together"), *split]


def file_rows(talks: Iterable[TalkRow], codes: Mapping[int, str]) -> Iterator[list[Value]]:
    """A line for each talk; `codes` are those of units by their ids. Nobody is named in it."""
    language = current_language()
    for talk in talks:
        code, numbers = codes[talk.unit_id], talk.counts.numbers
        yield [
            *(talk.on, code, unit_name(code, language).text),
            *(topic_name(talk.topic).text, place_name(talk.place).text),
            ", ".join(one.text for one in languages_in_words(talk.languages)),
            talk.people,
            *(numbers.get((sex, band), 0) for sex in SEXES for band in BANDS),
        ]
