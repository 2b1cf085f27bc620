"""Where the parts of a chart lie: numbers in, lengths out. Pure: no colours, no words, no markup.

A number that is not shown is None, and nothing drawn depends on it: its part has one length, whatever it is, and the
scale is made of what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from lms.reports.domain.suppression import LEAST

FULL: Final = 100.0  # length of a whole bar
_GAP: Final = 0.3  # between two parts of a bar
_THINNEST: Final = 0.8  # a part that somebody stands behind is seen
_STUB: Final = 10.0  # length of a part that is not shown
_LINES: Final = 4  # of the scale, at most
_STEPS: Final = 6  # of a heat map


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its place in the list of parts, where it begins and how long it is (0 to 100)."""

    part: int
    start: float
    length: float
    is_hidden: bool = False

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.length


def share_bar(parts: Sequence[int]) -> list[Segment]:
    """The parts of one whole side by side, as long as their shares. Nobody is no part; all together fill the bar."""
    total = sum(parts)
    lengths = [0.0 if n == 0 else max(_THINNEST, FULL * n / total) for n in parts]
    scale = FULL / sum(lengths) if total else 0.0
    found, start = [], 0.0
    for part, length in enumerate(lengths):
        if length:
            found.append(Segment(part, round(start, 2), round(max(length * scale - _GAP, _GAP), 2)))
            start += length * scale
    return found


@dataclass(frozen=True)
class Columns:
    """Columns of one chart: the parts of each from the foot up, the lines of the scale, and how tall a column is.

    A height of None is that of a column of which a part or the total is not shown.
    """

    columns: tuple[tuple[Segment, ...], ...]
    lines: tuple[tuple[int, float], ...]


def stacked_columns(rows: Sequence[tuple[Sequence[int | None], int | None]]) -> Columns:
    """Columns of parts, drawn to one scale (0 to 100). `rows`: the parts of each column and its total.

    Above the parts that are shown stands one of fixed length for all that are not.
    """
    shown = [sum(number or 0 for number in parts) for parts, _ in rows]
    most = max([*shown, *(total or 0 for _, total in rows)], default=0)
    step = _step(most)
    top = max(step, step * ceil(most / step))
    columns = tuple(_column(parts, total, top) for parts, total in rows)
    if not most and any(column for column in columns):
        return Columns(columns, ((0, 0.0),))  # a scale would say how much the parts are that are not shown
    return Columns(columns, tuple((n, round(FULL * n / top, 2)) for n in range(0, top + 1, step)))


def _column(parts: Sequence[int | None], total: int | None, top: int) -> tuple[Segment, ...]:
    found, start = [], 0.0
    for part, number in enumerate(parts):
        if number:
            length = FULL * number / top
            found.append(Segment(part, round(start, 2), round(length, 2)))
            start += length
    if total is None or any(number is None for number in parts):
        found.append(Segment(len(parts), round(start, 2), min(_STUB, round(FULL - start, 2)), is_hidden=True))
    return tuple(segment for segment in found if segment.length > 0)


def _step(most: int) -> int:
    """The distance of the lines of a scale: 1, 2 or 5 times a power of ten, so that few are enough."""
    if most <= _LINES:
        return 1
    power = 10 ** floor(log10(most / _LINES))
    return next(int(power * times) for times in (1, 2, 5, 10) if power * times * _LINES >= most)


def share(holders: int, people: int) -> int | None:
    """How many of a hundred, half of one rounded up; None of so few people that a share says who they are."""
    return None if people < LEAST else (200 * holders + people) // (2 * people)


def heat_step(percent: int) -> int:
    """Which of six colours a share has: 0 up to 5, a sixth of a hundred each; none at all is 0."""
    return min(_STEPS - 1, percent * _STEPS // 100)
