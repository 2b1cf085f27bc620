"""Work that outlives a request: a table of jobs is the truth, huey only carries an id to whoever is free.

A job is claimed by one UPDATE, does one unit a commit and renews its lease with it; a process killed in the
middle leaves a lease that runs out, and a sweeper hands the job on. Knows no domain: each registers its
handlers here.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Literal

from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey
from huey.consumer import BaseProcess, Consumer
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import JSON, CheckConstraint, ColumnElement, Index, String, and_, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock, db
from lms.config import Settings
from lms.db import Base, Instant, session
from lms.errors import RuleBroken, SalaError
from lms.inventory import IMPERSONAL, personal

State = Literal["queued", "running", "done", "failed"]
Handler = Callable[["Job", Settings], Iterator[None]]

LEASE = timedelta(seconds=60)  # how long one unit may take before others think that its process is dead
MOST_ATTEMPTS = 5
SWEEP_SECONDS = 30
PAUSE_SECONDS = 0.12
_SWEPT_AT_ONCE = 100

_log = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}
_daily: set[str] = set()

_JOB = personal("job", "operate", "interest", "old-job", "nobody")


class Job(Base):
    """One piece of work. `args` is what the handler needs: ids, plain values. `done` counts finished units.

    `attempts` also tells two holders apart: who holds an older number has lost the job. `error` is the word
    of a rule, or the name of an exception, of the last attempt.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    kind: Mapped[str] = mapped_column(String(60), info=IMPERSONAL)
    args: Mapped[dict[str, Any]] = mapped_column(JSON, info=_JOB)
    state: Mapped[State] = mapped_column(String(10), default="queued", info=IMPERSONAL)
    done: Mapped[int] = mapped_column(default=0, info=IMPERSONAL)
    total: Mapped[int] = mapped_column(default=1, info=IMPERSONAL)
    attempts: Mapped[int] = mapped_column(default=0, info=IMPERSONAL)
    lease_until: Mapped[datetime | None] = mapped_column(Instant, info=IMPERSONAL)
    error: Mapped[str | None] = mapped_column(String(100), info=IMPERSONAL)
    queued_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    finished_at: Mapped[datetime | None] = mapped_column(Instant, info=IMPERSONAL)

    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
        Index("ix_job_state_lease_until", "state", "lease_until"),
    )


class _LeaseLostError(Exception):
    """The lease ran out and somebody else took the job; what was done since the last unit must not count."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the handler of a kind. It is a generator that yields after each unit of work.

    At each yield, and at the end, what it did is committed; it starts from `job.done` when an earlier attempt
    was cut off. It must not hold a transaction over slow work: yield first, then draw or send.
    """

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def every_day(kind: str) -> None:
    """Queue a job of this kind once a day. Two processes may do so at one moment: doing it twice must not matter."""
    _daily.add(kind)


def queue_daily() -> None:
    """Queue what is to be done once a day and was not yet today."""
    for kind in sorted(_daily):
        last = session.scalar(select(func.max(Job.queued_at)).where(Job.kind == kind))
        if last is None or clock.day_of(last) < clock.today():
            enqueue(kind)
    session.commit()


def enqueue(kind: str, **args: Any) -> Job:
    """Add a job to the present transaction. It starts once that is committed; rolled back, it never was."""
    job = Job(kind=kind, args=args, queued_at=clock.now())
    session.add(job)
    session.flush()
    job_id, queue = job.id, _queue(current_app)
    db.after_commit(lambda: queue.hand_over(job_id))
    return job


@contextmanager
def letting_others_write() -> Iterator[None]:
    """Leave the database alone for a moment, or for as long as what is done within takes, which must not use it.

    For a handler that writes batch after batch: after a yield. SQLite lets one write at a time, and who waits for it
    looks only ten times a second.
    """
    began = time.monotonic()
    yield
    left = PAUSE_SECONDS - (time.monotonic() - began)
    if left > 0 and db.db.engine.dialect.name == "sqlite":
        threading.Event().wait(left)


def let_others_write() -> None:
    """`letting_others_write`, with nothing to do meanwhile."""
    with letting_others_write():
        pass


# --- Running ------------------------------------------------------------------------------------------


