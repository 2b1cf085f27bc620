"""A button pressed twice, two officers at once, a reason that cannot stand: one entry, and nothing typed is lost."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import RuleBroken
from lms.records.services import achievements, decision_preview
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

SOKHA = "/en/records/KH-1001/"
TODAY = "2026-12-01"
_CONFIRMED = re.compile(r'name="confirmed" value="([^"]+)"')

REVOKE = {"act": "revoke", "award": AWARD, "reason": "Sat it for a friend"}
EXTEND = {"act": "extend", "award": AWARD, "until": "2029-05-24", "reason": "Flood"}
PAST = {
    "act": "past",
    "award": "pgi",
    "on": "2026-03-10",
    "source": "List of 2025",
    "reason": "Found",
    "result": "passed",
}
CORRECT = {"act": "correct", "reason": "Mistyped"}
MOVE = {"act": "correct", "on": "2026-11-20", "reason": "Mistyped"}
ACTS = [REVOKE, EXTEND, PAST, CORRECT, MOVE]


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in; Sokha is certified until November 2028."""
    certified_until(people.sokha, "2028-11-24")
    client.sign_in("KH-1200")
    return client


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with day(TODAY):
        yield


def _typed(people: People, act: dict[str, str]) -> dict[str, str]:
    """The form as it was filled in; a correction is about the post-test of Sokha."""
    if act["act"] != "correct":
        return act
    [entry] = [one for one in achievements.entries_of(people.sokha.id) if one.kind == "achieved"]
    number = str(entry.id)
    session.rollback()
    return {**act, "entry": number}


def _send(client: StrictClient, typed: dict[str, str], status: int) -> str:
    answer = client.send(SOKHA, typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == status, page
    return page


def _seen(client: StrictClient, typed: dict[str, str]) -> dict[str, str]:
    """The form with what the page that asks to confirm puts into it."""
    found = _CONFIRMED.search(_send(client, typed, 200))
    assert found
    return {**typed, "confirmed": found[1]}


def _ledger(people: People) -> list[tuple[object, ...]]:
    found = [(one.id, one.kind, one.award) for one in achievements.entries_of(people.sokha.id)]
    session.rollback()
    return sorted(found)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: "-".join(list(act.values())[:1] + list(act)[1:2]))
def test_a_button_pressed_twice_writes_once_and_both_answers_say_done(
    chan: StrictClient, people: People, act: dict[str, str]
) -> None:
    confirmed = _seen(chan, _typed(people, act))
    _send(chan, confirmed, 303)
    written = _ledger(people)
    assert len(written) > 2
    _send(chan, confirmed, 303)
    assert _ledger(people) == written


def test_a_reinstatement_pressed_twice_is_one(chan: StrictClient, people: People) -> None:
    _send(chan, _seen(chan, REVOKE), 303)
    confirmed = _seen(chan, {**REVOKE, "act": "reinstate", "reason": "It was somebody else"})
    _send(chan, confirmed, 303)
    _send(chan, confirmed, 303)
    assert Counter(kind for _, kind, _ in _ledger(people))["reinstated"] == 1


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (REVOKE, "This certificate is revoked already."),
        (EXTEND, "It is valid until that day already."),
        (PAST, "A training on this day is recorded already."),
        (CORRECT, "This entry is corrected already."),
        (MOVE, "This entry is corrected already."),
    ],
)
def test_the_officer_who_comes_second_is_told_and_keeps_the_words(
    app: Flask, chan: StrictClient, people: People, act: dict[str, str], says: str
) -> None:
    typed = _typed(people, act)
    confirmed = _seen(chan, typed)
    colleague = StrictClient(app, app.response_class)
    colleague.sign_in("KH-1200")
    other = {**typed, "reason": "Other words"}
    _send(colleague, _seen(colleague, other), 303)
    written = _ledger(people)
    page = _send(chan, confirmed, 422)
    assert says in page
    assert typed["reason"] in page
    assert _ledger(people) == written


def test_the_second_officer_looks_again_before_anything_is_written(
    app: Flask, chan: StrictClient, people: People
) -> None:
    confirmed = _seen(chan, {**EXTEND, "until": "2029-12-31"})
    colleague = StrictClient(app, app.response_class)
    colleague.sign_in("KH-1200")
    _send(colleague, _seen(colleague, EXTEND), 303)
    written = _ledger(people)
    page = _send(chan, confirmed, 422)
    assert "Something changed meanwhile." in page
    assert "until 24 May 2029" in page
    assert _ledger(people) == written
    again = _CONFIRMED.search(page)
    assert again
    _send(chan, {**confirmed, "confirmed": again[1]}, 303)
    assert len(_ledger(people)) == len(written) + 1


def test_two_officers_at_the_same_moment_the_second_is_told(app: Flask, people: People) -> None:
    """Both have seen the end in 2028 and press at once: the ledger is held by one, the other looks again."""
    certified_until(people.sokha, "2028-11-24")
    sokha, chan = people.sokha.id, people.chan.id
    seen = decision_preview.extending(people.sokha, AWARD, date(2029, 5, 24)).seen
    later = decision_preview.extending(people.sokha, AWARD, date(2029, 12, 31)).seen
    session.commit()
    start, heard = threading.Barrier(2), list[str]()

    def press(until: date, shown: str) -> None:
        with app.app_context(), day(TODAY):
            person, actor = session.get_one(Person, sokha), session.get_one(Person, chan)
            session.rollback()
            start.wait()
            try:
                achievements.extend(person, AWARD, until, reason="Flood", actor=actor, seen=shown)
                session.commit()
            except RuleBroken as broken:
                heard.append(broken.code)

    both = [
        threading.Thread(target=press, args=args)
        for args in ((date(2029, 5, 24), seen), (date(2029, 12, 31), later))
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(heard) == 1
    assert heard[0] in ("changed-meanwhile", "not-later")
    assert [one.kind for one in achievements.entries_of(sokha)].count("extended") == 1


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("reason", "says"),
    [
        (" \n ", "Please write the reason."),
        ("x" * 10_000, "This is longer than 500 characters."),
        ("ក" * 10_000, "This is longer than 500 characters."),
        ("Sokha was ill", "without the person"),
        ("as KH-1001 asked", "without the person"),
    ],
)
def test_a_reason_that_cannot_stand_is_named_on_its_field_and_everything_is_kept(
    chan: StrictClient, people: People, act: dict[str, str], reason: str, says: str
) -> None:
    typed = {**_typed(people, act), "reason": reason}
    written = _ledger(people)
    page = _send(chan, typed, 422)
    place = "past" if act is PAST else f"{typed['act']}-{typed.get('entry', AWARD)}"
    told = re.search(f'role="alert" id="reason-{place}-error">([^<]+)<', page)
    assert told
    assert says in told[1]
    kept = re.search(f'<textarea id="reason-{place}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert kept
    assert kept[1] == reason
    for name in ("on", "until", "source"):
        if name in act:
            assert re.search(f'id="{name}-{place}"[^>]* value="{act[name]}"', page)
    assert _ledger(people) == written


def test_a_source_that_names_somebody_is_refused_before_anything_is_shown(chan: StrictClient) -> None:
    page = _send(chan, {**PAST, "source": "Letter of Sokha"}, 422)
    assert 'role="alert" id="source-past-error"' in page
    assert 'value="Letter of Sokha"' in page
    assert "Found</textarea>" in page
