"""A list that was left at "Please choose": the page says to choose, on the list itself, and nothing untrue."""

from __future__ import annotations

import re

import pytest

from tests.client import StrictClient
from tests.people import People

SOKHA = "/en/people/KH-1001/"
CHOOSE = "Please choose one from the list."


def _said_of(field: str, page: str) -> str:
    told = re.search(rf'role="alert" id="{field}-error">([^<]+)<', page)
    return told[1] if told else ""


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in."""
    client.sign_in("KH-1200")
    return client


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"role": "trainer", "unit": ""}, "unit"),
        ({"role": "trainer"}, "unit"),
        ({"role": "", "unit": "KH-12"}, "role"),
        ({"unit": "KH-12"}, "role"),
    ],
)
def test_a_role_without_a_branch_or_a_name_asks_to_choose_it(
    chan: StrictClient, typed: dict[str, str], field: str
) -> None:
    answer = chan.send(f"{SOKHA}roles/", {**typed, "act": "give"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert _said_of(field, page) == CHOOSE
    assert page.count('role="alert"') == 1
    assert (
        re.search('<option value="trainer"[^>]* selected>', page) or "role" not in typed or not typed["role"]
    )


def test_a_role_without_both_asks_for_both(chan: StrictClient) -> None:
    page = chan.send(f"{SOKHA}roles/", {"act": "give", "role": "", "unit": ""}).get_data(as_text=True)
    assert (_said_of("role", page), _said_of("unit", page)) == (CHOOSE, CHOOSE)


def test_cards_are_shown_for_a_branch_that_was_chosen(chan: StrictClient) -> None:
    assert _said_of("branch", chan.get("/en/people/cards/").text) == ""
    assert _said_of("branch", chan.get("/en/people/cards/?branch=").text) == CHOOSE
    assert _said_of("branch", chan.get("/en/people/cards/?branch=&again=1").text) == CHOOSE
    assert _said_of("branch", chan.get("/en/people/cards/?branch=TH-27").text) == CHOOSE
    assert _said_of("branch", chan.get("/en/people/cards/?branch=KH-12").text) == ""


def test_two_records_are_compared_once_the_other_number_is_filled_in(chan: StrictClient) -> None:
    assert _said_of("other", chan.get(f"{SOKHA}merge/").text) == ""
    answer = chan.get(f"{SOKHA}merge/?with=")
    assert (answer.status_code, _said_of("other", answer.text)) == (
        422,
        "Please fill in the volunteer number.",
    )
