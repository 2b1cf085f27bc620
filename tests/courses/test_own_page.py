"""One's own page: what comes first on it, what was read, and a tap that waits while somebody signs in."""

from __future__ import annotations

import re

from sqlalchemy import select

from lms.content import shelf
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
    found = re.search(r'<a class="button" href="([^"]+)"[^>]*>(.*?)</a>', main)
    assert found, main
    assert len(re.findall('class="button"', main)) == 1  # one thing leads
    return found[1], re.sub("<[^>]*>", "", found[2])


def read(client: StrictClient, module: str, lesson: str) -> None:
    client.post(f"/en/me/lessons/{module}/{lesson}/", headers=HERE)


def test_sokha_is_led_from_outreach_through_the_first_module_to_its_test(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    for module, lesson in shelf.library().before_outreach:
        assert first_button(client)[0] == f"/en/modules/{module.id}/{lesson.slug}/"
        read(client, module.id, lesson.slug)
    pss = shelf.module("pss")
    read(client, "pss", pss.lessons[0].slug)
    for begun in shelf.library().modules:
        if begun.id == "pss":
            continue
        for lesson in begun.lessons:  # only pss is left half read
            read(client, begun.id, lesson.slug)
    with_test = next(module for module in shelf.library().modules if module.id != "pss")
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
    assert answer.json == {"lessons": ["pss/40-linking"]}
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
    assert entered.location == "/km/me/?read=pss/40-linking"
    page = text_of(client, entered.location)
    assert 'role="status">✓' in page
    # Somebody else's address says nothing that is not so.
    assert 'role="status">✓' not in text_of(client, "/km/me/?read=pss/30-listening")
    assert 'role="status">✓' not in text_of(client, "/km/me/?read=nothing")


def test_whoever_is_signed_in_already_finds_the_button_once_more(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.sokha.number)
    page = text_of(client, "/en/me/lessons/pss/linking/")
    assert 'action="/en/me/lessons/pss/linking/"' in page
    assert session.scalars(select(LessonRead)).all() == []


def test_a_tap_on_a_lesson_that_is_gone_leads_nowhere_but_signs_in(
    client: StrictClient, people: People
) -> None:
    entered = client.send(
        "/en/sign-in/?next=/en/me/lessons/pss/gone/", {"identifier": people.sokha.number, "pin": "246813"}
    )
    assert entered.status_code == 303
    assert session.scalars(select(LessonRead)).all() == []
