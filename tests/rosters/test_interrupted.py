"""The power goes in the middle of an import, and in the middle of its undo: no line is half there, none is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from lms import clock, jobs
from lms.accounts.service import Person
from lms.audit import AuditLine
from lms.config import CHECKOUT, Settings
from lms.db import session
from lms.rosters import service
from lms.rosters.models import RosterImport, RosterRow
from tests.people import People
from tests.rosters.files import text
from tests.rosters.killed import BATCH
from tests.rosters.test_people import bring_in

LINES = 60


def killed(app: Flask) -> None:
    """Work in another process that does not live to the end."""
    settings: Settings = app.extensions["sala.settings"]
    session.commit()
    command = [sys.executable, "-m", "tests.rosters.killed", settings.database_url, str(settings.instance)]
    done = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def go_on(app: Flask) -> None:
    """What a sweeper does once the lease of the dead process has run out."""
    session.commit()
    with clock.frozen(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        assert jobs.run_due(app) == 1
    session.expire_all()


def settled() -> int:
    return session.scalar(select(func.count()).where(Person.number.startswith("V-"))) or 0


def done() -> int:
    return session.scalar(select(func.count()).where(RosterRow.done)) or 0


def state_of(roster: RosterImport) -> str:
    return roster.state


def audited(act: str) -> int:
    return (
        session.scalar(select(func.count()).where(AuditLine.act == act, AuditLine.actor_id.is_not(None))) or 0
    )


def test_an_import_and_an_undo_that_were_cut_off_go_on_where_they_were(app: Flask, people: People) -> None:
    lines = [[f"V-{number:03}", f"Dara {number}"] for number in range(LINES)]
    roster = bring_in(people, text(["ID", "Name"], *lines))
    service.start(roster)
    killed(app)
    assert settled() == done() == audited("accounts.create") == 2 * BATCH  # the third batch was not committed
    assert state_of(roster) == "running"
    session.commit()
    assert jobs.run_due(app) == 0  # its lease still holds: the process might be alive
    go_on(app)
    assert settled() == done() == audited("accounts.create") == LINES
    assert (state_of(roster), roster.summary["done"]) == ("done", LINES)

    service.undo(roster, reason="the wrong list", actor=people.chan)
    killed(app)
    assert settled() == done() == LINES - 2 * BATCH
    go_on(app)
    assert settled() == done() == 0
    assert audited("accounts.remove") == LINES
    assert state_of(roster) == "undone"
