"""Walk-ins on the pages: Bopha adds somebody at the door and says later who it is."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from lms import clock
from lms.data_inventory import DAYS
from lms.db import session
from lms.workshops.models import Workshop, WorkshopWalkIn
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.walk_ins import walk_ins_of
from tests.client import StrictClient
from tests.people import People
from tests.workshops.planned import UUID, close, held, planned
from tests.workshops.test_walk_ins import came

PAGE = f"/en/workshops/{UUID}/"
ATTENDANCE = f"{PAGE}attendance/1/"


def workshop() -> Workshop:
    """The one workshop that there is."""
    return session.scalars(select(Workshop)).one()


def typed(client: StrictClient, **more: str) -> dict[str, str]:
    """The form of a walk-in as the page offers it."""
    page = client.get(ATTENDANCE).get_data(as_text=True)
    fields = {name: re.search(f'name="{name}" value="([^"]*)"', page) for name in ("seen", "walk_in_key")}
    return {"do": "walk_in", **{name: found[1] for name, found in fields.items() if found}, **more}


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha holds a workshop today, with Sokha on the list, and has signed in."""
    held(people, planned(people, days=[(clock.today(), "am")]), [people.sokha])
    session.commit()
    client.sign_in("KH-1100")
    return client


def test_somebody_is_added_and_what_was_tapped_before_comes_back_unsaved(
    bopha: StrictClient, people: People
) -> None:
    form = typed(bopha, walk_in="Dara", walk_in_phone="012 345 678")
    answer = bopha.send(ATTENDANCE, {**form, f"p{people.sokha.id}": "absent"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Dara is on this page now." in page
    assert re.search(f'name="p{people.sokha.id}" value="absent" aria-label="Not there" checked', page)
    assert 'data-unsaved="typed"' in page
    assert roster_of(workshop())[0].states == ("present",)
    again = {**form, "walk_in": "Dara"}
    bopha.send(ATTENDANCE, again)  # pressed twice
    assert [line.row.name for line in walk_ins_of(workshop())] == ["Dara"]


def test_the_same_name_is_asked_about_and_nothing_typed_is_lost(bopha: StrictClient) -> None:
    bopha.send(ATTENDANCE, typed(bopha, walk_in="Dara"))
    answer = bopha.send(ATTENDANCE, typed(bopha, walk_in="dara", walk_in_phone="011 222 333"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Dara is here already" in page
    assert 'value="011 222 333"' in page
    bopha.send(ATTENDANCE, typed(bopha, walk_in="dara", walk_in_another="yes"))
    assert len(walk_ins_of(workshop())) == 2


def test_a_walk_in_who_stands_below_is_saved_with_the_attendance(bopha: StrictClient) -> None:
    """Bopha types Dara and presses the large button: Dara was gone, and the page said that it is saved."""
    form = {**typed(bopha, walk_in="Dara", walk_in_phone="012 345 678"), "do": ""}
    answer = bopha.send(ATTENDANCE, form)
    assert (answer.status_code, answer.location) == (303, f"{ATTENDANCE}?saved=1")
    assert bopha.send(ATTENDANCE, form).status_code == 303
    assert [(line.row.name, line.row.phone) for line in walk_ins_of(workshop())] == [("Dara", "+85512345678")]


def test_with_a_walk_in_who_cannot_be_added_nothing_is_saved_and_all_of_it_is_there(
    bopha: StrictClient, people: People
) -> None:
    before = typed(bopha, walk_in="", walk_in_phone="012 345 678")
    answer = bopha.send(ATTENDANCE, {**before, "do": "", f"p{people.sokha.id}": "absent"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="012 345 678"' in page
    assert 'id="walk-in-error"' in page
    assert re.search(rf'name="p{people.sokha.id}" value="absent"[^>]* checked', page)
    assert roster_of(workshop())[0].state(1) == "present"


def test_a_walk_in_without_a_name_is_refused_on_its_field(bopha: StrictClient) -> None:
    answer = bopha.send(ATTENDANCE, typed(bopha, walk_in=" "))
    assert answer.status_code == 422
    assert "Please write a name." in answer.get_data(as_text=True)


def test_a_page_whose_key_was_lost_adds_somebody_all_the_same(bopha: StrictClient) -> None:
    form = {**typed(bopha), "walk_in": "Dara", "walk_in_key": "no key"}
    assert bopha.send(ATTENDANCE, form).status_code == 200
    assert [line.row.name for line in walk_ins_of(workshop())] == ["Dara"]


def test_of_a_walk_in_whose_name_is_gone_nobody_is_suggested(bopha: StrictClient, people: People) -> None:
    row = came(people, workshop(), "Ratana")
    row.name = row.phone = row.number = ""
    session.commit()
    page = bopha.get(f"{PAGE}walk-ins/{row.id}/").get_data(as_text=True)
    assert "Name removed" in page
    assert "KH-1002" not in page


def test_what_is_tapped_for_a_walk_in_is_saved(bopha: StrictClient, people: People) -> None:
    row = came(people, workshop(), "Dara")
    session.commit()
    sent = {"seen": "", "seen_walk_ins": f"{row.id}p", f"w{row.id}": "left"}
    assert bopha.send(ATTENDANCE, sent).status_code == 303
    assert walk_ins_of(workshop())[0].states == ("left",)


def test_the_page_says_who_it_may_be_across_scripts_and_a_button_says_so(
    bopha: StrictClient, people: People
) -> None:
    row = came(people, workshop(), "Rattana")
    session.commit()
    page = bopha.get(PAGE).get_data(as_text=True)
    assert "KH-1002" in page
    assert "a similar name" in page
    address = f"{PAGE}walk-ins/{row.id}/"
    for _ in range(2):  # pressed twice
        answer = bopha.send(address, {"who": "khm:KH-1002"}, form=PAGE)
        assert answer.status_code == 303
    assert [line.person.number for line in roster_of(workshop())] == ["KH-1002", "KH-1001"]
    assert session.scalars(select(WorkshopWalkIn)).all() == []


def test_bopha_looks_for_somebody_and_finds_nobody_of_another_society(
    bopha: StrictClient, people: People
) -> None:
    row = came(people, workshop(), "Malee")
    session.commit()
    page = bopha.get(f"{PAGE}walk-ins/{row.id}/?q=Malee").get_data(as_text=True)
    assert "TH-1001" not in page
    assert "Nobody is found here." in page
    answer = bopha.send(f"{PAGE}walk-ins/{row.id}/", {"who": "tha:TH-1001"})
    assert answer.status_code == 422
    assert "Please choose somebody." in answer.get_data(as_text=True)


def test_somebody_who_was_added_by_mistake_is_removed(bopha: StrictClient, people: People) -> None:
    row = came(people, workshop(), "Dara")
    session.commit()
    address = f"{PAGE}walk-ins/{row.id}/"
    assert bopha.send(f"{address}off/", form=address).status_code == 303
    assert walk_ins_of(workshop()) == []


def test_closing_says_how_many_are_nobody_yet_and_afterwards_chan_alone_says_who(
    client: StrictClient, bopha: StrictClient, people: People
) -> None:
    row = came(people, workshop(), "Ratana")
    session.commit()
    page = bopha.get(f"{PAGE}close/").get_data(as_text=True)
    assert "Of 1 person who came without being on the list nobody has said who it is." in page
    close(workshop(), people.bopha)
    session.commit()
    address = f"{PAGE}walk-ins/{row.id}/"
    assert "HR can still say who it is." in bopha.get(address).get_data(as_text=True)
    page = bopha.get(PAGE).get_data(as_text=True)
    assert "HR can still say who it is." in page
    assert address not in page, "no button that leads nowhere"
    assert bopha.send(address, {"who": "khm:KH-1002"}, form="/en/workshops/new/").status_code == 422
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/privacy/")})
    client.sign_in("KH-1200")
    assert client.send(address, {"who": "khm:KH-1002"}).status_code == 303
    assert [line.person.number for line in roster_of(workshop())] == ["KH-1002", "KH-1001"]


def test_chan_makes_a_person_of_a_walk_in_and_bopha_may_not(
    client: StrictClient, bopha: StrictClient, people: People
) -> None:
    row = came(people, workshop(), "ដារ៉ា", "012 345 678")
    session.commit()
    address = f"{PAGE}walk-ins/{row.id}/"
    assert "Nobody yet: add as a new person" not in bopha.get(address).get_data(as_text=True)
    token = bopha.token(address)
    assert bopha.post(f"{address}person/", data={"csrf_token": token}).status_code == 403
    chan = StrictClient(client.application, client.application.response_class)
    chan.sign_in("KH-1200")
    form = {"name": "ដារ៉ា", "latin_name": "", "phone": "+85512345678", "number": "", "unit": "KH-12"}
    answer = chan.send(f"{address}person/", form, form=address)
    assert answer.status_code == 422
    assert "Please fill this in." in answer.get_data(as_text=True)
    taken = chan.send(f"{address}person/", {**form, "number": "KH-1001"}, form=address)
    assert taken.status_code == 422
    for _ in range(2):  # pressed twice
        answer = chan.send(f"{address}person/", {**form, "number": "KH-1777"}, form="/en/workshops/new/")
        assert answer.status_code == 303
    lines = {line.person.number: line.person.phone for line in roster_of(workshop())}
    assert lines["KH-1777"] == "+85512345678"
    assert walk_ins_of(workshop()) == []


def test_a_walk_in_who_is_added_loses_the_title_as_everywhere_and_the_page_says_so(
    client: StrictClient, bopha: StrictClient, people: People
) -> None:
    row = came(people, workshop(), "น.ส.วรรณา ใจดี", "")
    session.commit()
    chan = StrictClient(client.application, client.application.response_class)
    chan.sign_in("KH-1200")
    address = f"{PAGE}walk-ins/{row.id}/"
    form = {"name": row.name, "latin_name": "Ms Wanna Jaidee", "number": "KH-1777", "unit": "KH-12"}
    answer = chan.send(f"{address}person/", form, form=address)
    assert answer.status_code == 303
    [added] = [one.person for one in roster_of(workshop()) if one.person.number == "KH-1777"]
    assert (added.name, added.latin_name) == ("วรรณา ใจดี", "Wanna Jaidee")
    page = chan.get(answer.location.partition("#")[0]).get_data(as_text=True)
    assert "They are on the list now." in page
    assert "The title before the name is not stored" in page


@pytest.mark.parametrize("name", ["คุณวรรณา ใจดี", "ដារ៉ា (បងប្រុស)"])
def test_what_may_be_no_part_of_the_name_of_a_walk_in_is_asked_about_and_can_be_said_to_be_one(
    client: StrictClient, bopha: StrictClient, people: People, name: str
) -> None:
    row = came(people, workshop(), name, "")
    session.commit()
    chan = StrictClient(client.application, client.application.response_class)
    chan.sign_in("KH-1200")
    address = f"{PAGE}walk-ins/{row.id}/"
    form = {"name": name, "number": "KH-1777", "unit": "KH-12"}
    answer = chan.send(f"{address}person/", form, form=address)
    assert answer.status_code == 422
    assert f'name="whole_name" value="{name}"' in answer.get_data(as_text=True)
    assert chan.send(f"{address}person/", {**form, "whole_name": name}, form=address).status_code == 303
    assert name in {one.person.name for one in roster_of(workshop())}


def test_the_days_that_pages_name_are_those_of_the_inventory(bopha: StrictClient, people: People) -> None:
    came(people, workshop(), "Dara")
    session.commit()
    days = f"{DAYS['old-walk-in']} days after the workshop"
    assert days in bopha.get(PAGE).get_data(as_text=True)
    assert days in bopha.get("/en/check-in/AAAAAZ/").get_data(as_text=True)


@pytest.mark.parametrize("number", ["TH-1200", "KH-1001"])
def test_who_may_not_open_the_workshop_finds_no_walk_in(
    client: StrictClient, bopha: StrictClient, people: People, number: str
) -> None:
    row = came(people, workshop(), "Dara")
    session.commit()
    other = StrictClient(client.application, client.application.response_class)
    other.sign_in(number)
    assert other.get(f"{PAGE}walk-ins/{row.id}/").status_code in (403, 404)
