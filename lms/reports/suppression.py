"""Small numbers hidden, and enough beside them that no total gives them away. Pure: knows no rows and no words.

For readers who may not see names. Somebody who knows that there is one trained woman over 50 in a branch knows who
she is; so a number that fewer than five people stand behind is not shown: 1 to 4, and also five trainings of one
person. Zero is shown: it is about nobody. Where a hidden number could be found by subtracting what is shown from a
total, others are hidden with it: the cheapest ones that leave the small number more than one possible value (the
network method for two-way tables; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001,
chapter 4).

What it promises holds within one set of tables over the same people that share their column totals. Two overlapping
sets, such as a year and all years, could be subtracted from each other: whoever shows them keeps them from
overlapping. See docs/decisions/0015.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

LEAST: Final = 5  # people who stand behind the smallest number above zero that is shown

Columns: TypeAlias = tuple[tuple[int, ...], ...]
_Edge: TypeAlias = tuple[int, int]  # row and column; the column after the last holds the totals of rows


@dataclass(frozen=True)
class Shown:
    """A table as it may be shown: None stands for a hidden number. The totals of columns are always shown."""

    rows: tuple[tuple[int | None, ...], ...]
    totals: tuple[int | None, ...]


def joined(totals: Sequence[int], people: Sequence[int]) -> Columns | None:
    """Which columns stand together so that behind the total of each group there is nobody or enough people.

    `people`: how many stand behind each total; one person stands behind one column only. Groups of column numbers,
    from left to right; None where all columns together are too few: then nothing of the table can be shown. All
    tables over the same people share their columns, so they share the groups.
    """
    small = [column for column, n in enumerate(totals) if n and people[column] < LEAST]
    large = sorted((n, column) for column, n in enumerate(totals) if people[column] >= LEAST)
    group = list(small)
    if small and sum(people[column] for column in small) < LEAST:
        if not large:
            return None
        group.append(large[0][1])
    alone = [(column,) for column in range(len(totals)) if column not in group]
    return tuple(sorted([*alone, tuple(sorted(group))] if group else alone))


def protected(rows: Sequence[Sequence[int]], people: Sequence[Sequence[int]]) -> Shown | None:
    """The table with its small numbers hidden, and what would give them away. `people`: those behind each number.

    The totals of columns are shown (see `joined`): raises ValueError for one from 1 to LEAST - 1. None where no
    choice of hidden numbers keeps the small ones safe: then the table is not shown.
    """
    table = [[*row, sum(row)] for row in rows]
    if any(0 < sum(column) < LEAST for column in zip(*rows, strict=True)):
        raise ValueError("a column is too small to stand alone")
    those = [[*row, sum(row)] for row in people]
    small = [
        (row, column)
        for row, line in enumerate(table)
        for column, n in enumerate(line)
        if n and those[row][column] < LEAST
    ]
    hidden = set(small)
    for edge in small:
        path = _cheapest_way_round(table, hidden, edge)
        if path is None:
            return None
        hidden.update(path)
    shown = [
        tuple(None if (row, column) in hidden else n for column, n in enumerate(line))
        for row, line in enumerate(table)
    ]
    return Shown(tuple(line[:-1] for line in shown), tuple(line[-1] for line in shown))


# --- the network --------------------------------------------------------------------------------------------
#
# Rows and columns are nodes, numbers are edges. Another table with the same totals differs by a walk round: one
# number up by one, the next in its column down, the next in that row up, and so on. A hidden number that lies on
# such a walk over hidden numbers may be another one; a hidden number is known to be at least 1 and stays so. The
# total of a row stands in a column of its own with the sign turned, so it goes down where a number would go up.


def _cheapest_way_round(
    table: Sequence[Sequence[int]], hidden: set[_Edge], edge: _Edge
) -> list[_Edge] | None:
    """The edges that have to be hidden so that this one may have another value; the fewest people lost."""
    found = [
        way
        for up in (True, False)
        if _may_move(table, edge, up=up) and (way := _way(table, hidden, edge, up=up)) is not None
    ]
    return min(found)[1] if found else None


def _way(
    table: Sequence[Sequence[int]], hidden: set[_Edge], edge: _Edge, *, up: bool
) -> tuple[int, list[_Edge]] | None:
    """The cheapest way back from one end of an edge to its other end, without it (Dijkstra's algorithm).

    Nodes are ("row", n) as (0, n) and ("column", n) as (1, n): up leads from a row to a column, down back.
    """
    row, column = edge
    start, end = ((1, column), (0, row)) if up else ((0, row), (1, column))
    queue: list[tuple[int, tuple[int, int], list[_Edge]]] = [(0, start, [])]
    done = set()
    while queue:
        cost, node, path = heapq.heappop(queue)
        if node == end:
            return cost, path
        if node in done:
            continue
        done.add(node)
        for there, step in _steps(table, node):
            if step != edge:
                price = 0 if step in hidden else table[step[0]][step[1]]
                heapq.heappush(queue, (cost + price, there, [*path, step]))
    return None


def _steps(table: Sequence[Sequence[int]], node: tuple[int, int]) -> Iterator[tuple[tuple[int, int], _Edge]]:
    kind, number = node
    if kind == 0:
        steps = (((1, column), (number, column)) for column in range(len(table[number])))
    else:
        steps = (((0, row), (row, number)) for row in range(len(table)))
    return (step for step in steps if _may_move(table, step[1], up=kind == 0))


def _may_move(table: Sequence[Sequence[int]], edge: _Edge, *, up: bool) -> bool:
    """Whether a number could be one more or one less if it were hidden."""
    row, column = edge
    number = table[row][column]
    is_total = column == len(table[row]) - 1
    return number > 1 or (number == 1 and up != is_total)
