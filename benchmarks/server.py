"""CPU time a page, pages a second, answers handed in a second: against bare Flask under the same gunicorn.

The background work stands still here (SALA_JOBS=external): drawing a certificate is measured by itself.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from argon2 import PasswordHasher

from benchmarks import bare, learners, load, processes
from benchmarks.learners import MODULE, Learner
from benchmarks.processes import Server, alternating
from benchmarks.table import Row, at_least_times, at_most, at_most_times
from lms.content import registry

_ROUNDS: Final = 3
_PAGES: Final = 800  # asked in turn to take the CPU time of a page that needs about one millisecond
_FLOOD: Final = 3000  # asked at once to take pages a second
_CROWD: Final = 500  # asked at once to see the slowest hundredth
_STARTS: Final = 50
_HANDED_IN: Final = 100
_SIGN_INS: Final = 30
_COMMITS: Final = 500

_ROOT: Final = load.message("GET", "/")
_BROTLI: Final = {"Accept-Encoding": "gzip, deflate, br"}
_TOKEN: Final = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
_COOKIE: Final = re.compile(rb"\r\nset-cookie: *sala=([^;]+)", re.IGNORECASE)
_ETAG: Final = re.compile(rb'\r\netag: *(W/"[^"]+")', re.IGNORECASE)


@dataclass(frozen=True)
class _Bench:
    ours: Server
    hello: Server
    page: Server
    beginners: Iterator[Learner]
    writers: Iterator[Learner]


def measure() -> list[Row]:
    """Every figure of the server."""
    with tempfile.TemporaryDirectory() as name, _opened(folder := Path(name)) as bench:
        return [
            *_lessons(bench),
            *_personal_pages(bench, next(bench.writers)),
            _sign_in(bench),
            _starts(bench),
            _handed_in(bench, "not passed", lambda learner: learner.wrong),
            _handed_in(bench, "passed, certificate queued", lambda learner: learner.right),
            _commits(folder),
        ]


@contextmanager
def _opened(folder: Path) -> Iterator[_Bench]:
    beginners, writers = learners.settle(
        folder, beginners=_ROUNDS * (_SIGN_INS + _STARTS), writers=1 + 2 * _ROUNDS * _HANDED_IN
    )
    database = f"sqlite:///{folder / 'bare.sqlite3'}"
    bare.fill(database)
    plain = processes.environment()
    hello_arguments, page_arguments = processes.bare("hello()"), processes.bare(f"page({database!r})")
    with (
        processes.running(processes.OURS, learners.environment(folder), log=folder / "ours.log") as ours,
        processes.running(hello_arguments, plain, log=folder / "hello.log") as hello,
        processes.running(page_arguments, plain, log=folder / "page.log") as page,
    ):
        yield _Bench(ours, hello, page, iter(beginners), iter(writers))


def _lessons(bench: _Bench) -> list[Row]:
    lesson = registry.current().module(MODULE).lessons[0]
    path = f"/km/modules/{MODULE}/{lesson.slug}/"
    whole = load.message("GET", path, _BROTLI)
    line = load.Line(bench.ours.port)
    tag = _found(_ETAG, line.ask(whole))
    line.close()
    again = load.message("GET", path, {**_BROTLI, "If-None-Match": tag})
    least = _cpu(bench.hello, lambda: [_ROOT] * _PAGES)
    lesson_ms, hello_ms = alternating(_cpu(bench.ours, lambda: [whole] * _PAGES), least, _ROUNDS)
    again_ms, hello_again = alternating(
        _cpu(bench.ours, lambda: [again] * _PAGES, status=304), least, _ROUNDS
    )
    a_second = alternating(
        lambda: load.at_once(bench.ours.port, [whole] * _FLOOD).per_second,
        lambda: load.at_once(bench.page.port, [_ROOT] * _FLOOD).per_second,
        _ROUNDS,
    )
    return [
        Row("lesson, CPU ms (bare Flask)", lesson_ms, hello_ms, at_most_times(1.2)),
        Row("the same lesson again, 304, CPU ms (bare Flask)", again_ms, hello_again, at_most_times(1.2)),
        Row("lesson, a second at 16 connections (template + query)", *a_second, at_least_times(1.5)),
    ]


def _personal_pages(bench: _Bench, learner: Learner) -> Iterator[Row]:
    for name, path in (
        ("my learning", "/km/me/"),
        ("the test's first page", f"/km/quizzes/{MODULE}/"),
        ("the paper of a test", f"/km/quizzes/{MODULE}/{learner.paper}/"),
    ):
        request = learner.get(path)
        yield _personal_cpu(bench, name, request)
        yield _personal_p99(bench, name, request)


def _personal_cpu(bench: _Bench, name: str, request: bytes) -> Row:
    ours = _cpu(bench.ours, lambda: [request] * (_PAGES // 4))
    least = _cpu(bench.page, lambda: [_ROOT] * _PAGES)
    return Row(f"{name}, CPU ms (template + query)", *alternating(ours, least, _ROUNDS), at_most_times(3))


def _personal_p99(bench: _Bench, name: str, request: bytes) -> Row:
    ours, least = alternating(
        lambda: load.at_once(bench.ours.port, [request] * _CROWD).p99 * 1000,
        lambda: load.at_once(bench.page.port, [_ROOT] * _CROWD).p99 * 1000,
        _ROUNDS,
    )
    return Row(f"{name}, p99 ms at 16 connections (template + query)", ours, least, at_most(150))


def _starts(bench: _Bench) -> Row:
    def starting() -> list[bytes]:
        return [learner.post(f"/km/quizzes/{MODULE}/") for learner in islice(bench.beginners, _STARTS)]

    ours = _cpu(bench.ours, starting, status=303)
    least = _cpu(bench.page, lambda: [_ROOT] * _PAGES)
    return Row(
        "a test started, CPU ms (template + query)", *alternating(ours, least, _ROUNDS), at_most_times(5)
    )


def _sign_in(bench: _Bench) -> Row:
    path = "/km/sign-in/"
    line = load.Line(bench.ours.port)
    form = line.ask(load.message("GET", path))
    line.close()
    token, cookie = _found(_TOKEN, form), {"Cookie": f"sala={_found(_COOKIE, form)}"}
    hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
    kept = hasher.hash(learners.PIN)

    def argon2_alone() -> float:
        began = time.process_time()
        for _ in range(_SIGN_INS):
            hasher.verify(kept, learners.PIN)
        return (time.process_time() - began) / _SIGN_INS * 1000

    def requests() -> list[bytes]:
        # Somebody else each time: who signs in again and again has to wait.
        fields = [
            {"csrf_token": token, "identifier": learner.number, "pin": learners.PIN}
            for learner in islice(bench.beginners, _SIGN_INS)
        ]
        return [load.message("POST", path, cookie, urlencode(one).encode()) for one in fields]

    ours = _cpu(bench.ours, requests, status=303)
    return Row(
        "sign-in, CPU ms (argon2 alone)", *alternating(ours, argon2_alone, _ROUNDS), at_most_times(1.2)
    )


def _handed_in(bench: _Bench, outcome: str, answers: Callable[[Learner], tuple[tuple[str, str], ...]]) -> Row:
    def ours() -> float:
        papers = [
            learner.post(f"/km/quizzes/{MODULE}/{learner.paper}/", answers(learner))
            for learner in islice(bench.writers, _HANDED_IN)
        ]
        return load.at_once(bench.ours.port, papers, status=303).per_second

    def least() -> float:
        return load.at_once(bench.page.port, [_ROOT] * _FLOOD).per_second

    what = f"tests handed in a second, {outcome} (template + query)"
    return Row(what, *alternating(ours, least, _ROUNDS), at_least_times(0.25))


def _commits(folder: Path) -> Row:
    """What the disk allows just now: no server hands in more tests than SQLite can make durable one by one."""
    with closing(sqlite3.connect(folder / "commits.sqlite3", isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE line (text)"):
            connection.execute(statement)
        began = time.perf_counter()
        for _ in range(_COMMITS):
            connection.execute("INSERT INTO line VALUES ('handed in')")
        return Row("durable commits of SQLite alone, a second", _COMMITS / (time.perf_counter() - began))


def _cpu(
    server: Server, requests: Callable[[], Sequence[bytes]], *, status: int = 200
) -> Callable[[], float]:
    """A measurement: CPU milliseconds of the server's workers for each of the requests, asked in turn."""

    def once() -> float:
        asked = requests()
        began = server.cpu_seconds()
        load.in_turn(server.port, asked, status)
        return (server.cpu_seconds() - began) / len(asked) * 1000

    return once


def _found(pattern: re.Pattern[bytes], answer: bytes) -> str:
    match = pattern.search(answer)
    assert match, answer[:2000]
    return match[1].decode()
