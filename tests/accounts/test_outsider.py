"""Dao, HR of another Society, opens every address that there is: of the people of Chan's Society she learns nothing.

The addresses come from the application itself, so a page that is added tomorrow is opened, too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lms import web
from lms.db import Base, session
from tests import pdfs
from tests.client import StrictClient
from tests.people import People
from tests.privacy.lives import LATIN, NUMBER, OTHER_NUMBER, TRACES, live

# What somebody may type who looks for them; none of it is a trace itself, so that an echo proves nothing.
QUERIES = (
    "",
    "q=sophea&active=all",
    "q=KH-773",
    "branch=KH-12&again=1",
    "unit=khm",
    "with=KH-773",
    "as_of=2026-02-03",
)
# Rows that make a look-up or a list of somebody else's own; all else belongs to the Society in Cambodia.
HERS = {"audit", "lookup", "notice_seen", "failed_sign_ins", "browser_session", "job"}


def _ids(table: str, column: str) -> list[str]:
    return [str(value) for value in session.scalars(select(Base.metadata.tables[table].c[column]))]


def _places() -> dict[str, list[str]]:
    """What can stand in an address, by the name of the place: of the Society in Cambodia, where it is anybody's."""
    return {
        "lang": ["en"],
        "number": [NUMBER, OTHER_NUMBER, "KH-1001"],
        "uuid": [
            *(*_ids("roster_import", "uuid"), *_ids("attempt", "uuid"), *_ids("workshop", "uuid")),
            *_ids("community_session", "uuid"),
        ],
        "half_day": ["1"],
        "person_id": _ids("workshop_participant", "person_id"),
        "walk_in": _ids("workshop_walk_in", "id"),
        "room_code": ["AAAAAZ"],
        "code": _ids("certificate", "code"),
        "request_id": _ids("erasure_request", "id"),
        "job_id": _ids("job", "id") or ["1"],
        "total_id": ["1"],
        "print_id": _ids("job", "id") or ["1"],
        "kind": ["people", "trainings"],
        "ending": ["csv", "xlsx"],
        "module": ["pss"],
        "lesson": ["look-listen-link"],
        "case": ["the-shed"],
        "item": _ids("practice_item", "item"),
        "survey_id": ["channels", "needs"],
        "form_code": _ids("paper_form", "code"),
        "target": ["km"],
        "purpose": ["reminders-email"],
    }


ACTS = ("", "card", "give", "merge", "deactivate", "revoke", "extend")
# What somebody does for themselves alone.
OWN_AFFAIRS = {
    "privacy",
    "quizzes",
    "pre_tests",
    "practice",
    "surveys",
    "survey_interviews",
    "courses",
    "feedback",
    "community",
    "passkeys",
    "openid",
    "sessions",
}

# In these places stands something that belongs to somebody.
OWNED = {"number", "uuid", "code", "request_id", "job_id", "total_id", "print_id"}


def _addresses(app: Flask, method: str) -> Iterator[tuple[Rule, str]]:
    """Every address behind the gate, with every value in its places."""
    places = _places()
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and web.access_of(rule.endpoint) not in (None, "public"):
            names = sorted(rule.arguments)
            for values in product(*(places[name] for name in names)):
                given = dict(zip(names, values, strict=True))
                with app.test_request_context():
                    yield rule, str(app.url_map.bind("localhost").build(rule.endpoint, given, method=method))


def _words(answer: TestResponse) -> str:
    """All that an answer says, whatever kind of file it is."""
    if answer.data.startswith(b"%PDF"):
        return pdfs.text_of(answer.data)
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
            return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return answer.get_data(as_text=True)


def _told(answer: TestResponse) -> list[str]:
    text = _words(answer)
    return [
        what for what, trace in TRACES.items() if trace in text and what not in ("number", "other number")
    ]


def _rows() -> dict[str, list[str]]:
    return {
        table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
        for table in Base.metadata.sorted_tables
        if table.name not in HERS
    }


@pytest.fixture
def dao(app: Flask, client: StrictClient, people: People) -> StrictClient:
    """Dao is signed in; in Cambodia somebody has left traces in every feature, and Chan can see them."""
    live(app, people)
    session.commit()
    chan = StrictClient(app, app.response_class)
    chan.sign_in("KH-1200")
    assert LATIN in chan.get("/en/people/?q=sophea").get_data(as_text=True)
    client.sign_in("TH-1200")
    return client


def test_no_address_tells_her_anything_or_changes_anybody(app: Flask, dao: StrictClient) -> None:
    before, token = _rows(), dao.token("/en/people/new/")
    assert _read(app, dao) == []
    assert _send(app, dao, token) == []
    after = _rows()
    changed = {name for name, rows in before.items() if rows != after[name]}
    assert changed <= {"unit"}, "she may set up the branches of her own Society"


def _read(app: Flask, dao: StrictClient) -> list[str]:
    """The pages that are wrong."""
    wrong, opened = [], 0
    for rule, address in list(_addresses(app, "GET")):
        owned = OWNED & rule.arguments
        for query in QUERIES if not owned else QUERIES[:1]:
            answer = dao.get(f"{address}?{query}")
            opened += answer.status_code == 200
            wrong += _wrong(f"{address}?{query}", answer, owned)
    assert opened > 40, "the lists open for her, with people of her own"
    return wrong


def _send(app: Flask, dao: StrictClient, token: str) -> list[str]:
    """The forms that are wrong."""
    typed = {
        "csrf_token": token, "number": NUMBER, "other": NUMBER, "keep": NUMBER, "person": NUMBER,
        "branch": "KH-12", "unit": "khm", "society": "khm", "q": "sophea", "again": "1", "seen": "1",
        "reason": "left", "role": "trainer", "version": "1", "award": "pss",
    }  # fmt: skip
    wrong = []
    for rule, address in list(_addresses(app, "POST")):
        if rule.endpoint.split(".")[0] not in OWN_AFFAIRS:
            for act in ACTS:
                answer = dao.post(address, data={**typed, "act": act})
                wrong += _wrong(f"{address} {act}", answer, OWNED & rule.arguments)
    return wrong


def _wrong(address: str, answer: TestResponse, owned: set[str]) -> list[str]:
    denied, told = answer.status_code in (403, 404), _told(answer)
    if told or answer.status_code >= 500 or (owned and not denied):
        return [f"{address}: {answer.status_code} {told}"]
    return []
