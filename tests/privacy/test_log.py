"""What goes wrong is written into the log without the people it happened to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from lms import jobs
from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.models import Person
from lms.config import Settings, settings_of
from lms.db import session
from lms.jobs import Job
from lms.records.services import reminders
from tests.client import StrictClient
from tests.mailbox import mailbox
from tests.privacy import everywhere, lives
from tests.privacy.conftest import written
from tests.privacy.lives import Life
from tests.records.history import day


@jobs.handler("test.same-number")
def _take_the_number(job: Job, settings: Settings) -> Iterator[None]:
    yield
    session.execute(
        update(Person)
        .where(Person.id == job.args["person"])
        .values(number=lives.NUMBER, number_key=key_of(lives.NUMBER))
    )


def identifying_text_in(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return everywhere.hits((("log", line) for line in written(caplog)), lives.TRACES)


def test_a_constraint_that_is_broken_names_no_value(
    app: Flask, life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    """PostgreSQL says which number it was that two people of a Society cannot have."""
    jobs.enqueue("test.same-number", person=life.people.sokha.id)
    session.commit()
    jobs.run_due(app)
    assert "failed at attempt" in caplog.text
    assert "person" in caplog.text
    assert identifying_text_in(caplog) == []


def test_a_letter_that_is_refused_names_nobody(
    app: Flask, life: Life, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mailbox() as box, day("2027-12-20"):
        box.refused.add(lives.EMAIL)
        settings = settings_of(app)
        monkeypatch.setitem(app.extensions, "sala.settings", replace(settings, mail_url=box.url))
        jobs.enqueue(reminders.KIND)
        session.commit()
        jobs.run_due(app)
        assert box.letters == []
    assert identifying_text_in(caplog) == []


def test_a_search_and_a_wrong_pin_leave_nobodys_name(
    app: Flask, life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    staff = StrictClient(app, app.response_class)
    staff.sign_in("KH-1200")
    assert staff.get(f"/en/people/?q={lives.LATIN}").status_code == 200
    wrong = {"identifier": lives.NUMBER, "pin": "999111"}
    assert StrictClient(app, app.response_class).send("/en/sign-in/", wrong).status_code == 422
    assert identifying_text_in(caplog) == []
