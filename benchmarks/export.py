"""The list of everybody taken away as CSV and XLSX: rows a second, and the most memory that the process ever held.

100,000 and 1,000,000 rows (five awards of each person) on both engines, each file by a process of its own, through
the page that HR uses. Streamed, so a million rows may need no more memory than a hundred thousand. A million rows of
XLSX take minutes: they are written where SALA_BENCH_PEOPLE is 1000000 or more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flask_migrate import upgrade

from benchmarks import crowd, learners, ledger
from benchmarks.table import Row, at_most_times
from lms import audit, config, db
from lms.app import create_app
from lms.config import CHECKOUT

_PEOPLE: Final = (20_000, 200_000)
_NAMED: Final = 10_000
_ENGINES: Final = ("SQLite", "PostgreSQL")
_MANY: Final = 1_000_000
_FORMATS: Final = ("csv", "xlsx")


def measure() -> list[Row]:
    """Every figure of exports."""
    all_of_xlsx = int(os.environ.get("SALA_BENCH_PEOPLE", 0)) >= _MANY
    taken: dict[tuple[str, str], list[dict[str, float]]] = {}
    for engine in _ENGINES:
        for people in _PEOPLE:
            with _settled(engine, people) as (env, sent):
                for ending in _FORMATS:
                    if ending == "csv" or people == _PEOPLE[0] or all_of_xlsx:
                        taken.setdefault((ending, engine), []).append(_taken(ending, env, sent))
    return [row for (ending, engine), found in taken.items() for row in _rows(ending, engine, found)]


def _rows(ending: str, engine: str, found: list[dict[str, float]]) -> Iterator[Row]:
    least = found[0]
    for one in found:
        what = f"{ending.upper()} of {one['rows']:,.0f} rows, {engine}"
        grown = one is not least
        yield Row(
            f"{what}, most memory, MB" + (f" (of {least['rows']:,.0f} rows)" if grown else ""),
            one["megabytes"],
            least["megabytes"] if grown else None,
            at_most_times(1.1) if grown else None,
        )
        yield Row(f"{what}, rows a second", one["rows"] / one["seconds"])


@contextmanager
def _settled(engine: str, people: int) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The environment of a house with so many people, and what the browser of HR sends: cookie and token."""
    with tempfile.TemporaryDirectory() as folder, ledger.server(engine) as url:
        given = {"SALA_DATABASE_URL": url} if url else {}
        env = learners.environment(Path(folder), **given)
        app = create_app(config.from_environment(env))
        with app.app_context():
            upgrade()
            crowd.settle(people, named=_NAMED)
            crowd.certify()
            sent = learners.cookie_and_token(app, ledger.hire())
            db.session.commit()
            db.session.remove()
            db.db.engine.dispose()
        yield env, list(sent)


def _taken(ending: str, env: dict[str, str], sent: list[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.export", ending, *sent]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, float] = json.loads(done.stdout)
    return found


# --- the process that takes one file away -------------------------------------------------------------------


def _take(ending: str, cookie: str, token: str) -> None:
    app = create_app(config.from_environment(os.environ))
    client = app.test_client()
    client.set_cookie("sala", cookie)
    Path("/proc/self/clear_refs").write_text("5")  # what the start needed does not count
    began = time.perf_counter()
    answer = client.post(f"/en/reports/records.{ending}", data={"csrf_token": token})
    assert answer.status_code == 200, (answer.status_code, answer.location)
    for _ in answer.iter_encoded():  # to nobody: kept by a browser, not by us
        pass
    answer.close()
    seconds = time.perf_counter() - began
    with app.app_context():
        (line,) = audit.lines_of("roll", ending, ("records.exported",))
    print(json.dumps({"rows": line.facts["rows"], "seconds": seconds, "megabytes": _most_megabytes()}))


def _most_megabytes() -> float:
    """The most memory that was held since. What getrusage says may be that of the program which started this one."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    raise LookupError("VmHWM")


if __name__ == "__main__":
    _take(*sys.argv[1:])
