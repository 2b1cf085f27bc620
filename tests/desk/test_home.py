"""Where staff arrive, and what their home counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from lms import clock
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services import units as units_service
from lms.content import registry
from lms.db import session
from lms.desk.presenters.home import first_letter
from lms.privacy.services import requests
from tests.client import StrictClient
from tests.people import PIN, People
from tests.records.history import certified_until

# --- arriving -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "home"),
    [
        ("KH-1001", "/en/me/"),
        ("KH-1100", "/en/staff/"),
        ("KH-1200", "/en/staff/"),
        ("KH-1300", "/en/staff/"),
    ],
)
def test_whoever_holds_a_role_arrives_at_the_home_of_staff_and_volunteers_at_their_own_page(
    client: StrictClient, people: People, number: str, home: str
) -> None:
    assert client.sign_in(number).location == home
    assert client.get("/en/sign-in/").location == home


@pytest.mark.parametrize("wanted", ["/en/modules/pss/", "/en/me/", "/en/records/"])
def test_a_page_that_was_asked_for_still_wins(client: StrictClient, people: People, wanted: str) -> None:
    answer = client.send(f"/en/sign-in/?next={wanted}", {"identifier": "KH-1200", "pin": PIN})
    assert answer.location == wanted


def test_bopha_can_still_learn_and_finds_her_home_from_there(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1100")
    assert '<a href="/en/me/">' in client.get("/en/staff/").get_data(as_text=True)
    assert '<a href="/en/staff/">' in client.get("/en/me/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "letter"),
    [("ចាន់", "ចា"), ("ดาว", "ดา"), ("ແກ້ວ", "ແກ້"), ("robin hood", "R"), ("", ""), ("—", "")],
)
def test_the_first_letter_of_a_name_has_all_its_signs(name: str, letter: str) -> None:
    assert first_letter(name) == letter


@pytest.mark.parametrize("address", ["/staff/", "/records/?status=expired"])
def test_an_address_without_its_language_leads_whoever_is_signed_in_to_theirs(
    client: StrictClient, people: People, address: str
) -> None:
    people.chan.language = "km"
    session.commit()
    assert client.get(address).status_code == 404
    client.sign_in("KH-1200")
    assert client.get(address).location == f"/km{address}"
    assert client.get("/no-such-page/").status_code == 404


# --- what it counts -----------------------------------------------------------------------------------------------


def _tiles(page: str) -> dict[str, int]:
    found = re.findall(r'<li><a href="([^"]+)"><span class="status[^>]*>[^<]*</span><b>(\d+)</b>', page)
    return {address: int(number) for address, number in found}


def test_each_tile_of_chan_counts_what_the_list_behind_it_counts(
    client: StrictClient, people: People
) -> None:
    today = clock.today()
    for person, days in ((people.sokha, 400), (people.ratana, 20), (people.bopha, -10), (people.chan, 75)):
        certified_until(person, (today + timedelta(days=days)).isoformat())
    client.sign_in("KH-1200")
    tiles = _tiles(client.get("/en/staff/").get_data(as_text=True))
    assert tiles == {
        "/en/people/": 4 + 1,  # Noy, too
        "/en/records/?status=valid": 1,
        "/en/records/?status=expiring": 2,
        "/en/records/?status=in-grace": 1,
        "/en/records/?status=expired": 0,
    }
    listed = client.get("/en/records/").get_data(as_text=True)
    for status, count in (("valid", 1), ("expiring", 2), ("in-grace", 1), ("expired", 0)):
        assert re.search(rf'status={status}"[^>]*>.*?<b>{count}</b>', listed)


def test_chan_sees_what_waits_each_with_one_button(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, (clock.today() + timedelta(days=20)).isoformat())
    requests.ask_erasure(people.ratana, actor=people.ratana)
    people.bopha.pin_hash = None
    session.commit()
    client.sign_in("KH-1200")
    page = client.get("/en/staff/").get_data(as_text=True)
    waiting = page.partition("Waits for you")[2].partition("</section>")[0]
    assert re.findall(r"<b>(.*?)</b>", waiting) == [
        "1 reminder to send: a certificate ends within 60 days",
        "1 request to be erased",
        "1 person has no card and no PIN yet",
    ]
    assert re.findall(r'<a class="button quiet" href="(.*?)"', waiting) == [
        "/en/records/expiring/",
        "/en/people/erasures/",
        "/en/people/cards/?branch=khm",
    ]
    assert "New cards for" in client.get("/en/people/cards/?branch=khm").get_data(as_text=True)


def test_bopha_counts_those_for_whom_she_may_make_a_card_and_no_more(
    client: StrictClient, people: People
) -> None:
    people_service.give_role(people.ratana, "hr", people.bopha.unit, actor=None)
    people.sokha.pin_hash = people.ratana.pin_hash = None
    session.commit()
    client.sign_in("KH-1100")
    page = client.get("/en/staff/").get_data(as_text=True)
    assert "1 person has no card and no PIN yet" in page
    people.sokha.pin_hash = people.bopha.pin_hash
    session.commit()
    page = client.get("/en/staff/").get_data(as_text=True)
    assert "no card and no PIN yet" not in page


def test_nothing_of_another_society_waits_for_dao(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, (clock.today() + timedelta(days=20)).isoformat())
    requests.ask_erasure(people.ratana, actor=people.ratana)
    people.bopha.pin_hash = None
    session.commit()
    client.sign_in("TH-1200")
    page = client.get("/en/staff/").get_data(as_text=True)
    assert "Nothing waits for you just now." in page
    assert set(_tiles(page).values()) == {0, 2}  # Malee and Dao
    assert "Phnom Penh" not in page


def test_where_nobody_is_certified_yet_the_first_steps_stand_there(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    assert "First steps" in client.get("/en/staff/").get_data(as_text=True)
    certified_until(people.sokha, (clock.today() + timedelta(days=400)).isoformat())
    assert "First steps" not in client.get("/en/staff/").get_data(as_text=True)


def _steps(page: str) -> dict[str, bool]:
    listed = page.partition("First steps")[2].partition("</ol>")[0]
    found = re.findall(r"<b>(.*?)</b>(.*?)</li>", listed)
    return {title: "Done" in rest for title, rest in found}


def test_a_first_step_is_done_when_what_it_says_is_so(client: StrictClient, people: People) -> None:
    """The administrator of a site with one Society: staff are no list of people, and no other Society is missing."""
    people_service.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    for person in (people.sokha, people.ratana, people.malee):
        person.active = False
    session.commit()
    client.sign_in("KH-1300")
    branches, hr, listed, past = _steps(client.get("/en/staff/").get_data(as_text=True)).items()
    assert [step[1] for step in (branches, hr, listed, past)] == [False, True, False, False]
    assert "role" in hr[0]
    units_service.settle([registry.current().societies["khm"]], actor=None)
    for role in list(people.chan.roles) + list(people.dao.roles):
        session.delete(role)
    people.sokha.active = True
    session.commit()
    steps = _steps(client.get("/en/staff/").get_data(as_text=True))
    assert list(steps.values()) == [True, False, True, False]


def test_a_step_that_is_done_for_one_society_names_those_that_are_not_set_up(
    client: StrictClient, people: People
) -> None:
    people_service.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    units_service.settle([registry.current().societies["khm"]], actor=None)
    session.commit()
    client.sign_in("KH-1300")
    page = client.get("/en/staff/").get_data(as_text=True)
    assert "Done · Not set up with all branches: Lao Red Cross, Thai Red Cross Society</p>" in page
    units_service.settle([*registry.current().societies.values()], actor=None)
    session.commit()
    assert "Not set up" not in client.get("/en/staff/").get_data(as_text=True)


def test_where_all_is_fresh_noy_goes_on_with_the_first_module_that_nobody_has_approved(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1300")
    page = client.get("/en/staff/").get_data(as_text=True)
    first = registry.current().modules[0]
    following = re.findall(r'<td data-name="Next">(.*?)</td>', page)
    assert len(following) == 3
    assert all(first.text("en").title in cell and f"/{first.id}/" in cell for cell in following)


@pytest.mark.parametrize(
    "address",
    ["/en/modules/pss/trainer/", "/en/modules/pss/handbook/", "/en/library/", "/en/library/pfa-card/"],
)
@pytest.mark.parametrize(("number", "home"), [("KH-1001", "/en/me/"), ("KH-1100", "/en/staff/")])
def test_what_everybody_may_print_leads_each_reader_back_to_their_own_start_page(
    client: StrictClient, people: People, address: str, number: str, home: str
) -> None:
    ways = re.findall('<a href="([^"]+)">To my start page</a>', client.get(address).get_data(as_text=True))
    assert len(ways) == 1
    client.sign_in(number)
    answer = client.get(ways[0])
    assert (answer.location, client.get(answer.location).status_code) == (home, 200)


def test_whoever_is_not_signed_in_signs_in_first_and_then_reaches_their_start_page(
    client: StrictClient, people: People
) -> None:
    to_sign_in = client.get("/en/start/").location
    signed_in = client.send(to_sign_in, {"identifier": "KH-1001", "pin": PIN})
    assert client.get(signed_in.location).location == "/en/me/"


def test_no_page_that_is_the_same_for_everybody_leads_to_the_home_of_staff(client: StrictClient) -> None:
    for address in (
        "/en/",
        "/en/modules/pss/",
        "/en/glossary/",
        "/en/society/",
        "/en/privacy/",
        "/en/search",
    ):
        assert 'href="/en/staff/"' not in client.get(address).get_data(as_text=True)


def test_who_cannot_give_hr_its_role_is_not_asked_to(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    assert len(_steps(client.get("/en/staff/").get_data(as_text=True))) == 3


def test_tiles_of_certificates_say_that_they_count_certificates(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    page = client.get("/en/staff/").get_data(as_text=True)
    for address in (url for url in _tiles(page) if "status=" in url):
        tile = page.partition(f'href="{address}"')[2].partition("</a>")[0]
        assert "Certificates" in tile


def test_a_trainer_sees_the_branch_at_a_glance_and_each_number_is_that_of_its_list(
    client: StrictClient, people: People
) -> None:
    certified_until(people.sokha, (clock.today() + timedelta(days=20)).isoformat())
    certified_until(people.bopha, (clock.today() + timedelta(days=200)).isoformat())
    certified_until(people.malee, (clock.today() + timedelta(days=20)).isoformat())
    people.ratana.pin_hash = None
    session.commit()
    client.sign_in("KH-1100")
    page = client.get("/en/staff/").get_data(as_text=True)
    branch = "/en/workshops/branch/?status="
    assert _tiles(page) == {
        "/en/people/": 3,
        f"{branch}certified": 2,
        f"{branch}due": 1,
        f"{branch}outside": 1,
        "/en/workshops/": 0,
    }
    for status, names in (("certified", 2), ("due", 1), ("outside", 1)):
        found = client.get(f"{branch}{status}").get_data(as_text=True).partition('<ul class="roster">')[2]
        assert found.count("<li>") == names, status
    assert '<a class="button first" href="/en/workshops/new/">' in page
    assert "/records/" not in page
    assert "/en/modules/pss/trainer/" in page


def test_an_editor_sees_how_far_each_language_is_and_nobody(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1300")
    page = client.get("/en/staff/").get_data(as_text=True)
    assert re.findall(r'<th scope="row" lang="(\w+)">', page) == ["km", "lo", "th"]
    assert _tiles(page) == {}
    assert "/people/" not in page


def test_a_viewer_of_figures_is_led_to_the_reports_and_sees_no_number_of_people(
    client: StrictClient, people: People
) -> None:
    people_service.give_role(people.sokha, "viewer", people.chan.unit, actor=None)
    session.commit()
    assert client.sign_in("KH-1001").location == "/en/staff/"
    page = client.get("/en/staff/").get_data(as_text=True)
    assert "/en/reports/" in page
    assert _tiles(page) == {}
    assert '<svg class="share"' not in page


def test_whoever_was_reminded_does_not_wait_on_the_home_of_chan(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, (clock.today() + timedelta(days=40)).isoformat())
    certified_until(people.ratana, (clock.today() + timedelta(days=5)).isoformat())
    client.sign_in("KH-1200")

    def home() -> str:
        return client.get("/en/staff/").get_data(as_text=True)

    assert "2 reminders to send" in home()
    client.send("/en/records/expiring/", {"number": "KH-1001", "days": "60"})
    assert "1 reminder to send" in home()
    listed = client.get("/en/records/expiring/").get_data(as_text=True)
    assert "2 certificates end in this time. Of 1 nobody was reminded yet." in listed
    client.send("/en/records/expiring/", {"number": "KH-1002", "days": "60"})
    assert "to send" not in home()
    assert "A reminder was sent for each of them." in client.get("/en/records/expiring/").get_data(
        as_text=True
    )
    with clock.frozen(clock.now() + timedelta(days=20)):  # 20 days before Sokha's end another step has begun
        client = StrictClient(client.application, client.application.response_class)
        client.sign_in("KH-1200")
        assert "1 reminder to send" in home()
