"""From the start to the first answer, memory, room on the disk, and how long an editor waits for a check.

The baseline is a bare Flask application that has imported the same libraries.
"""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks import learners, load, processes, tree
from benchmarks.processes import Server, alternating
from benchmarks.table import Row, at_most
from lms.config import CHECKOUT

_ROUNDS: Final = 3
_PAGES: Final = 20
_NAME: Final = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==", re.MULTILINE)
# The installer that every virtual environment brings along.
_INSTALLER: Final = ("pip", "setuptools")
_LIST_MODULES: Final = """
import json, sys
import lms.app
own = {"lms", "__main__", *sys.stdlib_module_names, *sys.builtin_module_names}
print(json.dumps([name for name in sys.modules if name.partition(".")[0] not in own]))
"""


def measure() -> list[Row]:
    """Every figure of the start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        learners.settle(folder, beginners=0, writers=0)
        content = folder / "content"
        tree.write(content)
        modules = folder / "modules.json"
        modules.write_text(_imported())
        return [
            *_servers(folder, content, processes.bare(f"furnished({str(modules)!r})")),
            Row("packages without those of developers, MB on disk", _disk_mb(), None, at_most(250)),
            *_checks(folder, content),
        ]


def _servers(folder: Path, content: Path, bare: Sequence[str]) -> Iterator[Row]:
    own = learners.environment(folder, SALA_CONTENT=str(content), SALA_JOBS="embedded")
    module = f"/km/modules/{tree.MODULES[0]}/"

    def seconds(arguments: Sequence[str], environment: dict[str, str], page: str) -> float:
        # The last word counts: the settings ask for more workers.
        one = [*arguments, "--workers", "1"]
        with processes.running(one, environment, log=folder / "start.log", page=page) as server:
            return server.seconds_to_answer

    took = alternating(
        lambda: seconds(processes.OURS, own, module),
        lambda: seconds(bare, processes.environment(), "/"),
        _ROUNDS,
    )
    yield Row(f"first answer, {tree.LESSONS} lessons, 1 worker, s (same libraries)", *took, at_most(1.5))
    with (
        processes.running(processes.OURS, own, log=folder / "ours.log", page=module) as server,
        processes.running(bare, processes.environment(), log=folder / "bare.log") as least,
    ):
        for running in (server, least):
            load.at_once(running.port, [load.message("GET", module if running is server else "/")] * _PAGES)
        yield Row(
            "memory of two workers and their master, MB (same libraries)",
            _pss(server),
            _pss(least),
            at_most(200),
        )
        yield Row("the two workers alone, what they share counted twice, MB", _rss(server), _rss(least))


def _rss(server: Server) -> float:
    return sum(processes.memory_mb(pid) for pid in server.workers)


def _pss(server: Server) -> float:
    return sum(processes.memory_mb(pid, "Pss") for pid in (server.master, *server.workers))


def _checks(folder: Path, content: Path) -> Iterator[Row]:
    what = f"content check, {tree.LESSONS} lessons in 4 languages, s (a command that does nothing)"
    env = learners.environment(folder, SALA_CONTENT=str(content))
    check = ["-m", "flask", "--app", "wsgi", "content", "check"]
    nothing = ["-m", "flask", "--app", "benchmarks.bare:hello", "routes"]
    problems = _problems(check, env)
    if problems:
        print(problems)
    yield Row(what, *alternating(lambda: _took(check, env), lambda: _took(nothing, env), _ROUNDS), at_most(2))


def _problems(command: Sequence[str], env: dict[str, str]) -> str:
    """What the check says about the invented curriculum: nothing, or the figure is not worth much."""
    return subprocess.run(
        [sys.executable, *command], cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False
    ).stderr


def _took(command: Sequence[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=CHECKOUT, env=env, capture_output=True, check=False)
    return time.perf_counter() - began


def _imported() -> str:
    """The modules of other people that Sala has imported once it is put together, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", _LIST_MODULES], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    return done.stdout


def _disk_mb() -> float:
    """What requirements/app.txt has put into the virtual environment, with its installer."""
    listed = _NAME.findall((CHECKOUT / "requirements" / "app.txt").read_text(encoding="utf-8"))
    return sum(map(_package_mb, {*listed, *_INSTALLER}))


def _package_mb(name: str) -> float:
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:  # for another system than this one
        return 0
    paths = [Path(str(file.locate())) for file in files]
    return sum(path.stat().st_blocks * 512 for path in paths if path.exists()) / 1_000_000