def run(job_id: int) -> bool:
    """Claim a job and work on it. False if it is not to be had: done, or held by somebody else."""
    attempt = _claim(job_id)
    if attempt is None:
        return False
    try:
        for _ in _handler_of(job_id):
            _advance(job_id, attempt, done=Job.done + 1, lease_until=clock.now() + LEASE)
        _advance(job_id, attempt, done=Job.total, state="done", finished_at=clock.now())
    except _LeaseLostError:
        session.rollback()
        _log.warning("job %s was taken over after its lease ran out", job_id)
    except Exception as error:
        session.rollback()
        _log.exception("job %s failed at attempt %s of %s", job_id, attempt, MOST_ATTEMPTS)
        _put_back(job_id, attempt, error)
    return True


def run_due(app: Flask) -> int:
    """Work in the foreground on all that is due, and on what that adds; how many attempts it took."""
    attempts = 0
    with app.app_context():
        while due := _due_ids():
            attempts += sum(run(job_id) for job_id in due)
    return attempts


class UnknownKindError(SalaError):
    """A job waits that no handler knows: the version that queued it was another one."""


def _handler_of(job_id: int) -> Iterator[None]:
    job = session.get_one(Job, job_id, populate_existing=True)
    if job.kind not in _handlers:
        raise UnknownKindError(job.kind)
    settings: Settings = current_app.extensions["sala.settings"]
    return _handlers[job.kind](job, settings)


def _is_due() -> ColumnElement[bool]:
    expired = and_(Job.state == "running", Job.lease_until < clock.now())
    return and_(or_(Job.state == "queued", expired), Job.attempts < MOST_ATTEMPTS)


def _claim(job_id: int) -> int | None:
    # One statement, so that of two who try at the same moment the database lets one through.
    attempt = session.scalar(
        update(Job)
        .where(Job.id == job_id, _is_due())
        .values(state="running", attempts=Job.attempts + 1, lease_until=clock.now() + LEASE)
        .returning(Job.attempts)
        .execution_options(synchronize_session=False)
    )
    session.commit()
    return attempt


