"""Answers saved tap by tap, practice, rounds of a survey with 100,000 responses: against bare Flask and the disk."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from benchmarks import bare, learners, load, processes
from benchmarks.learners import MODULE, Learner
from benchmarks.processes import Server, alternating
from benchmarks.table import Row, at_most, at_most_times
from lms import clock, config, db
from lms.app import create_app
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.surveys import queries
from lms.surveys.models import SurveyResponse, SurveyRound
from lms.surveys.services import rounds

_ROUNDS: Final = 3
_SAVED: Final = 600  # taps of a round
_IN_A_TEST: Final = 200  # people who answer at once
_PAGES: Final = 400
_FLOOD: Final = 3000
_COMMITS: Final = 500
_RESPONSES: Final = 100_000
_ROOT: Final = load.message("GET", "/")


@dataclass(frozen=True)
class _Bench:
    ours: Server
    page: Server
    writers: Sequence[Learner]
    practising: Learner


def measure() -> list[Row]:
    """Every figure of asking."""
    with tempfile.TemporaryDirectory() as name, _opened(folder := Path(name)) as bench:
        return [
            *_saved(bench, folder),
            *_pages(bench, (("practice", bench.practising.get("/km/practise/")),)),
            *_survey(folder),
        ]


@contextmanager
def _opened(folder: Path) -> Iterator[_Bench]:
    _none, writers = learners.settle(folder, beginners=0, writers=1 + _IN_A_TEST)
    database = f"sqlite:///{folder / 'bare.sqlite3'}"
    bare.fill(database)
    plain = processes.environment()
    with (
        processes.running(processes.OURS, learners.environment(folder), log=folder / "ours.log") as ours,
        processes.running(processes.bare(f"page({database!r})"), plain, log=folder / "page.log") as page,
    ):
        practising = writers[0]
        line = load.Line(ours.port)
        line.ask(practising.post(f"/km/quizzes/{MODULE}/{practising.paper}/", practising.wrong), 303)
        line.close()
        yield _Bench(ours, page, writers[1:], practising)


def _tap(learner: Learner, place: int) -> bytes:
    """One answer, as the script sends it."""
    name, value = learner.right[place % len(learner.right)]
    number = name.removeprefix("q").split("-")[0]
    path = f"/km/quizzes/{MODULE}/{learner.paper}/answers/"
    return learner.post(path, (("question", number), (name, value)), **{"Sec-Fetch-Site": "same-origin"})


def _saved(bench: _Bench, folder: Path) -> Iterator[Row]:
    def taps(count: int) -> list[bytes]:
        return [_tap(bench.writers[at % _IN_A_TEST], at // _IN_A_TEST) for at in range(count)]

    def ours() -> float:
        return load.at_once(bench.ours.port, taps(_SAVED), status=204).per_second

    def slowest() -> float:
        asked = taps(_IN_A_TEST)
        return load.at_once(bench.ours.port, asked, status=204, connections=_IN_A_TEST).p99 * 1000

    def slowest_page() -> float:
        asked = [_ROOT] * _IN_A_TEST
        return load.at_once(bench.page.port, asked, connections=_IN_A_TEST).p99 * 1000

    commits = alternating(ours, lambda: _commits(folder), _ROUNDS)
    yield Row("answers saved a second (durable commits of SQLite)", *commits)
    pages = alternating(ours, lambda: load.at_once(bench.page.port, [_ROOT] * _FLOOD).per_second, _ROUNDS)
    yield Row("answers saved a second (template + query)", *pages)
    both = alternating(slowest, slowest_page, _ROUNDS)
    yield Row(f"an answer saved, p99 ms with {_IN_A_TEST} people at once (template + query)", *both)


def _pages(bench: _Bench, asked: Sequence[tuple[str, bytes]]) -> Iterator[Row]:
    for name, request in asked:
        ours = _cpu(bench.ours, request)
        both = alternating(ours, _cpu(bench.page, _ROOT), _ROUNDS)
        yield Row(f"{name}, CPU ms (template + query)", *both, at_most_times(3))


def _cpu(server: Server, request: bytes) -> Callable[[], float]:
    """A measurement: CPU milliseconds of the server's workers for a page, asked in turn."""

    def once() -> float:
        began = server.cpu_seconds()
        load.in_turn(server.port, [request] * _PAGES)
        return (server.cpu_seconds() - began) / _PAGES * 1000

    return once


def _commits(folder: Path) -> float:
    """How often a second this disk makes a line durable just now."""
    with closing(sqlite3.connect(folder / "commits.sqlite3", isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"):
            connection.execute(statement)
        connection.execute("CREATE TABLE IF NOT EXISTS line (text)")
        began = time.perf_counter()
        for _ in range(_COMMITS):
            connection.execute("INSERT INTO line VALUES ('saved')")
        return _COMMITS / (time.perf_counter() - began)


def _survey(folder: Path) -> Iterator[Row]:
    """A round that is counted in the background once, and its page, which reads what was counted."""
    app = create_app(config.from_environment(learners.environment(folder)))
    with app.app_context():
        survey = registry.current().surveys["needs"]
        today = clock.today()
        rounds.begin_round("khm", survey, today - timedelta(days=20), today, actor=None)
        _answer(survey, _RESPONSES)
        row = db.session.query(SurveyRound).one()
        began = time.perf_counter()
        rounds.close_round(row)
        yield Row(f"a round of {_RESPONSES:,} responses counted, s", time.perf_counter() - began)
        db.session.flush()
        began = time.perf_counter()
        assert queries.rounds_of("khm", survey.id)[0].results
        took = (time.perf_counter() - began) * 1000
        yield Row(f"results of {_RESPONSES:,} responses read, ms", took, None, at_most(100))
        db.session.rollback()


def _answer(survey: Survey, responses: int) -> None:
    """Responses drawn by a fixed seed: every role, every task, every question."""
    draw = random.Random(7)
    roles = [choice.id for choice in survey.question("role").choices]
    asked = [(each.id, [choice.id for choice in each.choices]) for each in survey.questions if each.choices]
    made = (_response(survey, draw, draw.choice(roles), asked, at) for at in range(responses))
    while some := list(islice(made, 5000)):
        db.session.execute(insert(SurveyResponse), some)


def _response(
    survey: Survey, draw: random.Random, role: str, asked: Sequence[tuple[str, Sequence[str]]], at: int
) -> dict[str, object]:
    scale = survey.scale
    return {
        "key": f"{at:036}",
        "survey": survey.id,
        "version": survey.version,
        "scale": scale,
        "language": "km",
        "society": "khm",
        "role": role,
        "ratings": {task.id: [draw.randint(1, scale), draw.randint(1, scale)] for task in survey.tasks},
        "choices": {
            name: [draw.choice(choices)] for name, choices in asked if name not in ("society", "role")
        },
        "answered_on": clock.today(),
    }
