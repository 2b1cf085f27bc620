"""One's own page: what comes first on it, what was read, and a tap that waits while somebody signs in."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from lms.content import registry
from lms.courses.models import LessonRead
from lms.db import session
from tests.client import StrictClient
from tests.people import People

HERE = {"Sec-Fetch-Site": "same-origin"}


def text_of(client: StrictClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def first_button(client: StrictClient) -> tuple[str, str]:
    """Where the first filled button of one's own page leads, and what it says."""
    main = text_of(client, "/en/me/").split("<main")[1]
    found = re.search(r'<a class="button main" href="([^"]+)"[^>]*>(.*?)</a>', main)
    assert found, main
    assert len(re.findall('class="button main"', main)) == 1  # one thing leads
    return found[1], re.sub("<[^>]*>", "", found[2])


def read(client: StrictClient, module: str, lesson: str) -> None:
    client.post(f"/en/me/lessons/{module}/{lesson}/", headers=HERE)


def test_sokha_is_led_from_outreach_through_the_first_module_to_its_test(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    for module, lesson in registry.current().before_outreach:
        assert first_button(client)[0] == f"/en/modules/{module.id}/{lesson.slug}/"
        read(client, module.id, lesson.slug)
    pss = registry.module("pss")
    read(client, "pss", pss.lessons[0].slug)
    for begun in registry.current().modules:
        if begun.id == "pss":
            continue
        for lesson in begun.lessons:  # only pss is left half read
            read(client, begun.id, lesson.slug)
    with_test = next(module for module in registry.current().modules if module.id != "pss")
    assert first_button(client) == (f"/en/quizzes/{with_test.id}/", "Take the test")


def test_nobody_goes_on_at_nothing_read(client: StrictClient, people: People) -> None:
    client.sign_in(people.sokha.number)
    page = text_of(client, "/en/me/")
    assert "Go on reading" not in page
    assert "Start reading" in page


def test_a_read_lesson_says_so_on_ones_own_page_and_to_the_script_of_the_others(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    read(client, "pss", "linking")
    own = text_of(client, "/en/me/")
    assert re.search(r'/en/modules/pss/linking/">[^<]*</a> <span class="right">✓ read</span>', own)
    assert own.count("✓ read") == 1
    answer = client.get("/en/me/read/")
    assert answer.json is not None
    assert (answer.json["lessons"], answer.json["society"]) == (["pss/40-linking"], "khm")
    assert answer.headers["Cache-Control"] == "no-store"
    name = 'data-read="pss/40-linking" hidden'
    for address in ("/en/modules/pss/", "/en/modules/pss/linking/"):
        assert name in text_of(client, address)
    assert 'data-count="pss" hidden' in text_of(client, "/en/")


def test_a_tap_before_signing_in_is_kept_through_it_and_then_confirmed(
    client: StrictClient, people: People
) -> None:
    tap = client.post("/km/me/lessons/pss/linking/", headers=HERE)
    assert tap.location == "/km/sign-in/?next=/km/me/lessons/pss/linking/"
    entered = client.send(tap.location, {"identifier": people.sokha.number, "pin": "246813"})
    assert entered.status_code == 303
    assert session.scalars(select(LessonRead.lesson)).all() == ["40-linking"]
    assert entered.location == "/km/me/?read=pss/40-linking&new=1"
    page = text_of(client, entered.location)
    assert '<p class="banner good" role="status">' in page
    assert 'value="take-back"' in page
    assert 'value="take-back"' not in text_of(client, "/km/me/?read=pss/40-linking"), "she had read it before"
    # Somebody else's address says nothing that is not so.
    assert 'class="banner good"' not in text_of(client, "/km/me/?read=pss/30-listening")
    assert 'class="banner good"' not in text_of(client, "/km/me/?read=nothing")


def test_whoever_is_signed_in_already_finds_the_button_once_more(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    page = text_of(client, "/en/me/lessons/pss/linking/")
    assert 'action="/en/me/lessons/pss/linking/?reader=' in page
    assert "You are signed in as សុខា." in page
    assert session.scalars(select(LessonRead)).all() == []


def test_a_tap_on_a_lesson_that_is_gone_leads_nowhere_but_signs_in(
    client: StrictClient, people: People
) -> None:
    entered = client.send(
        "/en/sign-in/?next=/en/me/lessons/pss/gone/", {"identifier": people.sokha.number, "pin": "246813"}
    )
    assert entered.status_code == 303
    assert session.scalars(select(LessonRead)).all() == []


def reader(client: StrictClient) -> str:
    """What the script puts into the address of the button, on pages that this person opens."""
    found: str = client.get("/en/me/read/").get_json()["reader"]
    return found


def test_a_lesson_that_ratana_opened_is_not_counted_for_sokha(client: StrictClient, people: People) -> None:
    client.sign_in(people.ratana.number)
    address = f"/en/me/lessons/pss/linking/?reader={reader(client)}"
    client.send("/en/sign-in/change/", {"next": "/en/me/"})
    client.sign_in(people.sokha.number)
    answer = client.post(address, headers=HERE)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "You are signed in as សុខា, but somebody else opened this lesson. Nothing was saved." in page
    assert "រតនា" not in page
    assert session.scalars(select(LessonRead)).all() == []
    assert (
        client.post(f"/en/me/lessons/pss/linking/?reader={reader(client)}", headers=HERE).status_code == 303
    )
    assert session.scalars(select(LessonRead.person_id)).all() == [people.sokha.id]


def test_nor_when_sokha_signs_in_only_after_the_tap(client: StrictClient, people: People) -> None:
    client.sign_in(people.ratana.number)
    address = f"/en/me/lessons/pss/linking/?reader={reader(client)}"
    client.send("/en/sign-out/", form="/en/me/")
    tap = client.post(address, headers=HERE)
    entered = client.send(tap.location, {"identifier": people.sokha.number, "pin": "246813"})
    assert entered.location == address
    assert "somebody else opened this lesson" in text_of(client, entered.location)
    assert session.scalars(select(LessonRead)).all() == []


def test_where_nobody_knows_who_opened_the_lesson_the_answer_says_whose_it_became_and_takes_it_back(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    tap = client.post("/en/me/lessons/pss/linking/", headers=HERE)
    page = text_of(client, tap.location)
    assert "Saved for សុខា: you have read this lesson." in page
    assert 'href="/en/modules/pss/caring-for-volunteers/"' in page
    back = client.post("/en/me/lessons/pss/linking/", data={"act": "take-back"}, headers=HERE)
    assert back.location == (f"/en/sign-in/change/?next=/en/modules/pss/linking/&taken_back={reader(client)}")
    assert session.scalars(select(LessonRead)).all() == []
    told = "Taken back: for សុខា this lesson no longer counts as read."
    assert told in text_of(client, back.location)
    assert told not in text_of(client, "/en/sign-in/change/?next=/en/modules/pss/linking/")
    cousin = StrictClient(client.application, client.application.response_class)
    cousin.sign_in(people.ratana.number)
    assert "Taken back" not in text_of(cousin, back.location), "of hers nothing was taken back"
    again = client.post("/en/me/lessons/pss/linking/", headers=HERE)
    assert again.location == tap.location
    assert client.post("/en/me/lessons/pss/linking/", headers=HERE).location == (
        "/en/modules/pss/caring-for-volunteers/"
    ), "nothing became anybody's, so nothing is to be taken back"


def test_the_last_lesson_of_a_module_says_for_whom_it_was_saved_and_is_taken_back(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    last = registry.module("pss").lessons[-1]
    tap = f"/en/me/lessons/pss/{last.slug}/?reader={reader(client)}"
    saved = client.post(tap, headers=HERE)
    assert saved.location == f"/en/me/?read=pss/{last.id}&new=1"
    assert f"Saved for សុខា: you have read “<span>{last.text('en').title}</span>”." in text_of(
        client, saved.location
    )
    assert f'action="{tap}"' in text_of(client, saved.location)
    again = client.post(tap, headers=HERE)
    assert again.location == f"/en/me/?read=pss/{last.id}", "what she had read before is not hers to lose"
    assert client.post(tap, data={"act": "take-back"}, headers=HERE).status_code == 303
    assert session.scalars(select(LessonRead)).all() == []


def test_the_next_lesson_is_told_that_something_was_saved_in_a_way_that_no_copy_of_the_page_keeps(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    tap = f"/en/me/lessons/pss/linking/?reader={reader(client)}"
    assert client.post(tap, headers=HERE).location == "/en/modules/pss/caring-for-volunteers/#saved"
    assert client.post(tap, headers=HERE).location == "/en/modules/pss/caring-for-volunteers/"
    assert client.get("/en/me/read/").get_json()["name"] == "សុខា"
    assert "សុខា" not in text_of(client, "/en/modules/pss/caring-for-volunteers/")


def test_what_sokha_has_read_is_not_taken_back_by_the_page_of_ratana(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.ratana.number)
    tap = f"/en/me/lessons/pss/linking/?reader={reader(client)}"
    client.send("/en/sign-in/change/", {"next": "/en/me/"})
    client.sign_in(people.sokha.number)
    read(client, "pss", "linking")
    nothing = client.post(tap, data={"act": "take-back"}, headers=HERE)
    assert nothing.location == "/en/sign-in/change/?next=/en/modules/pss/linking/", "nothing was taken back"
    assert session.scalars(select(LessonRead.person_id)).all() == [people.sokha.id]


def test_a_locked_test_names_the_module_that_comes_first(client: StrictClient, people: People) -> None:
    client.sign_in(people.sokha.number)
    locked = next(module for module in registry.current().modules if module.award.prerequisites)
    first = registry.module(locked.award.prerequisites[0])
    page = text_of(client, "/en/me/")
    assert (
        f'Its test comes after the test of: <a href="/en/modules/{first.id}/">{first.text("en").title}</a>'
        in page
    )


@pytest.mark.parametrize("page", ["/en/me/", "/en/me/certificates/", "/en/me/data/", "/en/me/sessions/"])
@pytest.mark.parametrize(("number", "shown"), [("KH-1100", True), ("KH-1001", False)])
def test_the_menu_of_staff_stands_on_every_page_of_their_own(
    client: StrictClient, people: People, page: str, number: str, shown: bool
) -> None:
    client.sign_in(number)
    assert ('href="/en/people/"' in text_of(client, page)) is shown