def _advance(job_id: int, attempt: int, **values: Any) -> None:
    """Commit a unit of work together with the job's progress. Raises _LeaseLostError if not ours."""
    mine = (Job.id == job_id, Job.attempts == attempt, Job.state == "running")
    session.flush()
    changed = session.scalar(
        update(Job)
        .where(*mine)
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if changed is None:
        raise _LeaseLostError
    session.commit()


def _put_back(job_id: int, attempt: int, error: Exception) -> None:
    word = error.word if isinstance(error, RuleBroken) else type(error).__name__
    left = attempt < MOST_ATTEMPTS
    values: dict[str, Any] = {"state": "queued"} if left else {"state": "failed", "finished_at": clock.now()}
    try:
        _advance(job_id, attempt, error=word[:100], **values)
    except _LeaseLostError:
        session.rollback()


def _due_ids() -> list[int]:
    """Jobs to be taken up, oldest first. Those that killed their process too often are failed on the way."""
    session.execute(
        update(Job)
        .where(Job.state == "running", Job.lease_until < clock.now(), Job.attempts >= MOST_ATTEMPTS)
        .values(state="failed", error="interrupted", finished_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    due = session.scalars(select(Job.id).where(_is_due()).order_by(Job.id).limit(_SWEPT_AT_ONCE)).all()
    session.commit()
    return list(due)


# --- Carrying: huey -----------------------------------------------------------------------------------


class _Json(Serializer):
    """The name of the task and the id of the job, nothing else: huey's own pickles could carry code."""

    def _serialize(self, message: Message) -> bytes:
        return json.dumps([message.id, message.name, message.args]).encode()

    def _deserialize(self, data: bytes | memoryview) -> Message:
        task_id, name, args = json.loads(bytes(data))
        return Message(id=task_id, name=name, args=tuple(args))


class _Sweeper(BaseProcess):
    """Finds what was not handed over, or was let fall: at the start, then every `SWEEP_SECONDS`."""

    process_name = "Sweeper"

    def __init__(self, queue: _Queue, huey: Huey, stop_flag: threading.Event) -> None:
        super().__init__(huey, stop_flag)
        self._queue = queue

    def loop(self, now: datetime | None = None) -> None:
        try:
            self._queue.sweep()
        except Exception:  # the database may be away for a while; the next round will tell
            _log.exception("sweeping for due jobs failed")
        self.stop_flag.wait(SWEEP_SECONDS)


class _Workers(Consumer):
    """huey's consumer with our sweeper in the place of its scheduler."""

    def __init__(self, queue: _Queue, huey: Huey) -> None:
        self._queue = queue
        super().__init__(huey, workers=1, periodic=False, max_delay=1.0, worker_type="thread")

    def _create_scheduler(self) -> BaseProcess:
        return _Sweeper(self._queue, self.huey, self.stop_flag)


class _Embedded(_Workers):
    """Inside a web process, whose signals belong to the web server."""

    def _set_signal_handlers(self) -> None:
        """Take none."""


class _Queue:
    """huey for one application. Its connection is made where it is first needed, anew after a fork."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._lock = threading.RLock()
        self._process = 0
        self._huey: Huey | None = None
        self._task: Callable[[int], object] = self._run
        self._embedded: _Embedded | None = None

    def hand_over(self, job_id: int) -> None:
        """Tell the workers of a job. Never raises: the sweeper finds a job of which nobody was told."""
        for _ in range(2):  # a connection that the database has closed meanwhile is replaced once
            try:
                self._open()
                self._task(job_id)
            except Exception:
                _log.warning("job %s could not be handed over", job_id, exc_info=True)
                self._huey = None
            else:
                return

    def sweep(self) -> None:
        """Hand over what is due, unless workers still have enough to do."""
        if self._open().pending_count():
            return
        with self._app.app_context():
            queue_daily()
            due = _due_ids()
        for job_id in due:
            self.hand_over(job_id)

    def start(self) -> None:
        """Start the threads of this process, once."""
        with self._lock:
            huey = self._open()
            if self._embedded is None:
                self._embedded = _Embedded(self, huey)
                self._embedded.start()

    def stop(self) -> None:
        """Let the threads of this process finish what they hold, and end them."""
        with self._lock:
            ending = self._embedded if self._process == os.getpid() else None
            self._embedded = None
        if ending is not None:  # without the lock: the threads that we wait for may be about to take it
            ending.stop(graceful=True)

    def work(self) -> None:
        """Work in the foreground until a signal."""
        _Workers(self, self._open()).run()

    def _open(self) -> Huey:
        with self._lock:
            if self._process != os.getpid():
                self._process, self._huey, self._embedded = os.getpid(), None, None
            if self._huey is None:
                self._huey = _connect(self._settings)
                self._task = self._huey.task(name="run-job")(self._run)
            return self._huey

    def _run(self, job_id: int) -> None:
        with self._app.app_context():
            run(job_id)


def _connect(settings: Settings) -> Huey:
    url = settings.database_url
    if not url.startswith("sqlite"):
        return PostgresHuey("sala", dsn=url.replace("+psycopg", "", 1), results=False, serializer=_Json())
    settings.instance.mkdir(parents=True, exist_ok=True)
    # A file of its own: its locks must not meet those of the requests. Nothing is lost with it: no fsync.
    file = str(settings.instance / "jobs.sqlite3")
    return SqliteHuey("sala", filename=file, fsync=False, results=False, serializer=_Json())


def _queue(app: Flask) -> _Queue:
    queue: _Queue = app.extensions["sala.jobs"]
    return queue


def init_app(app: Flask) -> None:
    """Prepare the queue. Where jobs run embedded, the first request of a process starts its threads."""
    settings: Settings = app.extensions["sala.settings"]
    app.extensions["sala.jobs"] = _Queue(app, settings)
    if settings.jobs_embedded:
        app.before_request(lambda: start(app))


def start(app: Flask) -> None:
    """Start the embedded workers of this process, once. For the web server, after it has forked."""
    _queue(app).start()


def stop(app: Flask) -> None:
    """End the embedded workers of this process, if there are any."""
    _queue(app).stop()


def run_forever(app: Flask) -> None:
    """Work on jobs in the foreground until SIGINT or SIGTERM: `flask jobs run`."""
    _queue(app).work()
