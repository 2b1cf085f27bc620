"""Who of those chosen has a place in a workshop, and who waits for one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

MOST_PLACES: Final = 500

Item = TypeVar("Item")


def split(chosen: Sequence[Item], places: int | None, taken: int) -> tuple[Sequence[Item], Sequence[Item]]:
    """The first of those who are chosen have the free places, all others wait. None: as many as come."""
    free = len(chosen) if places is None else max(0, places - taken)
    return chosen[:free], chosen[free:]
