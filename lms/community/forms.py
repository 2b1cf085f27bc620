"""A talk as a form: what was typed, what is wrong on which field, and the talk once nothing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms import clock, web
from lms.community.domain.counts import AGES, SEXES, Counts, Sex, counts_of
from lms.community.domain.talks import LANGUAGES, PLACES, Talk, read_languages
from lms.community.models import CommunitySession
from lms.community.presenters.wording import SEX_WORDS, WORDS, language_name, place_name, topic_name
from lms.errors import RuleBroken
from lms.records.domain.age_bands import AgeBand
from lms.records.forms import AGE_WORDS
from lms.text.calendars import read_date
from lms.text.digits import whole_number
from lms.web import carried_fields

_LONGEST: Final = 12  # letters of a field that are shown again


def age_field(sex: Sex, ages: AgeBand) -> str:
    """The name of the field for people of a sex and an age."""
    return f"{sex}-{ages}"


NUMBERS: Final = tuple(name for sex in SEXES for name in (sex, *(age_field(sex, band) for band in AGES)))


class TalkForm:
    """What was typed, by field; `errors` by field."""

    def __init__(self, typed: MultiDict[str, str]) -> None:
        self.key = _key(typed.get("key", ""))
        self.on = typed.get("on", "").strip()[:_LONGEST]
        self.topic, self.place = typed.get("topic", ""), typed.get("place", "")
        spoken = typed.getlist("language")
        self.languages = frozenset(one for one in LANGUAGES if one in spoken)
        self.numbers = {name: typed.get(name, "").strip()[:_LONGEST] for name in NUMBERS}
        self.errors: dict[str, str] = {}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the page, with the id of its field."""
        order = ("on", "topic", "place", "language", *NUMBERS)
        return [(name, self.errors[name]) for name in order if name in self.errors]

    def has_ages(self, sex: Sex) -> bool:
        """Whether an age of this sex was typed, or is wrong."""
        names = [age_field(sex, band) for band in AGES]
        return any(self.numbers[name] or name in self.errors for name in names)

    def talk(self) -> Talk | None:
        """What was typed, None where something means nothing. Further rules are those of the verbs."""
        on, counts = self._day(), self._counts()
        place = next((one for one in PLACES if one == self.place), None)
        if place is None:
            self.errors["place"] = str(WORDS["no-kind-of-place"])
        # What was left out is said at once, not one thing after another.
        if not self.topic:
            self.refuse(RuleBroken("no-such-topic", field="topic"))
        if not self.languages:
            self.refuse(RuleBroken("no-language-of-talk", field="language"))
        if on is None or counts is None or place is None:
            return None
        return Talk(on, self.topic, place, self.languages, counts)

    def refuse(self, broken: RuleBroken) -> None:
        """Say what a rule says, on its field."""
        self.errors.setdefault(broken.field or "", web.message_for(broken))

    def _day(self) -> date | None:
        try:
            return read_date(self.on)
        except ValueError:
            self.errors["on"] = _("Please write the day as year-month-day, such as 2026-11-24.")
            return None

    def _counts(self) -> Counts | None:
        read: dict[str, int | None] = {}
        for name, typed in self.numbers.items():
            read[name] = whole_number(typed) if typed else None
            if typed and read[name] is None:
                self.errors[name] = _("Please write a whole number.")
        if any(name in self.errors for name in NUMBERS):
            return None
        by_sex = {sex: read[sex] for sex in SEXES}
        by_age = {(sex, band): read[age_field(sex, band)] or 0 for sex in SEXES for band in AGES}
        try:
            return counts_of(by_sex, by_age)
        except RuleBroken as broken:
            self.refuse(broken)
            return None


def first_form() -> TalkForm:
    """Today, and nothing else: a language that was ticked beforehand stayed in talks that were held in another one."""
    return TalkForm(MultiDict([("on", clock.today().isoformat()), ("key", str(uuid4()))]))


def form_of(row: CommunitySession) -> TalkForm:
    """A talk as it was written down. Of a sex whose ages were counted the number stands above them."""
    counts = row.counts
    numbers = [(sex, counts.of_sex(sex)) for sex in SEXES]
    ages = [
        (age_field(sex, band), number) for (sex, band), number in counts.numbers.items() if band != "unknown"
    ]
    typed = [
        *(("key", row.uuid), ("on", row.on.isoformat()), ("topic", row.topic), ("place", row.place)),
        *(("language", one) for one in read_languages(row.languages)),
        *((name, str(number)) for name, number in (*numbers, *ages) if number),
    ]
    return TalkForm(MultiDict(typed))


def _key(typed: str) -> str:
    """The id that the page was made with; a new one where it holds none."""
    try:
        return str(UUID(typed[:36]))
    except ValueError:
        return str(uuid4())


_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "on": carried_fields.as_day,
    "topic": lambda value: topic_name(value).text,
    "place": lambda value: place_name(value).text,
    "language": lambda value: language_name(value).text,
}
_said: Final = carried_fields.labelled(
    {
        "on": _l("Day"),
        "topic": _l("What you talked about"),
        "place": _l("Kind of place"),
        "language": _l("Language"),
        **SEX_WORDS,
    },
    _VALUES,
)


def talk_in_words(name: str, value: str, subject: object) -> tuple[str, str] | None:
    """A field of the form; the id of the page says nothing, nor does an empty number."""
    if name == "key" or (name in NUMBERS and not value):
        return None
    sex, _sign, ages = name.partition("-")
    if ages and name in NUMBERS:
        band = next(word for one, word in AGE_WORDS.items() if one == ages)
        label = next(word for one, word in SEX_WORDS.items() if one == sex)
        return f"{label}, {band}", value
    return _said(name, value, subject)
