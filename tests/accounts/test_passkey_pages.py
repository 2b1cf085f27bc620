"""The page of one's own passkeys and signing in with one, as a browser uses them."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms import clock
from lms.accounts.models import FailedSignIns, Passkey
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.passkeys import LONGEST_ANSWER
from lms.accounts.views.passkeys import WORDS
from lms.config import Settings, settings_of
from lms.db import session
from tests.accounts.authenticator import Device
from tests.client import StrictClient
from tests.people import PIN, People

MINE = "/en/me/passkeys/"
SIGN_IN = "/en/sign-in/"
ENTER = "/en/sign-in/passkey/"


def _page(client: StrictClient, address: str) -> tuple[str, str]:
    """A page, and what it tells the browser to ask a device."""
    page = client.get(address).get_data(as_text=True)
    found = re.search(r'data-options="([^"]*)"', page)
    return page, html.unescape(found[1]) if found else ""


def _token(page: str) -> str:
    return str(re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[-1])


def _add(client: StrictClient, device: Device, **changes: str) -> TestResponse:
    page, options = _page(client, MINE)
    data = {"act": "add", "name": "Office laptop", "pin": PIN, "passkey": device.make(options), **changes}
    return client.post(MINE, data={"csrf_token": _token(page), **data})


def _enter(client: StrictClient, device: Device, query: str = "", **changes: Any) -> TestResponse:
    page, options = _page(client, SIGN_IN)
    data = {"csrf_token": _token(page), "passkey": device.sign(options), **changes}
    return client.post(ENTER + query, data=data)


def _phone(client: StrictClient) -> StrictClient:
    return StrictClient(client.application, client.application.response_class)


@pytest.fixture
def laptop(client: StrictClient, people: People) -> Device:
    """A device on which Chan, who is signed in, has just added a passkey."""
    client.sign_in("KH-1200", lasting=False)
    device = Device()
    assert _add(client, device).status_code == 303
    return device


def test_chan_sees_the_passkey_signs_in_with_it_and_removes_it(client: StrictClient, laptop: Device) -> None:
    assert "Office laptop" in client.get(MINE).get_data(as_text=True)
    other = _phone(client)
    answer = _enter(other, laptop)
    assert (answer.status_code, answer.location) == (303, "/en/staff/")
    page = other.get(MINE)
    assert page.headers["Cache-Control"] == "no-store"
    text = page.get_data(as_text=True)
    assert "last used on" in text
    [which] = re.findall(r'name="which" value="([0-9]+)"', text)
    removed = other.post(MINE, data={"csrf_token": _token(text), "act": "remove", "which": which})
    assert removed.status_code == 303
    assert "You have none yet." in other.get(MINE).get_data(as_text=True)
    refused = _enter(_phone(client), laptop)
    assert refused.status_code == 422
    assert html.escape(str(WORDS["passkey-refused"])) in refused.get_data(as_text=True)


def test_a_sign_in_by_passkey_ends_with_the_browser_unless_the_phone_is_theirs_alone(
    client: StrictClient, laptop: Device
) -> None:
    kept = {}
    for mine in ("", "y"):
        answer = _enter(_phone(client), laptop, **({"mine": mine} if mine else {}))
        [cookie] = [one for one in answer.headers.getlist("Set-Cookie") if "sala=" in one]
        kept[mine] = "Expires" in cookie
    assert kept == {"": False, "y": True}


def test_it_leads_back_to_where_somebody_wanted_to_go(client: StrictClient, laptop: Device) -> None:
    phone = _phone(client)
    sent = phone.get("/en/people/?branch=KH-12")
    page = phone.get(sent.location).get_data(as_text=True)
    [action] = re.findall(r'formaction="([^"]*)"', page)
    options = html.unescape(re.findall(r'data-options="([^"]*)"', page)[0])
    answer = phone.post(
        html.unescape(action), data={"csrf_token": _token(page), "passkey": laptop.sign(options)}
    )
    assert answer.location == "/en/people/?branch=KH-12"
    assert _enter(_phone(client), laptop, "?next=//elsewhere.example/").location == "/en/staff/"


def test_the_session_holds_no_challenge_after_signing_in(client: StrictClient, laptop: Device) -> None:
    phone = _phone(client)
    _enter(phone, laptop)
    with phone.session_transaction() as kept:
        assert "passkey" not in kept


def test_an_answer_counts_once_and_only_in_the_browser_that_was_asked(
    client: StrictClient, laptop: Device
) -> None:
    phone, other = _phone(client), _phone(client)
    page, options = _page(phone, SIGN_IN)
    data = {"csrf_token": _token(page), "passkey": laptop.sign(options)}
    old = phone.get_cookie("sala")
    assert old is not None
    stolen = {"csrf_token": _token(_page(other, SIGN_IN)[0]), "passkey": data["passkey"]}
    assert other.post(ENTER, data=stolen).status_code == 422
    assert phone.post(ENTER, data=data).status_code == 303
    phone.set_cookie("sala", old.value)  # as it was before, challenge and all
    assert phone.post(ENTER, data=data).status_code == 422
    assert phone.get("/en/me/").status_code == 302


def test_another_site_cannot_send_the_form(client: StrictClient, laptop: Device) -> None:
    phone = _phone(client)
    answer = laptop.sign(_page(phone, SIGN_IN)[1])
    assert phone.post(ENTER, data={"passkey": answer}).status_code == 400
    assert client.post(MINE, data={"act": "add", "pin": PIN}).status_code == 400


@pytest.mark.parametrize("answer", ["", "{}", "☃", "x" * (LONGEST_ANSWER * 2)])
def test_nonsense_is_refused_counted_and_made_to_wait(
    client: StrictClient, people: People, answer: str
) -> None:
    phone = _phone(client)
    for status in (422, 422, 422, 422, 422, 429):
        data = {"csrf_token": _token(_page(phone, SIGN_IN)[0]), "passkey": answer}
        sent = phone.post(ENTER, data=data)
        assert sent.status_code == status
    assert int(sent.headers["Retry-After"]) > 0
    assert max(session.scalars(select(FailedSignIns.failures))) == 5
    phone.sign_in("KH-1001")


def test_a_wrong_pin_adds_nothing_is_counted_and_keeps_the_name(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    answer = _add(client, Device(), pin="135790")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "This is not your PIN." in page
    assert 'value="Office laptop"' in page
    assert "135790" not in page
    # Signing in was two (the work of the account and of the network), this is two of the session.
    assert session.scalar(select(func.count()).select_from(FailedSignIns)) == 4
    assert "Please fill this in." in _add(client, Device(), pin="").get_data(as_text=True)
    too_long = _add(client, Device(), name="x" * 10_000)
    assert "longer than 60 characters" in too_long.get_data(as_text=True)
    assert session.scalars(select(Passkey)).all() == []


def test_an_answer_of_another_page_is_not_added(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    for passkey in ("", "{}", "not an answer"):
        answer = _add(client, Device(), passkey=passkey)
        assert answer.status_code == 422
        assert str(WORDS["passkey-not-added"]) in answer.get_data(as_text=True)


@pytest.mark.parametrize("which", ["", "x", "²", "0", "999999", "9" * 5000])
def test_removing_what_is_not_there_is_told(client: StrictClient, laptop: Device, which: str) -> None:
    data = {"csrf_token": _token(_page(client, MINE)[0]), "act": "remove", "which": which}
    assert client.post(MINE, data=data).status_code == 404
    assert len(session.scalars(select(Passkey)).all()) == 1


def test_dao_removes_no_passkey_of_chan(client: StrictClient, laptop: Device, people: People) -> None:
    [passkey] = session.scalars(select(Passkey.id))
    dao = _phone(client)
    dao.sign_in("TH-1200")
    page, _options = _page(dao, MINE)
    assert "Office laptop" not in page
    data = {"csrf_token": _token(page), "act": "remove", "which": str(passkey)}
    assert dao.post(MINE, data=data).status_code == 404
    assert len(session.scalars(select(Passkey)).all()) == 1


def test_whoever_has_lost_the_last_role_can_still_remove_what_is_left(
    client: StrictClient, laptop: Device, people: People
) -> None:
    for role in people.chan.roles:
        session.delete(role)
    session.commit()
    page, options = _page(client, MINE)
    assert options == ""
    [which] = re.findall(r'name="which" value="([0-9]+)"', page)
    data = {"csrf_token": _token(page), "act": "remove", "which": which}
    assert client.post(MINE, data=data).status_code == 303
    assert client.get(MINE).status_code == 403


def test_only_staff_is_led_to_the_page(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    assert MINE in client.get("/en/me/").get_data(as_text=True)
    sokha = _phone(client)
    sokha.sign_in("KH-1001")
    assert MINE not in sokha.get("/en/me/").get_data(as_text=True)
    data = {"csrf_token": sokha.token("/en/me/"), "act": "add", "pin": PIN, "passkey": "{}"}
    refused = sokha.post(MINE, data=data)
    assert refused.status_code == 422
    assert str(WORDS["passkey-for-staff"]) in refused.get_data(as_text=True)


def test_hr_sees_that_somebody_has_passkeys_and_a_new_card_ends_them(
    client: StrictClient, laptop: Device, people: People
) -> None:
    people_service.give_role(people.bopha, "hr", people_queries.unit_by_code("khm"), actor=None)
    session.commit()
    bopha = _phone(client)
    bopha.sign_in("KH-1100")
    assert "Also signs in with a passkey" in bopha.get("/en/people/KH-1200/").get_data(as_text=True)
    assert "passkey" not in bopha.get("/en/people/KH-1001/").get_data(as_text=True)
    card = "/en/people/KH-1200/card/"
    assert "the passkeys" in bopha.get(card).get_data(as_text=True)
    assert bopha.send(card, {"act": "card", "seen": "1"}).status_code == 200
    assert _enter(_phone(client), laptop).status_code == 422


def test_where_browsers_make_no_passkeys_none_are_offered(
    client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(client.application)
    monkeypatch.setitem(
        client.application.extensions,
        "sala.settings",
        Settings(**{**vars(settings), "base_url": "http://127.0.0.1:8000"}),
    )
    page, options = _page(client, SIGN_IN)
    assert options == ""
    assert "passkey" not in page
    client.sign_in("KH-1200")
    page, options = _page(client, MINE)
    assert options == ""
    assert "Passkeys need an address that starts with https" in page


ROLES = "/en/people/KH-1001/roles/"


def test_a_passkey_confirms_who_it_is_and_that_of_a_colleague_does_not(
    client: StrictClient, people: People, laptop: Device
) -> None:
    people_service.give_role(people.noy, "hr", people.chan.unit, actor=None)
    session.commit()
    colleague, other = Device(), _phone(client)
    other.sign_in("KH-1300")
    assert _add(other, colleague).status_code == 303

    def confirmed_by(device: Device, page: TestResponse) -> TestResponse:
        text = page.get_data(as_text=True)
        found = re.search(r'data-options="([^"]*)"', text)
        assert found
        data = {"role": "trainer", "unit": "KH-12", "confirm-pin": ""}
        answer = device.sign(html.unescape(found[1]))
        return client.post(ROLES, data={"csrf_token": _token(text), **data, "passkey": answer})

    with clock.frozen(clock.now() + timedelta(hours=1)):
        data = {"csrf_token": client.token(MINE), "role": "trainer", "unit": "KH-12"}
        asked = client.post(ROLES, data=data)
        assert asked.status_code == 403
        refused = confirmed_by(colleague, asked)
        assert refused.status_code == 422
        assert str(WORDS["passkey-refused"]) in refused.get_data(as_text=True)
        assert confirmed_by(laptop, refused).status_code == 303
