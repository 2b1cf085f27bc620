"""Many who sign in at one moment, with real threads on both engines: each try is counted, nobody waits for a PIN."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from lms import clock
from lms.accounts.domain import oidc_policy, pins
from lms.accounts.queries import sign_in_candidates
from lms.accounts.services import oidc, passkeys, sign_in
from lms.db import session
from tests.client import StrictClient
from tests.held import watching
from tests.people import PIN, SECRET, People

SIGN_IN = "/en/sign-in/"


def _at_once(works: list[Callable[[], None]]) -> None:
    session.commit()  # what was read so far holds a lock outside of requests
    start = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        start.wait()
        work()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _phone(app: Flask, answers: list[int], numbers: list[str], pin: str) -> Callable[[], None]:
    """A phone that tries one number after the other, each with its own form."""
    client = app.test_client()
    with app.app_context():  # one of its own, as on a server
        page = client.get(SIGN_IN)
    token = page.get_data(as_text=True).split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    def run() -> None:
        for number in numbers:
            data = {"csrf_token": token, "identifier": number, "pin": pin}
            answers.append(client.post(SIGN_IN, data=data).status_code)

    return run


@pytest.fixture
def answers() -> list[int]:
    return []


def test_of_many_wrong_pins_at_one_moment_five_are_looked_at_and_none_breaks(
    app: Flask, people: People, answers: list[int]
) -> None:
    _at_once([_phone(app, answers, ["KH-1001"] * 15, "135790") for _ in range(12)])
    assert Counter(answers) == {422: 5, 429: 175}


def test_wrong_pins_for_different_people_at_one_moment_never_wait_for_each_other_for_ever(
    app: Flask, people: People, answers: list[int]
) -> None:
    numbers = ["KH-1001", "KH-1002", "KH-1100", "KH-9999"]
    turns = [numbers[place:] + numbers[:place] for place in range(4)]
    _at_once([_phone(app, answers, turns[place % 4], f"13579{place}") for place in range(8)])
    assert Counter(answers) == {422: 20, 429: 12}


def test_right_pins_at_one_moment_all_open(app: Flask, people: People, answers: list[int]) -> None:
    numbers = ["KH-1001", "KH-1002", "KH-1100", "KH-1200", "TH-1001", "TH-1200", "KH-1300"]
    _at_once([_phone(app, answers, [number], PIN) for number in numbers])
    assert Counter(answers) == {303: 7}


# --- no lock while a PIN is compared or scrambled -----------------------------------------------------------------


@pytest.fixture
def watched(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether somebody else could write, for each time that a PIN was compared or scrambled."""
    free: list[bool] = []

    watch = watching(free, app, "person.version", "card.used_at", "failed_sign_ins.failures")
    monkeypatch.setattr(pins, "fits", watch(pins.fits))
    monkeypatch.setattr(pins, "hashed", watch(pins.hashed))
    return free


def test_others_can_write_while_somebody_signs_in(
    client: StrictClient, people: People, watched: list[bool]
) -> None:
    client.send(SIGN_IN, {"identifier": "KH-1001", "pin": "135790"})
    client.sign_in("KH-1001")
    # A wrong PIN is compared as often as a number of several Societies would be.
    assert watched == [True] * (sign_in_candidates.MOST_COMPARED + 1)


def test_others_can_write_while_a_card_is_redeemed(
    client: StrictClient, people: People, watched: list[bool]
) -> None:
    token = sign_in.issue_card(people.sokha, actor=None)
    session.commit()
    assert client.send(f"/en/card/{token}", {"pin": "804159", "again": "804159"}).status_code == 303
    assert watched == [True]


def test_others_can_write_while_a_pin_is_set_or_confirmed(
    app: Flask, people: People, watched: list[bool]
) -> None:
    sign_in.set_pin(people.chan, "804159", SECRET)
    session.commit()
    sign_in.confirm_pin(people.chan, "804159", address="", secret=SECRET)
    assert watched == [True, True]


def test_others_can_write_while_staff_confirms_on_a_page(
    client: StrictClient, people: People, watched: list[bool]
) -> None:
    with clock.frozen(clock.now()):
        client.sign_in("KH-1200", lasting=False)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        data = {"confirm-pin": PIN, "role": "trainer", "unit": "KH-12"}
        assert client.send("/en/people/KH-1001/roles/", data).status_code == 303
    assert watched == [True, True]


def test_others_can_write_while_a_passkey_or_an_account_asks_for_the_pin(
    app: Flask, people: People, watched: list[bool]
) -> None:
    passkeys_pin = {"pin": PIN, "address": "", "secret": SECRET}
    with pytest.raises(Exception, match="passkey-not-added"):
        passkeys.add(people.chan, "", name="", challenge=None, site=None, **passkeys_pin)
    people.chan.email, people.chan.email_key = "chan@example.org", "chan@example.org"
    session.commit()
    claims = oidc_policy.Claims("khm", "https://accounts.example.org", "chan", "chan@example.org", True)
    oidc.connect(people.chan, claims, **passkeys_pin)
    assert watched == [True, True]
