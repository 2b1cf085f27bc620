"""Whoever had a number before is found by it: it stands on papers, in letters and in lists that go on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms import clock
from lms.accounts.domain.permissions import Scope
from lms.accounts.queries.former_numbers import former_holders, with_former_number
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes
from lms.accounts.services.merging import merges
from lms.accounts.services.person_changes import particulars_of
from lms.db import session
from tests.client import StrictClient
from tests.people import People


@pytest.fixture
def sokha_is_2001(people: People) -> People:
    """Sokha was KH-1001 and is KH-2001 now."""
    given = replace(particulars_of(people.sokha), number="KH-2001")
    person_changes.edit_person(people.sokha, given, actor=people.chan)
    session.commit()
    return people


@pytest.mark.parametrize("typed", ["KH-1001", "kh1001", "KH 1001", "khm:KH-1001", "៛KH១០០១"[1:]])
def test_a_former_number_finds_its_person_however_it_is_spelled(sokha_is_2001: People, typed: str) -> None:
    people = sokha_is_2001
    assert former_holders(typed, {people.sokha.unit_id}) == [people.sokha]
    assert former_holders(typed, {people.malee.unit_id}) == [], "nobody of another Society is told"
    assert former_holders("-", {people.sokha.unit_id}) == []


def test_a_name_is_no_number(sokha_is_2001: People) -> None:
    assert with_former_number("សុខា") == []
    assert with_former_number("KH-1001") == [sokha_is_2001.sokha.id]


@pytest.mark.parametrize("page", ["/en/people/", "/en/records/"])
def test_the_lists_find_by_a_former_number_and_mark_it(
    client: StrictClient, sokha_is_2001: People, page: str
) -> None:
    client.sign_in("KH-1200")
    found = client.get(f"{page}?q=kh1001").get_data(as_text=True)
    assert "KH-2001" in found
    assert "Number until" in found
    assert ": KH-1001" in found
    assert ": KH-1001" not in client.get(f"{page}?q=2001").get_data(as_text=True)


def test_dao_of_another_society_finds_nobody_by_it(client: StrictClient, sokha_is_2001: People) -> None:
    client.sign_in("TH-1200")
    for page in ("/en/people/", "/en/records/"):
        assert "KH-2001" not in client.get(f"{page}?q=KH-1001").get_data(as_text=True)
    for page in ("/en/people/KH-1001/", "/en/records/KH-1001/"):
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", ["/en/people/{}/", "/en/records/{}/", "/en/people/{}/edit/"])
def test_an_old_address_leads_to_the_same_page_of_the_person(
    client: StrictClient, sokha_is_2001: People, page: str
) -> None:
    client.sign_in("KH-1200")
    answer = client.get(page.format("KH-1001"))
    assert answer.status_code == 302
    landed = client.get(answer.location)
    assert landed.status_code == 200
    assert "KH-2001" in landed.get_data(as_text=True)
    sent = client.send(page.format("KH-1001"), {}, form="/en/people/new/")
    assert sent.status_code in (404, 405), "what is sent from an old page is not done"


def test_whoever_has_the_number_now_comes_before_who_had_it(
    client: StrictClient, sokha_is_2001: People
) -> None:
    client.sign_in("KH-1200")
    given = {"number": "KH-1001", "name": "វណ្ណា", "unit": "KH-12", "language": "km"}
    added = client.send("/en/people/new/", given)
    assert added.status_code == 303
    assert "This was the number of somebody else of yours" in client.get(str(added.location)).get_data(
        as_text=True
    )
    assert "វណ្ណា" in client.get("/en/people/KH-1001/").get_data(as_text=True)


def test_who_gets_a_number_of_another_society_is_not_remarked_upon(
    client: StrictClient, sokha_is_2001: People
) -> None:
    client.sign_in("TH-1200")
    given = {"number": "KH-1001", "name": "สมชาย", "unit": "TH-27", "language": "th"}
    added = client.send("/en/people/new/", given)
    assert added.status_code == 303
    assert "the number of somebody else" not in client.get(str(added.location)).get_data(as_text=True)


def test_a_number_corrected_back_is_the_persons_own(client: StrictClient, sokha_is_2001: People) -> None:
    people = sokha_is_2001
    client.sign_in("KH-1200")
    given = replace(particulars_of(people.sokha), number="KH-1001")
    person_changes.edit_person(people.sokha, given, actor=people.chan)
    session.commit()
    assert client.get("/en/people/KH-1001/").status_code == 200
    assert client.get("/en/people/KH-2001/").status_code == 302


def test_a_merged_record_and_one_that_was_erased(sokha_is_2001: People) -> None:
    people, units = sokha_is_2001, Scope(frozenset({sokha_is_2001.sokha.unit_id})).units
    merges.merge(people.ratana, people.sokha, reason="the same", actor=people.chan)
    assert former_holders("KH-1001", units) == [people.ratana]
    people.ratana.erased_at = clock.now()
    session.flush()
    assert former_holders("KH-1001", units) == []
    assert people_service.PersonId(people.sokha.id) in with_former_number("KH-1001", units)
