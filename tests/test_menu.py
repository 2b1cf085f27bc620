"""The menu of staff has the pages that each role opens, in one order, whichever feature registered them."""

from __future__ import annotations

import re

import pytest

from tests.client import StrictClient
from tests.people import People

PAGES = {
    "KH-1100": ["People"],
    "KH-1200": ["People", "Imports", "Training records", "Ending soon", "Reports", "Privacy"],
    "KH-1300": ["Translations"],
    "KH-1001": [],
}


@pytest.mark.parametrize(("number", "pages"), PAGES.items())
def test_everybody_finds_the_pages_of_their_role_in_one_order(
    client: StrictClient, people: People, number: str, pages: list[str]
) -> None:
    client.sign_in(number)
    page = client.get("/en/me/data/").get_data(as_text=True)
    menu = page.partition('<details class="menu for-staff">')[2].partition("</details>")[0]
    assert re.findall(r"<li><a [^>]*>([^<]*?) ?(?:<|</a>)", menu) == pages
