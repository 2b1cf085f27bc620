"""A talk with a group as fixed words and numbers, and when it may be written down and changed. Pure.

Nothing is typed but numbers, so no name can be written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias, get_args

from lms.community.domain.counts import Counts
from lms.errors import RuleBroken

# The kind of place, never which one.
Place: TypeAlias = Literal[
    "home", "work", "dormitory", "farm-or-factory", "school", "temple-or-mosque", "health-centre",
    "border-or-station", "online", "other",
]  # fmt: skip
SpokenIn: TypeAlias = Literal["km", "lo", "th", "my", "vi", "en", "other"]

PLACES: Final[tuple[Place, ...]] = get_args(Place)
LANGUAGES: Final[tuple[SpokenIn, ...]] = get_args(SpokenIn)
REFERRAL: Final = "referral"  # a topic beside the modules: where somebody finds help
SEVERAL: Final = "several"  # in figures, in place of the languages of a talk that had more than one

OLDEST: Final = timedelta(days=90)  # before the day on which it is written down
CHANGES: Final = timedelta(days=30)  # after that day; then the numbers stay as they are


@dataclass(frozen=True)
class Talk:
    """What a volunteer says of a talk. `topic`: a module, or REFERRAL."""

    on: date
    topic: str
    place: Place
    languages: frozenset[SpokenIn]
    counts: Counts


def check(talk: Talk, recorded_on: date, topics: Collection[str]) -> None:
    """Raise RuleBroken, with the field, for a talk that cannot be.

    Codes: "talk-to-come", "talk-too-old" (`days`), "no-such-topic", "no-language-of-talk". `recorded_on`: the day on
    which it was written down first.
    """
    if talk.on > recorded_on:
        raise RuleBroken("talk-to-come", field="on")
    if talk.on < recorded_on - OLDEST:
        raise RuleBroken("talk-too-old", field="on", days=OLDEST.days)
    if talk.topic not in topics:
        raise RuleBroken("no-such-topic", field="topic")
    if not talk.languages:
        raise RuleBroken("no-language-of-talk", field="language")


def may_change(recorded_on: date, today: date) -> bool:
    """Whether what was written down on a day may still be corrected and taken away."""
    return today <= recorded_on + CHANGES


def stored_languages(languages: Collection[SpokenIn]) -> str:
    """The languages as one text, in their order."""
    return " ".join(one for one in LANGUAGES if one in languages)


def read_languages(stored: str) -> tuple[SpokenIn, ...]:
    """The languages of such a text."""
    codes = stored.split()
    return tuple(one for one in LANGUAGES if one in codes)


def language_of(stored: str) -> str:
    """The line of figures that a talk stands in: its language, or SEVERAL."""
    return SEVERAL if " " in stored else stored
