"""The power goes in the middle of 200 hand-ins: what was answered with success is there, nothing is half done."""

from __future__ import annotations

import http.client
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf

from lms.accounts.queries import people
from lms.accounts.services import people as people_service
from lms.accounts.services import sessions
from lms.app import create_app
from lms.config import from_environment
from lms.db import session
from lms.quizzes.services import attempts
from tests.flows import papers
from tests.flows.conftest import Server, running_server

PEOPLE = 200
CUT_AFTER = 80


@dataclass(frozen=True)
class HandIn:
    """One volunteer about to hand in a paper that is all right."""

    uuid: str
    cookie: str
    body: str


def prepare(server: Server) -> list[HandIn]:
    """200 volunteers, each signed in and with an open paper, made by the application itself."""
    app = create_app(from_environment(server.environment))
    with app.app_context():
        unit = people.unit_by_code("KH-12")
        opened = []
        for number in range(PEOPLE):
            person = people_service.create_person(
                people_service.Particulars(
                    number=f"KH-9{number:03}", name="តារា", latin_name="Dara", language="km"
                ),
                unit,
                actor=None,
            )
            opened.append(
                (sessions.start_session(person, keep=False), attempts.open_paper(person, "pss", "km"))
            )
        session.commit()
        session.remove()
    prepared = [(uuid, *signed_in(app, visitor)) for visitor, uuid in opened]
    database = server.instance / "sala.sqlite3"
    return [
        HandIn(uuid, signed, urlencode([("csrf_token", token), *papers.fields(database, uuid)]))
        for uuid, signed, token in prepared
    ]


def signed_in(app: Flask, visitor: str) -> tuple[str, str]:
    """The cookie of a visitor's session and the token for its forms."""
    with app.test_request_context():
        cookie["_user_id"] = visitor
        token = generate_csrf()
        serializer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert serializer
        return serializer.dumps(dict(cookie)), token


def hand_in(server: Server, paper: HandIn) -> bool:
    """Send one paper; whether the answer was a success. A connection that breaks is no success."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {"Cookie": f"sala={paper.cookie}", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", f"/km/quizzes/pss/{paper.uuid}/", paper.body, headers)
        answer = connection.getresponse()
    except (ConnectionError, http.client.HTTPException, TimeoutError):
        return False
    finally:
        connection.close()
    assert answer.status == 303, answer.status
    return True


def rows(database: Path, question: str) -> set[str]:
    """The first column of the answer."""
    with sqlite3.connect(database) as connection:
        return {str(row[0]) for row in connection.execute(question)}


def test_no_paper_that_was_accepted_is_lost_and_none_is_half_there(tmp_path: Path, seeded: Path) -> None:
    with running_server(tmp_path, seeded) as server:
        waiting = prepare(server)
        accepted: set[str] = set()
        enough = threading.Event()

        def send(paper: HandIn) -> None:
            if hand_in(server, paper):
                accepted.add(paper.uuid)
                if len(accepted) >= CUT_AFTER:
                    enough.set()

        with ThreadPoolExecutor(8) as volunteers:
            sent = [volunteers.submit(send, paper) for paper in waiting]
            while not enough.wait(0.05) and not all(one.done() for one in sent):
                pass
            server.kill()
            for one in sent:
                one.result()

        assert CUT_AFTER <= len(accepted) < PEOPLE
        server.start()
        database = tmp_path / "sala.sqlite3"
        whole = "submitted_at IS NOT NULL AND score = 100 AND passed AND answers <> '{}' AND result <> '{}'"
        untouched = (
            "submitted_at IS NULL AND score IS NULL AND passed IS NULL AND answers = '{}' AND result = '{}'"
        )
        submitted = rows(database, f"SELECT uuid FROM attempt WHERE {whole}")
        assert accepted <= submitted
        assert len(rows(database, f"SELECT uuid FROM attempt WHERE {untouched}")) == PEOPLE - len(submitted)
        papers_of_today = ", ".join(f"'{paper.uuid}'" for paper in waiting)
        theirs = f"person_id IN (SELECT person_id FROM attempt WHERE uuid IN ({papers_of_today}))"
        passed = rows(database, f"SELECT person_id FROM attempt WHERE {whole}")
        assert passed == rows(
            database, f"SELECT person_id FROM ledger_entry WHERE {theirs} AND kind = 'achieved'"
        )
        assert passed == rows(database, f"SELECT person_id FROM certification WHERE {theirs}")
        assert passed == rows(database, f"SELECT person_id FROM certificate WHERE {theirs}")

        # Whoever got no answer sends again, as people do: now everybody is certified, once.
        for paper in waiting:
            assert hand_in(server, paper)
        assert len(rows(database, f"SELECT id FROM certificate WHERE {theirs}")) == PEOPLE
