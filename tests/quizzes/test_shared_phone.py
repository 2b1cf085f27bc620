"""Two people, one phone: whose test it is, and what happens to answers when somebody else has signed in meanwhile."""

from __future__ import annotations

import re

import pytest

from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes.services import attempts
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.test_pages import Typed, begin, typed

HIDDEN = re.compile(r'<input type="hidden" name="(q[^"]*)" value="([^"]*)">')
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def phone(client: StrictClient, people: People, small_test: Pool) -> StrictClient:
    """The phone that Sokha and Ratana share; Sokha has signed in."""
    client.sign_in("KH-1001")
    return client


def _change(phone: StrictClient, number: str) -> None:
    """Somebody signs out in another window and the other one in."""
    phone.send("/en/sign-in/change/", {"next": "/en/me/"})
    phone.sign_in(number)


def _state(people: People, address: str) -> str:
    session.expire_all()
    return attempts.paper(people.sokha, address.split("/")[-2]).state


def _flat(fields: Typed) -> set[tuple[str, str]]:
    pairs = [(name, [value] if isinstance(value, str) else value) for name, value in fields.items()]
    return {(name, value) for name, values in pairs for value in values}


def test_a_test_says_whose_it_is_and_leads_to_changing_the_person(
    phone: StrictClient, people: People
) -> None:
    address = begin(phone)
    page = phone.get(address).get_data(as_text=True)
    assert page.count("Test of សុខា.") == 2, "above the questions, and beside the button that sends"
    change_address = f"/en/sign-in/change/?back={address}"
    assert f'href="{change_address}"' in page
    change = phone.get(change_address).get_data(as_text=True)
    assert "សុខា is signed in on this device." in change
    assert f'href="{address}"' in change, "it was she"
    assert 'name="next"' not in change, "who comes next has tests of their own"
    assert phone.send("/en/sign-in/change/", {}, form=change_address).location == "/en/sign-in/"
    assert phone.get("/en/me/").status_code == 302
    assert phone.sign_in("KH-1002").location == "/en/me/"


def test_the_page_of_changing_the_person_keeps_the_language_that_was_chosen_there(
    phone: StrictClient,
) -> None:
    page = phone.get("/lo/sign-in/change/?back=/km/quizzes/pss/&next=/km/modules/pss/").get_data(as_text=True)
    assert 'name="next" value="/lo/modules/pss/"' in page
    assert 'href="/lo/quizzes/pss/"' in page
    page = phone.get("/lo/sign-in/change/?back=//elsewhere.example/").get_data(as_text=True)
    assert "elsewhere.example" not in re.sub("(?s)<header.*?</header>", "", page)


@pytest.mark.parametrize("other", ["KH-1002", ""])
def test_ratana_does_not_finish_the_test_of_sokha_and_no_answer_is_lost(
    phone: StrictClient, people: People, other: str
) -> None:
    address = begin(phone)
    fields, token = typed(address, people), phone.token(address)
    if other:
        _change(phone, other)
    else:
        phone.send("/en/sign-out/", form="/en/me/")
    answer = phone.post(address, data={"csrf_token": token, **fields}, headers=SAME_SITE)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert ("You are signed in as រតនា" if other else "Nobody is signed in any more") in page
    assert "Nothing was sent, and no answer is lost." in page
    assert "សុខា" not in page, "Ratana learns no name from it"
    assert set(HIDDEN.findall(page)) == _flat(fields)
    assert _state(people, address) == "open"
    # Sokha signs in again in another window, and the page that stayed open sends what it holds.
    if other:
        _change(phone, "KH-1001")
    else:
        phone.sign_in("KH-1001")
    kept: Typed = {}
    for name, value in HIDDEN.findall(page):
        kept[name] = [*kept.get(name, []), value]
    sent = phone.post(address, data={"csrf_token": "of the session before", **kept}, headers=SAME_SITE)
    assert (sent.status_code, sent.location) == (303, f"{address}result/")
    assert _state(people, address) == "submitted"


def test_another_site_cannot_hand_in_a_test(phone: StrictClient, people: People) -> None:
    address = begin(phone)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {}):
        answer = phone.post(address, data=typed(address, people), headers=headers)
        assert answer.status_code == 400
    assert _state(people, address) == "open"


def test_somebody_elses_test_is_not_shown_and_the_page_says_what_to_do(
    phone: StrictClient, people: People
) -> None:
    address = begin(phone)
    _change(phone, "KH-1002")
    answer = phone.get(address)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "You are signed in as រតនា, and this is not a test of yours." in page
    assert 'href="/en/me/">To my own learning' in page
    assert "<fieldset" not in page


def test_the_result_of_somebody_else_asks_whose_it_is_and_so_does_one_that_is_not_there(
    phone: StrictClient, people: People
) -> None:
    """Which of the two it is, nobody can tell from the page."""
    address = begin(phone)
    phone.send(address, typed(address, people))
    _change(phone, "KH-1002")
    addresses = [
        f"{address}result/",
        "/en/quizzes/pss/00000000-0000-4000-8000-000000000000/result/",
        f"{address}result/".replace("/pss/", "/hiv/"),
    ]
    pages = []
    for one in addresses:
        answer = phone.get(one)
        assert answer.status_code == 404
        pages.append(answer.get_data(as_text=True).replace(one, "").replace(one[3:], ""))
    assert "You are signed in as រតនា, and this is not a test of yours." in pages[0]
    assert "Whose test is this?" in pages[0]
    main = [page.partition("<main")[2].partition("</main>")[0] for page in pages]
    assert len(set(main)) == 1


def test_a_stranger_gets_back_no_more_than_a_page_of_the_test_can_send(
    phone: StrictClient, people: People
) -> None:
    address = begin(phone)
    fields = typed(address, people)
    phone.send("/en/sign-out/", form="/en/me/")
    name = next(name for name, value in fields.items() if isinstance(value, str))
    many = {f"q{number}": "1" for number in range(5, 500)}
    sent = {**many, **fields, name: ["x" * 90_000] * 9, "taps": "9" * 90_000, "act": "later", "other": "x"}
    answer = phone.post(address, data=sent, headers=SAME_SITE)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    back = HIDDEN.findall(page)
    assert {one for one, _ in back} == set(fields)
    assert max(len(value) for _, value in back) == 200
    assert page.count('type="hidden"') < 40
    assert 'name="act" value="later"' in page
    assert 'name="taps"' not in page
    assert 'name="other"' not in page


@pytest.mark.parametrize("number", ["KH-1002", ""])
def test_answers_to_no_test_at_all_are_not_handed_back(phone: StrictClient, number: str) -> None:
    address = begin(phone)
    if number:
        _change(phone, number)
    else:
        phone.send("/en/sign-out/", form="/en/me/")
    nowhere = "/en/quizzes/pss/00000000-0000-4000-8000-000000000000/"
    for wrong in (nowhere, address.replace("/pss/", "/hiv/"), address.replace("/pss/", "/none/")):
        answer = phone.post(wrong, data={"q1": "my answer"}, headers=SAME_SITE)
        assert answer.status_code == 404
        assert "my answer" not in answer.get_data(as_text=True)
