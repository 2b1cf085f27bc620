"""A database that is away: pages answer 503 and say when to try again, jobs wait and go on. With a real server."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select, text

from lms import db, jobs
from lms.accounts import auth
from lms.app import create_app
from lms.certificates.domain import codes
from lms.config import CHECKOUT, Settings, from_environment, settings_of
from lms.db import connections, session
from lms.errors import BadSetting
from lms.jobs import Job
from tests import processes
from tests.client import StrictClient
from tests.databases import Database, PostgresqlDatabase
from tests.engines import ON_POSTGRESQL
from tests.people import People
from tests.privacy.conftest import EVERYBODY_OUT


def cut_off(database: Database) -> None:
    """The server closes every connection."""
    assert isinstance(database, PostgresqlDatabase)
    database.run(EVERYBODY_OUT)


@pytest.fixture
def away(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """Sala, whose database server is away since it was started."""
    url = "postgresql+psycopg://sala@/sala?host=/nowhere"
    if settings_of(app).database_url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'gone' / 'sala.sqlite3'}"
    gone = create_app(replace(settings_of(app), database_url=url, database_timeout=1))
    gone.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    (tmp_path / "gone").rmdir() if url.startswith("sqlite") else None
    yield gone
    with gone.app_context():
        db.db.engine.dispose()


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_a_page_that_needs_the_database_says_when_to_try_again(away: Flask, language: str) -> None:
    address = f"/verify/{codes.new_code()}"
    answer = away.test_client().get(address, headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    page = answer.get_data(as_text=True)
    assert f'<html lang="{language}"' in page
    assert ("Sala cannot answer just now" in page) == (language == "en")


def test_readyz_says_that_the_database_is_away_and_healthz_that_the_process_lives(away: Flask) -> None:
    client = away.test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.get_data(as_text=True) == "the database does not answer\n"
    assert client.get("/healthz").status_code == 200


def test_lessons_are_read_while_the_database_is_away(away: Flask) -> None:
    assert away.test_client().get("/km/").status_code == 200


def test_the_log_holds_a_line_and_no_trace(away: Flask, caplog: pytest.LogCaptureFixture) -> None:
    away.test_client().get(f"/verify/{codes.new_code()}")
    assert all(record.exc_info is None for record in caplog.records)


@ON_POSTGRESQL
def test_a_connection_that_the_server_has_closed_costs_no_request(
    client: StrictClient, people: People, database: Database
) -> None:
    client.sign_in("KH-1200")
    assert client.get("/en/people/").status_code == 200
    cut_off(database)
    assert client.get("/en/people/").status_code == 200


@ON_POSTGRESQL
def test_a_server_that_ends_in_the_middle_of_a_request_is_told_of_in_words(
    client: StrictClient, people: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in("KH-1200")
    find = auth.scope

    def cut() -> Any:
        """The server ends while the page is made."""
        monkeypatch.undo()
        cut_off(database)
        return find()

    monkeypatch.setattr("lms.accounts.auth.scope", cut)
    answer = client.get("/th/people/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert client.get("/th/people/").status_code == 200


@ON_POSTGRESQL
def test_a_job_that_finds_the_database_away_is_not_counted_as_tried(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = jobs.enqueue("test.away").id
    session.commit()

    def begin_and_lose(job: Job, settings: Settings) -> Iterator[None]:
        yield
        session.execute(text("SELECT 1"))
        cut_off(database)
        session.execute(text("SELECT 1"))

    monkeypatch.setitem(jobs._handlers, "test.away", begin_and_lose)
    assert jobs.run(job_id)
    job = session.get_one(Job, job_id, populate_existing=True)
    assert (job.state, job.attempts, job.error) == ("running", 0, "away")
    assert job.lease_until is not None
    assert jobs.due_ids() == []


# --- several servers --------------------------------------------------------------------------------------------


def test_several_servers_are_read_as_libpq_reads_them(tmp_path: Path) -> None:
    given = "postgresql://sala:p%40ss@db1:5432,db2:5433/sala?sslmode=require"
    settings = from_environment({"SALA_INSTANCE": str(tmp_path), "SALA_DATABASE_URL": given})
    made = connections.parameters(settings)
    assert (made["host"], made["port"]) == ("db1,db2", "5432,5433")
    assert (made["user"], made["password"], made["dbname"]) == ("sala", "p@ss", "sala")
    assert (made["sslmode"], made["target_session_attrs"]) == ("require", "read-write")


@pytest.mark.parametrize("servers", ["db1:5432,[::1]:5433", "db1:port,db2", "db1,", "db:port"])
def test_servers_that_cannot_be_read_are_refused_at_the_start(tmp_path: Path, servers: str) -> None:
    given = f"postgresql://sala:secret@{servers}/sala"
    with pytest.raises(BadSetting, match="several servers as") as refused:
        from_environment({"SALA_INSTANCE": str(tmp_path), "SALA_DATABASE_URL": given})
    assert "secret" not in str(refused.value)


@ON_POSTGRESQL
def test_pages_and_jobs_find_the_server_that_is_there(app: Flask) -> None:
    """Of two servers the first is away: the pages' connections and the queue's own go to the second."""
    there = connections.parameters(settings_of(app))["host"]
    url = f"postgresql+psycopg://sala@/sala?host=/nowhere,{there}&target_session_attrs=read-write"
    several = create_app(replace(settings_of(app), database_url=url))
    session.remove()
    with several.app_context():
        assert session.scalar(select(text("1"))) == 1
        jobs.enqueue("test.nothing")
        session.commit()
        assert several.extensions["sala.jobs"]._open().pending_count() == 1
        session.remove()
        db.db.engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [("SALA_DATABASE_POOL", "0"), ("SALA_DATABASE_POOL", "many"), ("SALA_DATABASE_TIMEOUT", "-1")],
)
def test_a_wrong_number_of_connections_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name}: expected a number"):
        from_environment({"SALA_INSTANCE": str(tmp_path), name: value})


def test_the_pool_is_as_large_as_it_is_set(app: Flask, tmp_path: Path) -> None:
    options = connections.engine_options(replace(settings_of(app), database_pool=3, database_timeout=7))
    assert (options["pool_size"], options["pool_timeout"], options["pool_pre_ping"]) == (3, 7, True)
    threads = int(re.findall(r"threads = (\d+)", (CHECKOUT / "gunicorn.conf.py").read_text())[0])
    assert connections.engine_options(settings_of(app))["pool_size"] > threads  # and one for jobs


# --- two at once ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["db", "upgrade"], ["demo", "seed"]])
def test_of_two_commands_at_once_the_second_waits_and_finds_nothing_to_do(
    app: Flask, postgres: str, database: Database, tmp_path: Path, words: list[str]
) -> None:
    """On a new database, with a folder that both share."""
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    admin = postgres.format(database="postgres").replace("+psycopg", "")
    if database.url.startswith("postgresql"):
        url = postgres.format(database="twice")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS twice WITH (FORCE)")
            connection.execute("CREATE DATABASE twice")
    environment = {
        "SALA_INSTANCE": str(tmp_path / "shared"),
        "SALA_DATABASE_URL": url,
        "SALA_DEMO": "1",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
    }
    command = ("flask", "--app", "wsgi")
    if words == ["demo", "seed"]:
        assert processes.run(*command, "db", "upgrade", env=environment).returncode == 0
    done: list[subprocess.CompletedProcess[str]] = []

    def run() -> None:
        done.append(processes.run(*command, *words, env=environment))

    both = [threading.Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    if words == ["demo", "seed"]:
        assert sorted("live here already" in one.stdout for one in done) == [False, True]
    else:
        assert sum("0001" in one.stderr for one in done) <= 1
