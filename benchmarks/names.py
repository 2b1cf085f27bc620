"""Looking for people by a part of their name, against the plain scan of all names that it replaces.

100,000 invented people on each engine; on PostgreSQL as many hundred thousands as SALA_BENCH_PEOPLE says (1000000
takes some minutes).
The scan is the least that can be asked without an index: it misses other spellings, and whole words come anywhere.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask_migrate import upgrade
from sqlalchemy import func, or_, select

from benchmarks import crowd, learners
from benchmarks.processes import alternating
from benchmarks.table import Row, at_most
from lms import config, db
from lms.accounts.domain.permissions import Scope
from lms.accounts.queries import name_search
from lms.accounts.services.people import Person, Unit
from lms.app import create_app
from lms.text.normalise import for_comparing
from tests.postgres import private_server

_PEOPLE: Final = 100_000
_ROUNDS: Final = 3
_TIMES: Final = 5
_SHOWN: Final = 50

# In the Cambodian Society: what few have, what many have, what nobody has.
_TYPED: Final = (
    ("a whole name, signs left out", "ចនរតនា"),
    ("a name that many have", "ratana"),
    ("part of a common name", "opha"),
    ("two letters", "លី"),
    ("one letter", "ស"),
    ("two words", "sok vanna"),
    ("a number", "012345"),
    ("a name that nobody has", "nosuchname"),
    ("two letters that nobody has", "zq"),
)


def measure() -> list[Row]:
    """Every figure of the search for people, on both engines."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _measured("SQLite", "", Path(folder), _PEOPLE)
    count = int(os.environ.get("SALA_BENCH_PEOPLE", _PEOPLE))
    with tempfile.TemporaryDirectory() as folder, private_server() as url:
        return [*rows, *_measured("PostgreSQL", url.format(database="postgres"), Path(folder), count)]


def _measured(engine: str, url: str, instance: Path, count: int) -> list[Row]:
    given = {"SALA_DATABASE_URL": url} if url else {}
    app = create_app(config.from_environment(learners.environment(instance, **given)))
    with app.app_context():
        upgrade()
        crowd.settle(count, named=_PEOPLE)
        rows: list[Row] = []
        units = frozenset(db.session.scalars(select(Unit.id)))
        ours = frozenset(db.session.scalars(select(Person.unit_id).where(Person.language == "km").distinct()))
        for where, scope in (("the Society", Scope(ours)), ("all", Scope(units))):
            rows += [
                _row(f"{engine}, {count:,}: {what}, {where}, ms", scope, typed) for what, typed in _TYPED
            ]
        db.session.remove()
        db.db.engine.dispose()
    return rows


def _row(what: str, scope: Scope, typed: str) -> Row:
    key = for_comparing(typed)

    def find() -> None:
        name_search.find(scope, typed, _SHOWN)

    def scan() -> None:
        columns = (Person.name_key, func.lower(Person.number))
        wanted = or_(*(one.contains(key, autoescape=True) for one in columns))
        query = select(Person.id, Person.name).where(Person.unit_id.in_(scope.units), wanted)
        db.session.execute(query.order_by(Person.name_order, Person.id).limit(_SHOWN)).all()

    return Row(what, *alternating(_timed(find), _timed(scan), _ROUNDS), at_most(50))


def _timed(once: Callable[[], None]) -> Callable[[], float]:
    """A measurement: the median of several runs in milliseconds."""

    def measured() -> float:
        taken = []
        for _ in range(_TIMES):
            db.session.expunge_all()
            began = time.perf_counter()
            once()
            taken.append(time.perf_counter() - began)
        return statistics.median(taken) * 1000

    return measured
