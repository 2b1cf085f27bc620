"""Sokha changes her PIN by herself: she proves the old one, and whoever else holds a session of hers is out."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lms.audit import AuditLine
from lms.db import session
from tests.client import StrictClient
from tests.people import PIN, People

NEW = "804159"
PAGE = "/en/me/pin/"


def _change(client: StrictClient, old: str = PIN, new: str = NEW, again: str = NEW) -> tuple[int, str]:
    answer = client.send(PAGE, {"old": old, "pin": new, "again": again})
    return answer.status_code, answer.get_data(as_text=True)


def _browser(client: StrictClient) -> StrictClient:
    return StrictClient(client.application, client.application.response_class)


def test_the_new_pin_opens_and_the_old_one_no_more(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    answer = client.send(PAGE, {"old": PIN, "pin": NEW, "again": NEW})
    assert "Your new PIN is kept" in client.get(answer.location).get_data(as_text=True)
    for pin, status in ((PIN, 422), (NEW, 303)):
        other = _browser(client)
        data = {"identifier": "KH-1001", "pin": pin, "csrf_token": other.token("/en/sign-in/")}
        assert other.post("/en/sign-in/", data=data).status_code == status


def test_the_address_of_after_the_change_tells_nobody_else_that_theirs_was_changed(
    client: StrictClient, people: People
) -> None:
    """On a shared phone it is the page that Back opens, for whoever signs in next."""
    client.sign_in("KH-1001")
    after = client.send(PAGE, {"old": PIN, "pin": NEW, "again": NEW}).location
    other = _browser(client)
    other.sign_in("KH-1002")
    for address in (after, f"{PAGE}?kept=1", f"{PAGE}?kept="):
        assert "Your new PIN is kept" not in other.get(address).get_data(as_text=True)


def test_all_other_sessions_end_and_this_one_goes_on(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    elsewhere = _browser(client)
    elsewhere.sign_in("KH-1001")
    assert _change(client)[0] == 303
    assert client.get("/en/me/").status_code == 200
    assert elsewhere.get("/en/me/").status_code == 302


def test_it_is_written_down(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    _change(client)
    (line,) = session.scalars(select(AuditLine).filter_by(act="accounts.pin", actor_id=people.sokha.id))
    assert line.record_id == str(people.sokha.id)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("975310", NEW, NEW, "This is not your PIN."),
        ("", NEW, NEW, "Please fill this in."),
        (PIN, "123456", "123456", "too easy to guess"),
        (PIN, "8041", "8041", "6 to 12 digits"),
        (PIN, NEW, "804158", "not the same"),
        (PIN, PIN, PIN, "This is the PIN that you have."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    client: StrictClient, people: People, old: str, new: str, again: str, said: str
) -> None:
    client.sign_in("KH-1001")
    before = people.sokha.pin_hash
    status, page = _change(client, old, new, again)
    assert status == 422
    assert said in page
    session.refresh(people.sokha)
    assert people.sokha.pin_hash == before


def test_whoever_found_the_phone_cannot_try_the_old_pin_without_end(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    answers = [_change(client, f"97531{number}")[0] for number in range(10)]
    assert answers[0] == 422
    assert answers[-1] == 429
    assert _change(client)[0] == 429, "the right one has to wait, too"


@pytest.mark.parametrize("page", ["/en/me/", "/en/me/sessions/"])
def test_the_page_is_found_from_ones_own(client: StrictClient, people: People, page: str) -> None:
    client.sign_in("KH-1001")
    assert f'href="{PAGE}"' in client.get(page).get_data(as_text=True)
