"""What somebody works out of a table who also knows how its hidden numbers were chosen. Pure.

Which number is hidden beside a small one depends on numbers: so of all tables that fit what is shown, some would have
been shown otherwise, and whoever has read the program leaves those out. Where only one is left, the table has hidden
nothing. See docs/decisions/0015.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, product
from typing import Final, TypeAlias

from lms.reports.domain import suppression
from lms.reports.domain.suppression import LEAST, Shown

MOST: Final = (
    20_000  # numbers looked at: a table that fits so many others is hidden well enough, and nobody waits
)

_Line: TypeAlias = tuple[int, ...]


def succeeds(shown: Shown, totals: Sequence[int]) -> bool:
    """Whether a number of one to four can be worked out. `totals`: those of the columns, which are always shown.

    For people who have one training each; of others more tables would fit. Depends on nothing but what is shown, so
    that the answer tells no more than that.
    """
    seen: list[set[int]] = [set() for line in shown.rows for _ in (*line, 0)]
    looked_at = 0
    for table in _fitting(shown, totals):
        looked_at += 1 if table is None else len(seen)
        if looked_at > MOST:
            return False
        if table is not None and as_of_single_trainings(table) == shown:
            for values, n in zip(seen, (n for line in table for n in (*line, sum(line))), strict=True):
                values.add(n)
            if all(len(values) > 1 for values in _hidden(seen, shown)):
                return False
    return any(len(values) == 1 and 0 < min(values) < LEAST for values in _hidden(seen, shown))


def as_of_single_trainings(table: Sequence[Sequence[int]]) -> Shown | None:
    """The table as it would be shown if each training were another person's."""
    person = count()
    people = [[{next(person) for _ in range(min(n, LEAST))} for n in line] for line in table]
    return suppression.protected(table, people, known=sum(map(sum, table)))


def _hidden(seen: Sequence[set[int]], shown: Shown) -> Iterator[set[int]]:
    numbers = (n for line, total in zip(shown.rows, shown.totals, strict=True) for n in (*line, total))
    return (values for values, n in zip(seen, numbers, strict=True) if n is None)


def _fitting(shown: Shown, left: Sequence[int], row: int = 0) -> Iterator[tuple[_Line, ...] | None]:
    """Every table with the numbers that are shown and with these totals of columns; a hidden number is not zero.

    None for a line that was tried and does not fit: that takes time too.
    """
    if row == len(shown.rows):
        yield None if any(left) else ()
        return
    for line in _lines(shown.rows[row], _most(shown, left, row)):
        if shown.totals[row] not in (None, sum(line)):
            yield None
            continue
        rest = [a - b for a, b in zip(left, line, strict=True)]
        for others in _fitting(shown, rest, row + 1):
            yield None if others is None else (line, *others)


def _most(shown: Shown, left: Sequence[int], row: int) -> list[int]:
    """How much each number of a line may be at most, for the lines below it to fit too."""
    below = shown.rows[row + 1 :]
    return [
        whole - sum(1 if line[column] is None else line[column] or 0 for line in below)
        for column, whole in enumerate(left)
    ]


def _lines(line: Sequence[int | None], most: Sequence[int]) -> Iterator[_Line]:
    ranges = [range(1, min(top, MOST) + 1) if n is None else (n,) for n, top in zip(line, most, strict=True)]
    return product(*ranges)
