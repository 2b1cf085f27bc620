"""The menu of staff has the pages that each role opens, in one order, whichever feature registered them."""

from __future__ import annotations

import re

import pytest

from lms.web.menu import nearest
from tests.client import StrictClient
from tests.people import People

PAGES = {
    "KH-1100": [
        *(
            "Home",
            "Workshops",
            "People",
            "Talks with groups",
            "What was hard",
            "Tests on paper",
            "What people need to learn",
        )
    ],
    "KH-1200": [
        "Home",
        "Workshops",
        "People",
        "Training records",
        "Ending soon",
        "Who trained whom",
        "Imports",
        "Reports",
        "Talks with groups",
        "What was hard",
        "Tests on paper",
        "What people need to learn",
        "Privacy",
    ],
    "KH-1300": ["Home", "Translations", "Questions"],
    "KH-1001": [],
}


SHORT = {"Training records": "Records", "Tests on paper": "Paper", "What people need to learn": "Survey"}


@pytest.mark.parametrize(("number", "pages"), PAGES.items())
def test_everybody_finds_the_pages_of_their_role_in_one_order(
    client: StrictClient, people: People, number: str, pages: list[str]
) -> None:
    client.sign_in(number)
    page = client.get("/en/me/data/").get_data(as_text=True)
    menu = page.partition('<details class="menu for-staff">')[2].partition("</details>")[0]
    assert re.findall(r"<li><a [^>]*>([^<]*?) ?(?:<|</a>)", menu) == pages


@pytest.mark.parametrize("place", ["side", "tabs"])
@pytest.mark.parametrize("number", ["KH-1100", "KH-1200", "KH-1300"])
def test_the_side_bar_and_the_tabs_of_a_phone_have_the_same_pages_and_the_way_to_ones_own(
    client: StrictClient, people: People, number: str, place: str
) -> None:
    client.sign_in(number)
    page = client.get("/en/staff/").get_data(as_text=True)
    bar = page.partition(f'<nav class="{place}"')[2].partition("</nav>")[0]
    found = re.findall(r"<a href=[^>]*>(?:<svg.*?</svg>)<span>([^<]*)</span>", bar)
    if place == "side":
        assert found == [*PAGES[number], "Learn"]
    else:  # a tab is narrow
        # Where all fit, or among the first three; what stands under “More” has room.
        titles = PAGES[number]
        tabs = len(titles) if len(titles) <= 4 else 3
        assert found == [*(SHORT.get(title, title) for title in titles[:tabs]), *titles[tabs:], "Me"]


ADDRESSES = ["/en/staff/", "/en/people/", "/en/people/imports/", "/en/records/", "/en/records/expiring/"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/en/people/", "/en/people/"),
        ("/en/people/KH-1001/edit/", "/en/people/"),
        ("/en/people/imports/00000000-0000-4000-8000-000000000000/", "/en/people/imports/"),
        ("/en/records/KH-1001/", "/en/records/"),
        ("/en/records/expiring/", "/en/records/expiring/"),
        ("/en/me/passkeys/", ""),
    ],
)
def test_a_page_belongs_to_the_entry_that_it_stands_below(path: str, address: str) -> None:
    assert nearest(path, ADDRESSES) == address


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/en/people/", ("page", "/en/people/")),
        ("/en/people/KH-1001/", ("true", "/en/people/")),
        ("/en/records/KH-1001/", ("true", "/en/records/")),
    ],
)
def test_chan_sees_where_she_is(
    client: StrictClient, people: People, address: str, current: tuple[str, str]
) -> None:
    client.sign_in("KH-1200")
    page = client.get(address).get_data(as_text=True)
    bar = page.partition('<nav class="side"')[2].partition("</nav>")[0]
    marked = re.findall(r'<a href="([^"]*)" aria-current="([^"]*)"', bar)
    assert marked == [(current[1], current[0])]


def test_the_foot_of_the_side_bar_names_the_reader_the_role_and_the_place(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    bar = client.get("/en/people/").get_data(as_text=True)
    bar = bar.partition('<nav class="side"')[2].partition("</nav>")[0]
    assert "Cambodian Red Cross" in bar
    assert re.search(r'<b lang="km">ចាន់</b> <span>HR</span>', bar)


@pytest.mark.parametrize("address", ["/en/me/", "/en/me/data/", "/en/me/certificates/", "/en/modules/pss/"])
@pytest.mark.parametrize("number", ["KH-1001", "KH-1200"])
def test_no_page_of_learners_loads_the_sheet_of_the_desk(
    client: StrictClient, people: People, number: str, address: str
) -> None:
    client.sign_in(number)
    page = client.get(address).get_data(as_text=True)
    assert "desk.css" not in page
    assert "staff.css" not in page
    assert 'class="side"' not in page
