"""Workers for jobs, and how they are told of one: huey, which carries the id of a job and nothing else.

In threads of the web processes, or in a process of their own. What there is to do stands in the table of `jobs`.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey
from huey.consumer import BaseProcess, Consumer
from huey.registry import Message
from huey.serializer import Serializer

from lms import installation, jobs
from lms.config import Settings, settings_of
from lms.db import connections
from lms.files import private

if TYPE_CHECKING:
    import psycopg

SWEEP_SECONDS = 30
_SHORTEST_PAUSE = 2  # seconds, where the database is away; twice as long each time, up to SWEEP_SECONDS
_TABLES = 0x68756579  # "huey"; advisory locks are numbers
_LONGEST_DELAY = 15.0  # seconds, of a worker that cannot reach PostgreSQL

_log = logging.getLogger(__name__)


class _Shortened(logging.Filter):
    """A database that is away is one line in the log, not a trace for each worker and try."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if connections.is_away(error):
            record.msg, record.args, record.exc_info = "no jobs are taken up: the database is away", (), None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


logging.getLogger("huey.consumer.Worker").addFilter(_Shortened())


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
        self._pause = _SHORTEST_PAUSE

    def loop(self, now: datetime | None = None) -> None:
        try:
            swept = self._queue.sweep()
        except Exception as error:
            swept = not connections.is_away(error)
            if swept:
                _log.exception("sweeping for due jobs failed")
            else:
                _log.warning("no jobs are looked for: the database is away")
        self.stop_flag.wait(SWEEP_SECONDS if swept else self._pause)
        self._pause = _SHORTEST_PAUSE if swept else min(2 * self._pause, SWEEP_SECONDS)


class _Workers(Consumer):
    """huey's consumer with our sweeper in the place of its scheduler."""

    def __init__(self, queue: _Queue, huey: Huey) -> None:
        self._queue = queue
        # On PostgreSQL a worker waits to be told; it pauses only where it cannot reach the server, longer each time.
        longest = _LONGEST_DELAY if isinstance(huey, PostgresHuey) else 1.0
        super().__init__(huey, workers=1, periodic=False, max_delay=longest, worker_type="thread")

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
            except Exception as error:
                away = connections.is_away(error)
                _log.warning("job %s could not be handed over", job_id, exc_info=not away)
                self._huey = None
            else:
                return

    def sweep(self) -> bool:
        """Hand over what is due, unless workers still have enough to do. False where nobody may work yet."""
        if not self._may_work():
            return False
        if self._open().pending_count():
            return True
        with self._app.app_context():
            jobs.queue_daily()
            due = jobs.due_ids()
        for job_id in due:
            self.hand_over(job_id)
        return True

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
        try:
            if self._may_work():
                with self._app.app_context():
                    jobs.run(job_id)
        except Exception as error:
            if not connections.is_away(error):
                raise
            _log.warning("job %s is taken up later: the database is away", job_id)  # the sweeper finds it

    def _may_work(self) -> bool:
        """Whether this process has the key and the folder of the database; what is not done now is found later."""
        with self._app.app_context():
            try:
                return installation.checked(self._app)
            except installation.WrongInstallation as wrong:
                _log.critical("%s", wrong)
                return False


class _WithTables:
    """Makes huey's connections to PostgreSQL, like those of the pages: several servers, how long to wait.

    The first of them makes huey's tables, not the start: after a power cut Sala may start before the database.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made = False
        self.statements: Sequence[str] = ()

    def __call__(self) -> psycopg.Connection[Any]:
        connection = connections.connect(self._settings)
        try:
            if not self._made:
                with connection.transaction():
                    # Of two processes that find no table the second would fail.
                    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_TABLES,))
                    for statement in self.statements:
                        connection.execute(statement)
                self._made = True
        except BaseException:
            connection.close()
            raise
        return connection


def _connect(settings: Settings) -> Huey:
    if not settings.database_url.startswith("sqlite"):
        connection = _WithTables(settings)
        made = PostgresHuey(
            "sala", connection=connection, create_tables=False, results=False, serializer=_Json()
        )
        connection.statements = made.storage.ddl
        return made
    # A file of its own: its locks must not meet those of the requests. Nothing is lost with it: no fsync.
    file = settings.instance / "jobs.sqlite3"
    private.make_folder(settings.instance)
    private.make_file(file)
    return SqliteHuey("sala", filename=str(file), fsync=False, results=False, serializer=_Json())


def _queue(app: Flask) -> _Queue:
    queue: _Queue = app.extensions["sala.jobs"]
    return queue


def init_app(app: Flask) -> None:
    """Prepare the queue. Where jobs run embedded, the first request of a process starts its threads."""
    settings = settings_of(app)
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
