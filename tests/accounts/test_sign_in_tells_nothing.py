"""The answers to wrong PINs are the same whether somebody has a number, a phone or an address, or nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from lms import clock
from lms.accounts.domain import known_devices, pins
from lms.accounts.domain.known_devices import Device
from lms.accounts.queries import sign_in_candidates
from lms.accounts.services import sign_in
from lms.db import session
from lms.errors import RuleBroken
from tests.people import PIN, SECRET, People

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
WRONG = "135790"
REGIONS = ("KH", "LA", "TH")

# A person as somebody may name them, and nobody with names of the same shape.
SOKHA = {
    "number": "KH-1001",
    "same number": "kh ១០០១",
    "phone": "+85512345777",
    "local": "012 345 777",
    "digits": "០១២-៣៤៥-៧៧៧",
    "thai": "+6612345777",
    "email": "Sokha@Example.org",
}
NOBODY = {
    "number": "KH-9001",
    "same number": "kh ៩០០១",
    "phone": "+85512345888",
    "local": "012 345 888",
    "digits": "០១២-៣៤៥-៨៨៨",
    "thai": "+6612345888",
    "email": "Nobody@Example.org",
}


@pytest.fixture(autouse=True)
def _sokha_has_a_phone_and_an_address(people: People) -> None:
    people.sokha.phone = SOKHA["phone"]
    people.sokha.email = SOKHA["email"]
    people.sokha.email_key = SOKHA["email"].lower()
    session.commit()


def _answer(identifier: str, pin: str, address: str = "203.0.113.7", device: Device | None = None) -> str:
    """What a try is answered with: the rule that it breaks and how long to wait, or whose account opens."""
    try:
        person = sign_in.sign_in(
            identifier, pin, address=address, secret=SECRET, regions=REGIONS, device=device
        )
    except RuleBroken as broken:
        session.commit()  # as the page does: the try stays counted
        return f"{broken.code} {broken.values.get('seconds', '')}".strip()
    session.commit()
    return person.number


def _heard(names: dict[str, str], tries: list[str], addresses: list[str]) -> list[str]:
    """What somebody hears who tries a row of names, each from the next address."""
    with clock.frozen(NOON):
        return [
            _answer(names[name], f"{135790 + place}", addresses[place % len(addresses)])
            for place, name in enumerate(tries)
        ]


@pytest.mark.parametrize(
    "tries",
    [
        ["phone"] * 5 + ["local", "digits", "number", "phone", "thai"],
        ["local"] * 5 + ["phone", "thai", "number"],
        ["thai"] * 5 + ["local", "phone", "number"],
        ["number"] * 5 + ["same number", "phone", "local", "email"],
        ["email"] * 5 + ["email", "number", "phone"],
        ["phone", "number", "email", "local", "same number", "phone", "number", "email", "thai"],
        [name for name in SOKHA for _ in range(6)],
    ],
)
def test_no_row_of_wrong_pins_tells_a_person_from_nobody(app: Flask, tries: list[str]) -> None:
    about_sokha = _heard(SOKHA, tries, ["203.0.113.7"])
    assert about_sokha == _heard(NOBODY, tries, ["203.0.113.8"])


def test_neither_does_one_from_many_networks(app: Flask) -> None:
    tries = ["phone"] * 21 + ["local", "number", "email", "phone"]
    here = [f"198.51.100.{number}" for number in range(60)]
    there = [f"192.0.2.{number}" for number in range(60)]
    about_sokha = _heard(SOKHA, tries, here)
    assert about_sokha == _heard(NOBODY, tries, there)
    assert about_sokha[21].startswith("must-wait"), "another spelling of one phone is no way round"


def test_whoever_has_an_account_with_a_like_phone_does_not_learn_of_another_one(
    app: Flask, people: People
) -> None:
    """Malee's local number is read as Sokha's, too; Ratana's as nobody's. Neither of the two hears more."""
    people.malee.phone, people.ratana.phone = "+6612345777", "+6612345888"
    sign_in.set_pin(people.sokha, "804159", SECRET)
    session.commit()
    heard = []
    for person, names in ((people.malee, SOKHA), (people.ratana, NOBODY)):
        device = known_devices.new_device(SECRET).with_account(sign_in.account_key(person))
        with clock.frozen(NOON):
            tries = []
            for _ in range(5):
                tries += [_answer(names["local"], WRONG, device=device) for _ in range(3)]
                tries.append(_answer(names["local"], PIN, device=device).replace(person.number, "in"))
            heard.append(tries)
    assert heard[0] == heard[1]


def test_five_wrong_pins_are_all_that_an_account_looks_at_whatever_it_is_called(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.frozen(NOON):
        for name in ("phone", "number", "email", "local", "number"):
            assert _answer(SOKHA[name], WRONG) == "wrong-pin"
        # The right one is not looked at, and nobody is told that it is.
        assert [_answer(SOKHA[name], PIN) for name in ("number", "email", "phone")] == ["wrong-pin"] * 3
    lines = [record.getMessage() for record in caplog.records if record.name == "sala.security"]
    told = ["sign-in refused: wrong PIN"] * 5 + ["sign-in refused: account waits"] * 3
    assert [line.split(",")[0] for line in lines] == told, "whoever watches the server sees the difference"
    with clock.frozen(NOON + timedelta(seconds=30)):
        assert _answer(SOKHA["number"], PIN) == "KH-1001", "what came too soon has not made the wait longer"


def test_an_account_that_waits_keeps_out_nobody_who_shares_the_phone(app: Flask, people: People) -> None:
    people.ratana.phone = SOKHA["phone"]
    sign_in.set_pin(people.ratana, "804159", SECRET)
    session.commit()
    with clock.frozen(NOON):
        for _ in range(5):
            _answer(SOKHA["number"], WRONG)
        assert _answer(SOKHA["phone"], PIN) == "wrong-pin"
        assert _answer(SOKHA["phone"], "804159") == "KH-1002"
        # That Ratana may come in gives no try on Sokha's account back.
        assert [_answer(SOKHA["email"], PIN), _answer(SOKHA["phone"], PIN)] == ["wrong-pin"] * 2


def test_a_device_that_has_signed_in_before_opens_while_strangers_try(app: Flask, people: People) -> None:
    device = known_devices.new_device(SECRET).with_account(sign_in.account_key(people.sokha))
    with clock.frozen(NOON):
        for name in ("phone", "number", "email"):
            for _ in range(6):
                _answer(SOKHA[name], WRONG)
        assert [_answer(SOKHA[name], PIN, device=device) for name in ("phone", "number")] == ["KH-1001"] * 2


@pytest.mark.parametrize("tried_before", [0, 5])
@pytest.mark.parametrize("typed", ["number", "phone", "local", "email"])
def test_as_many_pins_are_compared_for_a_person_as_for_nobody(
    app: Flask, monkeypatch: pytest.MonkeyPatch, typed: str, tried_before: int
) -> None:
    """Also where the account waits: a comparison that is left out would be heard in the time."""
    other = "email" if typed != "email" else "number"
    with clock.frozen(NOON):
        for names in (SOKHA, NOBODY):
            for place in range(tried_before):
                _answer(names[other], f"{135790 + place}")
        compared: list[str] = []
        fits = pins.fits

        def counting(kept: str, pin: str, secret: str) -> bool:
            compared.append(kept.rpartition("$")[0].rpartition("$")[0])  # how dear it is
            return fits(kept, pin, secret)

        monkeypatch.setattr(pins, "fits", counting)
        for names in (SOKHA, NOBODY):
            assert _answer(names[typed], WRONG) == "wrong-pin"
    assert len(compared) == 2 * sign_in_candidates.MOST_COMPARED
    assert len(set(compared)) == 1, "each as slow as the others"
