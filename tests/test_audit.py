"""Who looked at whom: remembered after the answer, once a day, for the person to see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from lms.audit import Lookup
from lms.db import db, session
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day


@pytest.fixture
def chan(client: StrictClient, people: People) -> Iterator[StrictClient]:
    """Chan, signed in, on a day of December."""
    with day("2026-12-01"):
        client.sign_in("KH-1200")
        yield client


def _rows() -> list[tuple[int, int, str, str]]:
    session.rollback()
    rows = session.scalars(select(Lookup).order_by(Lookup.id))
    return [(row.person_id, row.actor_id, row.on.isoformat(), row.page) for row in rows]


def _open(client: StrictClient, address: str) -> int:
    """Open a page to its end, as a server does once the last byte is out."""
    answer = client.get(address)
    answer.close()
    return answer.status_code


def test_a_look_is_remembered_once_a_day_and_page(chan: StrictClient, people: People) -> None:
    for _ in range(2):
        for address in ("/en/people/KH-1001/", "/km/people/KH-1001/edit/", "/en/records/KH-1001/"):
            assert _open(chan, address) == 200
    told = (people.sokha.id, people.chan.id, "2026-12-01")
    assert _rows() == [(*told, "people.person"), (*told, "records.person")]
    with day("2026-12-02"):
        _open(chan, "/en/people/KH-1001/")
    assert _rows()[2:] == [(people.sokha.id, people.chan.id, "2026-12-02", "people.person")]


def test_who_compares_two_records_has_looked_at_both(chan: StrictClient, people: People) -> None:
    assert _open(chan, "/en/people/KH-1001/merge/?with=KH-1002") == 200
    told = (people.chan.id, "2026-12-01", "people.person")
    assert sorted(_rows()) == sorted([(people.sokha.id, *told), (people.ratana.id, *told)])


SHOWING = [
    ("/en/records/KH-1001/", {"act": "past", "award": "pss"}, 422, "records.person"),
    ("/en/people/KH-1001/edit/", {"name": ""}, 422, "people.person"),
    ("/en/people/KH-1001/move/", {}, 422, "people.person"),
    ("/en/people/KH-1001/active/", {}, 422, "people.person"),
    ("/en/people/KH-1001/roles/", {}, 422, "people.person"),
    ("/en/people/KH-1001/card/", {"act": "card"}, 422, "people.person"),
    ("/en/people/KH-1001/merge/", {"other": "nobody"}, 422, "people.person"),
]


@pytest.mark.parametrize(("address", "typed", "status", "page"), SHOWING)
def test_a_form_that_comes_back_shows_the_person_and_is_a_look(
    chan: StrictClient, people: People, address: str, typed: dict[str, str], status: int, page: str
) -> None:
    answer = chan.send(address, typed, form="/en/me/")
    answer.close()
    assert answer.status_code == status
    assert _rows() == [(people.sokha.id, people.chan.id, "2026-12-01", page)]


def test_a_merge_that_is_refused_shows_both(chan: StrictClient, people: People) -> None:
    typed = {"other": "KH-1002", "keep": "KH-1001", "reason": ""}
    answer = chan.send("/en/people/KH-1001/merge/", typed, form="/en/me/")
    answer.close()
    assert answer.status_code == 422
    assert {row[0] for row in _rows()} == {people.sokha.id, people.ratana.id}


def test_an_answer_that_only_leads_on_shows_nobody(chan: StrictClient, people: People) -> None:
    typed = {"role": "trainer", "unit": "KH-12", "act": "give"}
    answer = chan.send("/en/people/KH-1001/roles/", typed, form="/en/me/")
    answer.close()
    assert answer.status_code == 303
    assert _rows() == []


def test_looking_at_oneself_or_in_vain_leaves_nothing(chan: StrictClient, people: People) -> None:
    assert _open(chan, "/en/people/KH-1200/") == 200
    assert _open(chan, "/en/people/TH-1001/") == 404
    assert _open(chan, "/en/people/") == 200
    assert _rows() == []


def test_a_look_that_cannot_be_written_down_costs_nobody_the_page(
    chan: StrictClient, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer is out before: a full disk loses the look, not the page."""

    def refuse(connection: Any, cursor: Any, text: str, *rest: Any) -> None:
        if text.startswith("INSERT INTO lookup"):
            raise OperationalError(text, {}, Exception("database or disk is full"))

    event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        assert _open(chan, "/en/people/KH-1001/") == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)
    assert "could not be written down" in caplog.text
    assert _rows() == []
    assert _open(chan, "/en/people/KH-1001/") == 200
    assert len(_rows()) == 1
