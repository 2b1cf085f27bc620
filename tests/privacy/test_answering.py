"""Who can answer a request to be erased is said before the button, and counted for whoever can."""

from __future__ import annotations

import pytest

from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import session
from lms.privacy.services import answering, requests
from lms.privacy.services.requests import PendingErasure
from tests.client import StrictClient
from tests.people import People

ERASE = 'value="erase"'


@pytest.fixture
def alone(people: People) -> People:
    """Noy is the only administrator."""
    people_service.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    session.commit()
    return people


def asked_by(person: Person) -> PendingErasure:
    request = requests.ask_erasure(person, actor=person)
    session.commit()
    return PendingErasure(request, person)


def counted(actor: Person) -> int:
    return answering.count_for(actor, people_service.scope_of(actor, "privacy.decide"))


def test_the_request_of_the_only_administrator_waits_until_there_is_another(alone: People) -> None:
    asked = asked_by(alone.noy)
    assert answering.hindrance(asked, alone.noy) == "own-last-admin-asks"
    assert answering.hindrance(asked, alone.chan) == "last-admin-asks"
    assert (counted(alone.noy), counted(alone.chan)) == (0, 0)
    people_service.give_role(alone.dao, "admin", people_queries.unit_by_code("mekong"), actor=None)
    assert answering.hindrance(asked, alone.noy) == "own-request"
    assert answering.hindrance(asked, alone.chan) == "holds-more-than-hr"
    assert answering.hindrance(asked, alone.dao) is None
    assert (counted(alone.chan), counted(alone.dao)) == (0, 1)


def test_chan_counts_what_she_can_answer(alone: People) -> None:
    for person in (alone.sokha, alone.bopha, alone.chan):
        asked_by(person)
    assert (counted(alone.chan), counted(alone.noy), counted(alone.dao)) == (2, 3, 0)


def test_whoever_cannot_erase_reads_why_before_the_button(client: StrictClient, alone: People) -> None:
    address = f"/en/people/erasures/{asked_by(alone.noy).request.id}/"
    client.sign_in("KH-1200")
    for page in ("/en/people/erasures/", address):
        assert "make somebody else an administrator first" in client.get(page).get_data(as_text=True)
    assert ERASE not in client.get(address).get_data(as_text=True)
    assert '<span class="waiting">' not in client.get("/en/staff/").get_data(as_text=True)
    assert "request to be erased" not in client.get("/en/staff/").get_data(as_text=True)


def test_chan_can_still_answer_a_volunteer(client: StrictClient, alone: People) -> None:
    address = f"/en/people/erasures/{asked_by(alone.sokha).request.id}/"
    client.sign_in("KH-1200")
    assert ERASE in client.get(address).get_data(as_text=True)
