"""Programs under measurement: gunicorn started and stopped, the CPU time and memory of its processes (Linux)."""

from __future__ import annotations

import os
import runpy
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lms.config import CHECKOUT

_CONFIG: Final = CHECKOUT / "gunicorn.conf.py"
OURS: Final = ("--config", str(_CONFIG), "wsgi:app")  # what an operator gives to gunicorn
_PATIENCE: Final = 60  # seconds for a server to answer
_LOOK_EVERY: Final = 0.002  # seconds


def bare(application: str) -> list[str]:
    """The same settings for a baseline: the hooks of gunicorn.conf.py need our application."""
    ours = runpy.run_path(str(_CONFIG))
    return [
        *("--worker-class", str(ours["worker_class"]), "--workers", str(ours["workers"])),
        *("--threads", str(ours["threads"]), "--keep-alive", str(ours["keepalive"])),
        *(["--preload"] if ours["preload_app"] else []),
        *("--no-control-socket", f"benchmarks.bare:{application}"),
    ]


def environment(**values: str) -> dict[str, str]:
    """An environment that holds nothing of this machine's settings."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", ""), "LANG": "C.UTF-8", **values}


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    master: int
    seconds_to_answer: float

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def workers(self) -> list[int]:
        """The process ids of its workers."""
        listed = Path(f"/proc/{self.master}/task/{self.master}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def cpu_seconds(self) -> float:
        """User and system time of all workers since they were started, threads that ended included."""
        return sum(_cpu_seconds(pid) for pid in self.workers)


def _cpu_seconds(pid: int) -> float:
    # The clock of /proc/<pid>/stat with nanoseconds instead of hundredths: clock_getcpuclockid(3) on Linux.
    return time.clock_gettime((~pid << 3) | 2)


def memory_mb(pid: int, kind: str = "Rss") -> float:
    """Memory of a process in MB: "Rss" as `ps` shows it, "Pss" with what is shared divided among its users."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1000
    raise LookupError(kind)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    arguments: Sequence[str], env: Mapping[str, str], *, log: Path, page: str = "/", port: int | None = None
) -> Iterator[Server]:
    """A gunicorn with these arguments, until the block ends. `page` is asked to know when it is there."""
    port = port or free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--chdir",
        str(CHECKOUT),
        *arguments,
    ]
    with log.open("ab") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            # Elsewhere, because gunicorn takes a gunicorn.conf.py of the present folder without being told.
            command,
            cwd=log.parent,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        while not _answers(port, page):
            if process.poll() is not None or time.perf_counter() - began > _PATIENCE:
                raise RuntimeError(log.read_text(errors="replace")[-2000:])
            time.sleep(_LOOK_EVERY)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(port: int, page: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as line:
            line.sendall(f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            return line.recv(64).startswith((b"HTTP/1.1 2", b"HTTP/1.1 3"))
    except OSError:
        return False


def alternating(ours: Callable[[], float], baseline: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The medians of ours and of the baseline, taken in turns so that a busy moment hits both.

    There is no warm-up here: a first round that is slower than the others does not move a median.
    """
    pairs = [(ours(), baseline()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
