"""Signing in and out on the pages, as a phone sees it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.domain import known_devices
from lms.accounts.models import FailedSignIns
from lms.accounts.services import sign_in
from lms.accounts.views import sign_in as sign_in_views
from lms.audit import AuditLine
from lms.db import session
from tests.client import StrictClient
from tests.people import PIN, SECRET, People

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
SIGN_IN = "/en/sign-in/"


def _try(client: StrictClient, identifier: str, pin: str, address: str = "203.0.113.7") -> tuple[int, str]:
    """Try to sign in; the status and what the page says is wrong."""
    answer = client.post(
        SIGN_IN,
        data={"csrf_token": client.token(SIGN_IN), "identifier": identifier, "pin": pin},
        environ_base={"REMOTE_ADDR": address},
    )
    errors = re.findall(r'role="alert"[^>]*>([^<]*)<', answer.get_data(as_text=True))
    return answer.status_code, " ".join(errors)


def _another_phone(client: StrictClient) -> StrictClient:
    return StrictClient(client.application, client.application.response_class)


def _sign_out(client: StrictClient) -> None:
    client.send("/en/sign-out/", form="/en/me/")


def test_sokha_signs_in_and_lands_on_her_learning(client: StrictClient, people: People) -> None:
    answer = client.sign_in("KH-1001", language="km")
    assert answer.headers["Location"] == "/km/me/"
    page = client.get("/km/me/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "សុខា" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/km/me/", "/lo/me/"),
        ("/km/quizzes/pss/?a=/km/me/", "/lo/quizzes/pss/?a=/km/me/"),
        ("/km", "/lo"),
        ("/lo/me/", "/lo/me/"),
        ("/verify/", "/verify/"),
        ("/kmer/", "/kmer/"),
    ],
)
def test_the_page_after_signing_in_speaks_the_language_that_was_chosen_there(
    client: StrictClient, people: People, wanted: str, reached: str
) -> None:
    address = f"/lo/sign-in/?next={wanted}"
    answer = client.send(address, {"identifier": "KH-1001", "pin": PIN})
    assert answer.location == reached
    assert client.get(address).location == reached, "who is in is in"


@pytest.mark.parametrize(
    ("identifier", "pin"),
    [
        ("kh-1001", PIN),
        (" KH-១០០១ ", "២៤៦៨១៣"),
        ("KH-1001", "๒๔๖ ๘๑๓"),
        ("+855 12 345 678", PIN),
        ("012 345 678", PIN),
        ("០១២៣៤៥៦៧៨", PIN),
    ],
)
def test_number_phone_and_pin_are_read_as_typed_on_any_keyboard(
    client: StrictClient, people: People, identifier: str, pin: str
) -> None:
    people.sokha.phone = "+85512345678"
    assert _try(client, identifier, pin) == (303, "")


def test_a_local_phone_that_fits_two_people_fits_nobody(client: StrictClient, people: People) -> None:
    people.sokha.phone = "+85512345678"
    people.malee.phone = "+6612345678"
    assert _try(client, "012 345 678", PIN)[0] == 422
    assert _try(client, "+6612345678", PIN)[0] == 303


def test_a_wrong_pin_an_unknown_number_and_an_inactive_person_hear_the_same_words(
    client: StrictClient, people: People
) -> None:
    people.ratana.active = False
    sign_in.issue_card(people.noy, actor=None)
    answers = {
        _try(client, "KH-1001", "135790"),  # wrong
        _try(client, "KH-9999", PIN),  # unknown
        _try(client, "KH-1002", PIN),  # right, but inactive
        _try(client, "KH-1300", PIN),  # has a card now, no PIN
        _try(client, "012 345 678", PIN),  # nobody's phone
        _try(client, "\U0001f600", "☃"),
    }
    assert answers == {(422, str(sign_in_views.WORDS["wrong-pin"]))}


def test_what_was_typed_stays_except_the_pin(client: StrictClient, people: People) -> None:
    page = client.send(SIGN_IN, {"identifier": "KH-1001", "pin": "135790"}).get_data(as_text=True)
    assert 'value="KH-1001"' in page
    assert "135790" not in page


def test_an_empty_form_names_both_fields(client: StrictClient, people: People) -> None:
    assert _try(client, "", "") == (422, "Please fill this in. Please fill this in.")


def test_an_account_waits_longer_and_longer_and_then_opens(client: StrictClient, people: People) -> None:
    with clock.frozen(NOON):
        for _ in range(5):
            assert _try(client, "KH-1001", "135790")[0] == 422
        status, words = _try(client, "kh-1001", PIN)
        assert (status, words) == (429, str(sign_in_views.WORDS["must-wait-a-minute"]))
        assert _try(client, "KH-1002", PIN)[0] == 303, "Ratana beside her is not made to wait"
    later = StrictClient(client.application, client.application.response_class)
    with clock.frozen(NOON + timedelta(seconds=30)):
        # The second and third try come too soon; they are not counted.
        assert [_try(later, "KH-1001", "135790")[0] for _ in range(3)] == [422, 429, 429]
    with clock.frozen(NOON + timedelta(seconds=90)):
        assert _try(later, "KH-1001", "135790")[0] == 422
        assert "Please wait 2 minutes" in _try(later, "KH-1001", PIN)[1]
    with clock.frozen(NOON + timedelta(seconds=90 + 120)):
        assert _try(later, "KH-1001", PIN)[0] == 303
    assert max(session.scalars(select(FailedSignIns.failures))) == 7, "the network alone is remembered"


def test_the_wait_is_told_to_machines_too(client: StrictClient, people: People) -> None:
    with clock.frozen(NOON):
        for _ in range(5):
            _try(client, "KH-1001", "135790", "127.0.0.1")
        answer = client.send(SIGN_IN, {"identifier": "KH-1001", "pin": PIN})
    assert answer.headers["Retry-After"] == "30"


def test_when_the_wait_is_over_a_phone_without_scripts_holds_no_pin_to_send_again(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(NOON):
        for _ in range(5):
            _try(client, "KH-1001", "135790", "127.0.0.1")
        page = client.send(SIGN_IN, {"identifier": "KH-1001", "pin": PIN}).get_data(as_text=True)
    assert f'<noscript><meta http-equiv="refresh" content="30; url={SIGN_IN}"></noscript>' in page
    assert "http-equiv" not in client.get(SIGN_IN).get_data(as_text=True)


def test_an_unknown_number_waits_as_a_known_one(client: StrictClient, people: People) -> None:
    with clock.frozen(NOON):
        for spelling in ("kh-9999", "KH-9999", " KH-៩៩៩៩", "KH-9999 ", "Kh-9999"):
            assert _try(client, spelling, PIN)[0] == 422
        assert _try(client, "KH-9999", PIN)[0] == 429


def test_a_machine_that_tries_many_accounts_has_to_wait_but_not_its_neighbour(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(NOON):
        for number in range(61):
            assert _try(client, f"KH-8{number:03}", f"13579{number}", f"2001:db8:1:2::{number:x}")[0] == 422
        assert _try(client, "KH-1001", PIN, "2001:db8:1:2::ffff")[0] == 429
        assert _try(client, "KH-1001", PIN, "2001:db8:1:3::1")[0] == 303


def test_a_machine_that_tries_one_pin_on_many_numbers_has_to_wait_soon(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(NOON):
        for number in range(9):
            assert _try(client, f"KH-8{number:03}", PIN)[0] == 422
        assert _try(client, "KH-1001", PIN)[0] == 429
        assert _try(client, "KH-1001", "135790")[0] == 422, "whoever types another PIN there is not kept out"
        assert _try(client, "KH-1001", PIN, "203.0.113.8")[0] == 303


def test_nobody_is_kept_out_of_an_account_where_they_have_signed_in_before(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(NOON):
        client.sign_in("KH-1001")
        _sign_out(client)
        stranger = _another_phone(client)
        for number in range(21):
            assert _try(stranger, "KH-1001", f"13579{number}", f"198.51.100.{number}")[0] == 422
        assert _try(stranger, "KH-1001", PIN, "192.0.2.1")[0] == 429, "no network that is unknown may go on"
        assert _try(client, "KH-1001", PIN)[0] == 303
        _sign_out(client)
        # Her device has a count of its own, and it is no longer.
        assert [_try(client, "KH-1001", "135790")[0] for _ in range(6)] == [422] * 5 + [429]
        assert _try(_another_phone(client), "KH-1002", PIN, "192.0.2.1")[0] == 303
    with clock.frozen(NOON + timedelta(seconds=30)):
        assert _try(stranger, "KH-1001", PIN, "192.0.2.1")[0] == 303, "and nobody waits for long"


def test_a_device_is_known_for_its_own_accounts_and_only_while_the_pin_is_the_same(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1002")
    _sign_out(client)
    with clock.frozen(NOON):
        for number in range(5):
            _try(_another_phone(client), "KH-1001", f"13579{number}")
        assert _try(client, "KH-1001", PIN)[0] == 429, "Ratana's phone is a stranger to Sokha's account"
    client.sign_in("KH-1001")
    device = client.get_cookie("sala-device")
    assert device is not None
    known = known_devices.read_device(device.value, SECRET)
    assert known is not None
    assert known.knows(sign_in.account_key(people.sokha))
    sign_in.set_pin(people.sokha, "804159", SECRET)
    assert not known.knows(sign_in.account_key(people.sokha))
    assert known_devices.read_device(device.value + "x", SECRET) is None
    assert known_devices.read_device(device.value, SECRET + "!") is None


def test_signing_in_again_and_again_has_to_wait_too(client: StrictClient, people: People) -> None:
    with clock.frozen(NOON):
        tries = [_try(_another_phone(client), "KH-1001", PIN)[0] for _ in range(22)]
    assert tries == [303] * 21 + [429]


def test_a_refused_sign_in_leaves_a_line_without_number_pin_or_address(
    client: StrictClient, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.frozen(NOON):
        for _ in range(6):
            _try(client, "KH-1001", "135790")
    lines = [record.getMessage() for record in caplog.records if record.name == "sala.security"]
    assert [line.split(",")[0] for line in lines] == [
        *["sign-in refused: wrong PIN"] * 5,
        "sign-in refused: too many tries",
    ]
    assert len({line.partition(",")[2] for line in lines}) == 1, "one account, one network"
    for told in ("1001", "135790", "203.0.113.7"):
        assert told not in caplog.text.replace(lines[0].partition(",")[2], "")


def test_old_failures_are_dropped(client: StrictClient, people: People) -> None:
    with clock.frozen(NOON):
        _try(client, "KH-9999", PIN)
    with clock.frozen(NOON + timedelta(days=8)):
        client.sign_in("KH-1001")
    remembered = set(session.scalars(select(FailedSignIns.last_at)))
    assert remembered == {NOON + timedelta(days=8)}, "what signing in has cost now"


def test_failures_and_the_audit_hold_no_address_and_no_number(client: StrictClient, people: People) -> None:
    _try(client, "KH-1001", "135790")
    client.sign_in("KH-1001")
    subjects = session.scalars(select(FailedSignIns.subject)).all()
    assert all(re.fullmatch("[0-9a-f]{64}", subject) for subject in subjects)
    assert not session.scalars(select(AuditLine).where(AuditLine.act.like("%sign%"))).all()


@pytest.mark.parametrize(
    ("wanted", "local"),
    [
        ("/en/records/?branch=KH-12", True),
        ("/en/me/data/", True),
        ("/en/សាលា", True),
        ("", False),
        ("me/", False),
        ("https://elsewhere.example/", False),
        ("//elsewhere.example/", False),
        ("/\\elsewhere.example/", False),
        ("\\\\elsewhere.example/", False),
        ("/\t/elsewhere.example/", False),
        ("/\n/elsewhere.example/", False),
        ("///elsewhere.example/", False),
        ("javascript:alert(1)", False),
        (" /en/me/", False),
    ],
)
def test_only_pages_of_ours_are_gone_to_after_signing_in(
    client: StrictClient, people: People, wanted: str, local: bool
) -> None:
    data = {"csrf_token": client.token(SIGN_IN), "identifier": "KH-1001", "pin": PIN}
    answer = client.post(SIGN_IN, query_string={"next": wanted}, data=data)
    assert answer.status_code == 303
    landed = client.get(answer.headers["Location"]).request.path
    assert landed == (urlsplit(wanted).path if local else "/en/me/")
    assert client.get(SIGN_IN, query_string={"next": wanted}).status_code == 302


@pytest.mark.parametrize(("chosen", "stays"), [("km", True), ("lo", False)])
def test_the_language_that_somebody_chose_is_not_handed_on_to_who_signs_in_after_them(
    client: StrictClient, people: People, chosen: str, stays: bool
) -> None:
    client.set_cookie("language", chosen)
    client.sign_in(people.sokha.number, language="km")
    assert (client.get_cookie("language") is not None) == stays
    client.send("/km/sign-out/", form="/km/me/")
    assert client.get_cookie("language") is None
