"""Whoever is ticked stays ticked while Bopha looks at other people: nobody is lost without a word."""

from __future__ import annotations

import re

import pytest

from lms import clock
from lms.accounts.services import people as people_service
from lms.db import session
from lms.workshops.queries.roster import roster_of
from lms.workshops.services.plans import find_plan
from tests.client import StrictClient
from tests.people import People
from tests.records.history import certified_until
from tests.workshops.planned import UUID, planned, volunteer

PAGE = f"/en/workshops/{UUID}/people/"
SOKHA, RATANA = "khm:KH-1001", "khm:KH-1002"


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha has planned a workshop; Sokha's certificate is over, Ratana has none."""
    certified_until(people.sokha, "2024-11-01")
    planned(people, days=[(clock.today(), "am")])
    session.commit()
    client.sign_in("KH-1100")
    return client


def ticked(page: str) -> list[str]:
    """Whose boxes are ticked, wherever on the page."""
    return sorted(re.findall(r'name="who" value="([^"]+)" checked', page))


def on_list() -> list[str]:
    """The numbers on the list of the workshop."""
    workshop = find_plan(UUID)
    assert workshop
    return sorted(line.person.number for line in roster_of(workshop))


def test_ticks_of_one_list_are_kept_in_another_and_go_on_the_list_together(bopha: StrictClient) -> None:
    answer = bopha.send(PAGE, {"show": "never", "who": [SOKHA]})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, ticked(page)) == (200, [SOKHA])
    assert "1 more person is ticked" in page
    assert on_list() == []
    back = bopha.send(PAGE, {"show": "expired", "now": "never", "who": [SOKHA, RATANA]})
    assert ticked(back.get_data(as_text=True)) == [SOKHA, RATANA]
    bopha.send(PAGE, {"who": [SOKHA, RATANA], "now": "expired"})
    assert on_list() == ["KH-1001", "KH-1002"]


def test_the_first_list_that_is_chosen_is_ticked_in_advance(bopha: StrictClient) -> None:
    assert ticked(bopha.get(PAGE).get_data(as_text=True)) == []
    assert RATANA in ticked(bopha.send(PAGE, {"show": "never", "now": ""}).get_data(as_text=True))


def test_what_was_taken_out_in_a_list_stays_out_of_it(bopha: StrictClient, people: People) -> None:
    volunteer(people, "KH-1050")
    session.commit()
    page = bopha.send(PAGE, {"show": "never", "now": "expired", "who": [SOKHA, RATANA]})
    assert ticked(page.get_data(as_text=True)) == [SOKHA, RATANA]


def test_the_next_page_and_another_branch_keep_them_too(bopha: StrictClient, people: People) -> None:
    for number in range(60):
        volunteer(people, f"KH-5{number:03}", latin=f"Vanna {number:02}")
    session.commit()
    first = bopha.get(PAGE).get_data(as_text=True)
    after = re.search(r'name="after" value="([^"]+)"', first)
    assert after
    page = bopha.send(PAGE, {"after": after[1], "now": "", "who": [SOKHA]}).get_data(as_text=True)
    assert ticked(page) == [SOKHA]
    assert "First page" in page
    people_service.give_role(people.bopha, "trainer", people.malee.unit, actor=None)
    session.commit()
    bopha.sign_in("KH-1100")
    invited = bopha.send(f"/en/workshops/{UUID}/branches/", {"branch": "TH-27", "who": [SOKHA]}, form=PAGE)
    assert ticked(invited.get_data(as_text=True)) == [SOKHA]


def test_more_than_two_hundred_who_are_ticked_all_go_on_the_list(bopha: StrictClient, people: People) -> None:
    numbers = [f"KH-5{number:03}" for number in range(205)]
    for number in numbers:
        volunteer(people, number)
    session.commit()
    bopha.send(PAGE, {"who": [f"khm:{number}" for number in numbers]})
    assert on_list() == numbers


def test_somebody_of_another_branch_is_not_shown_by_ticking_them(bopha: StrictClient) -> None:
    page = bopha.send(PAGE, {"show": "", "who": ["tha:TH-1001"]}).get_data(as_text=True)
    assert "TH-1001" not in page
