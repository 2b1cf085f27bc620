"""Chan brings in lists whose people stand where the headings should: nobody is lost unseen."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.domain.columns import table_detection
from lms.imports.models import ColumnMatching, ListImport
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched, step, upload
from tests.imports.test_people import carry_out
from tests.people import People

PEOPLE = (
    ["LA-2001", "Bounmy Sayavong", "012 345 601"],
    ["LA-2002", "Khamla Sayavong", "012 345 602"],
    ["LA-2003", "Vannaphone Sayavong", "012 345 603"],
    ["LA-2004", "Sengdao Sayavong", "012 345 604"],
)


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


def page(chan: StrictClient, address: str) -> str:
    return chan.get(address).get_data(as_text=True)


def test_chan_says_herself_what_the_columns_of_a_list_without_headings_are(chan: StrictClient) -> None:
    address = upload(chan, text(*PEOPLE), name="list.csv").location
    assert "No line with headings was found" in page(chan, address)

    chosen = {"column-1": "number", "column-2": "name", "column-3": "phone"}
    assert step(chan, address, "match", **chosen).status_code == 303

    assert "Bring in 4 lines" in page(chan, address)


def test_who_stands_above_the_headings_is_named_and_comes_in_when_chan_says_so(chan: StrictClient) -> None:
    content = text(*PEOPLE[:2], ["Volunteer number", "Name", "Phone"], *PEOPLE[2:])
    address = upload(chan, content, name="list.csv").location
    assert "Lines 1–2 stand above the headings and look like people." in page(chan, address)

    address = matched(chan, content)
    shown = page(chan, address)
    assert "Bring in 2 lines" in shown
    assert re.findall(r'name="person" value="(\d+)"', shown) == ["1", "2"]

    step(chan, address, "people", person="2")
    assert "Bring in 3 lines" in page(chan, address)


NAMES = (["PS-1", "Bounmy Sayavong"], ["PS-2", "Khamla Sayavong"], ["PS-3", "Sengdao Sayavong"])
COLUMNS = {"column-1": "number", "column-2": "name"}


def test_the_first_of_a_list_with_nothing_but_names_comes_in_when_chan_says_so(
    app: Flask, chan: StrictClient
) -> None:
    """Without a phone, a day or a longer number nothing tells a name from a heading of which nobody knows a word."""
    content = text(*NAMES)
    address = upload(chan, content, name="list.csv").location
    assert "Sala knows no heading in line 1." in page(chan, address)

    step(chan, address, "match", **COLUMNS)
    assert "Bring in 2 lines" in page(chan, address)
    step(chan, address, "people", person="1")
    assert "Bring in 3 lines" in page(chan, address)

    carry_out(app, session.scalars(select(ListImport)).one())
    names = session.scalars(select(Person.name).where(Person.name.contains("Sayavong"))).all()
    assert sorted(names) == [name for _, name in NAMES]
    assert session.scalars(select(ColumnMatching)).all() == [], "a name is no word for a column"


def test_headings_in_a_language_that_nobody_taught_sala_are_remembered(
    app: Flask, chan: StrictClient
) -> None:
    address = upload(chan, text(["Kennung", "Wer"], *NAMES), name="list.csv").location
    step(chan, address, "match", **COLUMNS)
    carry_out(app, session.scalars(select(ListImport)).one())

    assert [row.header for row in session.scalars(select(ColumnMatching))] == ["kennung", "wer"]


@pytest.mark.parametrize(
    ("headings", "is_unread"),
    [
        (("Kennung", "Wer"), True),
        (("PS-0", "Bounmy"), True),
        (("Họ tên", "Wer"), False),
        (("ຊື່", ""), False),
    ],
)
def test_chan_is_asked_only_where_no_heading_is_known(headings: tuple[str, str], is_unread: bool) -> None:
    table = table_detection.find(Sheet("a", (headings, *map(tuple, NAMES))), "people", {})

    assert table.is_unread is is_unread
    assert [line.number for line in table.asides] == ([1] if is_unread else [])
