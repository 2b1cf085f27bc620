"""The first Khmer lesson on a cheap phone on a slow line, and the test after it; the baseline is the floor (f2)."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from benchmarks import floor, learners, load, processes
from benchmarks.chromium import REGULAR, SLOW, Line, Visit, chromium, new_phone
from benchmarks.learners import MODULE, Learner
from benchmarks.processes import Server
from benchmarks.table import Row, at_most, at_most_times
from lms.content import registry
from lms.pdf import FONTS

_ROUNDS: Final = 3
_FONT: Final = "khmr-400.woff2"


@dataclass(frozen=True)
class _Reading:
    """Somebody opens the first lesson, the next one, and the first one again."""

    first: Visit
    following: Visit
    again: Visit


def measure() -> list[Row]:
    """Every figure of the phone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, (learner,) = learners.settle(folder, beginners=0, writers=1)
        lessons = [
            f"/km/modules/{MODULE}/{one.slug}/" for one in registry.current().module(MODULE).lessons[:2]
        ]
        with (
            processes.running(processes.OURS, learners.environment(folder), log=folder / "ours.log") as ours,
            _floor(folder, ours, lessons[0]) as least,
        ):
            with chromium() as browser:
                rows = _lesson_rows(browser, ours, least, lessons)
                rows += _test_rows(browser, ours, lessons[0], learner)
            shift = _shift(ours.address + lessons[0])
        return [*rows, Row("layout shift, phone that has the script", shift, None, at_most(0.05))]


def _shift(address: str) -> float:
    """How far lines move when our font takes over on a phone that can draw Khmer by itself, as Android can."""
    with chromium(fonts=FONTS) as browser, new_phone(browser, SLOW) as phone:
        return phone.open(address).shift


@contextmanager
def _floor(folder: Path, ours: Server, lesson: str) -> Iterator[Server]:
    line = load.Line(ours.port)
    floor.write(folder, load.body_of(line.ask(load.message("GET", lesson))).decode(), _FONT)
    line.close()
    arguments = processes.bare(f"floor({str(folder)!r})")
    with processes.running(arguments, processes.environment(), log=folder / "floor.log") as server:
        yield server


def _lesson_rows(browser: Browser, ours: Server, least: Server, lessons: Sequence[str]) -> list[Row]:
    slow, slow_floor, regular, regular_floor = [], [], [], []
    for _ in range(_ROUNDS):
        slow.append(_read(browser, SLOW, ours, lessons))
        slow_floor.append(_read(browser, SLOW, least, ["/"]))
        regular.append(_first(browser, REGULAR, ours, lessons[0]))
        regular_floor.append(_first(browser, REGULAR, least, "/"))
    first, floor_first = _median([one.first for one in slow]), _median([one.first for one in slow_floor])
    following, again = _median([one.following for one in slow]), _median([one.again for one in slow])
    floor_again = _median([one.again for one in slow_floor])
    quicker, quicker_floor = _median(regular), _median(regular_floor)
    return [
        Row("first lesson, KB on the wire (floor f2)", first.kilobytes, floor_first.kilobytes, at_most(35)),
        Row("first lesson, requests", first.requests, floor_first.requests, at_most(4)),
        Row("first lesson, KB of scripts", first.script_kilobytes, floor_first.script_kilobytes, at_most(8)),
        Row("text on the screen, slow 3G, s", first.painted, floor_first.painted, at_most_times(1.1)),
        Row("text in its own font, slow 3G, s", first.font, floor_first.font, at_most_times(1.1)),
        Row("text on the screen, regular 3G, s", quicker.painted, quicker_floor.painted, at_most_times(1.1)),
        Row("text in its own font, regular 3G, s", quicker.font, quicker_floor.font, at_most_times(1.1)),
        Row("layout shift, phone without the script", first.shift, floor_first.shift, at_most(0.05)),
        Row("script blocks the page, s", first.blocked, floor_first.blocked, at_most(0.1)),
        Row("next lesson, KB on the wire", following.kilobytes, None, at_most(12)),
        Row("next lesson, requests", following.requests, None, at_most(1)),
        Row("next lesson, slow 3G, s", following.painted),
        Row("same lesson again, KB on the wire", again.kilobytes, floor_again.kilobytes, at_most(1)),
    ]


def _test_rows(browser: Browser, ours: Server, lesson: str, learner: Learner) -> list[Row]:
    """The paper and its result, on a phone that has read the lesson and holds the font."""
    path = f"/km/quizzes/{MODULE}/{learner.paper}/"
    with new_phone(browser, SLOW) as phone:
        phone.open(ours.address + lesson)
        phone.page.context.add_cookies([{"name": "sala", "value": learner.cookie, "url": ours.address}])
        paper = phone.open(ours.address + path)
        line = load.Line(ours.port)
        line.ask(learner.post(path, learner.wrong), 303)
        line.close()
        result = phone.open(f"{ours.address}{path}result/")
    return [
        Row("the paper of a test, KB on the wire", paper.kilobytes, None, at_most(10)),
        Row("the paper of a test, requests", paper.requests, None, at_most(2)),
        Row("its result, KB on the wire", result.kilobytes, None, at_most(10)),
        Row("its result, requests", result.requests, None, at_most(2)),
    ]


def _read(browser: Browser, line: Line, server: Server, paths: Sequence[str]) -> _Reading:
    with new_phone(browser, line) as phone:
        visits = [phone.open(server.address + path) for path in paths]
        # The floor has one page only, and no next one.
        return _Reading(visits[0], visits[-1], phone.open(server.address + paths[0]))


def _first(browser: Browser, line: Line, server: Server, path: str) -> Visit:
    with new_phone(browser, line) as phone:
        return phone.open(server.address + path)


def _median(visits: Sequence[Visit]) -> Visit:
    names = Visit.__dataclass_fields__
    return Visit(**{name: statistics.median(getattr(visit, name) for visit in visits) for name in names})
