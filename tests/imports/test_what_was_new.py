"""What a list has brought in is what was not there before, also where somebody else was faster."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.services import imports
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched
from tests.imports.test_trainings import rows, text_of
from tests.people import People

TRAININGS = ["ID", "Name", "Course", "Date", "Result"]
SOKHA = ["KH-1001", "Sokha", "pss", "5/9/2026", "passed"]
RATANA = ["KH-1002", "រតនា", "pss", "5/9/2026", "passed"]
BOPHA = ["KH-1100", "Bopha", "pss", "5/9/2026", "passed"]


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


def at(address: str) -> ListImport:
    uuid = address.rstrip("/").rsplit("/", 1)[-1]
    return session.scalars(select(ListImport).filter_by(uuid=uuid)).one()


def started_together(app: Flask, people: People, *addresses: str) -> None:
    """Lists that are started before the first of them is done."""
    for address in addresses:
        imports.start(at(address), actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def test_lines_that_turn_out_to_be_recorded_already_are_not_counted_as_brought_in(
    app: Flask, chan: StrictClient, people: People
) -> None:
    first, second = (
        matched(chan, text(TRAININGS, *lines), "trainings", source="the list")
        for lines in ((SOKHA, RATANA), (SOKHA, RATANA, BOPHA))
    )
    started_together(app, people, first, second)
    page = text_of(chan.get(second).get_data(as_text=True))
    assert [row.action for row in rows(at(second))] == ["same", "same", "create"]
    assert "Done: 1 line was brought in." in page
    assert "This puts 1 line back to what was before." in page


def test_changes_that_somebody_made_meanwhile_are_not_counted_as_brought_in(
    app: Flask, chan: StrictClient, people: People
) -> None:
    sokha, new = ["KH-1001", "សុខា", "011 222 333"], ["V-906", "ដារ៉ា", ""]
    first, second = (
        matched(chan, text(["ID", "Name", "Phone"], *lines)) for lines in ((sokha,), (sokha, new))
    )
    started_together(app, people, first, second)
    page = text_of(chan.get(second).get_data(as_text=True))
    assert [row.action for row in rows(at(second))] == ["same", "create"]
    assert "Done: 1 line was brought in." in page
    assert "This puts 1 line back to what was before." in page
