"""Figures of talks with groups as tables, and what of them somebody may see who may not see names. Pure.

People are contacts: who came to two talks counts twice. Nobody of them is known to Sala; the small group that is hidden
is one to four of those who came, whoever they were. See docs/decisions/0057.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, Literal, TypeAlias, get_args

from lms.community.domain.counts import SEXES, Sex
from lms.community.domain.reached import Key, Reached
from lms.community.domain.talks import LANGUAGES, PLACES, SEVERAL
from lms.records.domain.age_bands import BANDS, AgeBand
from lms.reports.domain import suppression, suppression_attack
from lms.reports.domain.figures import Places
from lms.reports.domain.suppression import LEAST

# What the pilot across the three borders reported for 2019 to 2021: the workshop report of 29 January 2021 says "at
# least 13,865 people reached". No record proves it, and it is added to nothing.
PILOT_REACHED: Final = 13_865
PILOT_YEARS: Final = (2019, 2021)
PILOT_REPORTED: Final = (2021, 1, 29)  # year, month, day

Breakdown: TypeAlias = Literal["quarter", "society", "branch", "topic", "place", "language", "age"]
BREAKDOWNS: Final[tuple[Breakdown, ...]] = get_args(Breakdown)

# Some sexes that stand in one column.
Column: TypeAlias = tuple[Sex, ...]
EACH: Final[tuple[Column, ...]] = tuple((sex,) for sex in SEXES)
ALL_TOGETHER: Final[tuple[Column, ...]] = (SEXES,)


@dataclass(frozen=True)
class Row:
    """A line: its key, a number of people for each column, their total and the talks. None: not shown, or none."""

    key: str
    numbers: tuple[int | None, ...]
    total: int | None
    talks: int | None


@dataclass(frozen=True)
class Table:
    """One breakdown. `withheld`: no line of it can be shown. Talks have no ages, so that table has none of them."""

    name: Breakdown
    rows: tuple[Row, ...]
    withheld: bool = False


@dataclass(frozen=True)
class CommunityFigures:
    """All tables over the same talks. `total` and `talks` None: too few people to show anything."""

    columns: tuple[Column, ...]
    totals: tuple[int, ...]
    total: int | None
    talks: int | None
    tables: tuple[Table, ...]

    @property
    def hides(self) -> bool:
        """Whether anything is not shown."""
        lines = [row for table in self.tables for row in table.rows]
        return (
            self.columns == ALL_TOGETHER
            or self.total is None
            or any(table.withheld for table in self.tables)
            or any(number is None for row in lines for number in (*row.numbers, row.total))
        )


def community_figures(
    reached: Reached,
    places: Places,
    *,
    breakdowns: Sequence[Breakdown],
    hide: bool,
    orders: Mapping[Breakdown, Sequence[str]],
) -> CommunityFigures:
    """The tables of the breakdowns. `hide`: as somebody may see them who may not see names.

    Then ask for one level of places only: a Society's total less all but one of its branches is that branch.
    """
    by_sex: Counter[Sex] = Counter()
    for (_, sex, _), number in reached.people.items():
        by_sex[sex] += number
    total, talks = sum(by_sex.values()), sum(reached.talks.values())
    if hide and 0 < total < LEAST:
        return CommunityFigures((), (), None, None, ())
    columns = ALL_TOGETHER if hide and any(0 < number < LEAST for number in by_sex.values()) else EACH
    tables = (_table(name, reached, places, columns, orders.get(name)) for name in breakdowns)
    return CommunityFigures(
        columns,
        tuple(sum(by_sex[sex] for sex in column) for column in columns),
        total,
        talks,
        tuple(_hiding(table) if hide else table for table in tables),
    )


def _table(
    name: Breakdown,
    reached: Reached,
    places: Places,
    columns: Sequence[Column],
    order: Sequence[str] | None,
) -> Table:
    people: dict[str, Counter[Sex]] = {}
    for (key, sex, ages), number in reached.people.items():
        people.setdefault(_line(name, key, ages, places), Counter())[sex] += number
    talks: Counter[str] = Counter()
    if name != "age":
        for key, number in reached.talks.items():
            talks[_line(name, key, "unknown", places)] += number
    rows = []
    for line in sorted(people, key=_order(name, order)):
        numbers = tuple(sum(people[line][sex] for sex in column) for column in columns)
        rows.append(Row(line, numbers, sum(numbers), talks[line] if name != "age" else None))
    return Table(name, tuple(rows))


def _line(name: Breakdown, key: Key, ages: AgeBand, places: Places) -> str:
    ways: Mapping[Breakdown, Callable[[], str]] = {
        "quarter": lambda: key.quarter,
        "society": lambda: places.societies[key.unit_id],
        "branch": lambda: places.branches[key.unit_id],
        "topic": lambda: key.topic,
        "place": lambda: key.place,
        "language": lambda: key.language,
        "age": lambda: ages,
    }
    return ways[name]()


def _order(name: Breakdown, given: Sequence[str] | None) -> Callable[[str], tuple[int, str]]:
    """Closed sets in their own order, others in the one that is given, never the largest first."""
    fixed: Mapping[Breakdown, Sequence[str]] = {
        "age": BANDS,
        "place": PLACES,
        "language": (*LANGUAGES, SEVERAL),
    }
    ranks = {key: rank for rank, key in enumerate(fixed.get(name) or given or ())}
    return lambda key: (ranks.get(key, len(ranks)), key)


def _hiding(table: Table) -> Table:
    """The table with small numbers hidden, and others from which they follow.

    The talks of lines are hidden with any number: of four talks with fewer than five people there were four.
    """
    numbers = [[number or 0 for number in row.numbers] for row in table.rows]
    contact = count()
    those = [[{next(contact) for _ in range(min(n, LEAST))} for n in line] for line in numbers]
    shown = suppression.protected(numbers, those, known=sum(map(sum, numbers)))
    if shown is None or suppression_attack.succeeds(shown, [sum(n) for n in zip(*numbers, strict=True)]):
        return Table(table.name, (), withheld=True)
    is_whole = not any(None in (*line, total) for line, total in zip(shown.rows, shown.totals, strict=True))
    rows = zip(table.rows, shown.rows, shown.totals, strict=True)
    return Table(
        table.name,
        tuple(Row(row.key, line, total, row.talks if is_whole else None) for row, line, total in rows),
    )
