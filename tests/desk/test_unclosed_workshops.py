"""What nobody has closed: the trainer reads how long each week, HR after 30 days, on the list that it leads to."""

from __future__ import annotations

import re

import pytest

from lms.db import session
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day
from tests.workshops.planned import MONDAY, close, held, planned

HOME = "/en/staff/"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-23", ""),
        ("2026-11-29", ""),
        ("2026-11-30", "Ended 1 week ago and is not closed"),
        ("2026-12-08", "Ended 2 weeks ago and is not closed"),
    ],
)
def test_bopha_reads_each_week_how_long_her_workshop_waits(
    client: StrictClient, people: People, today: str, said: str
) -> None:
    with day("2026-11-23"):
        planned(people, days=[(MONDAY, "am")])
        session.commit()
    with day(today):
        client.sign_in("KH-1100")
        page = client.get(HOME).get_data(as_text=True)
    assert re.findall("Ended [0-9]+ weeks? ago and is not closed", page) == ([said] if said else [])
    assert ("Close it" in page) is bool(said)


def test_chan_is_told_after_thirty_days_until_it_is_closed(client: StrictClient, people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people, days=[(MONDAY, "am")])
        held(people, workshop, [people.sokha])
        session.commit()
    words = "1 workshop ended more than 30 days ago and is not closed"
    with day("2026-12-22"):
        client.sign_in("KH-1200")
        assert words not in client.get(HOME).get_data(as_text=True)
    with day("2026-12-23"):
        assert words in client.get(HOME).get_data(as_text=True)
        page = client.get("/en/workshops/?unclosed=1").get_data(as_text=True)
        assert page.count(workshop.uuid) == 1, "as many as the home says"
        close(workshop, people.bopha)
        session.commit()
        assert words not in client.get(HOME).get_data(as_text=True)
        assert "All of them are closed by now." in client.get("/en/workshops/?unclosed=1").get_data(
            as_text=True
        )


def test_dao_hears_nothing_of_a_workshop_of_another_society(client: StrictClient, people: People) -> None:
    with day("2026-11-23"):
        planned(people, days=[(MONDAY, "am")])
        session.commit()
    with day("2027-02-01"):
        client.sign_in("TH-1200")
        assert "is not closed" not in client.get(HOME).get_data(as_text=True)
