"""Figures of trainings as tables: counts by key in, one table a breakdown out, each by sex. Pure: no rows, no words.

The screen, the files and the brief are made from the same tables, so they say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from lms.records.domain.age_bands import BANDS
from lms.reports.domain import sex_columns as columns
from lms.reports.domain import suppression, suppression_attack
from lms.reports.domain.sex_columns import Column
from lms.reports.domain.training_counts import Counted, Key, Mode, Sex

Breakdown: TypeAlias = Literal["quarter", "society", "branch", "module", "age", "language", "mode", "turn"]
Group: TypeAlias = Breakdown | Literal["everything"]

BREAKDOWNS: Final[tuple[Breakdown, ...]] = get_args(Breakdown)
EVERYTHING: Final = "everything"  # the totals: one line for all trainings
_MODES: Final = get_args(Mode)
_TURNS: Final = ("first", "refresher")

# A number before columns are joined, and the people who stand behind each, by id: of many at least suppression.LEAST.
Cell: TypeAlias = tuple[Group, str, Sex]
Behind: TypeAlias = Mapping[Cell, Set[int]]


@dataclass(frozen=True)
class Row:
    """One line: its key, a number for each column and their total. None is a number that is not shown."""

    key: str
    numbers: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Table:
    """One breakdown. `withheld`: so few that no line can be shown; its rows are then empty."""

    name: Breakdown
    rows: tuple[Row, ...]
    withheld: bool = False


@dataclass(frozen=True)
class Figures:
    """All tables over the same trainings, with the columns and totals that they share.

    `total` None: too few to show anything. `people` None: it would tell of few people.
    """

    columns: tuple[Column, ...]
    totals: tuple[int, ...]
    total: int | None
    people: int | None
    tables: tuple[Table, ...]

    @property
    def hides(self) -> bool:
        """Whether anything is not shown."""
        lines = [row for table in self.tables for row in table.rows]
        joined = any(len(column) > 1 for column in self.columns)
        return (
            joined
            or self.total is None
            or self.people is None
            or any(table.withheld for table in self.tables)
            or any(number is None for row in lines for number in (*row.numbers, row.total))
        )


@dataclass(frozen=True)
class Places:
    """The code of each unit and of the Society it belongs to ("" for the region itself), by id."""

    branches: Mapping[int, str]
    societies: Mapping[int, str]


def figures(
    counted: Counted,
    places: Places,
    *,
    breakdowns: Sequence[Breakdown],
    behind: Behind | None = None,
    orders: Mapping[Breakdown, Sequence[str]] | None = None,
) -> Figures:
    """The tables of the breakdowns; `orders` holds the keys of some in the order of their lines.

    With `behind`, the people behind each number, as somebody may see them who may not see names. Then ask for one
    level of places only: a Society's total less all but one of its branches is that branch.
    """
    by_sex: Counter[Sex] = Counter()
    for key, count in counted.trainings.items():
        by_sex[key.sex] += count
    shared = columns.EACH if behind is None else _columns(behind)
    if shared is None:
        return Figures((), (), None, None, ())
    total = sum(by_sex.values())
    # So many trainings more than people were somebody's second or third.
    few = behind is not None and 0 < total - counted.people < suppression.LEAST
    people = None if few else counted.people
    return Figures(
        shared,
        tuple(sum(by_sex[sex] for sex in column) for column in shared),
        total,
        people,
        tuple(
            _hiding(table, shared, behind, total, people) if behind is not None else table
            for table in (
                _table(name, counted, places, shared, (orders or {}).get(name)) for name in breakdowns
            )
        ),
    )


def _columns(behind: Behind) -> tuple[Column, ...] | None:
    """The columns in which few people do not stand out, in any table."""
    lines: dict[tuple[Group, str], dict[Sex, int]] = {}
    for (group, row, sex), people in behind.items():
        lines.setdefault((group, row), {})[sex] = len(people)
    return columns.chosen(lines.pop((EVERYTHING, ""), {}), lines.values())


def _table(
    name: Breakdown,
    counted: Counted,
    places: Places,
    shared: Sequence[Column],
    order: Sequence[str] | None,
) -> Table:
    way = key_of(name, places)
    lines: dict[str, Counter[Sex]] = {}
    for key, count in counted.trainings.items():
        lines.setdefault(way(key), Counter())[key.sex] += count
    keys = sorted(lines, key=_order(name, order))
    numbers = [tuple(sum(lines[key][sex] for sex in column) for column in shared) for key in keys]
    return Table(name, tuple(Row(key, line, sum(line)) for key, line in zip(keys, numbers, strict=True)))


def _hiding(table: Table, shared: Sequence[Column], behind: Behind, total: int, people: int | None) -> Table:
    """The table as it may be seen; `people` None: how many they are is not shown."""
    numbers = [[n or 0 for n in row.numbers] for row in table.rows]
    those = [
        [_together(behind.get((table.name, row.key, sex), ()) for sex in column) for column in shared]
        for row in table.rows
    ]
    shown = suppression.protected(numbers, those, known=people)
    single = people == total
    if shown is None or (
        single and suppression_attack.succeeds(shown, [sum(n) for n in zip(*numbers, strict=True)])
    ):
        return Table(table.name, (), withheld=True)
    keys = [row.key for row in table.rows]
    return Table(table.name, tuple(map(Row, keys, shown.rows, shown.totals)))


def _together(some: Iterable[Iterable[int]]) -> Set[int]:
    return frozenset[int]().union(*some)


def key_of(group: Group, places: Places) -> Callable[[Key], str]:
    """Which line of a breakdown a training stands in."""
    ways: Mapping[Group, Callable[[Key], str]] = {
        "everything": lambda key: "",
        "quarter": lambda key: f"{key.year}-Q{key.quarter}",
        "society": lambda key: places.societies[key.unit_id],
        "branch": lambda key: places.branches[key.unit_id],
        "age": lambda key: key.ages,
        "module": lambda key: key.award,
        "language": lambda key: key.language,
        "mode": lambda key: key.mode,
        "turn": lambda key: key.turn,
    }
    return ways[group]


def _order(name: Breakdown, given: Sequence[str] | None) -> Callable[[str], tuple[int, str]]:
    """Closed sets in their own order, others in the one that is given; what is in none comes last, by its code."""
    fixed: Mapping[Breakdown, Sequence[str]] = {"age": BANDS, "mode": _MODES, "turn": _TURNS}
    places = {key: place for place, key in enumerate(fixed.get(name) or given or ())}
    return lambda key: (places.get(key, len(places)), key)
