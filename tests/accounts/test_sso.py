"""The account of a Society: Chan connects it, comes in with it, and everybody and everything else is refused."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from requests import Response
from requests.adapters import HTTPAdapter
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms import clock
from lms.accounts.domain.oidc_policy import Claims
from lms.accounts.models import FailedSignIns, OidcAccount
from lms.accounts.queries import people as people_queries
from lms.accounts.services import oidc, person_changes, roles, sign_in
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.oidc_client import Client
from lms.accounts.services.people import Person
from lms.accounts.services.person_changes import particulars_of
from lms.accounts.views.oidc import WORDS
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from tests.accounts.issuer import ADDRESS, ANOTHER_KEY, SERVICE, Issuer, nobody_there, said, unsigned
from tests.client import StrictClient
from tests.people import PIN, SECRET, People

BEGIN = "/en/sign-in/khm/"
CONNECT = f"{BEGIN}?for=connect"
BACK = "/sign-in/khm/back/"
MINE = "/en/me/passkeys/"
ACCOUNT = "/en/me/passkeys/account/"
CHANS = Claims("khm", ADDRESS, "chan-at-work", "chan@example.org", True)


@pytest.fixture
def issuer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """The account service of the Cambodian Red Cross, and Sala that knows it."""
    issuer = Issuer()
    monkeypatch.setattr(HTTPAdapter, "send", lambda *given, **options: issuer.send(*given, **options))
    monkeypatch.setitem(app.extensions, "sala.openid", {"khm": Client(SERVICE)})
    return issuer


@pytest.fixture
def chan(people: People) -> Person:
    """Chan, whose address is known in Sala."""
    _write(people.chan, "Chan@Example.org")
    session.commit()
    return people.chan


def _write(person: Person, email: str) -> None:
    person_changes.edit_person(person, replace(particulars_of(person), email=email), actor=None)


def _phone(client: StrictClient) -> StrictClient:
    return StrictClient(client.application, client.application.response_class)


def _come_back(client: StrictClient, said: dict[str, str]) -> TestResponse:
    """The browser comes back with an answer, and the form on the page sends itself."""
    page = client.get(BACK, query_string=said).get_data(as_text=True)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return client.post(BACK, data={name: html.unescape(value) for name, value in fields})


def _enter(client: StrictClient, issuer: Issuer, begin: str = BEGIN) -> TestResponse:
    return _come_back(client, issuer.sign_in(client.get(begin).location))


def _connect(client: StrictClient, issuer: Issuer, pin: str = PIN) -> TestResponse:
    assert _enter(client, issuer, CONNECT).status_code == 303
    return client.send(ACCOUNT, {"act": "connect", "account-pin": pin}, form=MINE)


def _removing(page: str) -> dict[str, str]:
    """The form that disconnects the account which stands on a page."""
    [connected] = re.findall(r'name="connected" value="([^"]+)"', page)
    return {"act": "remove", "connected": connected}


def _says(answer: TestResponse, word: str) -> bool:
    return html.escape(str(WORDS[word])) in html.unescape(answer.get_data(as_text=True)).replace(
        "'", "&#x27;"
    )


def _lines() -> list[tuple[str, int | None, str, dict[str, Any]]]:
    asked = select(AuditLine).where(AuditLine.act.like("accounts.openid%")).order_by(AuditLine.id)
    return [
        (one.act, one.actor_id, f"{one.record} {one.record_id}", one.facts) for one in session.scalars(asked)
    ]


@pytest.fixture
def connected(client: StrictClient, issuer: Issuer, chan: Person) -> Person:
    """Chan, signed in with the PIN, has connected the account."""
    client.sign_in("KH-1200", lasting=False)
    assert _connect(client, issuer).status_code == 303
    return chan


def test_chan_connects_the_account_comes_in_with_it_and_removes_it(
    client: StrictClient, issuer: Issuer, chan: Person
) -> None:
    client.sign_in("KH-1200")
    page = client.get(MINE).get_data(as_text=True)
    assert CONNECT.replace("&", "&amp;") in page
    issuer.claims["email"] = "CHAN@example.org"
    assert _enter(client, issuer, CONNECT).location == f"{MINE}#account"
    assert "You have signed in there as CHAN@example.org." in client.get(MINE).get_data(as_text=True)
    answer = client.send(ACCOUNT, {"act": "connect", "account-pin": PIN}, form=MINE)
    assert (answer.status_code, answer.location) == (303, f"{MINE}#account")
    assert "not used yet" in client.get(MINE).get_data(as_text=True)

    other = _phone(client)
    assert "Sign in with the account of Cambodian Red Cross" in other.get("/en/sign-in/").get_data(
        as_text=True
    )
    answer = _enter(other, issuer)
    assert (answer.status_code, answer.location) == (303, "/en/staff/")
    [cookie] = [one for one in answer.headers.getlist("Set-Cookie") if "sala=" in one]
    assert "Expires" not in cookie, "it ends with the browser"
    page = other.get(MINE).get_data(as_text=True)
    assert "last used on" in page
    assert other.get("/en/people/").status_code == 200

    assert other.send(ACCOUNT, _removing(page), form=MINE).status_code == 303
    assert "Connect my account" in other.get(MINE).get_data(as_text=True)
    assert _says(_enter(_phone(client), issuer), "openid-refused")
    [account] = {facts["account"] for act, _, _, facts in _lines() if "account" in facts}
    him = f"person {chan.id}"
    assert _lines() == [
        ("accounts.openid", chan.id, him, {"account": account, "society": "khm"}),
        ("accounts.openid-used", chan.id, him, {"account": account}),
        ("accounts.openid-removed", chan.id, him, {"account": account}),
        ("accounts.openid-refused", None, "society khm", {"reason": "not-connected"}),
    ]


def test_it_leads_to_where_somebody_wanted_to_go_and_nowhere_else(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    phone = _phone(client)
    page = phone.get(phone.get("/en/people/?branch=KH-12").location).get_data(as_text=True)
    [begin] = [html.unescape(one) for one in re.findall(r'href="([^"]+)"', page) if "/sign-in/khm/" in one]
    assert _enter(phone, issuer, begin).location == "/en/people/?branch=KH-12"
    for elsewhere in (
        "//elsewhere.example/",
        "https://elsewhere.example/",
        "/\\elsewhere.example",
        "",
        f"/{'x' * 5000}",
    ):
        assert _enter(_phone(client), issuer, f"{BEGIN}?next={elsewhere}").location == "/en/staff/"
    assert phone.get(f"{BEGIN}?next=/en/people/").location == "/en/people/", "who is in is in"


def test_the_service_is_asked_for_an_id_and_an_address_and_for_nothing_else(
    client: StrictClient, issuer: Issuer
) -> None:
    address = urlsplit(client.get(BEGIN).location)
    asked = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{ADDRESS}/authorize"
    secrets = {name: asked.pop(name)[0] for name in ("state", "nonce", "code_challenge")}
    assert min(map(len, secrets.values())) >= 43
    assert asked == {
        "response_type": ["code"],
        "client_id": ["sala"],
        "scope": ["openid email"],
        "redirect_uri": ["http://localhost/sign-in/khm/back/"],
        "code_challenge_method": ["S256"],
    }


def test_nothing_that_the_service_gave_is_kept(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    phone = _phone(client)
    _enter(phone, issuer)
    for browser in (client, phone):
        with browser.session_transaction() as kept:
            assert not {name for name in kept if name.startswith("openid")}
    account = oidc.account_of(connected)
    assert account is not None
    assert {account.issuer, account.subject} == {ADDRESS, "chan-at-work"}


def test_the_page_of_the_way_back_speaks_the_language_in_which_it_was_begun(
    client: StrictClient, issuer: Issuer
) -> None:
    back = issuer.sign_in(client.get("/th/sign-in/khm/").location)
    assert '<html lang="th"' in client.get(BACK, query_string=back).get_data(as_text=True)
    answer = _come_back(client, back)
    assert '<html lang="th"' in answer.get_data(as_text=True)
    assert client.get(BACK).location == "/en/sign-in/", "and opened by itself it leads to signing in"


# --- the answer of another browser, another time, another service ---------------------------------------------


def test_an_answer_counts_once_in_the_browser_that_asked_and_for_ten_minutes(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    phone, other = _phone(client), _phone(client)
    back = issuer.sign_in(phone.get(BEGIN).location)
    other.get(BEGIN)
    for wrong in (
        _come_back(other, back),
        _come_back(_phone(client), back),
        _come_back(other, {"state": "☃", "code": "x"}),
    ):
        assert wrong.status_code == 400
        assert _says(wrong, "openid-not-finished")
    old = phone.get_cookie("sala")
    assert old is not None
    assert _come_back(phone, back).status_code == 303
    phone.set_cookie("sala", old.value)  # as it was before, with all that was begun
    again = _come_back(phone, back)
    assert again.status_code == 400
    assert phone.get("/en/me/").status_code == 302
    late = _phone(client)
    with clock.frozen(clock.now() - timedelta(minutes=10)):
        back = issuer.sign_in(late.get(BEGIN).location)
    assert _come_back(late, back).status_code == 400


def test_the_answer_of_one_society_is_none_of_another(
    client: StrictClient, issuer: Issuer, connected: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = {"khm": Client(SERVICE), "tha": Client(SERVICE)}
    monkeypatch.setitem(client.application.extensions, "sala.openid", both)
    phone = _phone(client)
    assert _come_back(phone, issuer.sign_in(phone.get("/en/sign-in/tha/").location)).status_code == 400


def test_another_site_cannot_send_the_form(client: StrictClient, issuer: Issuer, connected: Person) -> None:
    phone = _phone(client)
    back = issuer.sign_in(phone.get(BEGIN).location)
    assert phone.post(BACK, data=back).status_code == 400
    assert client.post(ACCOUNT, data={"act": "remove"}).status_code == 400
    assert oidc.account_of(connected) is not None


def test_where_no_society_has_a_service_there_is_nothing(client: StrictClient, people: People) -> None:
    assert "Sign in with the account" not in client.get("/en/sign-in/").get_data(as_text=True)
    client.sign_in("KH-1200")
    page = client.get(MINE).get_data(as_text=True)
    assert "Connect my account" not in page
    for address in (BEGIN, BACK, "/en/sign-in/xyz/"):
        assert client.get(address).status_code == 404
    assert client.send(BACK, {"state": "x"}, form=MINE).status_code == 404
    assert client.send(ACCOUNT, {"act": "remove"}, form=MINE).status_code == 404
    refused = client.send(ACCOUNT, {"act": "connect", "account-pin": PIN}, form=MINE)
    assert refused.status_code == 422


# --- what the service says wrongly ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": "another-client", "azp": "sala"},
        {"aud": ["another-client", "a third one"]},
        {"aud": ["sala", "another-client"], "azp": "another-client"},
        {"aud": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": None},
        {"nbf": 4_000_000_000},
        {"nonce": "that of another way"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
    ],
)
def test_a_token_that_says_something_wrong_opens_nothing(
    client: StrictClient, issuer: Issuer, connected: Person, claims: dict[str, Any]
) -> None:
    issuer.claims.update(claims)
    _refuses(client, issuer)


def _refuses(client: StrictClient, issuer: Issuer) -> None:
    phone = _phone(client)
    answer = _enter(phone, issuer)
    assert answer.status_code == 503
    assert _says(answer, "openid-silent")
    assert phone.get("/en/me/").status_code == 302


def test_a_token_that_another_key_has_signed_opens_nothing(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    issuer.key = ANOTHER_KEY
    _refuses(client, issuer)


def test_a_token_that_nobody_has_signed_opens_nothing(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    def token() -> Response:
        now = int(clock.now().timestamp())
        claims = {"iss": ADDRESS, "sub": "chan-at-work", "aud": "sala", "iat": now, "exp": now + 300}
        return said({"access_token": "a", "id_token": unsigned({**claims, "nonce": issuer.nonce})})

    issuer.instead["/token"] = token
    _refuses(client, issuer)


@pytest.mark.parametrize("end", ["/openid-configuration", "/token", "/keys"])
@pytest.mark.parametrize(
    "answer",
    [
        nobody_there,
        lambda: said({"error": "server_error"}, 500),
        lambda: said(b"<h1>It works!</h1>"),
        lambda: said([]),
        lambda: said(None),
        lambda: said("x"),
        lambda: said({}),
        lambda: said(b"[" * 100_000),
        lambda: said({"error": "invalid_client"}, 401),
        lambda: said(b"", 302, Location="http://elsewhere.example/"),
        lambda: said({"issuer": ADDRESS, "keys": "x", "id_token": "a.b.c", "access_token": 1}),
    ],
)
def test_a_service_that_is_down_or_talks_nonsense_gives_a_clear_page_and_no_name_in_the_log(
    client: StrictClient,
    issuer: Issuer,
    chan: Person,
    caplog: pytest.LogCaptureFixture,
    end: str,
    answer: Callable[[], Response],
) -> None:
    issuer.instead[end] = answer
    phone = _phone(client)
    with caplog.at_level(logging.INFO):
        begun = phone.get(BEGIN)
        early = end == "/openid-configuration"
        given = begun if early else _come_back(phone, issuer.sign_in(begun.location))
    assert given.status_code == 503
    assert _says(given, "openid-silent")
    assert "the account service of khm gave no answer that counts" in caplog.text
    assert "chan" not in caplog.text
    assert "code-0" not in caplog.text
    assert session.scalars(select(FailedSignIns)).all() == [], "nobody but the service did anything wrong"


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://elsewhere.example"},
        {"issuer": None},
        {"token_endpoint": "http://accounts.example.org/token"},
        {"jwks_uri": "http://127.0.0.1/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https:///authorize"},
        {"token_endpoint": 7},
        {"jwks_uri": None},
        {"id_token_signing_alg_values_supported": 7},
    ],
)
def test_a_service_that_says_wrong_things_about_itself_is_not_asked(
    client: StrictClient, issuer: Issuer, metadata: dict[str, Any]
) -> None:
    issuer.metadata.update(metadata)
    answer = client.get(BEGIN)
    assert answer.status_code == 503
    assert _says(answer, "openid-silent")
    assert len(issuer.asked) == 1


@pytest.mark.parametrize(
    ("methods", "header"),
    [(None, True), (["client_secret_post", "client_secret_basic"], True), (["client_secret_post"], False)],
)
def test_sala_says_who_it_is_in_the_way_that_the_service_wants(
    client: StrictClient, issuer: Issuer, connected: Person, methods: list[str] | None, header: bool
) -> None:
    issuer.metadata["token_endpoint_auth_methods_supported"] = methods
    client.application.extensions["sala.openid"]["khm"] = Client(SERVICE)
    assert _enter(_phone(client), issuer).status_code == 303
    [asked] = [one for one in issuer.asked if str(one.url).endswith("/token")][-1:]
    assert ("Authorization" in asked.headers) is header
    assert ("client_secret=sesame+%26+co" in str(asked.body)) is not header
    assert "code_verifier=" in str(asked.body)


def test_what_a_service_says_about_itself_is_asked_once_an_hour_and_no_answer_is_remembered_for_a_moment(
    client: StrictClient, issuer: Issuer
) -> None:
    def asked_at(seconds: int) -> tuple[int, int]:
        with clock.frozen(now + timedelta(seconds=seconds)):
            return _phone(client).get(BEGIN).status_code, len(issuer.asked)

    now = clock.now()
    issuer.instead["/openid-configuration"] = nobody_there
    assert asked_at(0) == (503, 1)
    assert asked_at(29) == (503, 1), "nobody waits for it again"
    issuer.instead.clear()
    assert asked_at(30) == (302, 2)
    assert asked_at(30 + 3599) == (302, 2)
    assert asked_at(30 + 3600) == (302, 3)


def test_whoever_stops_over_there_is_told_that_nothing_happened(client: StrictClient, issuer: Issuer) -> None:
    for error, status, word in (
        ("access_denied", 403, "openid-stopped"),
        ("temporarily_unavailable", 503, "openid-silent"),
    ):
        state = issuer.sign_in(client.get(BEGIN).location)["state"]
        answer = _come_back(client, {"state": state, "error": error, "error_description": "x"})
        assert answer.status_code == status
        assert _says(answer, word)
    stopped = _come_back(client, {"error": "access_denied"})  # as some do, which leave out the state
    assert (stopped.status_code, _says(stopped, "openid-stopped")) == (403, True)
    assert not any(str(one.url).endswith("/token") for one in issuer.asked)


# --- whom it lets in ------------------------------------------------------------------------------------------


def test_whoever_is_not_connected_hears_the_same_whether_they_are_known_or_not(
    client: StrictClient, issuer: Issuer, chan: Person
) -> None:
    """The address alone opens nothing: it is HR who writes it."""
    pages = set()
    for email in ("chan@example.org", "nobody@example.org"):
        issuer.claims.update(email=email, sub=email)
        answer = _enter(_phone(client), issuer)
        assert answer.status_code == 403
        pages.add(answer.get_data(as_text=True))
    assert len(pages) == 1
    assert session.scalars(select(OidcAccount)).all() == []


def _leave(chan: Person, noy: Person) -> None:
    person_changes.deactivate(chan, reason="left", actor=None)


def _lose_the_phone(chan: Person, noy: Person) -> None:
    sign_in.issue_card(chan, actor=None)


def _be_merged(chan: Person, noy: Person) -> None:
    merges.merge(noy, chan, reason="The same man", actor=None)


def _have_no_task(chan: Person, noy: Person) -> None:
    roles.take_role(chan, "hr", people_queries.unit_by_code("khm"), actor=None)


def _move(chan: Person, noy: Person) -> None:
    person_changes.move_person(chan, people_queries.unit_by_code("TH-27"), actor=None)


@pytest.mark.parametrize("end", [_leave, _lose_the_phone, _be_merged, _have_no_task, _move])
def test_it_ends_with_the_account_the_phone_the_record_the_last_role_or_the_society(
    client: StrictClient,
    issuer: Issuer,
    connected: Person,
    people: People,
    end: Callable[[Person, Person], None],
) -> None:
    end(people.chan, people.noy)
    session.commit()
    phone = _phone(client)
    answer = _enter(phone, issuer)
    assert answer.status_code == 403
    assert _says(answer, "openid-refused")
    assert phone.get("/en/me/").status_code == 302
    assert _lines()[-1][0] == "accounts.openid-refused"
    assert "chan" not in str(_lines())


def test_a_merge_that_is_undone_leaves_it_as_it_was_and_an_account_that_is_opened_again_has_none(
    client: StrictClient, issuer: Issuer, connected: Person, people: People
) -> None:
    _be_merged(people.chan, people.noy)
    merges.undo_merge(merges.merged_into(people.noy)[0].id, actor=None)
    session.commit()
    assert _enter(_phone(client), issuer).status_code == 303
    person_changes.deactivate(people.chan, reason="paused", actor=None)
    person_changes.reactivate(people.chan, actor=None)
    assert oidc.account_of(people.chan) is None


def test_who_is_refused_again_and_again_has_to_wait_and_chan_has_not(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    issuer.claims["sub"] = "somebody"
    with clock.frozen(clock.now()):
        for status in (403, 403, 403, 403, 403, 429):
            answer = _enter(_phone(client), issuer)
            assert answer.status_code == status
        assert int(answer.headers["Retry-After"]) > 0
        issuer.claims.clear()
        assert _enter(_phone(client), issuer).status_code == 303


def test_an_address_from_which_too_much_fails_does_not_reach_the_service(
    client: StrictClient, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.accounts.domain.backoff._MOST", 100)
    with clock.frozen(clock.now()):
        for _ in range(61):
            oidc.count_failure("127.0.0.1", SECRET)
        session.commit()
        answer = client.get(BEGIN)
    assert answer.status_code == 429
    assert issuer.asked == []


# --- connecting -----------------------------------------------------------------------------------------------


def test_a_wrong_pin_connects_nothing_and_is_counted(
    client: StrictClient, issuer: Issuer, chan: Person
) -> None:
    client.sign_in("KH-1200")
    for pin, sentence in (("135790", "This is not your PIN."), ("", "Please fill this in.")):
        answer = _connect(client, issuer, pin)
        assert answer.status_code == 422
        assert sentence in answer.get_data(as_text=True)
    assert oidc.account_of(chan) is None
    # Signing in was two (the work of the account and of the network), this is two of the session.
    assert len(session.scalars(select(FailedSignIns)).all()) == 4
    assert client.send(ACCOUNT, {"act": "connect", "account-pin": PIN}, form=MINE).status_code == 303


def test_a_pin_that_comes_too_late_connects_nothing(
    client: StrictClient, issuer: Issuer, chan: Person
) -> None:
    client.sign_in("KH-1200")
    with clock.frozen(clock.now() - timedelta(minutes=10)):
        _enter(client, issuer, CONNECT)
    answer = client.send(ACCOUNT, {"act": "connect", "account-pin": PIN}, form=MINE)
    assert answer.status_code == 422
    assert _says(answer, "openid-not-finished")


@pytest.mark.parametrize(
    ("claims", "word"),
    [
        ({"email_verified": False}, "openid-unverified"),
        ({"email_verified": None}, "openid-unverified"),
        ({"email_verified": "true"}, "openid-unverified"),
        ({"email": None}, "openid-unverified"),
        ({"email": ["chan@example.org"]}, "openid-unverified"),
        ({"email": "dao@example.org"}, "openid-other-email"),
    ],
)
def test_the_account_of_somebody_else_on_a_shared_computer_is_not_connected(
    client: StrictClient, issuer: Issuer, chan: Person, claims: dict[str, Any], word: str
) -> None:
    client.sign_in("KH-1200")
    issuer.claims.update(claims)
    answer = _enter(client, issuer, CONNECT)
    assert answer.status_code == 403
    assert _says(answer, word)
    assert "Connect this account" not in client.get(MINE).get_data(as_text=True)


def test_only_staff_of_that_society_connects_an_account(
    client: StrictClient, issuer: Issuer, people: People
) -> None:
    for number in ("TH-1200", "KH-1001"):
        visitor = _phone(client)
        visitor.sign_in(number)
        answer = _enter(visitor, issuer, CONNECT)
        assert answer.status_code == 403
        assert _says(answer, "openid-for-staff")
    dao = _phone(client)
    dao.sign_in("TH-1200")
    assert "Connect my account" not in dao.get(MINE).get_data(as_text=True)
    nobody = _enter(_phone(client), issuer, CONNECT)
    assert nobody.status_code == 400, "and nobody who is not signed in"


def test_an_account_belongs_to_one_person(
    client: StrictClient, issuer: Issuer, connected: Person, people: People
) -> None:
    _write(people.chan, "")
    _write(people.noy, "chan@example.org")
    session.commit()
    noy = _phone(client)
    noy.sign_in("KH-1300")
    answer = _enter(noy, issuer, CONNECT)
    assert answer.status_code == 403
    assert _says(answer, "openid-taken")


def test_whoever_has_it_from_another_record_of_theirs_connects_it_again(
    client: StrictClient, issuer: Issuer, connected: Person, people: People
) -> None:
    _be_merged(people.chan, people.noy)
    _write(people.noy, "chan@example.org")
    session.commit()
    noy = _phone(client)
    noy.sign_in("KH-1300")
    assert _connect(noy, issuer).status_code == 303
    [account] = session.scalars(select(OidcAccount))
    assert account.person_id == people.noy.id


def test_another_account_takes_the_place_of_the_first(issuer: Issuer, chan: Person) -> None:
    def connect(subject: str) -> None:
        claims = Claims("khm", ADDRESS, subject, "chan@example.org", True)
        oidc.connect(chan, claims, pin=PIN, address="", secret=SECRET)

    for subject in ("chan-at-work", "chan-at-home", "chan-at-home"):
        connect(subject)
    [account] = session.scalars(select(OidcAccount))
    assert account.subject == "chan-at-home"
    with pytest.raises(RuleBroken, match="openid-refused"):
        oidc.sign_in(CHANS, address="", secret=SECRET)


def test_two_people_who_connect_one_account_at_one_moment_do_not_both_have_it(
    chan: Person, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    oidc.connect(chan, CHANS, pin=PIN, address="", secret=SECRET)
    _write(people.chan, "")
    _write(people.noy, "chan@example.org")
    monkeypatch.setattr(oidc, "_account", lambda claims: None)  # looked a moment before
    with pytest.raises(RuleBroken, match="openid-taken"):
        oidc.connect(people.noy, CHANS, pin=PIN, address="", secret=SECRET)
    assert oidc.account_of(chan) is not None


def test_nobody_removes_what_they_do_not_have(people: People) -> None:
    with pytest.raises(NotFound):
        oidc.remove(people.chan, "")


def test_an_old_page_does_not_disconnect_the_account_that_was_connected_since(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    old = client.get(MINE).get_data(as_text=True)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        oidc.connect(connected, CHANS, pin=PIN, address="", secret=SECRET)
        session.commit()
        assert client.send(ACCOUNT, _removing(old), form=MINE).status_code == 404
        assert oidc.account_of(connected) is not None
        now = client.get(MINE).get_data(as_text=True)
        assert client.send(ACCOUNT, _removing(now), form=MINE).status_code == 303
    assert oidc.account_of(connected) is None


def test_whoever_has_lost_the_last_role_can_still_remove_what_is_left(
    client: StrictClient, connected: Person
) -> None:
    _have_no_task(connected, connected)
    session.commit()
    client.sign_in("KH-1200")
    page = client.get(MINE).get_data(as_text=True)
    assert client.send(ACCOUNT, _removing(page), form=MINE).status_code == 303
    assert client.get(MINE).status_code == 403


def test_hr_sees_that_somebody_signs_in_with_it_and_a_new_card_ends_it(
    client: StrictClient, connected: Person, people: People
) -> None:
    people_service.give_role(people.bopha, "hr", people_queries.unit_by_code("khm"), actor=None)
    session.commit()
    bopha = _phone(client)
    bopha.sign_in("KH-1100")
    assert "Also signs in with the account of the Society" in bopha.get("/en/people/KH-1200/").get_data(
        as_text=True
    )
    assert bopha.send("/en/people/KH-1200/card/", {"act": "card", "seen": "1"}).status_code == 200
    assert oidc.account_of(connected) is None
    assert "account of the Society" not in bopha.get("/en/people/KH-1200/").get_data(as_text=True)


# --- confirming who it is ---------------------------------------------------------------------------------------------

ROLES = "/en/people/KH-1001/roles/"


@pytest.mark.parametrize(
    ("claims", "confirmed"),
    [
        ({"auth_time": "now"}, True),
        ({"auth_time": "an hour ago"}, False),
        ({}, False),  # a service that does not say when
        ({"auth_time": "now", "sub": "somebody-else"}, False),
    ],
)
def test_the_account_confirms_who_it_is_only_where_the_service_has_just_asked(
    client: StrictClient, issuer: Issuer, connected: Person, claims: dict[str, str], confirmed: bool
) -> None:
    said_at = {"now": 0, "an hour ago": 3600}
    with clock.frozen(clock.now() + timedelta(hours=1)):
        given = client.post(
            ROLES, data={"csrf_token": client.token(MINE), "role": "trainer", "unit": "KH-12"}
        )
        assert given.status_code == 403
        page = given.get_data(as_text=True)
        assert 'href="/en/sign-in/khm/?for=confirm"' in page
        assert 'name="confirm-pin"' in page
        begun = client.get(f"{BEGIN}?for=confirm")
        asked = parse_qs(urlsplit(begun.location).query)
        assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
        issuer.claims |= claims
        if "auth_time" in claims:
            issuer.claims["auth_time"] = int(clock.now().timestamp()) - said_at[claims["auth_time"]]
        answer = _come_back(client, issuer.sign_in(begun.location))
        assert answer.status_code == (200 if confirmed else 403)
        # The other window sends what it holds, without a PIN.
        data = {"csrf_token": client.token(MINE), "role": "trainer", "unit": "KH-12", "confirm-pin": ""}
        assert client.post(ROLES, data=data).status_code == (303 if confirmed else 422)


def test_who_is_not_signed_in_confirms_nothing(
    client: StrictClient, issuer: Issuer, connected: Person
) -> None:
    issuer.claims["auth_time"] = int(clock.now().timestamp())
    other = _phone(client)
    answer = _enter(other, issuer, f"{BEGIN}?for=confirm")
    assert answer.status_code == 400
    assert other.get("/en/me/").status_code == 302
