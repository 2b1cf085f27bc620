"""Jobs: none lost, none done twice, whatever dies in the middle. On both engines."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock, jobs, workers
from lms.config import Settings
from lms.db import db, session
from lms.jobs import LEASE, MOST_ATTEMPTS, Job
from tests import processes
from tests.job_handlers import workshop
from tests.job_runs import run_to_the_end


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
        return
    server: str = request.getfixturevalue("postgres")
    admin = server.format(database="postgres").replace("+psycopg", "")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE DATABASE workshop")
        yield server.format(database="workshop")
        connection.execute("DROP DATABASE workshop WITH (FORCE)")


@pytest.fixture
def app(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A database with a job table alone, nobody at work, and nothing to do each day."""
    monkeypatch.setattr(jobs, "_daily", set())
    app = workshop(database_url, tmp_path)
    with app.app_context():
        db.metadata.create_all(db.engine, [Job.metadata.tables["job"]])
        yield app
        session.remove()
        db.engine.dispose()


def queue(kind: str, **args: Any) -> int:
    job_id = jobs.enqueue(kind, **args).id
    session.commit()
    return job_id


def look(job_id: int) -> Job:
    """The job as it is now, read in a transaction that is over: SQLite lets nobody in beside an open one."""
    job = session.get_one(Job, job_id, populate_existing=True)
    session.expunge(job)
    session.rollback()
    return job


def test_a_job_is_done_unit_by_unit(app: Flask, tmp_path: Path) -> None:
    job_id = queue("test.count", units=3, file=str(tmp_path / "units"))
    assert jobs.run_due(app) == 1
    job = look(job_id)
    assert (job.state, job.done, job.total, job.attempts, job.error) == ("done", 3, 3, 1, None)
    assert job.finished_at is not None
    assert (tmp_path / "units").read_text() == "0\n1\n2\n"


def test_a_job_of_a_transaction_that_is_rolled_back_never_was(app: Flask, tmp_path: Path) -> None:
    jobs.enqueue("test.count", units=1, file=str(tmp_path / "units"))
    session.rollback()
    assert jobs.run_due(app) == 0
    assert not (tmp_path / "units").exists()


def test_a_process_killed_in_the_middle_loses_no_unit(app: Flask, database_url: str, tmp_path: Path) -> None:
    job_id = queue("test.count", units=5, killed_at=2, file=str(tmp_path / "units"))
    killed = processes.run("tests.job_handlers", database_url, str(tmp_path))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    job = look(job_id)
    assert (job.state, job.done) == ("running", 2)
    assert jobs.run_due(app) == 0  # its lease still holds: the process might be alive
    with clock.frozen(clock.now() + LEASE + timedelta(seconds=1)):
        assert jobs.run_due(app) == 1
    job = look(job_id)
    assert (job.state, job.done, job.attempts) == ("done", 5, 2)
    assert (tmp_path / "units").read_text().split() == ["0", "1", "2", "2", "3", "4"]


def test_of_two_who_claim_a_job_one_gets_it(app: Flask, tmp_path: Path) -> None:
    job_id = queue("test.count", units=1, file=str(tmp_path / "units"))
    start, outcomes = threading.Barrier(2), []

    def claim() -> None:
        with app.app_context():
            start.wait()
            outcomes.append(jobs.run(job_id))
            session.remove()

    threads = [threading.Thread(target=claim) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]
    assert (tmp_path / "units").read_text() == "0\n"


def test_who_lost_the_lease_changes_nothing_any_more(app: Flask) -> None:
    @jobs.handler("test.slow")
    def slow(job: Job, settings: Settings) -> Iterator[None]:
        attempt, job_id = job.attempts, job.id
        yield
        if attempt == 1:  # as if a minute passed, and somebody else took the job and finished it
            with app.app_context(), clock.frozen(clock.now() + LEASE + timedelta(seconds=1)):
                assert jobs.run(job_id)

    job_id = queue("test.slow")
    assert jobs.run(job_id)
    job = look(job_id)
    assert (job.state, job.attempts, job.error) == ("done", 2, None)


def test_an_error_after_the_lease_was_lost_does_not_spoil_the_work_of_the_other(app: Flask) -> None:
    @jobs.handler("test.late")
    def late(job: Job, settings: Settings) -> Iterator[None]:
        attempt, job_id = job.attempts, job.id
        yield
        if attempt == 1:
            with app.app_context(), clock.frozen(clock.now() + LEASE + timedelta(seconds=1)):
                assert jobs.run(job_id)
            raise ZeroDivisionError

    job_id = queue("test.late")
    assert jobs.run(job_id)
    assert (look(job_id).state, look(job_id).error) == ("done", None)


def test_a_crash_is_tried_again(app: Flask) -> None:
    job_id = queue("test.crash")
    assert run_to_the_end(app) == 2
    job = look(job_id)
    assert (job.state, job.attempts, job.error) == ("done", 2, "ZeroDivisionError")


