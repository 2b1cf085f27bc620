"""Below a lesson Sokha taps once, and once more if it was not clear; Noy, who edits lessons, sees what groups said."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import update

from lms.content import registry
from lms.db import session
from lms.feedback import services
from lms.feedback.domain.opinions import Opinion
from lms.feedback.models import LessonFeedback
from tests.client import StrictClient
from tests.feedback.answering import CLEAR, count_them, place, rows, say_all
from tests.people import People

HERE = {"Sec-Fetch-Site": "same-origin"}
LESSON = "/en/modules/pss/linking/"
ASKED = "/en/me/lessons/pss/linking/clear/"
EDITORS = "/en/translations/pss/clear/"


@pytest.fixture
def sokha(client: StrictClient, people: People) -> StrictClient:
    """A volunteer, signed in."""
    client.sign_in(people.sokha.number)
    return client


def text(client: StrictClient, address: str = ASKED) -> str:
    """What stands on a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.get_data(as_text=True)).split())


def tap(client: StrictClient, address: str = ASKED, **fields: str) -> str:
    """A tap on a button, and the page to which it leads."""
    answer = client.post(address, data=fields, headers=HERE)
    assert (answer.status_code, answer.location) == (303, address.partition("?")[0])
    return text(client, answer.location)


def test_each_lesson_asks_once_at_the_end_of_its_last_card_and_is_the_same_for_everybody(
    client: StrictClient, people: People
) -> None:
    for module in registry.current().modules:
        for lesson in module.lessons:
            address = f"/km/modules/{module.id}/{lesson.slug}/"
            page = text(client, address)
            last_card = page.rpartition('<section class="c"')[2]
            assert page.count("data-asked") == 1
            assert f'action="/km/me/lessons/{module.id}/{lesson.slug}/clear/"' in last_card
    before = client.get(LESSON)
    client.sign_in(people.sokha.number)
    client.post(ASKED, data={"clear": "no"}, headers=HERE)
    after = client.get(LESSON)
    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])


def test_one_tap_on_clear_is_enough(sokha: StrictClient) -> None:
    page = tap(sokha, clear="yes")
    assert "Thank you. Nobody sees that it was you." in page
    assert "Why was it not clear?" not in page
    assert rows() == [(True, "", 0)]


def test_after_not_clear_a_second_tap_says_why_and_if_she_likes_which_card(sokha: StrictClient) -> None:
    page = tap(sokha, clear="no")
    assert rows() == [(False, "", 0)], "who stops here has been heard"
    assert "Why was it not clear?" in page
    assert "The translation reads oddly" not in page, "this is no translation"
    assert re.search(r'<option value="2">2/\d ', page)
    page = tap(sokha, clear="no", why="words", card="2")
    assert "What you said: <b>Not clear</b> · Too many hard words · " in page
    assert "Why was it not clear?" not in page
    assert rows() == [(False, "words", 2)]


def test_of_a_translation_she_can_say_that_it_reads_oddly(sokha: StrictClient) -> None:
    asked = ASKED.replace("/en/", "/km/")
    tap(sokha, asked, clear="no")
    assert 'value="translation"' in text(sokha, asked)
    tap(sokha, asked, clear="no", why="translation")
    assert rows() == [(False, "translation", 0)]


def test_she_changes_her_answer_and_still_counts_once(sokha: StrictClient) -> None:
    tap(sokha, clear="no", why="long")
    page = text(sokha, f"{ASKED}?change=1")
    assert page.count('name="clear" value="yes"') == page.count("Why was it not clear?") == 1
    tap(sokha, clear="yes")
    assert rows() == [(True, "", 0)]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"clear": "perhaps"},
        {"clear": "yes", "why": "words"},
        {"clear": "no", "why": "I am ill"},
        {"clear": "no", "card": "99"},
        {"clear": "no", "card": "-1"},
    ],
)
def test_what_the_page_does_not_offer_is_not_kept(sokha: StrictClient, fields: dict[str, str]) -> None:
    answer = sokha.post(ASKED, data=fields, headers=HERE)
    assert answer.status_code == 422
    asked = answer.get_data(as_text=True).partition('<section class="asked"')[
        2
    ]  # what a script puts into the lesson
    assert "Nothing was saved. Please tap one of the answers." in asked
    assert rows() == []


