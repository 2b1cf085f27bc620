"""What trainings are counted under, and the counts. Shapes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from lms.records.domain.age_bands import AgeBand

# How it is known: a test taken here, a workshop held here, a list that says "passed", a list that says no more than
# who was trained; or an entry that does not say.
Mode: TypeAlias = Literal["quiz", "paper", "workshop", "imported", "listed", "unknown"]


Turn: TypeAlias = Literal["first", "refresher"]


Sex: TypeAlias = Literal["female", "male", "other", "unknown"]


class Key(NamedTuple):
    """What a training is counted under. Age and language are those at the time of the training."""

    year: int
    quarter: int
    unit_id: int
    award: str
    sex: Sex
    ages: AgeBand
    language: str
    mode: Mode
    turn: Turn


@dataclass(frozen=True)
class Counted:
    """Trainings by key, and the number of people who completed at least one of them."""

    trainings: Mapping[Key, int]
    people: int
