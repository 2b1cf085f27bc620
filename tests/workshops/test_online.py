"""Workshops that are held online: what counts as a link, who reads it, and that a room has none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from html import unescape
from pathlib import Path

import pytest

from lms import clock
from lms.accounts.services import people as people_service
from lms.db import session
from lms.errors import RuleBroken
from lms.privacy.services import erasure, requests
from lms.workshops.domain.links import LONGEST_LINK, check_link
from lms.workshops.models import Workshop
from lms.workshops.services.check_in import open_check_in
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.people import SECRET, People
from tests.workshops.planned import UUID, close, held, planned
from tests.workshops.test_pages import plan_of, workshop

PAGE = f"/en/workshops/{UUID}/"
LINK = "https://meet.example.org/room-7?pwd=a,b;c"


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        "https://zoom.example/j/123#success",
        "HTTPS://Meet.Example.org",
        "https://meet.example.org:8443/x",
        "https://a.example/" + "x" * (LONGEST_LINK - 18),
    ],
)
def test_a_link_of_a_meeting_is_an_address_with_https(link: str) -> None:
    check_link(link)


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("javascript:alert(1)", "bad-link"),
        ("https:javascript:alert(1)", "bad-link"),
        ("http://meet.example.org/x", "bad-link"),
        ("meet.example.org/x", "bad-link"),
        ("https://redcross.org@elsewhere.example/", "bad-link"),
        ("https://meet/x", "bad-link"),
        ("https://meet.example.org/a b", "bad-link"),
        ('https://meet.example.org/"onclick="x', "bad-link"),
        ("https://meet.example.org/\u202egro", "bad-link"),
        ("https://meet.example.org/x\nATTENDEE:y", "bad-link"),
        ("https://a.example/" + "x" * (LONGEST_LINK - 17), "link-too-long"),
    ],
)
def test_what_is_no_link_is_refused_on_its_field(link: str, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_link(link)
    assert (broken.value.code, broken.value.field) == (code, "link")


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha has signed in."""
    client.sign_in("KH-1100")
    return client


@pytest.fixture
def online(people: People) -> Workshop:
    """A workshop of today that is held online."""
    one = planned(people, days=[(clock.today(), "day")])
    one.place, one.link = "", LINK
    session.commit()
    return one


@pytest.fixture
def morning(people: People) -> Iterator[Workshop]:
    """The same at 9 o'clock on its day."""
    nine = datetime.combine(clock.today(), time(9), clock.REGION)
    with clock.frozen(nine):
        one = planned(people, days=[(clock.today(), "am")])
        one.place, one.link = "", LINK
        session.commit()
        yield one


def test_bopha_plans_a_workshop_online_and_the_link_stands_for_the_place(bopha: StrictClient) -> None:
    sent = plan_of(bopha, where="online", link=f" {LINK} ")
    assert bopha.send("/en/workshops/new/", sent).status_code == 303
    made = workshop()
    assert (made.place, made.link) == ("", LINK)
    page = unescape(bopha.get(f"/en/workshops/{made.uuid}/").get_data(as_text=True))
    assert f'href="{LINK}" rel="noopener noreferrer"' in page
    assert f" {LINK}</textarea>" in page, "the invitation, in the language of the group"
    assert "Online" in bopha.get("/en/workshops/").get_data(as_text=True)
    assert "Online" in bopha.get("/en/workshops/calendar/").get_data(as_text=True)
    edited = unescape(bopha.get(f"/en/workshops/{made.uuid}/edit/").get_data(as_text=True))
    assert 'value="online" checked' in edited
    assert f'value="{LINK}"' in edited
    copied = unescape(bopha.get(f"/en/workshops/new/?like={made.uuid}").get_data(as_text=True))
    assert f'value="{LINK}"' in copied


def test_a_workshop_moves_from_online_into_a_room_and_its_link_goes(
    bopha: StrictClient, online: Workshop
) -> None:
    sent = {**plan_of(bopha), "where": "room", "link": LINK}
    assert bopha.send(f"{PAGE}edit/", sent).status_code == 303
    assert (online.place, online.link, online.is_online) == ("Phnom Penh", "", False)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("", "Please put the link of the meeting here."),
        ("javascript:alert(1)", "This is no link that can be opened."),
        ("https://a.example/" + "x" * 500, "A link has at most 500 characters."),
    ],
)
def test_a_link_that_is_none_is_said_on_its_field_and_stays_in_it(
    bopha: StrictClient, link: str, sentence: str
) -> None:
    answer = bopha.send("/en/workshops/new/", plan_of(bopha, where="online", link=link))
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert f'id="link-error">{sentence}' in page
    assert f'value="{link[:500]}' in page
    assert f'href="{link}"' not in page


def test_sokha_who_is_on_the_list_reads_the_link_and_has_it_in_the_calendar(
    client: StrictClient, people: People, online: Workshop
) -> None:
    add_people(online, [people.sokha], actor=people.bopha)
    session.commit()
    client.sign_in("KH-1001")
    assert f'href="{LINK}"' in unescape(client.get("/en/me/").get_data(as_text=True))
    file = client.get("/en/me/workshops.ics").get_data(as_text=True).replace("\r\n ", "")
    assert f"URL:{LINK}\r\n" in file
    assert "LOCATION:https://meet.example.org/room-7?pwd=a\\,b\\;c\r\n" in file


def test_who_only_knows_the_code_of_the_day_does_not_read_the_link(
    client: StrictClient, people: People, morning: Workshop
) -> None:
    code = open_check_in(morning, 1, anew=False, actor=people.bopha).code
    session.commit()
    public = client.get(f"/en/check-in/{code}/").get_data(as_text=True)
    client.sign_in("KH-1001")
    answer = client.post(f"/en/me/check-in/{code}/", headers={"Sec-Fetch-Site": "same-origin"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Online" in page
    assert "meet.example.org" not in page + public + client.get("/en/me/").get_data(as_text=True)


def test_the_code_of_an_online_half_day_is_written_into_the_chat(
    client: StrictClient, people: People, morning: Workshop
) -> None:
    code = open_check_in(morning, 1, anew=False, actor=people.bopha).code
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(f"{PAGE}attendance/1/check-in/").get_data(as_text=True)
    assert f"/check-in/{code}</b>" in page
    assert "who opens the link of the meeting is not marked" in page


def test_papers_and_the_report_say_online_and_name_no_link(bopha: StrictClient, people: People) -> None:
    one = planned(people, days=[(clock.today() - timedelta(days=1), "am")])
    one.place, one.link = "", LINK
    held(people, one, [people.sokha])
    close(one, people.bopha)
    session.commit()
    report = bopha.get(f"{PAGE}report.pdf")
    assert report.status_code == 200
    page = bopha.get(PAGE).get_data(as_text=True)
    assert "Online" in page
    assert "meet.example.org" not in page, "the meeting is over"


def test_a_link_that_names_somebody_goes_when_they_are_erased(
    people: People, online: Workshop, tmp_path: Path
) -> None:
    online.link = "https://meet.example.org/KH-1001"
    session.commit()
    request = requests.ask_erasure(people.sokha, actor=people.sokha)
    erasure.erase(request, actor=people.chan, folder=tmp_path, secret=SECRET)
    assert (online.place, online.link) == ("–", "")


def test_a_workshop_led_by_somebody_else_is_still_found_by_nobody(
    client: StrictClient, people: People, online: Workshop
) -> None:
    people_service.give_role(people.ratana, "trainer", people.ratana.unit, actor=None)
    session.commit()
    client.sign_in("KH-1002")
    assert client.get(PAGE).status_code == 404