def test_another_site_cannot_answer_for_her(sokha: StrictClient) -> None:
    assert (
        sokha.post(ASKED, data={"clear": "no"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    )
    assert rows() == []


def test_who_is_not_signed_in_is_asked_again_after_signing_in(client: StrictClient, people: People) -> None:
    gone = client.post(ASKED, data={"clear": "no"}, headers=HERE)
    assert gone.location == f"/en/sign-in/?next={ASKED}"
    entered = client.send(gone.location, {"identifier": people.sokha.number, "pin": "246813"})
    assert entered.location == ASKED
    assert "Was this lesson clear?" in text(client)
    assert rows() == []


def test_a_tap_on_a_lesson_that_ratana_opened_does_not_count_for_sokha(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.ratana.number)
    address = f"{ASKED}?reader={client.get('/en/me/read/').get_json()['reader']}"
    client.send("/en/sign-in/change/", {"next": "/en/me/"})
    client.sign_in(people.sokha.number)
    answer = client.post(address, data={"clear": "no"}, headers=HERE)
    assert answer.status_code == 409
    asked = answer.get_data(as_text=True).partition('<section class="asked"')[2]
    assert "somebody else opened this lesson. Nothing was saved." in asked
    assert rows() == []


# --- editors --------------------------------------------------------------------------------------------------


@pytest.fixture
def noy(client: StrictClient, people: People) -> StrictClient:
    """Who edits lessons, signed in."""
    client.sign_in(people.noy.number)
    return client


def cell(client: StrictClient, language: str, title: str) -> str:
    """What the page says of a lesson in a language."""
    row = next(row for row in text(client, EDITORS).split("<tr>") if title in row)
    found = re.search(rf'data-name="{language}">(.*?)</td>', row)
    assert found, row
    return " ".join(re.sub("<[^>]*>", " ", found[1]).split())


def test_noy_sees_numbers_by_lesson_language_reason_and_card(noy: StrictClient, people: People) -> None:
    title = registry.module("pss").lesson("40-linking").text("en").title
    assert cell(noy, "ភាសាខ្មែរ", title) == "not enough answers yet"
    say_all(people, [CLEAR] * 8 + [Opinion(False, "words", 2)] * 6 + [Opinion(False)] * 5)
    assert cell(noy, "ភាសាខ្មែរ", title) == "not enough answers yet", "the night has not come"
    count_them()
    said = cell(noy, "ភាសាខ្មែរ", title)
    assert said.startswith("19 people Clear: 8 Not clear: 11 Too many hard words : 6 2/"), said
    assert said.endswith(": 6")
    assert cell(noy, "English", title) == "not enough answers yet"


def test_one_more_person_changes_nothing_that_she_sees(noy: StrictClient, people: People) -> None:
    """Whoever watches the page while Sokha taps learns nothing of her."""
    say_all(people, [CLEAR] * 5 + [Opinion(False, "words")] * 5)
    count_them()
    before = text(noy, EDITORS)
    services.say(people.sokha, place(), Opinion(False, "long", 1))
    session.commit()
    count_them()
    assert text(noy, EDITORS) == before


def test_one_who_did_not_understand_is_not_told_beside_many_who_did(
    noy: StrictClient, people: People
) -> None:
    title = registry.module("pss").lesson("40-linking").text("en").title
    say_all(people, [CLEAR] * 12 + [Opinion(False, "long")])
    count_them()
    assert cell(noy, "ភាសាខ្មែរ", title) == "13 people Clear: 5 or more Not clear: fewer than 5"


def test_of_five_people_she_sees_that_there_are_five(noy: StrictClient, people: People) -> None:
    title = registry.module("pss").lesson("40-linking").text("en").title
    say_all(people, [CLEAR] * 4 + [Opinion(False, "long")])
    count_them()
    assert cell(noy, "ភាសាខ្មែរ", title) == "5 people"


def test_what_was_said_of_words_that_were_mended_is_not_shown(noy: StrictClient, people: People) -> None:
    title = registry.module("pss").lesson("40-linking").text("en").title
    say_all(people, [CLEAR] * 6)
    session.execute(update(LessonFeedback).values(version="before"))
    session.commit()
    count_them()
    assert cell(noy, "ភាសាខ្មែរ", title) == "not enough answers yet"


def test_translations_lead_there(noy: StrictClient) -> None:
    for address in ("/en/translations/", "/en/translations/pss/km/"):
        assert f'href="{EDITORS}"' in text(noy, address)
