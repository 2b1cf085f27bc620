"""The server starts whatever is away just then, and a start that cannot go well says why, without a trace."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from lms.config import CHECKOUT
from lms.content import content_cache

PLAIN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """A command, as an operator would run it."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=CHECKOUT,
        env={**PLAIN, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def gunicorn(environment: dict[str, str], port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The shipped configuration with a port of its own."""
    words = ["--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", "wsgi:app"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *words],
            cwd=CHECKOUT,
            env={**PLAIN, "SALA_BASE_URL": f"http://127.0.0.1:{port}", **environment},
            stdout=file,
            stderr=file,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


def status(port: int, path: str) -> int | None:
    """What the server answers; None while it does not."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


@pytest.fixture
def new_database(postgres: str) -> Iterator[str]:
    """An empty database of PostgreSQL."""
    admin = postgres.format(database="postgres").replace("+psycopg", "")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS starting WITH (FORCE)")
        connection.execute("CREATE DATABASE starting")
        yield postgres.format(database="starting")
        connection.execute("DROP DATABASE starting WITH (FORCE)")


def test_after_a_power_cut_sala_may_come_before_postgresql(new_database: str, tmp_path: Path) -> None:
    there = Path(new_database.partition("host=")[2])
    away = tmp_path / "away"
    away.mkdir()
    folder = {"SALA_INSTANCE": str(tmp_path / "instance")}
    assert run({**folder, "SALA_DATABASE_URL": new_database}, "db", "upgrade").returncode == 0
    with psycopg.connect(new_database.replace("+psycopg", ""), autocommit=True) as connection:
        port, log = free_port(), tmp_path / "log"
        url = f"postgresql://sala@/starting?host={away}"
        with gunicorn({**folder, "SALA_DATABASE_URL": url}, port, log) as server:
            while (first := status(port, "/healthz")) is None:
                assert server.poll() is None, log.read_text()
            assert first == 200
            assert status(port, "/readyz") == 503
            assert status(port, "/km/") == 200
            (away / ".s.PGSQL.5432").symlink_to(there / ".s.PGSQL.5432")
            while status(port, "/readyz") != 200:
                assert server.poll() is None, log.read_text()
            # The jobs of the day, which nobody could queue before.
            while not connection.execute("SELECT 1 FROM job WHERE state = 'done'").fetchone():
                assert server.poll() is None, log.read_text()
            while status(port, "/verify/ABCD-EFGH-JKLM") == 503:
                assert server.poll() is None, log.read_text()
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    "words",
    [
        ["people", "card", "KH-1"],
        ["people", "admin", "AD-1", "A", "--society", "khm"],
        ["records", "rebuild"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("mistyped", ["SALA_INSTANCE", "SALA_DATABASE_URL"])
def test_a_command_makes_nothing_where_a_setting_is_mistyped(
    tmp_path: Path, words: list[str], mistyped: str
) -> None:
    value = str(tmp_path / "typo")
    given = {"SALA_INSTANCE": str(tmp_path / "instance")}
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_text("0123456789abcdef" * 4)
    given[mistyped] = value if mistyped == "SALA_INSTANCE" else f"sqlite:///{value}/sala.sqlite3"
    done = run(given, *words)
    assert done.returncode == 1
    assert "flask db upgrade" in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2
    kept = {
        "content",
        content_cache.FILE,
    }  # in an instance that is there: it may be lost, and holds nothing of anybody
    assert {file.name for file in tmp_path.rglob("*")} - kept == {"instance", "secret_key"}


@pytest.mark.parametrize("kind", ["folder", "no list"])
def test_a_list_of_erasures_that_is_none_stops_the_server(tmp_path: Path, kind: str) -> None:
    """HR would learn of it at the first erasure."""
    path = tmp_path / "erasures"
    path.mkdir() if kind == "folder" else path.write_text("once upon a time\n")
    environment = {**PLAIN, "SALA_INSTANCE": str(tmp_path / "instance"), "SALA_ERASURES": str(path)}
    command = [sys.executable, "-c", "import wsgi"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Sala does not start.\nSALA_ERASURES: " in done.stderr
    assert "Traceback" not in done.stderr