def test_a_job_that_breaks_a_rule_fails_at_once_and_says_why(app: Flask) -> None:
    job_id = queue("test.rule")
    assert jobs.run_due(app) == 1
    job = look(job_id)
    assert (job.state, job.error) == ("failed", "attempts-exhausted")
    assert job.finished_at is not None
    assert not jobs.run(job_id)


def test_a_kind_that_nobody_handles_is_said_so(app: Flask) -> None:
    job_id = queue("test.nobody")
    assert run_to_the_end(app) == MOST_ATTEMPTS
    assert (look(job_id).state, look(job_id).error) == ("failed", "UnknownKindError")


def test_a_job_that_failed_is_left_alone_for_a_while_longer_each_time(app: Flask) -> None:
    job_id, now = queue("test.nobody"), clock.now()
    for pause in jobs.RETRY_PAUSES:
        with clock.frozen(now):
            assert jobs.run_due(app) == 1
            assert not jobs.run(job_id)
        now += pause
        with clock.frozen(now):
            assert jobs.due_ids() == []
        now += timedelta(seconds=1)
        with clock.frozen(now):
            assert jobs.due_ids() == [job_id]
    assert sorted(jobs.RETRY_PAUSES) == list(jobs.RETRY_PAUSES)


def test_a_job_that_kills_its_process_each_time_is_given_up(app: Flask) -> None:
    job_id = queue("test.count")
    job = session.get_one(Job, job_id)
    job.state, job.attempts, job.lease_until = "running", MOST_ATTEMPTS, clock.now() - timedelta(seconds=1)
    session.commit()
    assert jobs.run_due(app) == 0
    assert (look(job_id).state, look(job_id).error) == ("failed", "interrupted")


def _done(app: Flask, name: str) -> threading.Event:
    happened = threading.Event()

    @jobs.handler(name)
    def tell(job: Job, settings: Settings) -> Iterator[None]:
        yield
        happened.set()

    return happened


def test_the_embedded_workers_take_a_job_when_it_is_committed(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    happened = _done(app, "test.told")
    workers.start(app)
    try:
        queue("test.told")
        session.remove()
        assert happened.wait(30)
    finally:
        workers.stop(app)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_workers_go_on_once_a_database_that_was_away_is_back(
    app: Flask, postgres: str, caplog: pytest.LogCaptureFixture
) -> None:
    before, after, noticed = _done(app, "test.before"), _done(app, "test.after"), threading.Event()

    class Notice(logging.Handler):
        """Tells when the workers have found the database away."""

        def emit(self, record: logging.LogRecord) -> None:
            if "is away" in record.getMessage():
                noticed.set()

    admin = postgres.format(database="postgres").replace("+psycopg", "")
    notice, log = Notice(), logging.getLogger("huey.consumer.Worker")
    log.addHandler(notice)
    workers.start(app)
    try:
        queue("test.before")
        session.remove()
        assert before.wait(30)
        with psycopg.connect(admin, autocommit=True) as connection:
            while (
                session.scalar(select(Job.state)) != "done"
            ):  # it has happened, but may not be written down yet
                session.remove()
            session.remove()
            connection.execute("ALTER DATABASE workshop ALLOW_CONNECTIONS false")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'workshop'"
            )
            assert noticed.wait(30)
            connection.execute("ALTER DATABASE workshop ALLOW_CONNECTIONS true")
        queue("test.after")
        session.remove()
        assert after.wait(60)
    finally:
        workers.stop(app)
        log.removeHandler(notice)
    assert [record for record in caplog.records if record.exc_info] == []


def test_the_sweeper_finds_what_nobody_was_told_of(app: Flask) -> None:
    happened = _done(app, "test.found")
    session.add(Job(kind="test.found", args={}, queued_at=clock.now()))
    session.commit()
    session.remove()
    workers.start(app)
    try:
        assert happened.wait(30)
    finally:
        workers.stop(app)


def test_the_first_request_of_a_process_starts_the_workers(database_url: str, tmp_path: Path) -> None:
    app = workshop(database_url, tmp_path, embedded=True)
    happened = _done(app, "test.first")
    with app.app_context():
        db.metadata.create_all(db.engine, [Job.metadata.tables["job"]])
        session.add(Job(kind="test.first", args={}, queued_at=clock.now()))
        session.commit()
        session.remove()
    try:
        app.test_client().get("/")
        assert happened.wait(30)
    finally:
        workers.stop(app)
        with app.app_context():
            db.engine.dispose()


def test_a_queue_that_cannot_be_reached_does_not_hinder_the_request(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "instance").write_text("a file where a folder should be")
    app = workshop(database_url, tmp_path / "instance")
    with app.app_context():
        db.metadata.create_all(db.engine, [Job.metadata.tables["job"]])
        job_id = queue("test.crash")
        assert look(job_id).state == "queued"
        session.remove()
        db.engine.dispose()
    if database_url.startswith("sqlite"):
        assert "could not be handed over" in caplog.text
