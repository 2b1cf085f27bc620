"""What talks with groups are counted under, and the counts. Shapes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lms.community.domain.counts import Sex
from lms.records.domain.age_bands import AgeBand


class Key(NamedTuple):
    """What a talk is counted under. `quarter`: such as "2026-Q3"; `language`: its own, or talks.SEVERAL."""

    quarter: str
    unit_id: int
    topic: str
    language: str
    place: str


@dataclass(frozen=True)
class Reached:
    """Talks, and the people who came to them, by what they are counted under. Who came twice counts twice."""

    talks: Mapping[Key, int]
    people: Mapping[tuple[Key, Sex, AgeBand], int]
