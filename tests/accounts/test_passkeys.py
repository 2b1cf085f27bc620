"""Passkeys of staff: what a device has to sign, who may come in with it, and all that is refused."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.accounts.domain.webauthn_origin import Site
from lms.accounts.models import Passkey
from lms.accounts.queries import people as people_queries
from lms.accounts.services import passkeys, person_changes, roles, sign_in
from lms.accounts.services.merging import merges
from lms.accounts.services.passkeys import Challenge
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from tests.accounts.authenticator import PRESENT, Device
from tests.people import PIN, SECRET, People

SITE = Site("localhost", "http://localhost")
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
ADDRESS = "203.0.113.7"


def _add(
    person: Person, device: Device, *, pin: str = PIN, name: str = "", challenge: Challenge | None = None
) -> Passkey:
    challenge = challenge or passkeys.new_challenge()
    answer = device.make(passkeys.options_to_add(person, challenge, SITE, SECRET))
    return passkeys.add(
        person, answer, name=name, pin=pin, challenge=challenge, site=SITE, address=ADDRESS, secret=SECRET
    )


def _sign_in(device: Device, challenge: Challenge | None = None) -> Person:
    challenge = challenge or passkeys.new_challenge()
    return _send(device.sign(passkeys.options_to_sign_in(challenge, SITE)), challenge)


def _send(answer: str, challenge: Challenge | None, site: Site | None = SITE) -> Person:
    return passkeys.sign_in(answer, challenge=challenge, site=site, address=ADDRESS, secret=SECRET)


def _lines(person: Person) -> list[tuple[str, int | None]]:
    asked = select(AuditLine).where(AuditLine.act.like("accounts.passkey%")).order_by(AuditLine.id)
    return [(line.act, line.actor_id) for line in session.scalars(asked) if line.record_id == str(person.id)]


def test_chan_adds_a_passkey_signs_in_with_it_and_removes_it(people: People) -> None:
    laptop = Device()
    with clock.frozen(NOON):
        kept = _add(people.chan, laptop, name="  office\u200b laptop ")
    assert (kept.name, kept.used_at) == ("office laptop", None)
    with clock.frozen(NOON + timedelta(days=1)):
        assert _sign_in(laptop) is people.chan
    assert kept.used_at == NOON + timedelta(days=1)
    with clock.frozen(NOON + timedelta(days=2)):
        assert _sign_in(laptop) is people.chan
    passkeys.remove(people.chan, kept.id)
    assert passkeys.passkeys_of(people.chan) == []
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _sign_in(laptop)
    chan = people.chan.id
    assert _lines(people.chan) == [
        ("accounts.passkey", chan),
        ("accounts.passkey-used", chan),
        ("accounts.passkey-used", chan),
        ("accounts.passkey-removed", chan),
    ]


def test_the_browser_is_asked_for_a_key_that_names_only_the_number_and_needs_its_holder(
    people: People,
) -> None:
    kept = _add(people.chan, Device())
    options = json.loads(passkeys.options_to_add(people.chan, passkeys.new_challenge(), SITE, SECRET))
    assert options["rp"] == {"name": "Sala", "id": "localhost"}
    assert (options["user"]["name"], options["user"]["displayName"]) == ("KH-1200", "KH-1200")
    assert "Chan" not in json.dumps(options)
    wanted = options["authenticatorSelection"]
    assert (wanted["residentKey"], wanted["userVerification"]) == ("required", "required")
    assert len(options["excludeCredentials"]) == 1, "a device holds one passkey of a person"
    asked = json.loads(passkeys.options_to_sign_in(passkeys.new_challenge(), SITE))
    assert (asked["rpId"], asked["userVerification"]) == ("localhost", "required")
    assert asked["allowCredentials"] == [], "nobody learns who has one"
    assert kept.credential_id not in asked.values()


def test_all_passkeys_of_one_person_have_one_handle_and_two_people_have_two(people: People) -> None:
    handles = [
        json.loads(passkeys.options_to_add(person, passkeys.new_challenge(), SITE, secret))["user"]["id"]
        for person, secret in (
            (people.chan, SECRET),
            (people.chan, SECRET),
            (people.dao, SECRET),
            (people.chan, SECRET[::-1]),
        )
    ]
    assert len(set(handles)) == 3
    assert handles[0] == handles[1]


# --- adding: refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "device",
    [
        Device(origin="http://elsewhere.example"),
        Device(origin="http://localhost:8000"),
        Device(host="elsewhere.example"),
        Device(flags=PRESENT),  # did not ask who holds it
        Device(flags=0),
        Device(identity=b""),
    ],
)
def test_what_a_device_says_wrongly_is_not_added(people: People, device: Device) -> None:
    with pytest.raises(RuleBroken, match="passkey-not-added"):
        _add(people.chan, device)
    assert passkeys.passkeys_of(people.chan) == []


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "☃", "[" * 16_000, '{"id": 1}', "x" * 20_000, '{"id":"a","rawId":"☃"}']
)
def test_an_answer_that_is_none_is_not_added_and_opens_nothing(people: People, answer: str) -> None:
    challenge = passkeys.new_challenge()
    with pytest.raises(RuleBroken, match="passkey-not-added"):
        passkeys.add(
            people.chan, answer, name="", pin=PIN, challenge=challenge, site=SITE, address="", secret=SECRET
        )
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _send(answer, challenge)


@pytest.mark.parametrize("late", [timedelta(hours=1), timedelta(seconds=-1)])
def test_a_challenge_counts_for_an_hour(people: People, late: timedelta) -> None:
    phone = Device()
    with clock.frozen(NOON):
        challenge = passkeys.new_challenge()
    with clock.frozen(NOON + late), pytest.raises(RuleBroken, match="passkey-not-added"):
        _add(people.chan, phone, challenge=challenge)
    with clock.frozen(NOON + timedelta(minutes=59)):
        _add(people.chan, phone, challenge=challenge)
    with clock.frozen(NOON + late), pytest.raises(RuleBroken, match="passkey-refused"):
        _sign_in(phone, challenge)


def test_nothing_is_added_without_a_challenge_or_a_site_or_for_another_challenge(people: People) -> None:
    mine, other = passkeys.new_challenge(), passkeys.new_challenge()
    answer = Device().make(passkeys.options_to_add(people.chan, mine, SITE, SECRET))
    for challenge, site in ((None, SITE), (mine, None), (other, SITE), (mine, Site("a.example", "b"))):
        with pytest.raises(RuleBroken, match="passkey-not-added"):
            passkeys.add(
                people.chan,
                answer,
                name="",
                pin=PIN,
                challenge=challenge,
                site=site,
                address="",
                secret=SECRET,
            )


def test_a_second_tap_adds_no_second_passkey_and_nobody_takes_that_of_another(people: People) -> None:
    phone = Device()
    _add(people.chan, phone)
    for person in (people.chan, people.dao):
        with pytest.raises(RuleBroken, match="passkey-known"):
            _add(person, phone)
    assert len(session.scalars(select(Passkey)).all()) == 1


def test_whoever_finds_a_computer_left_alone_adds_nothing_without_the_pin(people: People) -> None:
    with clock.frozen(NOON):
        for _ in range(5):
            with pytest.raises(RuleBroken, match="not-your-pin"):
                _add(people.chan, Device(), pin="135790")
        with pytest.raises(RuleBroken, match="must-wait"):
            _add(people.chan, Device())
        with pytest.raises(RuleBroken, match="wrong-pin"):  # it is not looked at
            sign_in.sign_in("KH-1200", PIN, address=ADDRESS, secret=SECRET, regions=())
    assert passkeys.passkeys_of(people.chan) == []


def test_passkeys_are_for_people_with_a_role(people: People) -> None:
    with pytest.raises(RuleBroken, match="passkey-for-staff"):
        _add(people.sokha, Device())
    phone = Device()
    _add(people.bopha, phone)
    roles.take_role(people.bopha, "trainer", people_queries.unit_by_code("KH-12"), actor=people.chan)
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _sign_in(phone)


def test_names_and_numbers_of_passkeys_have_an_end(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuleBroken, match="too-long"):
        _add(people.chan, Device(), name="x" * 10_000)
    monkeypatch.setattr(passkeys, "MOST", 2)
    for _ in range(2):
        _add(people.chan, Device())
    with pytest.raises(RuleBroken, match="too-many-passkeys"):
        _add(people.chan, Device())


def test_nobody_removes_a_passkey_of_somebody_else(people: People) -> None:
    kept = _add(people.chan, Device())
    for number in (kept.id, kept.id + 1):
        with pytest.raises(NotFound):
            passkeys.remove(people.dao, number)
    assert passkeys.passkeys_of(people.chan) == [kept]


# --- signing in: refusals -------------------------------------------------------------------------------------


def _another_origin(device: Device) -> None:
    device.origin = "http://elsewhere.example"


def _another_host(device: Device) -> None:
    device.host = "elsewhere.example"


def _not_verified(device: Device) -> None:
    device.flags = PRESENT


def _another_key(device: Device) -> None:
    device.key = Device().key


def _another_holder(device: Device) -> None:
    device.handle = "QUJD"


def _no_holder(device: Device) -> None:
    device.handle = ""


def _never_seen(device: Device) -> None:
    device.identity = bytes(32)


@pytest.mark.parametrize(
    "wrong",
    [
        _another_origin,
        _another_host,
        _not_verified,
        _another_key,
        _another_holder,
        _no_holder,
        _never_seen,
    ],
)
def test_a_device_that_says_something_wrong_does_not_come_in(
    people: People, wrong: Callable[[Device], None]
) -> None:
    phone = Device()
    _add(people.chan, phone)
    wrong(phone)
    with pytest.raises(RuleBroken, match="passkey-refused") as broken:
        _sign_in(phone)
    assert broken.value.values == {}, "and hears nothing of what it was"


@pytest.mark.parametrize("piece", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("put", ["", "QUJD", "☃", None, 7])
def test_an_answer_with_a_piece_exchanged_does_not_come_in(
    people: People, piece: str, put: str | int | None
) -> None:
    phone, challenge = Device(), passkeys.new_challenge()
    _add(people.chan, phone)
    answer = phone.sign(passkeys.options_to_sign_in(challenge, SITE), **{piece: put})
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _send(answer, challenge)


def test_an_answer_opens_once_even_where_the_device_does_not_count(people: People) -> None:
    phone, challenge = Device(counts=False), passkeys.new_challenge()
    _add(people.chan, phone)
    answer = phone.sign(passkeys.options_to_sign_in(challenge, SITE))
    assert _send(answer, challenge) is people.chan
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _send(answer, challenge)
    assert _sign_in(phone) is people.chan


def test_an_answer_to_no_challenge_or_to_another_one_opens_nothing(people: People) -> None:
    phone, challenge = Device(), passkeys.new_challenge()
    _add(people.chan, phone)
    answer = phone.sign(passkeys.options_to_sign_in(challenge, SITE))
    for given in (None, passkeys.new_challenge()):
        with pytest.raises(RuleBroken, match="passkey-refused"):
            _send(answer, given)
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _send(answer, challenge, site=None)


def test_a_device_that_counts_backwards_was_copied_and_is_noted(people: People) -> None:
    phone = Device()
    kept = _add(people.chan, phone)
    assert _sign_in(phone) is people.chan
    phone.times = 0
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _sign_in(phone)
    phone.counts = False
    phone.times = 0
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _sign_in(phone)
    assert kept.sign_count == 2
    assert _lines(people.chan)[-2:] == [("accounts.passkey-doubled", None)] * 2


def test_who_sends_nonsense_again_and_again_has_to_wait_and_the_holder_has_not(people: People) -> None:
    phone, nonsense = Device(), Device()
    _add(people.chan, phone)
    nonsense.handle = phone.handle
    with clock.frozen(clock.now()):
        for _ in range(5):
            with pytest.raises(RuleBroken, match="passkey-refused"):
                _sign_in(nonsense)
        with pytest.raises(RuleBroken, match="must-wait"):
            _sign_in(nonsense)
        assert _sign_in(phone) is people.chan
    assert sign_in.sign_in("KH-1200", PIN, address="", secret=SECRET, regions=()) is people.chan


def test_two_answers_at_one_moment_to_one_challenge_open_once(app: Flask, people: People) -> None:
    phone, challenge, start = Device(counts=False), passkeys.new_challenge(), threading.Barrier(2)
    _add(people.chan, phone)
    session.commit()
    answer = phone.sign(passkeys.options_to_sign_in(challenge, SITE))
    outcomes: list[str] = []

    def send() -> None:
        with app.app_context():
            start.wait()
            try:
                _send(answer, challenge)
                outcomes.append("in")
            except RuleBroken as broken:
                outcomes.append(broken.code)
            session.commit()
            session.remove()

    tabs = [threading.Thread(target=send) for _ in range(2)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    assert sorted(outcomes) == ["in", "passkey-refused"]


# --- what ends them -------------------------------------------------------------------------------------------


def _leave(chan: Person, noy: Person) -> None:
    person_changes.deactivate(chan, reason="left", actor=None)


def _lose_the_phone(chan: Person, noy: Person) -> None:
    sign_in.issue_card(chan, actor=None)


def _be_merged(chan: Person, noy: Person) -> None:
    merges.merge(noy, chan, reason="The same man", actor=None)


@pytest.mark.parametrize("end", [_leave, _lose_the_phone, _be_merged])
def test_passkeys_end_with_the_account_the_phone_or_the_record(
    people: People, end: Callable[[Person, Person], None]
) -> None:
    phone = Device()
    _add(people.chan, phone)
    end(people.chan, people.noy)
    with pytest.raises(RuleBroken, match="passkey-refused"):
        _sign_in(phone)


def test_an_account_that_is_opened_again_has_no_old_passkey(people: People) -> None:
    phone = Device()
    _add(people.chan, phone)
    person_changes.deactivate(people.chan, reason="paused", actor=None)
    person_changes.reactivate(people.chan, actor=None)
    assert passkeys.passkeys_of(people.chan) == []


def test_a_merge_that_is_undone_leaves_the_passkeys_as_they_were(people: People) -> None:
    phone = Device()
    _add(people.chan, phone)
    merges.merge(people.noy, people.chan, reason="The same man", actor=None)
    [merged] = merges.merged_into(people.noy)
    merges.undo_merge(merged.id, actor=None)
    assert _sign_in(phone) is people.chan
