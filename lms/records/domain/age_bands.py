"""Age bands: what lists and figures say instead of an age. Pure.

Only the year of birth is kept, so an age is a difference of years: it may be one too many until the birthday.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias, get_args

AgeBand: TypeAlias = Literal["up-to-24", "25-34", "35-49", "50-up", "unknown"]

BANDS: Final[tuple[AgeBand, ...]] = get_args(AgeBand)

_OPEN: Final = 10  # years that a stand-in keeps from the one end of a band that has no other
# The first age of each band, in years.
STARTS: Final[tuple[tuple[int, AgeBand], ...]] = (
    (50, "50-up"),
    (35, "35-49"),
    (25, "25-34"),
    (0, "up-to-24"),
)


def band_of(birth_year: int | None, year: int) -> AgeBand:
    """The band of somebody born in a year, in another year."""
    if birth_year is None:
        return "unknown"
    return next((band for first, band in STARTS if year - birth_year >= first), "up-to-24")


def stand_in(birth_year: int | None, years: Iterable[int]) -> int | None:
    """A year of birth in the middle of all those that give the same bands in some years; None for an unknown one.

    What is kept of the age of somebody who was erased: figures of these years do not move.
    """
    if birth_year is None:
        return None
    births = [born for year in years if (born := births_of(band_of(birth_year, year), year)) is not None]
    first = max((one for one, _ in births if one is not None), default=None)
    last = min((one for _, one in births if one is not None), default=None)
    if first is None:
        return birth_year if last is None else last - _OPEN
    return (first + (first + 2 * _OPEN if last is None else last)) // 2


def births_of(band: AgeBand, year: int) -> tuple[int | None, int | None] | None:
    """The first and the last year of birth (None: open) of a band in a year; None for those of unknown age."""
    if band == "unknown":
        return None
    names = [name for _, name in STARTS]
    place = names.index(band)
    first_age = STARTS[place][0]
    next_age = STARTS[place - 1][0] if place else None
    return (None if next_age is None else year - next_age + 1, year - first_age if first_age else None)
