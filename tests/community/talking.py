"""Talks for tests, and how Sokha fills in their page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from lms import clock
from lms.accounts.services.people import Person
from lms.community.domain.counts import Counts, Sex
from lms.community.domain.talks import Place, SpokenIn, Talk
from lms.community.services import record_talk
from lms.records.domain.age_bands import AgeBand

# Sokha talked with 12 people at the dormitory.
SOME: Mapping[tuple[Sex, AgeBand], int] = {("female", "unknown"): 7, ("male", "25-34"): 5}


def talk(
    on: date | None = None,
    *,
    topic: str = "hiv",
    place: Place = "dormitory",
    languages: frozenset[SpokenIn] = frozenset({"km"}),
    numbers: Mapping[tuple[Sex, AgeBand], int] = SOME,
) -> Talk:
    """A talk of today, unless a day is given."""
    return Talk(on or clock.today(), topic, place, languages, Counts(numbers))


def record(person: Person, told: Talk | None = None, key: str = "") -> str:
    """Let somebody write a talk down; its key."""
    key = key or str(uuid4())
    assert record_talk(person, key, told or talk())
    return key


def filled(**changed: str | list[str]) -> dict[str, str | list[str]]:
    """The page as Sokha fills it in."""
    form: dict[str, str | list[str]] = {
        "key": str(uuid4()), "on": clock.today().isoformat(), "topic": "hiv", "place": "dormitory",
        "language": ["km"], "female": "7", "male": "5",
    }  # fmt: skip
    return {**form, **changed}
