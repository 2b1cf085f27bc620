"""The pages of practice as Sokha meets them: answer, read why, go on; nothing counts twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes.domain.practice import Due
from lms.quizzes.models import PracticeItem
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import attempts, practice
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import LINK, LOOK, pool, single
from tests.quizzes.test_feedback import read
from tests.quizzes.test_pages import queries

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LIST = "/en/practise/"
QUESTION = "/en/practise/pss/link/"
PLAIN = [f"plain-{number}" for number in range(6)]


@pytest.fixture
def questions(shelve: Shelve) -> Pool:
    """A test that asks all eight questions that there are; the second is about safety."""
    items = [single("link", lesson=LINK), single("safe", lesson=LOOK, safety="stay")]
    items += [single(name, lesson="30-listening") for name in PLAIN]
    made = pool(*items, lessons={LINK: 1, LOOK: 1, "30-listening": 6}, safety=("stay",))
    shelve(made)
    return made


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


def fail(people: People, *wrong: str) -> str:
    """Sokha hands in a test in which these are wrong; the address of its result."""
    uuid = attempts.open_paper(people.sokha, "pss", "en")
    asked = [one.question.id for one in attempts.paper(people.sokha, uuid).asked]
    attempts.submit(people.sokha, uuid, {item: ("b",) for item in asked if item not in wrong}, language="en")
    session.commit()
    return f"/en/quizzes/pss/{uuid}/result/"


def answer(phone: StrictClient, people: People, address: str, *, right: bool) -> str:
    """Choose the right option, or another one, and send it; the page."""
    item, number = address.split("/")[4], int((re.search(r"done=(\d)", address) or ["", "0"])[1]) + 1
    due = next(one.due for one in missed_by(people.sokha) if one.item == item)
    parts = practice.shown(people.sokha, "pss", item, due, number).parts
    fields = form_of(phone, address) | {f"q{number}": str(parts.index("b" if right else "a") + 1)}
    sent = phone.post(address, data=fields)
    assert sent.status_code == 200
    return sent.get_data(as_text=True)


def form_of(phone: StrictClient, address: str) -> dict[str, str]:
    """The hidden fields of a page with a question."""
    page = phone.get(address).get_data(as_text=True)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def next_address(page: str) -> str:
    links: list[str] = re.findall(r'class="button main" href="([^"]+)"', page)
    return links[-1].replace("&amp;", "&")


def test_who_missed_nothing_reads_what_the_page_is_for(sokha: StrictClient, questions: Pool) -> None:
    words = read(sokha.get(LIST).get_data(as_text=True))
    assert "There is nothing to practise." in words
    assert "Nobody but you sees it." in words


def test_the_list_says_how_much_waits_and_leads_to_safety_first(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link", "safe", *PLAIN)
    page = sokha.get(LIST).get_data(as_text=True)
    words = read(page)
    assert "8 questions that were not right in a test wait for you today." in words
    assert "Practise 5 questions" in words
    assert "about 3 minutes" in words
    assert "1 about people's safety" in words
    assert re.findall(r'class="button main" href="([^"]+)"', page) == ["/en/practise/pss/safe/"]


def test_a_round_of_five_ends_and_says_what_is_left(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link", "safe", *PLAIN)
    address, seen = "/en/practise/pss/safe/", []
    for number in range(1, 6):
        seen.append(address.split("/")[4])
        assert f"Question {number} of 5" in read(sokha.get(address).get_data(as_text=True))
        page = sokha.post(address, data=form_of(sokha, address) | {f"q{number}": "1"})
        assert page.status_code == 200
        address = next_address(page.get_data(as_text=True))
    assert seen == ["safe", "link", *PLAIN[:3]]
    assert address == "/en/practise/?done=5"
    words = read(sokha.get(address).get_data(as_text=True))
    assert "You practised 5 questions. Well done!" in words
    assert "Practise 3 questions" in words


def test_a_right_answer_is_told_at_once_with_why_the_lesson_and_the_day(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link")
    page = answer(sokha, people, QUESTION, right=True)
    words = read(page)
    assert "Your answer is right. It comes back on 25 November 2026." in words
    assert "why link b" in words
    assert 'href="/en/modules/pss/linking/"' in page
    assert next_address(page) == "/en/practise/?done=1"
    assert "<title>Your answer is right." in page


def test_a_wrong_answer_comes_back_tomorrow(sokha: StrictClient, people: People, questions: Pool) -> None:
    fail(people, "link")
    words = read(answer(sokha, people, QUESTION, right=False))
    assert "Your answer is not right. It comes back tomorrow." in words
    assert "why link a" in words
    assert "why link b" in words
    listed = read(sokha.get(LIST).get_data(as_text=True))
    assert "Nothing is left to practise today." in listed
    assert "24 November 2026: 1 question" in listed


def test_the_page_of_a_question_gives_nothing_away(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link")
    page = sokha.get(QUESTION).get_data(as_text=True)
    form = page[page.index("<form") : page.index("</form>")]
    assert "why" not in form
    assert 'value="b"' not in form


def test_without_an_answer_it_is_asked_again_and_nothing_counts(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link")
    sent = sokha.post(QUESTION, data=form_of(sokha, QUESTION))
    assert sent.status_code == 422
    assert "Question 1: choose one answer." in read(sent.get_data(as_text=True))
    assert session.scalars(select(PracticeItem.practised_on)).all() == [None]


def test_a_double_tap_back_and_a_reload_count_once(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link")
    parts = practice.shown(people.sokha, "pss", "link", Due(0, clock.today()), 1).parts
    fields = form_of(sokha, QUESTION) | {"q1": str(parts.index("b") + 1)}
    first, second = (read(sokha.post(QUESTION, data=fields).get_data(as_text=True)) for _ in range(2))
    assert "The first answer counts." not in first
    for words in (first, second):
        assert "Your answer is right. It comes back on 25 November 2026." in words
    assert "The first answer counts." in second
    other = sokha.post(QUESTION, data=fields | {"q1": str(parts.index("a") + 1)})
    assert "It comes back on 25 November 2026." in read(other.get_data(as_text=True))
    opened = sokha.get(QUESTION).get_data(as_text=True)
    assert "You have answered this question. It comes back on 25 November 2026." in read(opened)
    assert "<form" not in opened


def test_two_days_later_the_page_that_stayed_open_counts_no_more(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link")
    old = form_of(sokha, QUESTION) | {"q1": "1"}
    answer(sokha, people, QUESTION, right=True)
    with clock.frozen(MORNING + timedelta(days=2)):
        words = read(sokha.post(QUESTION, data=old).get_data(as_text=True))
        assert "The first answer counts." in words
        assert "It waits for you today." in words
        words = read(answer(sokha, people, QUESTION, right=True))
        assert "It comes back on 2 December 2026." in words


def test_the_fourth_right_answer_ends_it(sokha: StrictClient, people: People, questions: Pool) -> None:
    fail(people, "link")
    for days in (0, 2, 9, 39):
        with clock.frozen(MORNING + timedelta(days=days)):
            words = read(answer(sokha, people, QUESTION, right=True))
    assert "You know this question now: it does not come back." in words
    assert sokha.get(QUESTION).location == LIST


@pytest.mark.parametrize(
    "asked", ["", "nonsense", "0", "0.2026-11-23", "0.2026-11-23.older", "0.2026-13-23.x", "x.y.z"]
)
def test_a_form_of_another_pool_or_of_nobody_asks_the_question_anew(
    sokha: StrictClient, people: People, questions: Pool, asked: str
) -> None:
    fail(people, "link")
    fields = form_of(sokha, QUESTION) | {"q1": "1", "asked": asked}
    sent = sokha.post(QUESTION, data=fields)
    assert sent.status_code == 409
    assert "This question was changed meanwhile." in read(sent.get_data(as_text=True))
    assert session.scalars(select(PracticeItem.practised_on)).all() == [None]
    assert sokha.post("/en/practise/pss/safe/", data=fields).location == LIST, "not hers to practise"


@pytest.mark.parametrize("asked", ["3.2026-11-23", "0.2026-11-22", "1.2026-12-31", "-1.2026-11-23"])
def test_an_asking_that_never_was_tells_nobody_what_is_right(
    sokha: StrictClient, people: People, questions: Pool, asked: str
) -> None:
    """Whoever writes another step into the form could try each answer, and count only the right one."""
    fail(people, "link")
    fields = form_of(sokha, QUESTION) | {"q1": "1"}
    digest = fields["asked"].rpartition(".")[2]
    sent = sokha.post(QUESTION, data=fields | {"asked": f"{asked}.{digest}"})
    assert sent.status_code == 409
    words = read(sent.get_data(as_text=True))
    assert "Your answer is" not in words
    assert session.scalars(select(PracticeItem.practised_on)).all() == [None]


def test_a_question_that_was_changed_while_its_page_was_open_is_asked_as_it_is_now(
    sokha: StrictClient, people: People, questions: Pool, shelve: Shelve
) -> None:
    fail(people, "link")
    fields = form_of(sokha, QUESTION) | {"q1": "1"}
    shelve(replace(questions, digest="another-digest"))
    assert sokha.post(QUESTION, data=fields).status_code == 409
    answer(sokha, people, QUESTION, right=True)
    assert sokha.post(QUESTION, data=fields).status_code == 409
    assert "You have answered this question." in read(sokha.get(QUESTION).get_data(as_text=True))


@pytest.mark.parametrize(
    "address", ["/en/practise/pss/safe/", "/en/practise/pss/none/", "/en/practise/no/link/"]
)
def test_what_is_not_hers_to_practise_leads_to_the_list(
    sokha: StrictClient, people: People, questions: Pool, address: str
) -> None:
    """Also a question that she had right: its page would be the test's own."""
    fail(people, "link")
    fields = form_of(sokha, QUESTION) | {"q1": "1"}
    assert sokha.get(address).location == LIST
    answered = sokha.post(address, data=fields)
    if "safe" in address:  # she has read on the result what is right about it
        assert "The first answer counts." in read(answered.get_data(as_text=True))
        assert sokha.post(address, data=fields | {"q1": ""}).location == LIST
    else:
        assert answered.location == LIST


