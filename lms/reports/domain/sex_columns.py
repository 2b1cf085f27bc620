"""In which columns the sexes stand, for readers who may not see names. Pure: by fixed steps, not by which is small.

Joining whoever is few with whoever is next would say in its heading that there is somebody: "Female, Other sex 5"
beside "Not said 0" says that one of these five is of another sex. So there are three levels and no more, and the page
takes the first one at which nothing small stands open. Nor does a zero tell: *other* and *not said* stand apart only
where in every line of every table both are nobody or both are enough. Whoever sees them together learns nothing about
the one without the other. See docs/decisions/0015.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from lms.reports.domain.suppression import LEAST
from lms.reports.domain.training_counts import Sex

SEXES: Final[tuple[Sex, ...]] = ("female", "male", "other", "unknown")

# Some sexes that stand in one column.
Column: TypeAlias = tuple[Sex, ...]

EACH: Final[tuple[Column, ...]] = tuple((sex,) for sex in SEXES)
OTHERS_TOGETHER: Final[tuple[Column, ...]] = (("female",), ("male",), ("other", "unknown"))
ALL_TOGETHER: Final[tuple[Column, ...]] = (SEXES,)


def chosen(totals: Mapping[Sex, int], lines: Iterable[Mapping[Sex, int]]) -> tuple[Column, ...] | None:
    """The columns that all tables of a page share; None where all people are so few that nothing can be shown.

    `totals`: how many people stand behind each sex, `lines`: the same for each line of every table.
    """
    if 0 < sum(totals.values()) < LEAST:
        return None
    if any(0 < sum(totals.get(sex, 0) for sex in column) < LEAST for column in OTHERS_TOGETHER):
        return ALL_TOGETHER
    return EACH if all(map(_tells_nothing, (totals, *lines))) else OTHERS_TOGETHER


def _tells_nothing(line: Mapping[Sex, int]) -> bool:
    others = (line.get("other", 0), line.get("unknown", 0))
    return min(others) >= LEAST or not any(others)


def apart(people: Sequence[int]) -> bool:
    """Whether the parts of a reported total can be shown: all of them or none, so that no choice tells of one."""
    return all(n == 0 or n >= LEAST for n in people)
