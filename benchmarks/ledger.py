"""Lists and figures of HR against the plain SQL of the same question in the same run, and how both grow.

10,000 and 100,000 people with five awards and three entries each, on both engines, and as many more as
SALA_BENCH_PEOPLE says (1000000 takes half an hour and 25 GB); asked of one branch, of one Society, of all.

A page of a branch has a limit in milliseconds. A ratio is held to its budget where very many rows are looked at: what
is ours takes some milliseconds whatever is asked, more than a small question itself.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks import crowd, learners
from benchmarks.plain import Place, Plain
from benchmarks.table import Row, at_most, at_most_times
from lms import clock, config, db
from lms.accounts.queries import people
from lms.accounts.queries import units as units_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, Scope, Unit
from lms.app import create_app
from lms.content import registry
from lms.records.queries import certification_list
from lms.records.queries.certification_list import Filter
from lms.records.services import expiring
from lms.reports.queries import trainings
from lms.reports.queries.trainings import TrainingQuery
from tests.postgres import private_server

_SIZES: Final = (10_000, 100_000)
_NAMED: Final = 10_000  # people with names of their own: enough to be sorted
_ROUNDS: Final = 3
_LONG: Final = 2_000  # milliseconds: what takes longer is measured once
_TELLS: Final = 50  # milliseconds of plain SQL from which on a ratio is held to its budget
_DAYS: Final = 60  # what the list of endings shows unless asked for something else
_PLACES: Final = (("one branch", "KH-12"), ("one Society", "khm"), ("all", units_queries.REGION))
_WITH_PAGES: Final = ("one branch", "one Society")


@dataclass(frozen=True)
class _Question:
    """A question to our code, the same in plain SQL (none: nothing to compare with), and the page that shows it.

    `report`: one that looks at very many rows; only of those a ratio tells something.
    """

    what: str
    where: str
    ours: Callable[[], object]
    plain: Sequence[str] = ()
    page: str = ""
    report: bool = False


def measure() -> list[Row]:
    """Every figure of lists and figures, by question, then by engine and size."""
    most = int(os.environ.get("SALA_BENCH_PEOPLE", _SIZES[-1]))
    sizes = [*_SIZES, *([most] if most > _SIZES[-1] else [])]
    found: dict[str, list[Row]] = {}
    for engine in ("SQLite", "PostgreSQL"):
        for count in sizes:
            for what, row in _measured(engine, count):
                found.setdefault(what, []).append(row)
    return [row for rows in found.values() for row in rows]


def _measured(engine: str, count: int) -> Iterator[tuple[str, Row]]:
    with _settled(engine, count) as (app, client):
        with app.app_context():
            questions = _questions(postgresql=engine == "PostgreSQL")
        for one in questions:
            said, size = f"{one.what}, {one.where}", f"{engine}, {count:,}"
            with app.app_context():
                took, least = _compared(one)
                db.session.remove()
            if one.report or not one.page:
                budget = at_most_times(1.5) if one.report and least and least >= _TELLS else None
                plain = " (plain SQL)" if one.plain else ""
                yield said, Row(f"{said}, {size}, ms{plain}", took, least, budget)
            if one.page:
                limit = at_most(100) if one.where == "one branch" and not one.report else None
                what = f"page: {said}"
                yield what, Row(f"{what}, {size}, ms (plain SQL)", _page(client, one.page), least, limit)


@contextmanager
def _settled(engine: str, count: int) -> Iterator[tuple[Flask, FlaskClient]]:
    """A house with so many people, and the browser of somebody who is HR of all Societies."""
    with tempfile.TemporaryDirectory() as folder, server(engine) as url:
        given = {"SALA_DATABASE_URL": url} if url else {}
        app = create_app(config.from_environment(learners.environment(Path(folder), **given)))
        with app.app_context():
            upgrade()
            crowd.settle(count, named=_NAMED)
            crowd.train()
            cookie, _ = learners.cookie_and_token(app, hire())
            db.session.commit()
            db.session.remove()
        client = app.test_client()
        client.set_cookie("sala", cookie)
        yield app, client
        with app.app_context():
            db.db.engine.dispose()


@contextmanager
def server(engine: str) -> Iterator[str]:
    """The URL of an empty database; none for SQLite, which has a file in the instance folder."""
    with private_server() if engine == "PostgreSQL" else nullcontext("") as url:
        yield url.format(database="postgres")


def hire() -> Person:
    """Somebody who is HR of all Societies."""
    region = people.unit_by_code(units_queries.REGION)
    hr = people_service.create_person(
        people_service.Particulars(number="HR-1", name="Chan", latin_name="Chan", language="en"),
        region,
        actor=None,
    )
    people_service.give_role(hr, "hr", region, actor=None)
    return hr


# --- the questions ------------------------------------------------------------------------------------------


def _questions(*, postgresql: bool) -> list[_Question]:
    today = clock.today()
    units = certification_list.units_of(Scope(frozenset(db.session.scalars(select(Unit.id)))))
    asked: list[_Question] = []
    for where, code in _PLACES:
        below = units[code].below
        plain = Plain(postgresql, below, today)
        asked += _about_people(where, code, plain, today)
        asked += _about_trainings(where, code, plain, today)
    branch = Filter(units[_PLACES[0][1]].below, _awards(), as_of=today - timedelta(days=365))
    what = "list as of a year ago, first page and counts"
    asked.append(
        _Question(
            what,
            _PLACES[0][0],
            lambda: (certification_list.page(branch, today), certification_list.counts(branch, today)),
        )
    )
    return sorted(asked, key=lambda one: one.what)


def _about_people(where: str, code: str, plain: Plain, today: date) -> Iterator[_Question]:
    wanted = Filter(frozenset(plain.units), _awards())
    soon = Filter(frozenset(plain.units), _awards(), "expiring")
    number, place = _last_page(plain.units)
    query = "" if code == units_queries.REGION else f"&branch={code}"
    shown = where in _WITH_PAGES

    def listed(after: str) -> object:
        return certification_list.page(wanted, today, after), certification_list.counts(wanted, today)

    yield _Question(
        *("list, first page and counts", where, lambda: listed(""), (plain.people(), plain.counts())),
        page=f"/en/records/?{query}" if shown else "",
    )
    yield _Question(
        *("list, last page and counts", where, lambda: listed(number), (plain.people(place), plain.counts())),
        page=f"/en/records/?after={number}{query}" if shown else "",
    )
    yield _Question(
        *("list of what expires soon, first page", where, lambda: certification_list.page(soon, today)),
        (plain.expiring(),),
    )
    yield _Question(
        *(
            "counts of each status",
            where,
            lambda: certification_list.counts(wanted, today),
            (plain.counts(),),
        ),
        report=True,
    )
    yield _Question(
        "what ends next, first page and counts by branch",
        where,
        lambda: (
            expiring.page(wanted.units, _DAYS, today),
            expiring.counts(wanted.units, _DAYS, today),
        ),
        (plain.ending(_DAYS), plain.ends_by_unit(_DAYS)),
        page=f"/en/records/expiring/?{query}" if shown else "",
    )


def _about_trainings(where: str, code: str, plain: Plain, today: date) -> Iterator[_Question]:
    first = date(today.year - 1, 1, 1)
    asked = TrainingQuery(frozenset(plain.units), first, today, frozenset(_awards()))
    yield _Question(
        *("figures of two years", where, lambda: trainings.count(asked), plain.trainings(first, today)),
        page=f"/en/reports/?branch={code}" if where in _WITH_PAGES else "",
        report=True,
    )


def _awards() -> tuple[str, ...]:
    return tuple(module.id for module in registry.current().modules)


def _last_page(units: Any) -> tuple[str, Place]:
    """Somebody near the end of a list."""
    order = (Person.name_order.desc(), Person.id.desc())
    query = select(Person.number, Person.name_order, Person.id).where(Person.unit_id.in_(units))
    found = db.session.execute(query.order_by(*order).offset(20).limit(1)).one()
    return found.number, Place(found.name_order, found.id)


# --- the clock ----------------------------------------------------------------------------------------------


def _compared(question: _Question) -> tuple[float, float | None]:
    """Milliseconds of ours and of plain SQL, in turns so that a busy moment hits both."""

    def plainly() -> None:
        connection = db.session.connection()
        for statement in question.plain:
            connection.exec_driver_sql(statement).all()

    both = (question.ours, plainly) if question.plain else (question.ours,)
    first = [_once(one) for one in both]  # not counted: what is kept after the first time is kept for both
    rounds = [[_once(one) for one in both] for _ in range(1 if max(first) > _LONG else _ROUNDS)]
    took = [statistics.median(times) for times in zip(*rounds, strict=True)]
    return took[0], took[1] if question.plain else None


def _page(client: FlaskClient, path: str) -> float:
    def ask() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.location)

    first = _once(ask)
    return first if first > _LONG else statistics.median(_once(ask) for _ in range(_ROUNDS))


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
