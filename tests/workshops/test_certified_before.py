"""Who passed before a workshop and holds a valid certificate is not told that a test is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lms import clock
from lms.db import session
from lms.records.queries.workshop_entries import held_before
from lms.records.services import achievements
from lms.workshops.services.plans import find_plan
from tests.client import StrictClient
from tests.people import People
from tests.records.history import certified_until, day, passes
from tests.workshops.planned import MONDAY, TUESDAY, UUID, close, held, planned

PAGE = f"/en/workshops/{UUID}/"


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha's workshop of today, with Sokha, who holds a certificate of last year, and Ratana, who has none."""
    certified_until(people.sokha, (clock.today() + timedelta(days=300)).isoformat())
    held(people, planned(people, days=[(clock.today(), "am")]), [people.sokha, people.ratana])
    session.commit()
    client.sign_in("KH-1100")
    return client


def line_of(page: str, number: str) -> str:
    """What the list says beside a number."""
    return page.split('<ul class="roster">')[1].split(number)[1].split("</li>")[0]


def test_before_closing_the_page_says_since_when_they_are_certified(bopha: StrictClient) -> None:
    page = bopha.get(f"{PAGE}close/").get_data(as_text=True)
    assert ", before this workshop: valid until " in line_of(page, "KH-1001")
    assert "Test not passed yet" not in line_of(page, "KH-1001")
    assert "Test not passed yet" in line_of(page, "KH-1002")


def test_after_closing_the_list_and_the_record_say_nothing_else(bopha: StrictClient, people: People) -> None:
    workshop = find_plan(UUID)
    assert workshop
    close(workshop, people.bopha)
    session.commit()
    page = bopha.get(PAGE).get_data(as_text=True)
    assert ", before this workshop: valid until " in line_of(page, "KH-1001")
    assert "not passed yet" not in line_of(page, "KH-1001")
    assert "There; test not passed yet" in line_of(page, "KH-1002")
    hr = StrictClient(bopha.application, bopha.application.response_class)
    hr.sign_in("KH-1200")
    assert "Trained, no certificate" not in hr.get("/en/records/KH-1001/").get_data(as_text=True)
    assert "Trained, no certificate" in hr.get("/en/records/KH-1002/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("first", "last", "is_held"),
    [
        (MONDAY, TUESDAY, True),
        (date(2026, 11, 2), TUESDAY, True),
        (date(2026, 11, 1), TUESDAY, False),  # passed on the first day: that is the test of the workshop
        (MONDAY, date(2028, 11, 1), True),
        (MONDAY, date(2028, 11, 2), False),  # over before the last day
    ],
)
def test_a_certificate_counts_that_is_older_than_the_first_day_and_valid_on_the_last(
    people: People, first: date, last: date, is_held: bool
) -> None:
    certified_until(people.sokha, "2028-11-01")
    found = held_before([people.sokha.id], ["pss", "cea"], first, last)
    assert found == ({(people.sokha.id, "pss"): (date(2026, 11, 1), date(2028, 11, 1))} if is_held else {})


def test_a_revoked_certificate_is_none(people: People) -> None:
    with day("2026-11-01"):
        passes(people.sokha, "a1")
        achievements.revoke(people.sokha, "pss", reason="A wrong slip.", actor=people.chan)
    assert held_before([people.sokha.id], ["pss"], MONDAY, TUESDAY) == {}
