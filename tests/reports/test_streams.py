"""A list of many people is taken away in a stream: memory does not grow with its rows."""

from __future__ import annotations

import gc
import io
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import BinaryIO

import pytest
from sqlalchemy import insert

from lms import spreadsheets
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.clock import now
from lms.db import session
from lms.records.queries import certification_list, export_rows
from lms.records.queries.filters import Filter
from lms.web.downloads import Write
from tests.people import People

TODAY = date(2026, 11, 24)
WRITERS = (spreadsheets.write_csv, partial(spreadsheets.write_xlsx, title="People"))


def _settle(people: People, first: int, last: int) -> None:
    values = people_service.name_values("ដារា", "Dara", "km")
    rows = [
        {
            **values,
            "number": f"KH-{number:06}",
            "language": "km",
            "unit_id": people.sokha.unit_id,
            "created_at": now(),
        }
        for number in range(first, last)
    ]
    for start in range(0, len(rows), 500):
        session.execute(insert(Person), rows[start : start + 500])
    session.commit()


def _peak(work: Callable[[], int]) -> tuple[int, int]:
    """How many rows were written, and the most bytes that were held meanwhile."""
    gc.collect()
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("write", WRITERS)
def test_memory_does_not_grow_with_the_rows_of_the_list(people: People, write: Write) -> None:
    units = certification_list.units_of(people_service.scope_of(people.chan, "records.read"))
    wanted = Filter(units["khm"].below, ("pss", "hiv"))

    def take_away() -> int:
        with tempfile.TemporaryFile() as file:
            rows = export_rows.records(wanted, units, TODAY)
            return write(file, ["Number", "Status"], ([row.number, row.status] for row in rows))

    _settle(people, 1, 4001)  # so many that the rows that are fetched at a time have reached their most
    take_away()  # what is imported and remembered at the first time is not the list's
    few, low = _peak(take_away)
    _settle(people, 4001, 12001)
    many, high = _peak(take_away)
    assert many > 2.9 * few
    assert high < 1.3 * low


@pytest.mark.parametrize("write", WRITERS)
def test_a_row_is_written_before_the_next_ones_are_read(write: Write) -> None:
    alive: list[int] = []

    class Row(list[str]):
        def __init__(self, number: int) -> None:
            super().__init__([str(number)])
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    def rows() -> Iterator[Row]:
        for number in range(1000):
            assert len(alive) <= 2
            yield Row(number)

    file: BinaryIO = io.BytesIO()
    assert write(file, ["Number"], rows()) == 1000
