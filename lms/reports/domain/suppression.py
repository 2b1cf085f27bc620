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
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final, TypeAlias

from lms.records.domain import small_groups

LEAST: Final = small_groups.LEAST  # people who stand behind the smallest number above zero that is shown

_Edge: TypeAlias = tuple[int, int]  # row and column; the column after the last holds the totals of rows
_Table: TypeAlias = Sequence[Sequence[int]]  # with the totals of rows
_People: TypeAlias = Sequence[Sequence[Set[int]]]  # with those of whole rows


@dataclass(frozen=True)
class Shown:
    """A table as it may be shown: None stands for a hidden number. The totals of columns are always shown."""

    rows: tuple[tuple[int | None, ...], ...]
    totals: tuple[int | None, ...]


def protected(
    rows: Sequence[Sequence[int]], people: Sequence[Sequence[Set[int]]], *, known: int | None = None
) -> Shown | None:
    """The table with its small numbers hidden, and what would give them away. `people`: those behind each number.

    Of many people LEAST are enough. `known`: how many people there are, if that is shown beside the table. The totals
    of columns are shown: raises ValueError for one from 1 to LEAST - 1. None where no choice of hidden numbers keeps
    the small ones safe: then the table is not shown.
    """
    table = [[*row, sum(row)] for row in rows]
    if any(0 < sum(column) < LEAST for column in zip(*rows, strict=True)):
        raise ValueError("a column is too small to stand alone")
    those = [[frozenset(one) for one in (*row, frozenset[int]().union(*row))] for row in people]
    hidden: set[_Edge] = set()
    wanted = _small(table, those, known)
    while wanted:
        hidden.update(wanted)
        for edge in wanted:
            path = _cheapest_way_round(table, hidden, edge)
            if path is None:
                return None
            hidden.update(path)
        wanted = _beside(table, those, hidden)
    shown = [
        tuple(None if (row, column) in hidden else n for column, n in enumerate(line))
        for row, line in enumerate(table)
    ]
    return Shown(tuple(line[:-1] for line in shown), tuple(line[-1] for line in shown))


def _small(table: _Table, people: _People, known: int | None) -> list[_Edge]:
    """Numbers that few people stand behind, or that say how few do not: so many people less so many trainings.

    One person may stand in several lines, with a training each. So of `known` people at least as many have none in a
    line as there are more people than trainings in it, and in other columns.
    """
    totals = [sum(column) for column in zip(*table, strict=True)]
    return [
        (row, column)
        for row, line in enumerate(table)
        for column, n in enumerate(line)
        if n
        and (
            len(people[row][column]) < LEAST
            or (known is not None and 0 < known - (totals[-1] - totals[column]) - n < LEAST)
        )
    ]


def _beside(table: _Table, people: _People, hidden: Set[_Edge]) -> list[_Edge]:
    """One number more in a line or column whose hidden numbers are about few people also taken together.

    Their sum is what the others leave of the total.
    """
    width = len(table[0]) if table else 0
    groups = [[(row, column) for row in range(len(table))] for column in range(width)]
    groups += [
        [(row, column) for column in range(width - 1)]
        for row in range(len(table))
        if (row, width - 1) not in hidden
    ]
    for group in groups:
        away = [edge for edge in group if edge in hidden]
        if 0 < len(frozenset[int]().union(*(people[row][column] for row, column in away))) < LEAST:
            left = [edge for edge in group if edge not in hidden and table[edge[0]][edge[1]]]
            return [min(left, key=lambda edge: table[edge[0]][edge[1]])]
    return []


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
