"""The pages about one person: the same links on each, for whoever may open them."""

from __future__ import annotations

import re

import pytest

from tests.client import StrictClient
from tests.people import People


def _tabs(client: StrictClient, address: str) -> list[tuple[str, bool, str]]:
    page = client.get(address).get_data(as_text=True)
    bar = page.partition('<nav class="person-tabs"')[2].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>', bar)
    return [(address, bool(current), words) for address, current, words in found]


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/en/records/KH-1001/", "Training"),
        ("/en/records/KH-1001/certificates/", "Certificates"),
        ("/en/people/KH-1001/", "Account and card"),
    ],
)
def test_chan_goes_from_any_page_about_sokha_to_any_other(
    client: StrictClient, people: People, address: str, here: str
) -> None:
    client.sign_in("KH-1200")
    assert _tabs(client, address) == [
        ("/en/records/KH-1001/", here == "Training", "Training"),
        ("/en/records/KH-1001/#history", False, "History"),
        ("/en/records/KH-1001/certificates/", here == "Certificates", "Certificates"),
        ("/en/people/KH-1001/", here == "Account and card", "Account and card"),
    ]
    assert 'id="history"' in client.get("/en/records/KH-1001/").get_data(as_text=True)


def test_a_trainer_sees_no_way_to_records(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1100")
    assert _tabs(client, "/en/people/KH-1001/") == []
    assert "/records/" not in client.get("/en/people/KH-1001/").get_data(as_text=True)
