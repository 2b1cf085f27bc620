"""Figures of trainings as tables: counts by key in, one table a breakdown out, each by sex. Pure: no rows, no words.

The screen, the files and the brief are made from the same tables, so they say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from lms.records.ages import BANDS
from lms.reports import suppression
from lms.reports.trainings import Counted, Key, Mode, Sex

Breakdown: TypeAlias = Literal["quarter", "society", "branch", "module", "age", "language", "mode", "turn"]
Group: TypeAlias = Breakdown | Literal["everything"]

BREAKDOWNS: Final[tuple[Breakdown, ...]] = get_args(Breakdown)
EVERYTHING: Final = "everything"  # the totals: one line for all trainings
SEXES: Final[tuple[Sex, ...]] = ("female", "male", "other", "unknown")
_MODES: Final = get_args(Mode)
_TURNS: Final = ("first", "refresher")

# Some sexes that stand in one column, because alone they would be too few to be shown.
Column: TypeAlias = tuple[Sex, ...]

# A number before columns are joined, and how many people stand behind each.
Cell: TypeAlias = tuple[Group, str, Sex]
Behind: TypeAlias = Mapping[Cell, int]


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

    `total` None: too few to show anything. `people` None: too few people.
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
    totals = [by_sex[sex] for sex in SEXES]
    groups: suppression.Columns | None = tuple((place,) for place in range(len(SEXES)))
    if behind is not None:
        groups = suppression.joined(totals, [behind.get((EVERYTHING, "", sex), 0) for sex in SEXES])
    if groups is None:
        return Figures((), (), None, None, ())
    columns = tuple(tuple(SEXES[place] for place in group) for group in groups)
    few = behind is not None and 0 < counted.people < suppression.LEAST
    return Figures(
        columns,
        tuple(sum(totals[place] for place in group) for group in groups),
        sum(totals),
        None if few else counted.people,
        tuple(
            _table(name, counted, places, columns, behind, (orders or {}).get(name)) for name in breakdowns
        ),
    )


def _table(
    name: Breakdown,
    counted: Counted,
    places: Places,
    columns: Sequence[Column],
    behind: Behind | None,
    order: Sequence[str] | None,
) -> Table:
    way = key_of(name, places)
    lines: dict[str, Counter[Sex]] = {}
    for key, count in counted.trainings.items():
        lines.setdefault(way(key), Counter())[key.sex] += count
    keys = sorted(lines, key=_order(name, order))
    numbers = [[sum(lines[key][sex] for sex in column) for column in columns] for key in keys]
    if behind is None:
        return Table(
            name, tuple(Row(key, tuple(line), sum(line)) for key, line in zip(keys, numbers, strict=True))
        )
    people = [[sum(behind.get((name, key, sex), 0) for sex in column) for column in columns] for key in keys]
    shown = suppression.protected(numbers, people)
    if shown is None:
        return Table(name, (), withheld=True)
    return Table(name, tuple(map(Row, keys, shown.rows, shown.totals)))


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
