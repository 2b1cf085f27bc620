"""Kinds of jobs for the tests of lms.jobs, and the process that is killed in the middle of one."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from lms import db, jobs, workers
from lms.config import CHECKOUT, Settings
from lms.db import connections
from lms.errors import RuleBroken
from lms.jobs import Job


def workshop(database_url: str, instance: Path, *, embedded: bool = False) -> Flask:
    """An application with a database and jobs, nothing else."""
    app = Flask("workshop")
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    settings = Settings(
        database_url=database_url,
        secret_key="a secret for tests that is long enough",
        base_url="http://localhost",
        content=CHECKOUT,
        instance=instance,
        demo=False,
        jobs_embedded=embedded,
    )
    app.extensions["sala.settings"] = settings
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = connections.engine_options(settings)
    app.extensions["sala.checked"] = True  # there is one key and one folder
    db.init_app(app)
    workers.init_app(app)
    return app


@jobs.handler("test.count")
def count(job: Job, settings: Settings) -> Iterator[None]:
    """Write one line a unit into a file; at `killed_at` the whole process dies before the commit."""
    job.total = job.args["units"]
    with Path(job.args["file"]).open("a", encoding="utf-8") as file:
        for unit in range(job.done, job.args["units"]):
            file.write(f"{unit}\n")
            file.flush()
            if job.attempts == 1 and unit == job.args.get("killed_at"):
                os.kill(os.getpid(), signal.SIGKILL)
            yield


@jobs.handler("test.rule")
def break_a_rule(job: Job, settings: Settings) -> Iterator[None]:
    """Fails in the first unit, each time."""
    yield from ()
    raise RuleBroken("attempts-exhausted")


@jobs.handler("test.crash")
def crash(job: Job, settings: Settings) -> Iterator[None]:
    """Crashes at the first attempt and works at the second."""
    yield
    if job.attempts == 1:
        raise ZeroDivisionError


if __name__ == "__main__":
    jobs.run_due(workshop(sys.argv[1], Path(sys.argv[2])))