def test_a_question_that_she_was_never_asked_is_not_answered_for_her(
    sokha: StrictClient, people: People, questions: Pool, shelve: Shelve
) -> None:
    fail(people, "link")
    unmet = single("unmet", lesson=LINK)
    shelve(replace(questions, questions=(*questions.questions, unmet)))
    fields = form_of(sokha, QUESTION) | {"q1": "1"}
    sent = sokha.post("/en/practise/pss/unmet/", data=fields)
    assert (sent.status_code, sent.location) == (303, LIST)


@pytest.mark.parametrize("done", ["x", "-1", "٣", "99", "1000", "4"])
def test_whatever_stands_in_the_address_the_question_is_asked(
    sokha: StrictClient, people: People, questions: Pool, done: str
) -> None:
    fail(people, "link", "safe")
    page = read(sokha.get(f"{QUESTION}?done={done}&only=nothing").get_data(as_text=True))
    assert re.search(r"Question (1 of 2|5 of 5)", page)


def test_another_language_stays_within_the_practice_of_one_module(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link", "safe")
    address = f"{QUESTION}?only=pss"
    form = form_of(sokha, address)
    answered = sokha.post(address, data=form | {"q1": "1"})
    for page in (sokha.get(address).text, answered.text):
        assert 'href="/km/practise/pss/link/?only=pss"' in page


def test_after_a_failed_test_lessons_come_first_then_practice_then_another_try(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    page = sokha.get(fail(people, "link", "safe")).get_data(as_text=True)
    words = read(page)
    practise = words.index("Practise what was not right yet")
    assert words.index("Please read again:") < words.index("These lessons help") < practise
    assert practise < words.index("Start a new test")
    assert 'href="/en/practise/pss/safe/?only=pss"' in page
    assert re.findall(r'class="button main" href="([^"]+)"', page) == ["/en/modules/pss/look-listen-link/"]


def test_who_passed_is_offered_it_too_and_only_while_something_is_due(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    result = fail(people, "link")
    assert "You passed" in sokha.get(result).text
    assert "Practise what was not right yet" in sokha.get(result).text
    answer(sokha, people, QUESTION, right=True)
    assert "Practise what was not right yet" not in sokha.get(result).text


def test_ones_own_page_says_what_waits_today(sokha: StrictClient, people: People, questions: Pool) -> None:
    assert "wait for you today" not in sokha.get("/en/me/").text
    fail(people, "link", "safe")
    page = sokha.get("/en/me/").get_data(as_text=True)
    assert "2 questions that were not right in a test wait for you today." in read(page)
    assert 'class="button quiet" href="/en/practise/"' in page


def test_nobody_elses_practice_is_seen(
    app: Flask, sokha: StrictClient, people: People, questions: Pool
) -> None:
    """Ratana finds nothing; no page of Bopha (her trainer) or of Chan (her HR) says that Sokha practises."""
    fail(people, "link")
    for number in ("KH-1002", "KH-1100", "KH-1200"):
        other = StrictClient(app, app.response_class)
        other.sign_in(number)
        assert "There is nothing to practise." in other.get(LIST).text
        assert other.get(QUESTION).location == LIST
    assert StrictClient(app, app.response_class).get(LIST).location.startswith("/en/sign-in/")


def test_the_list_and_a_question_ask_the_database_little(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    fail(people, "link", "safe", *PLAIN)
    for address in (LIST, QUESTION):
        sokha.get(address)
        with queries() as asked:
            sokha.get(address)
        assert len(asked) <= 5, asked
