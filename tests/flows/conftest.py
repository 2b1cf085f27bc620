"""A real server with a real database, and a real browser at 360 pixels."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lms.config import CHECKOUT
from tests.flows import walk

_DATABASE = "sala.sqlite3"
# Files that a running server holds open, and folders of what it has made of the content: the same whoever is there.
_OPEN = (_DATABASE, "jobs.sqlite3", "server.log")
_KEPT = ("content", "pages")


@dataclass
class Server:
    """Sala as an operator runs it: gunicorn, its own instance folder, the demo people."""

    instance: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "SALA_INSTANCE": str(self.instance),
            "SALA_BASE_URL": self.address,
            "SALA_DEMO": "1",
            # No font of this machine may help: a certificate is drawn with ours alone.
            "FONTCONFIG_FILE": str(self.instance / "no-fonts.conf"),
        }

    def flask(self, *arguments: str) -> str:
        """Run a command, as an operator would."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(
            command, cwd=CHECKOUT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """Start and wait until it answers. Its port listens before it is there, so one request is enough."""
        with _listening(self.port) as listening:
            log = (self.instance / "server.log").open("ab")
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"),
                    *("--bind", f"fd://{listening.fileno()}", "wsgi:app"),
                ],
                cwd=CHECKOUT,
                env=self.environment,
                pass_fds=[listening.fileno()],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert self._answers(), (self.instance / "server.log").read_text()

    def kill(self) -> None:
        """SIGKILL to the whole process group: a power cut, as far as the programme can tell."""
        if self.process:
            os.killpg(self.process.pid, 9)
            self.process.wait()
            self.process = None

    def begin_anew(self, seeded: Path) -> None:
        """The people and files of a seeded instance, as if this server had been started on a copy of it just now."""
        if self._has_work():  # what is left of the test before would go on in what is there now
            self.kill()
            shutil.rmtree(self.instance)
            shutil.copytree(seeded, self.instance)
            self.start()
            return
        for path in self.instance.iterdir():
            if path.is_dir() and path.name not in _KEPT:
                shutil.rmtree(path)
            elif path.is_file() and not (seeded / path.name).exists() and not path.name.startswith(_OPEN):
                path.unlink()
        for path in seeded.iterdir():
            if path.is_dir() and path.name not in _KEPT:
                shutil.copytree(path, self.instance / path.name)
        with (
            closing(sqlite3.connect(f"file:{seeded / _DATABASE}?immutable=1", uri=True)) as source,
            closing(sqlite3.connect(self.instance / _DATABASE, timeout=60)) as target,
        ):
            source.backup(target)

    def _has_work(self) -> bool:
        """Whether it has to finish what somebody asked for; what is done each day anyway is not about anybody."""
        with closing(sqlite3.connect(self.instance / _DATABASE, timeout=60)) as rows:
            unfinished = rows.execute(
                "SELECT count(*) FROM job WHERE state IN ('queued', 'running') AND args != '{}'"
            )
            return bool(unfinished.fetchone()[0])

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=60) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


def _listening(port: int) -> socket.socket:
    """A socket at this port. A server that was just killed may hold it for some thousandths of a second."""
    while True:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def _alone(folder: Path, name: str) -> Iterator[None]:
    """What is done within, one process does while the others wait for it."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def seeded(run_folder: Path) -> Path:
    """An instance as an operator makes it with `db upgrade` and `demo seed`: made once, each server has a copy.

    Its certificates are drawn, or each server would draw all of them at its start.
    """
    folder, being_made = run_folder / "seeded", run_folder / "seeding"
    with _alone(run_folder, "seeding"):
        if not folder.exists():
            being_made.mkdir()
            (being_made / "no-fonts.conf").write_text("<fontconfig></fontconfig>")
            server = Server(being_made, free_port())
            for command in (("db", "upgrade"), ("demo", "seed"), ("jobs", "run", "--once")):
                server.flask(*command)
            # What the last command wrote may stand in the log beside the database, which `begin_anew` does not read.
            with closing(sqlite3.connect(being_made / _DATABASE)) as rows:
                rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            being_made.rename(folder)
    return folder


@contextmanager
def running_server(folder: Path, seeded: Path, kind: type[Server] = Server) -> Iterator[Server]:
    """A migrated and seeded server, stopped at the end."""
    shutil.copytree(seeded, folder, dirs_exist_ok=True)
    server = kind(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def long_running(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[Server]:
    """One server for many tests: to start it takes as long as to open thirty pages."""
    with running_server(tmp_path_factory.mktemp("server"), seeded) as running:
        yield running


@pytest.fixture(scope="module")
def open_server(long_running: Server, seeded: Path) -> Server:
    """A server whose people and files are those of the tests of one module."""
    long_running.begin_anew(seeded)
    return long_running


@pytest.fixture
def server(long_running: Server, seeded: Path) -> Server:
    """A server whose people and files are those of one test."""
    long_running.begin_anew(seeded)
    return long_running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A cheap phone: 360 × 740, touch."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, accept_downloads=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def walked(browser: Browser, open_server: Server, run_folder: Path) -> Callable[[str], walk.Findings]:
    """What all checks found on all pages in a language; made for the first test of the run that asks."""

    def of(language: str) -> walk.Findings:
        kept = run_folder / f"walk-{language}.json"
        with _alone(run_folder, f"walk-{language}"):
            if not kept.exists():
                kept.write_text(json.dumps(walk.walk(browser, open_server, language)))
        found: walk.Findings = json.loads(kept.read_text())
        return found

    return of
