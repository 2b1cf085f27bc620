"""The gate and the session: who comes in, what a phone keeps, and when it ends."""

from __future__ import annotations

import hashlib
import io
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

from lms.accounts import auth
from lms.accounts.services import sessions, sign_in
from lms.db import session
from tests.client import StrictClient
from tests.held import watching
from tests.people import PIN, SECRET, People


def _another_phone(client: StrictClient) -> StrictClient:
    return StrictClient(client.application, client.application.response_class)


def _session_cookie(answer: TestResponse) -> str:
    return next((cookie for cookie in answer.headers.getlist("Set-Cookie") if "sala=" in cookie), "")


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(client: StrictClient, people: People) -> None:
    answer = client.get("/en/records/?branch=KH-12")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/en/sign-in/?next=/en/records/?branch%3DKH-12",
    )
    data = {"csrf_token": client.token("/en/sign-in/"), "identifier": "KH-1200", "pin": PIN}
    back = client.post(answer.headers["Location"], data=data)
    assert back.headers["Location"] == "/en/records/?branch=KH-12"


def test_a_form_that_cannot_be_kept_leads_to_its_page_and_says_that_nothing_was_saved(
    client: StrictClient, people: People
) -> None:
    token = client.token("/en/sign-in/")
    answer = client.post("/en/people/KH-1001/card/", data={"csrf_token": token, "act": "link"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/en/sign-in/?next=/en/people/KH-1001/card/&lost=1",
    )
    assert "was not saved" in client.get(answer.headers["Location"]).get_data(as_text=True)


def test_a_page_that_does_not_say_who_may_see_it_is_for_nobody(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    app = client.application
    view = app.view_functions["courses.me"]
    app.view_functions["courses.me"] = lambda: "forgotten"
    try:
        assert client.get("/en/me/").status_code == 403
    finally:
        app.view_functions["courses.me"] = view


class Slow(io.BytesIO):
    """A form that is still coming in; notes whether others can write meanwhile."""

    def __init__(self, form: bytes, app: Flask, free: list[bool]) -> None:
        super().__init__(form)
        self.readinto = watching(free, app, "person.version")(super().readinto)  # type: ignore[method-assign]
        self.read = watching(free, app, "person.version")(super().read)  # type: ignore[method-assign]


def test_nobody_waits_for_whoever_sends_a_form_slowly(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    token = client.token("/en/me/data/")
    free: list[bool] = []
    form = Slow(urlencode({"csrf_token": token, "purpose": "nothing"}).encode(), client.application, free)
    answer = client.post(
        "/en/me/data/consent/reminders-email/",
        input_stream=form,
        content_type="application/x-www-form-urlencoded",
        content_length=len(form.getvalue()),
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert free
    assert all(free)


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_lesson_is_the_same_for_everybody_and_sets_no_cookie(
    client: StrictClient, people: People, signed_in: bool
) -> None:
    if signed_in:
        data = {"identifier": "KH-1001", "pin": PIN, "mine": "y"}
        assert client.send("/en/sign-in/", data).status_code == 303
    answer = client.get("/en/modules/pss/")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"].startswith("public")


def test_a_session_ends_with_the_browser_unless_the_phone_is_theirs_alone(
    client: StrictClient, people: People
) -> None:
    cookie = _session_cookie(client.send("/en/sign-in/", {"identifier": "KH-1001", "pin": PIN}))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    own = _another_phone(client)
    kept = _session_cookie(own.send("/en/sign-in/", {"identifier": "KH-1001", "pin": PIN, "mine": "y"}))
    assert "Expires" in kept
    assert client.application.permanent_session_lifetime == sessions.KEPT_FOR


def test_the_cookie_holds_a_token_whose_hash_is_stored_and_nothing_of_the_network(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    [row] = sessions.sessions_of([people.sokha.id])
    with client.session_transaction() as kept:
        assert {key for key in kept if not key.startswith("csrf")} == {"_user_id", "_fresh"}
        assert len(kept["_user_id"]) == 43, "32 random bytes: 256 bits"
        assert row.token_hash == hashlib.sha256(kept["_user_id"].encode()).hexdigest()


def test_signing_out_leaves_nothing(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    answer = client.send("/en/sign-out/", form="/en/me/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/signed-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert parse_cookie(_session_cookie(answer))["sala"] == ""
    assert client.get_cookie("sala") is None
    assert client.get("/en/me/").status_code == 302


@pytest.mark.parametrize("form", ["/en/me/", "/en/me/sessions/"])
def test_whoever_signs_out_is_told_so_and_what_can_be_done_next(
    client: StrictClient, people: People, form: str
) -> None:
    client.sign_in("KH-1001")
    answer = client.send("/en/sign-out/" if form == "/en/me/" else form, form=form)
    page = client.get(answer.location).get_data(as_text=True)
    assert "You are signed out" in page
    assert 'class="button" href="/en/sign-in/"' in page


def test_the_page_after_signing_out_says_nothing_wrong_to_who_is_signed_in(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    assert client.get("/en/signed-out/").location == "/en/me/"


def test_signing_out_needs_the_form(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    assert client.get("/en/sign-out/").status_code == 405
    assert client.post("/en/sign-out/").status_code == 400
    assert client.get("/en/me/").status_code == 200


def test_a_new_pin_signs_out_every_other_phone(client: StrictClient, people: People) -> None:
    other = _another_phone(client)
    client.sign_in("KH-1001")
    other.sign_in("KH-1001")
    sign_in.set_pin(people.sokha, "804159", SECRET)
    session.commit()
    assert [phone.get("/en/me/").status_code for phone in (client, other)] == [302, 302]
    other.sign_in("KH-1001", "804159")
    assert [phone.get("/en/me/").status_code for phone in (client, other)] == [302, 200]


def test_somebody_who_leaves_is_signed_out(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    people.sokha.active = False
    session.commit()
    assert client.get("/en/me/").status_code == 302


@pytest.mark.parametrize("kept", ["", "1", "x.1", "999999.0", "².0"])
def test_a_session_of_nobody_is_no_session(client: StrictClient, people: People, kept: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = kept
    assert client.get("/en/me/").status_code == 302


def test_a_wrong_role_is_told_so_in_words(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    answer = client.get("/en/records/")
    assert answer.status_code == 403
    assert "Your role does not open it" in answer.get_data(as_text=True)


def test_public_pages_never_ask_who_is_there(app: Flask, people: People) -> None:
    with app.test_request_context("/en/sign-in/"):
        assert not auth.may("records.read")
    with app.test_request_context("/en/records/"):
        assert not auth.may("records.read"), "nobody is signed in"
