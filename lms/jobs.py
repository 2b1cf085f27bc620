"""Work that outlives a request: a table of jobs is the truth, `workers` only carries an id to whoever is free.

A job is claimed by one UPDATE, does one unit a commit and renews its lease with it; a process killed in the
middle leaves a lease that runs out, and a sweeper hands the job on. Knows no domain: each registers its
handlers here.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from flask import Flask, current_app
from sqlalchemy import JSON, CheckConstraint, ColumnElement, Index, String, and_, func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock, db
from lms.config import Settings, current_settings
from lms.data_inventory import IMPERSONAL, personal
from lms.db import Base, Instant, connections, session
from lms.errors import RuleBroken, SalaError

State = Literal["queued", "running", "done", "failed"]
Handler = Callable[["Job", Settings], Iterator[None]]

LEASE = timedelta(seconds=60)  # how long one unit may take before others think that its process is dead
AWAY_PAUSE = timedelta(seconds=15)  # after which a job is tried again that found the database away
# How long a job that failed is left alone, after each attempt. Somebody may be waiting for it: nine minutes in all.
RETRY_PAUSES = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))
MOST_ATTEMPTS = len(RETRY_PAUSES) + 1
PAUSE_SECONDS = 0.12
_SWEPT_AT_ONCE = 100

_log = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}
_daily: set[str] = set()

_JOB = personal("job", "operate", "interest", "old-job", "nobody")


class Job(Base):
    """One piece of work. `args` is what the handler needs: ids, plain values. `done` counts finished units.

    `attempts` also tells two holders apart: who holds an older number has lost the job. `error` is the word
    of a rule, or the name of an exception, of the last attempt. Until `lease_until` nobody else takes it up.
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


class Notifier(Protocol):
    """Tells workers of a job."""

    def hand_over(self, job_id: int) -> None:
        """Never raises: a job of which nobody was told is found by the sweeper."""


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
    job_id = job.id
    notifier: Notifier = current_app.extensions["sala.jobs"]
    db.after_commit(lambda: notifier.hand_over(job_id))
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
        if connections.is_away(error):
            _log.warning("job %s waits: the database is away", job_id)
            _wait_for_database(job_id, attempt)
            return True
        session.rollback()
        _log.exception("job %s failed at attempt %s of %s", job_id, attempt, MOST_ATTEMPTS)
        _put_back(job_id, attempt, error)
    return True


def run_due(app: Flask) -> int:
    """Work in the foreground on all that is due, and on what that adds; how many attempts it took."""
    attempts = 0
    with app.app_context():
        while due := due_ids():
            attempts += sum(run(job_id) for job_id in due)
    return attempts


class UnknownKindError(SalaError):
    """A job waits that no handler knows: the version that queued it was another one."""


def _handler_of(job_id: int) -> Iterator[None]:
    job = session.get_one(Job, job_id, populate_existing=True)
    if job.kind not in _handlers:
        raise UnknownKindError(job.kind)
    settings = current_settings()
    return _handlers[job.kind](job, settings)


def _is_due() -> ColumnElement[bool]:
    """Queued, or left by a process that is dead; not while its lease, or the pause after a failure, goes on."""
    waiting = and_(Job.state.in_(("queued", "running")), Job.lease_until < clock.now())
    fresh = and_(Job.state == "queued", Job.lease_until.is_(None))
    return and_(or_(waiting, fresh), Job.attempts < MOST_ATTEMPTS)


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
    word = error.code if isinstance(error, RuleBroken) else type(error).__name__
    now = clock.now()
    values: dict[str, Any] = {"state": "failed", "finished_at": now}
    if attempt < MOST_ATTEMPTS and not isinstance(
        error, RuleBroken
    ):  # what breaks a rule will break it again
        values = {"state": "queued", "lease_until": now + RETRY_PAUSES[attempt - 1]}
    try:
        _advance(job_id, attempt, error=word[:100], **values)
    except _LeaseLostError:
        session.rollback()


def _wait_for_database(job_id: int, attempt: int) -> None:
    """Let the job be taken up again after a while, without counting this attempt: it is not the job that fails.

    Where even that cannot be stored, the lease ends by itself.
    """
    try:
        session.rollback()
        # Whoever takes it up gets the same number again; nobody holds this one any more once that is stored.
        _advance(job_id, attempt, attempts=attempt - 1, lease_until=clock.now() + AWAY_PAUSE, error="away")
    except (_LeaseLostError, SQLAlchemyError):
        session.remove()


def release(job_id: int) -> None:
    """Let a running job be taken up at once. For who knows that nobody is at work on it. Commits."""
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == "running")
        .values(state="queued", attempts=0, lease_until=None)
        .execution_options(synchronize_session=False)
    )
    session.commit()


def due_ids() -> list[int]:
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
