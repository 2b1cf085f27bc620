"""Chan brings in lists whose people stand where the headings should: nobody is lost unseen."""

from __future__ import annotations

import re

import pytest

from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched, step, upload
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
