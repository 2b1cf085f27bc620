"""How many people a volunteer counted in a group, by sex and age. Pure.

What was not counted stays "not said": it is never shared out among the others. The ages are those of all figures of
Sala (lms/records/domain/age_bands.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from lms.errors import RuleBroken
from lms.records.domain.age_bands import BANDS, AgeBand

# Another sex stands with those of whom nobody said one: alone they would be one or two people whom a village knows.
Sex: TypeAlias = Literal["female", "male", "unsaid"]

SEXES: Final[tuple[Sex, ...]] = get_args(Sex)
AGES: Final[tuple[AgeBand, ...]] = tuple(band for band in BANDS if band != "unknown")
MOST: Final = 500  # people of one talk: more are counted as two, or were mistyped


@dataclass(frozen=True)
class Counts:
    """Numbers above zero by sex and age; "unknown" for those whose age was not counted. All together 1 to MOST."""

    numbers: Mapping[tuple[Sex, AgeBand], int]

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self.numbers.values())

    def of_sex(self, sex: Sex) -> int:
        """Those of a sex."""
        return sum(number for (one, _), number in self.numbers.items() if one == sex)


def counts_of(by_sex: Mapping[Sex, int | None], by_age: Mapping[tuple[Sex, AgeBand], int]) -> Counts:
    """What somebody counted: of each sex a number (None: not typed), and of some of them the ages.

    Where only ages were typed, the number is their sum; of whom no age was typed, it is not known. Raises RuleBroken
    with the field: "more-ages-than-people", "nobody-came", "too-many-at-a-talk".
    """
    numbers: dict[tuple[Sex, AgeBand], int] = {}
    for sex in SEXES:
        aged = {band: by_age.get((sex, band), 0) for band in AGES}
        known, all_of_them = sum(aged.values()), by_sex.get(sex)
        if all_of_them is not None and known > all_of_them:
            raise RuleBroken("more-ages-than-people", field=sex)
        left = 0 if all_of_them is None else all_of_them - known
        numbers |= {(sex, band): number for band, number in {**aged, "unknown": left}.items() if number}
    people = sum(numbers.values())
    if not people:
        raise RuleBroken("nobody-came", field=SEXES[0])
    if people > MOST:
        raise RuleBroken("too-many-at-a-talk", field=SEXES[0], most=MOST)
    return Counts(numbers)
