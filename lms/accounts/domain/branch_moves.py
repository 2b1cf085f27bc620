"""In which branch somebody was on a day, told from their moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Move:
    """That somebody left a unit on a day; on that day itself they are in the new one already."""

    on: date
    left: int


def unit_on(day: date, moves: Sequence[Move], now: int) -> int:
    """The unit of a day, from the moves in their order and the unit of today.

    Before somebody was known at all it is the first one that is known of them.
    """
    return next((move.left for move in moves if move.on > day), now)
