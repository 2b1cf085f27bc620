"""An operator asks whether a server can do its work: on a database of another version it cannot."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from lms.db import session
from tests.client import StrictClient


def readiness(client: StrictClient) -> tuple[int, str]:
    answer = client.get("/readyz")
    return answer.status_code, answer.get_data(as_text=True)


def test_a_server_on_a_database_of_its_version_is_ready(client: StrictClient) -> None:
    assert readiness(client) == (200, "ready\n")


@pytest.mark.parametrize(
    ("version", "says"), [("0001", "run: flask --app wsgi db upgrade"), ("9999", "newer than this program")]
)
def test_a_server_on_a_database_of_another_version_is_not_ready(
    client: StrictClient, version: str, says: str
) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    session.commit()
    status, words = readiness(client)
    assert status == 503
    assert says in words


def test_a_server_on_an_empty_database_is_not_ready(client: StrictClient) -> None:
    session.execute(text("ALTER TABLE alembic_version RENAME TO set_aside"))
    session.commit()
    status, _words = readiness(client)
    session.execute(text("ALTER TABLE set_aside RENAME TO alembic_version"))
    session.commit()
    assert status == 503
