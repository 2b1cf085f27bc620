"""A backup of 100,000 people: made, checked, brought back into an empty database with three erasures done again.

Five awards and three entries for everybody, on both engines. SALA_BENCH_PEOPLE says how many people; the budget is that
of 100,000. There is nothing to compare with: the engines' own tools do the greatest part.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks import crowd, learners, ledger
from benchmarks.table import Row, at_most
from lms import config, db
from lms.accounts.services.people import Person
from lms.app import create_app
from lms.backup.dump import dump
from lms.backup.restore import Wanted, restore
from lms.backup.verify import verify
from lms.config import Settings
from lms.privacy.services import erasure, requests

_PEOPLE: Final = 100_000
_NAMED: Final = 10_000
_ERASED: Final = 3
_SECONDS: Final = 120  # for all three together


def measure() -> list[Row]:
    """Each step in seconds, and all of them together, by engine."""
    count = int(os.environ.get("SALA_BENCH_PEOPLE", _PEOPLE))
    return [row for engine in ("SQLite", "PostgreSQL") for row in _measured(engine, count)]


def _measured(engine: str, count: int) -> Iterator[Row]:
    said, steps = f"{engine}, {count:,} people", dict[str, float]()
    with _settled(engine, count) as (app, settings, folder), app.app_context():
        file = folder / "sala.backup"
        steps["made"] = _timed(lambda: dump(file, settings))
        _erase(settings)
        steps["checked"] = _timed(lambda: verify(file, settings))
        steps["restored"] = _timed(lambda: restore(file, settings, Wanted(replace=True)))
        db.session.remove()
        db.db.engine.dispose()
        yield Row(f"size of the backup, {said}, MB", file.stat().st_size / 1_000_000)
    for what, seconds in steps.items():
        yield Row(f"{what}, {said}, s", seconds)
    yield Row(
        f"all together, {said}, s", sum(steps.values()), None, at_most(_SECONDS) if count <= _PEOPLE else None
    )


@contextmanager
def _settled(engine: str, count: int) -> Iterator[tuple[Flask, Settings, Path]]:
    with tempfile.TemporaryDirectory() as folder, ledger.server(engine) as url:
        given = {"SALA_DATABASE_URL": url} if url else {}
        settings = config.from_environment(learners.environment(Path(folder), **given))
        app = create_app(settings)
        with app.app_context():
            upgrade()
            crowd.settle(count, named=min(count, _NAMED))
            crowd.train()
            ledger.hire()
            db.session.commit()
            db.session.remove()
            db.db.engine.dispose()
        yield app, settings, Path(folder)


def _erase(settings: Settings) -> None:
    """Some people ask to be erased, after the backup was made."""
    actor = db.session.scalars(select(Person).filter_by(number="HR-1")).one()
    for person in db.session.scalars(select(Person).order_by(Person.id).limit(_ERASED)).all():
        request = requests.ask_erasure(person, actor=actor)
        erasure.erase(request, actor=actor, folder=settings.instance, secret=settings.secret_key)
        db.session.commit()
    db.session.remove()
    db.db.engine.dispose()
    # The queue was told of work to be done; a restore wants to be alone.
    if settings.database_url.startswith("postgresql"):
        with db.db.engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        db.db.engine.dispose()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
