"""Figures of talks with groups: what each table counts, and what a reader without names can work out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import product

import pytest

from lms.community.domain.counts import Sex
from lms.community.domain.reached import Key, Reached
from lms.community.domain.talks import SEVERAL
from lms.records.domain.age_bands import AgeBand
from lms.reports.domain.community_figures import (
    ALL_TOGETHER,
    BREAKDOWNS,
    EACH,
    Breakdown,
    CommunityFigures,
    Row,
    community_figures,
)
from lms.reports.domain.figures import Places

PLACES = Places({1: "KH-12", 2: "TH-27"}, {1: "khm", 2: "tha"})
ORDERS: Mapping[Breakdown, list[str]] = {"topic": ["pss", "hiv", "referral"]}


def key(quarter: str = "2026-Q3", unit: int = 1, topic: str = "hiv", language: str = "km") -> Key:
    return Key(quarter, unit, topic, language, "dormitory")


def shown(
    people: Mapping[tuple[Key, Sex, AgeBand], int],
    talks: Mapping[Key, int] | None = None,
    *,
    hide: bool = False,
) -> CommunityFigures:
    """The figures; a talk for each key, unless they are given."""
    held = talks if talks is not None else Counter({one: 1 for one, _, _ in people})
    names = [name for name in BREAKDOWNS if not hide or name != "society"]
    return community_figures(Reached(held, people), PLACES, breakdowns=names, hide=hide, orders=ORDERS)


def rows(figures: CommunityFigures, name: Breakdown) -> tuple[Row, ...]:
    return next(table.rows for table in figures.tables if table.name == name)


SOME: Mapping[tuple[Key, Sex, AgeBand], int] = {
    (key(), "female", "25-34"): 7,
    (key(), "male", "unknown"): 5,
    (key("2026-Q4", 2, "pss", SEVERAL), "unsaid", "unknown"): 20,
}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("quarter", [Row("2026-Q3", (7, 5, 0), 12, 1), Row("2026-Q4", (0, 0, 20), 20, 1)]),
        ("society", [Row("khm", (7, 5, 0), 12, 1), Row("tha", (0, 0, 20), 20, 1)]),
        ("branch", [Row("KH-12", (7, 5, 0), 12, 1), Row("TH-27", (0, 0, 20), 20, 1)]),
        ("topic", [Row("pss", (0, 0, 20), 20, 1), Row("hiv", (7, 5, 0), 12, 1)]),
        ("place", [Row("dormitory", (7, 5, 20), 32, 2)]),
        ("language", [Row("km", (7, 5, 0), 12, 1), Row(SEVERAL, (0, 0, 20), 20, 1)]),
        ("age", [Row("25-34", (7, 0, 0), 7, None), Row("unknown", (0, 5, 20), 25, None)]),
    ],
)
def test_each_person_stands_once_in_each_table(name: Breakdown, lines: list[Row]) -> None:
    figures = shown(SOME)
    assert rows(figures, name) == tuple(lines)
    assert (figures.columns, figures.totals, figures.total, figures.talks) == (EACH, (7, 5, 20), 32, 2)
    assert not figures.hides


def test_without_talks_there_is_nothing_and_nothing_is_hidden() -> None:
    figures = shown({}, hide=True)
    assert (figures.total, figures.talks, figures.hides) == (0, 0, False)
    assert all(table.rows == () for table in figures.tables)


@pytest.mark.parametrize("people", [1, 4])
def test_of_fewer_than_five_people_a_reader_without_names_sees_no_number(people: int) -> None:
    figures = shown({(key(), "female", "unknown"): people}, hide=True)
    assert (figures.total, figures.talks, figures.tables) == (None, None, ())
    assert figures.hides
    assert shown({(key(), "female", "unknown"): people}).total == people


def test_where_few_are_of_a_sex_all_sexes_share_a_column() -> None:
    figures = shown({(key(), "female", "unknown"): 9, (key(), "male", "unknown"): 2}, hide=True)
    assert (figures.columns, figures.totals) == (ALL_TOGETHER, (11,))
    assert figures.hides


def test_a_small_line_is_hidden_with_another_and_then_no_talks_are_told() -> None:
    """Two people in one branch: neither they nor their talk can be subtracted."""
    figures = shown(
        {
            (key(), "female", "unknown"): 2,
            (key(unit=2), "female", "unknown"): 30,
            (key(unit=2), "male", "unknown"): 30,
        },
        hide=True,
    )
    branches = rows(figures, "branch")
    assert [row.talks for row in branches] == [None] * len(branches)
    assert all(row.numbers[0] is None for row in branches)
    assert figures.hides


def test_a_table_whose_hidden_number_could_be_worked_out_is_withheld() -> None:
    """Two topics with four people each would have been hidden otherwise, were they three and five: so they are four."""
    people = {"pss": 5, "hiv": 4, "referral": 4}
    figures = shown(
        {(key(topic=topic), "female", "unknown"): number for topic, number in people.items()}, hide=True
    )
    withheld = [table.name for table in figures.tables if table.withheld]
    assert withheld == ["topic"]
    assert rows(figures, "topic") == ()
    assert (figures.total, figures.hides) == (13, True)


@pytest.mark.parametrize("first", range(8))
def test_no_number_of_one_to_four_stands_anywhere_for_a_reader_without_names(first: int) -> None:
    for second, third in product(range(0, 8, 2), repeat=2):
        counted: dict[tuple[Key, Sex, AgeBand], int] = {
            (key(), "female", "25-34"): first,
            (key(unit=2), "female", "unknown"): second,
            (key(unit=2, topic="pss"), "male", "unknown"): third,
        }
        figures = shown({one: number for one, number in counted.items() if number}, hide=True)
        numbers = [n for table in figures.tables for row in table.rows for n in (*row.numbers, row.total)]
        assert not [n for n in (*numbers, *figures.totals, figures.total) if n in (1, 2, 3, 4)]
