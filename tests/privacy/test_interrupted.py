"""The power goes, or the disk is full, while somebody is erased: it is done, or not begun; and what is left goes."""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from lms import clock, jobs
from lms.accounts.models import Person
from lms.config import settings_of
from lms.db import db, session
from lms.jobs import Job
from lms.privacy.models import ErasureRequest
from lms.privacy.services import requests, retention
from tests import processes
from tests.client import StrictClient
from tests.privacy import everywhere, lives
from tests.privacy.killed import PLACES
from tests.privacy.lives import Life
from tests.records.history import day


def instance_of(app: Flask) -> Path:
    settings = settings_of(app)
    return settings.instance


def request_of(life: Life) -> ErasureRequest:
    found = requests.open_request_of(life.person)
    assert found is not None
    return found


def killed(app: Flask, life: Life, place: str) -> None:
    """Erase in another process that does not live to the end."""
    settings = settings_of(app)
    given = [settings.database_url, str(settings.instance), str(request_of(life).id), "KH-1200", place]
    session.commit()
    done = processes.run("tests.privacy.killed", *given)
    assert done.returncode == -signal.SIGKILL, done.stderr
    session.expire_all()


def go_on(app: Flask) -> None:
    """What a sweeper does once the lease of the dead process has run out."""
    session.commit()
    with clock.frozen(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        jobs.run_due(app)
    session.expire_all()


def found(app: Flask) -> list[tuple[str, str]]:
    texts = (*everywhere.database_texts(), *everywhere.file_texts(instance_of(app)))
    return everywhere.hits(iter(texts), lives.TRACES)


def erase(app: Flask, life: Life) -> int:
    """Chan presses the button; what the answer is."""
    client = StrictClient(app, app.response_class)
    with day("2026-02-05"):
        client.sign_in("KH-1200")
        address = f"/en/people/erasures/{request_of(life).id}/"
        return client.send(address, {"answer": "erase", "sure": "2"}).status_code


def test_cut_off_before_it_is_stored_nothing_has_happened_and_it_can_be_done_again(
    app: Flask, life: Life
) -> None:
    before = found(app)
    killed(app, life, "with the last rows")
    assert found(app) == before
    assert request_of(life).outcome is None
    assert erase(app, life) == 303
    go_on(app)
    assert found(app) == []


@pytest.mark.parametrize("place", sorted(set(PLACES) - {"with the last rows"}))
def test_cut_off_afterwards_the_rest_goes_by_itself(app: Flask, life: Life, place: str) -> None:
    killed(app, life, place)
    assert life.person.name == ""
    if place == "after the first file":
        left = [path.stem for path in (instance_of(app) / "certificates").iterdir()]
        assert len(set(left) & set(life.codes)) == len(life.codes) - 1
    go_on(app)
    assert found(app) == []
    assert set(session.scalars(select(Job.state).where(Job.kind == retention.KIND))) == {"done"}


@contextmanager
def no_room_for(statement: str) -> Iterator[None]:
    """The database cannot store what begins like this."""

    def refuse(connection: Any, cursor: Any, text: str, *rest: Any) -> None:
        if text.startswith(statement):
            raise OperationalError(text, {}, Exception("database or disk is full"))

    event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)


def test_without_room_for_the_last_row_nothing_is_half_done_and_chan_is_told(app: Flask, life: Life) -> None:
    before = found(app)
    with no_room_for("INSERT INTO audit"):
        assert erase(app, life) == 507  # a page says that the disk is full, and that nothing was changed
    session.expire_all()
    assert found(app) == before
    assert session.get_one(Person, life.person.id).name == lives.NAME
    assert erase(app, life) == 303


def test_a_file_that_cannot_be_removed_today_goes_tomorrow(
    app: Flask, life: Life, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.parent.name in ("certificates", "imports"):
            raise OSError(errno.ENOSPC, "no space left on device")
        unlink(path, missing_ok)

    with monkeypatch.context() as full:
        full.setattr(Path, "unlink", refuse)
        assert erase(app, life) == 303  # what is stored is stored: Chan is not told that it failed
        with day("2026-02-05"):
            jobs.run_due(app)
    assert life.person.name == ""
    assert found(app) != []
    assert "could not be done" in caplog.text
    with day("2026-02-06"):
        jobs.queue_daily()
        jobs.run_due(app)
    assert found(app) == []
