"""Whoever sees no names takes all tables of the page together, and still cannot work out a small number."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.db import session
from lms.reports.domain import figures
from lms.reports.domain.figures import (
    BREAKDOWNS,
    EVERYTHING,
    Breakdown,
    Cell,
    Figures,
    Group,
    Places,
    Row,
    Table,
    key_of,
)
from lms.reports.domain.suppression import LEAST
from lms.reports.domain.training_counts import Counted, Key
from tests.client import StrictClient
from tests.people import People
from tests.records.history import certified_until, day
from tests.reports.test_figures import _cells

PLACES = Places({1: "khm", 2: "lao", 3: "tha"}, {1: "khm", 2: "lao", 3: "tha"})
TABLES: Final[tuple[Breakdown, ...]] = tuple(name for name in BREAKDOWNS if name != "branch")
GROUPS: Final[tuple[Group, ...]] = (EVERYTHING, *TABLES)

# --- any page: for each small number there is another history that looks the same -----------------------------

_PERSON = st.tuples(
    st.sampled_from(["female", "female", "male", "other", "unknown"]), st.sampled_from(["25-34", "50-up"])
)
_TRAINING = st.tuples(
    st.integers(0, 9),  # whose
    st.integers(1, 3),  # quarter
    st.integers(1, 3),  # unit
    st.sampled_from(["pss", "hiv"]),
    st.sampled_from(["km", "lo"]),
    st.sampled_from(["quiz", "workshop"]),
    st.sampled_from(["first", "refresher"]),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(_PERSON, min_size=10, max_size=10), st.lists(_TRAINING, min_size=5, max_size=24))
def test_each_small_number_could_be_another_one_with_all_else_on_the_page_the_same(
    persons: list[tuple[str, str]], history: list[tuple[int, int, int, str, str, str, str]]
) -> None:
    keys = [
        (who, Key._make((2026, quarter, unit, award, *persons[who], *rest)))
        for who, quarter, unit, award, *rest in history
    ]
    page, behind = _page(keys)
    for table in page.tables:
        for place, row in enumerate(table.rows):
            for column in range(len(page.columns)):
                people = sum(len(behind.get((table.name, row.key, sex), ())) for sex in page.columns[column])
                if 0 < people < LEAST:
                    assert row.numbers[column] is None
                    _could_be_another(keys, page, table, place, column)


def _page(keys: Sequence[tuple[int, Key]]) -> tuple[Figures, Mapping[Cell, set[int]]]:
    some: defaultdict[Cell, set[int]] = defaultdict(set)
    for who, key in keys:
        for group in GROUPS:
            some[group, key_of(group, PLACES)(key), key.sex].add(who)
    behind = dict(some)
    counted = Counted(Counter(key for _, key in keys), len({who for who, _ in keys}))
    return figures.figures(counted, PLACES, breakdowns=TABLES, behind=behind), behind


def _could_be_another(
    keys: Sequence[tuple[int, Key]], page: Figures, table: Table, place: int, column: int
) -> None:
    """There is a history with another number here; a reader of the page cannot tell the two apart."""
    number = _true(keys, page, table)[place][column]
    other = next((one for one in _looking_the_same(table, page) if one[place][column] != number), None)
    assert other is not None, (table.name, table.rows[place].key, number)
    invented = _history(keys, page, table, other)
    assert len(invented) == len(keys)
    for shown in page.tables:
        numbers = _true([(0, key) for key in invented], page, shown)
        for row, line in zip(shown.rows, numbers, strict=True):
            seen = (*row.numbers, row.total)
            assert all(a in (None, b) for a, b in zip(seen, (*line, sum(line)), strict=True))


def _true(keys: Sequence[tuple[int, Key]], page: Figures, table: Table) -> list[list[int]]:
    way = key_of(table.name, PLACES)
    count = Counter((way(key), key.sex) for _, key in keys)
    return [[sum(count[row.key, sex] for sex in column) for column in page.columns] for row in table.rows]


def _looking_the_same(table: Table, page: Figures) -> Iterator[list[list[int]]]:
    """Every table with the numbers that are shown, and with the totals of the columns."""
    return _tables(table.rows, page.totals)


def _tables(rows: Sequence[Row], left: Sequence[int]) -> Iterator[list[list[int]]]:
    if not rows:
        if not any(left):
            yield []
        return
    for line in _lines(rows[0], left):
        if rows[0].total in (None, sum(line)):
            for rest in _tables(rows[1:], [a - b for a, b in zip(left, line, strict=True)]):
                yield [line, *rest]


def _lines(row: Row, left: Sequence[int], column: int = 0) -> Iterator[list[int]]:
    if column == len(left):
        yield []
        return
    seen = row.numbers[column]
    for number in range(1, left[column] + 1) if seen is None else [seen]:
        if number <= left[column]:
            for rest in _lines(row, left, column + 1):
                yield [number, *rest]


def _history(
    keys: Sequence[tuple[int, Key]], page: Figures, changed: Table, numbers: Sequence[Sequence[int]]
) -> list[Key]:
    """Trainings that fill all tables of the page as they are, and one table with other numbers."""
    invented: list[Key] = []
    for column, sexes in enumerate(page.columns):
        rows: dict[str, list[str]] = {}
        for name in TABLES:
            way = key_of(name, PLACES)
            rows[name] = [way(key) for _, key in keys if key.sex in sexes]
        rows[changed.name] = [
            row.key for row, line in zip(changed.rows, numbers, strict=True) for _ in range(line[column])
        ]
        for n in range(len(rows["module"])):
            invented.append(_key({name: some[n] for name, some in rows.items()}, sexes[0]))
    return invented


def _key(rows: Mapping[str, str], sex: str) -> Key:
    year, quarter = rows["quarter"].split("-Q")
    unit = next(one for one, code in PLACES.societies.items() if code == rows["society"])
    places = (rows["module"], sex, rows["age"], rows["language"], rows["mode"], rows["turn"])
    return Key._make((int(year), int(quarter), unit, *places))


def test_a_table_whose_small_numbers_cannot_be_kept_safe_is_not_shown() -> None:
    """Five women, each alone in her language: whoever sees that no line is zero counts them."""
    languages = ("km", "lo", "th", "my", "en")
    keys = [
        (who, Key(2026, 1, 1, "pss", "female", "25-34", language, "quiz", "first"))
        for who, language in enumerate(languages)
    ]
    page, _ = _page(keys)
    by_name = {table.name: table for table in page.tables}
    assert (by_name["language"].withheld, by_name["language"].rows) == (True, ())
    assert by_name["module"].rows == (Row("pss", (5, 0, 0, 0), 5),)
    assert page.hides


# --- a real page: what is shown narrows down no hidden number to one ------------------------------------------


def _bounds(lines: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The least and the most that each hidden number of a table can be, from all the rest of it.

    The shuttle algorithm (Buzzigoli and Giusti, 1999): rows and columns are gone through until nothing changes.
    """
    rows = [[int(cell) if cell != "*" else None for cell in line[1:]] for line in lines]
    most = 10**6
    low = [[1 if cell is None else cell for cell in row] for row in rows]
    high = [[most if cell is None else cell for cell in row] for row in rows]
    groups = [([(r, c) for c in range(len(row) - 1)], (r, len(row) - 1)) for r, row in enumerate(rows)]
    groups += [([(r, c) for r in range(len(rows) - 1)], (len(rows) - 1, c)) for c in range(len(rows[0]))]
    for _ in range(200):
        for parts, (r, c) in groups:
            low[r][c] = max(low[r][c], sum(low[i][j] for i, j in parts))
            high[r][c] = min(high[r][c], sum(high[i][j] for i, j in parts))
            for i, j in parts:
                others = [one for one in parts if one != (i, j)]
                low[i][j] = max(low[i][j], low[r][c] - sum(high[a][b] for a, b in others))
                high[i][j] = min(high[i][j], high[r][c] - sum(low[a][b] for a, b in others))
    return [
        (low[r][c], high[r][c]) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell is None
    ]


