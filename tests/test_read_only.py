"""Reading never writes: what the database refuses, the strict client tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import insert, select, text

from lms import audit, clock, web
from lms.audit import AuditLine
from lms.db import session
from tests.client import StrictClient
from tests.people import People


def _by_the_orm() -> None:
    audit.note(None, "looked", "person", 1)
    session.flush()


def _by_the_core() -> None:
    values = {"at": clock.now(), "act": "looked", "record": "person", "record_id": "1", "facts": {}}
    session.execute(insert(AuditLine).values(values))


def _by_text() -> None:
    session.execute(text("UPDATE person SET active = NOT active"))


@pytest.mark.parametrize("write", [_by_the_orm, _by_the_core, _by_text])
def test_a_page_that_writes_while_it_is_read_is_refused_by_the_database(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, write: Callable[[], None]
) -> None:
    @web.access("public")
    def page() -> str:
        write()
        return "written"

    monkeypatch.setitem(app.view_functions, "health.alive", page)
    with pytest.raises(AssertionError, match="wanted to write"):
        StrictClient(app, app.response_class).get("/healthz")
    assert session.scalars(select(AuditLine).where(AuditLine.act == "looked")).all() == []


def test_a_form_may_write_after_a_page_was_read(app: Flask, people: People, client: StrictClient) -> None:
    client.get("/en/")
    client.sign_in(people.chan.number)
    assert client.get("/en/records/").status_code == 200
