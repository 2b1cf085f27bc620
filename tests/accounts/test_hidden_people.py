"""Whoever looks for somebody by name or number hears of those whom the filter hides."""

from __future__ import annotations

import re

import pytest

from lms.accounts.services import person_changes
from lms.db import session
from tests.client import StrictClient
from tests.people import People

LIST = "/en/people/"


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in; the account of Sokha is closed."""
    person_changes.deactivate(people.sokha, reason="left", actor=people.chan)
    session.commit()
    client.sign_in("KH-1200")
    return client


def found(chan: StrictClient, query: str) -> tuple[str, str]:
    """What the page says beside that nobody is found, and the page that its link leads to."""
    page = chan.get(f"{LIST}?{query}").get_data(as_text=True)
    link = re.search(r'Nobody is found here\. <a href="([^"]*)">([^<]*)</a>', page)
    assert link is not None, page
    return link[2], chan.get(link[1].replace("&amp;", "&")).get_data(as_text=True)


def test_the_number_of_a_closed_account_is_said_to_be_one(chan: StrictClient) -> None:
    said, page = found(chan, "q=KH-1001")
    assert said == "1 with a closed account"
    assert "សុខា" in page


@pytest.mark.parametrize(
    "query", ["q=KH-1002&role=trainer", "q=KH-1002&active=inactive", "q=KH-1001&role=trainer"]
)
def test_whom_another_filter_hides_is_found_without_the_filters(chan: StrictClient, query: str) -> None:
    said, page = found(chan, query)
    assert said == "1 without these filters"
    assert "KH-100" in page


@pytest.mark.parametrize("query", ["q=TH-1001", "q=nobody-at-all", "active=inactive&branch=khm"])
def test_of_nobody_else_anything_is_said(chan: StrictClient, query: str) -> None:
    page = chan.get(f"{LIST}?{query}").get_data(as_text=True)
    assert "a closed account" not in page
    assert "without these filters" not in page