@pytest.mark.parametrize("seed", range(3))
def test_robin_cannot_work_out_a_hidden_number_from_the_page_or_its_file(
    client: StrictClient, people: People, seed: int
) -> None:
    _region(people, random.Random(seed))
    client.sign_in("IF-0001")
    with day("2026-11-24"):
        page = client.get("/en/reports/").get_data(as_text=True)
        answer = client.send("/en/reports/figures.csv", form="/en/reports/")
    tables = _cells(page)
    hidden = [one for lines in tables.values() for one in _bounds(lines)]
    assert hidden
    assert all(least < most for least, most in hidden)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    for heading, lines in tables.items():
        assert [row[8:-2] for row in rows if row[6] == heading] == lines[:-1]


def _region(people: People, choice: random.Random) -> None:
    region = people_queries.unit_by_code("mekong")
    robin = people_service.create_person(
        people_service.Particulars(number="IF-0001", name="Robin", latin_name="Robin", language="en"),
        region,
        actor=None,
    )
    robin.pin_hash = people.chan.pin_hash
    people_service.give_role(robin, "viewer", region, actor=None)
    for n in range(40):
        language = choice.choice(["km", "km", "th", "lo"])
        unit = choice.choice([people.sokha.unit, people.sokha.unit, people.malee.unit])
        person = people_service.create_person(
            people_service.Particulars(
                number=f"XX-{n:04}",
                name="Dara",
                latin_name="Dara",
                language=language,
                sex=choice.choice(["female", "female", "male", "other", ""]),
                birth_year=choice.choice([None, 1970, 1990, 2004]),
            ),
            unit,
            actor=None,
        )
        certified_until(person, f"2028-0{choice.randrange(1, 10)}-15")
    session.commit()
