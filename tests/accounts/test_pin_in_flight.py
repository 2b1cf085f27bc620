"""What happens while a PIN is compared or scrambled, which is slow: whoever ends the account has the last word.

Both engines; the other person's deed is done, and stored, between the two halves of the first one's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.domain import pins
from lms.accounts.models import BrowserSession, Card, Person
from lms.accounts.personal_data import erase
from lms.accounts.queries.people import unit_by_code
from lms.accounts.services import person_changes, roles, sessions, sign_in
from lms.db import session
from tests import people as folk
from tests.client import StrictClient
from tests.erasures import erasure_of
from tests.people import PIN, SECRET, People

NEW = "804159"
Deed = Callable[[People], object]
Meanwhile = Callable[[str, Deed], list[int]]


@pytest.fixture
def meanwhile(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Let somebody else do something, once, right before `pins.fits` or `pins.hashed` answers."""

    def elsewhere(deed: Deed, done: list[int]) -> None:
        with app.app_context():
            deed(folk.load())
            session.commit()
            done.append(1)

    def put(function: str, deed: Deed) -> list[int]:
        done: list[int] = []
        begun: list[int] = []
        slow = getattr(pins, function)

        def stopped(*args: Any) -> Any:
            if not begun:
                begun.append(1)
                other = threading.Thread(target=elsewhere, args=(deed, done))
                other.start()
                other.join()
            return slow(*args)

        monkeypatch.setattr(pins, function, stopped)
        return done

    return put


ENDS: dict[str, Deed] = {
    "a new card": lambda people: sign_in.issue_card(people.sokha, actor=people.bopha),
    "a role with which the PIN ends": lambda people: roles.give_role(
        people.sokha, "hr", unit_by_code("khm"), actor=None
    ),
    "an account closed": lambda people: person_changes.deactivate(
        people.sokha, reason="left", actor=people.chan
    ),
    "an erasure": lambda people: erase(erasure_of(people.sokha)),
    "signing out everywhere": lambda people: sessions.sign_out_everywhere(people.sokha),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_new_pin_in_flight_does_not_outlive(
    client: StrictClient, people: People, meanwhile: Meanwhile, end: str
) -> None:
    token = sign_in.issue_card(people.sokha, actor=people.bopha)
    session.commit()
    client.send(f"/en/card/{token}", {"pin": PIN, "again": PIN})
    form = {"old": PIN, "pin": NEW, "again": NEW, "csrf_token": client.token("/en/me/pin/")}
    done = meanwhile("hashed", ENDS[end])
    answer = client.post("/en/me/pin/", data=form)
    assert done == [1]
    assert (answer.status_code, answer.location) == (303, "/en/sign-in/?next=/en/me/pin/&lost=1")
    assert "was not saved" in client.get(answer.location).get_data(as_text=True)
    kept = session.scalar(select(Person.pin_hash).where(Person.id == people.sokha.id))
    assert kept is None or pins.fits(kept, PIN, SECRET)
    assert session.scalar(select(func.count()).select_from(BrowserSession)) == 0
    if end == "a new card":
        still_open = (Card.used_at.is_(None), Card.revoked_at.is_(None))
        assert session.scalar(select(func.count()).select_from(Card).where(*still_open)) == 1


def test_a_pin_of_two_that_are_chosen_at_one_moment_the_first_holds(
    client: StrictClient, people: People, meanwhile: Meanwhile
) -> None:
    client.sign_in("KH-1001")
    form = {"old": PIN, "pin": NEW, "again": NEW, "csrf_token": client.token("/en/me/pin/")}
    meanwhile("hashed", lambda people: sign_in.set_pin(people.sokha, "975318", SECRET))
    assert "lost=1" in client.post("/en/me/pin/", data=form).location
    session.expire_all()
    assert pins.fits(people.sokha.pin_hash or "", "975318", SECRET)


@pytest.mark.parametrize("end", list(ENDS)[:4])
def test_a_sign_in_in_flight_does_not_outlive(
    client: StrictClient, people: People, meanwhile: Meanwhile, end: str
) -> None:
    token = sign_in.issue_card(people.sokha, actor=people.bopha)
    session.commit()
    client.send(f"/en/card/{token}", {"pin": PIN, "again": PIN})
    client.send("/en/sign-out/", form="/en/me/")
    meanwhile("fits", ENDS[end])
    assert client.send("/en/sign-in/", {"identifier": "KH-1001", "pin": PIN}).status_code == 422
    assert session.scalar(select(func.count()).select_from(BrowserSession)) == 0
