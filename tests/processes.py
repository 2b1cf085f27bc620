"""Processes of their own for tests: each begins as a copy of one that has imported Sala and read its content already.

Python needs two seconds of computing for that; a copy is there at once. It shares nothing with the
tests: it connects, locks and dies for itself. Where the start of Python is the point (tests/test_starting.py,
tests/test_cli.py, tests/flows), a test starts it itself.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from lms.config import CHECKOUT
from lms.content import check
from tests import real_content

_IMPORTED: Final = ("flask.cli", "flask_migrate.cli", "lms.app", "tests.conftest")
_STARTING: Final = threading.Lock()


def run(module: str, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """`python -m module words…` in the folder of the checkout, until it ends or is killed.

    With the environment of this process, or with `env` instead of it.
    """
    with _STARTING:  # some tests start two at once
        address, _ = _model()
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
        with Connection(line.detach()) as asked:
            asked.send(((module, *words), dict(os.environ if env is None else env)))
            status, output, errors = asked.recv()
    return subprocess.CompletedProcess([module, *words], status, output, errors)


@cache
def _model() -> tuple[str, subprocess.Popen[bytes]]:
    """Start the process that the others are copies of: where it listens, and itself. It ends when its input does."""
    folder = tempfile.mkdtemp(prefix="sala-processes-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address = str(Path(folder) / "socket")
    model = subprocess.Popen(
        [sys.executable, "-m", __name__, address], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert model.stdout is not None
    assert model.stdout.readline() == b"ready\n"
    return address, model


# --- In the other processes -----------------------------------------------------------------------------


def _copy_on_demand(address: str) -> list[str]:
    """Make a copy each time that somebody asks. Returns in the copies alone: with what each has to run."""
    server = socket.create_server(address, family=socket.AF_UNIX)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for a copy
    while True:
        ready, _, _ = select.select([server, sys.stdin], [], [])
        if sys.stdin in ready:  # the tests have ended
            sys.exit()
        line, _ = server.accept()
        if os.fork() == 0:
            server.close()
            return _copy(Connection(line.detach()))
        line.close()


def _copy(asked: Connection[Any, Any]) -> list[str]:
    """Make the copy, wait for its end and tell of it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    words, environment = asked.recv()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        copy = os.fork()
        if copy == 0:
            asked.close()
            for file, number in ((output, 1), (errors, 2)):
                os.dup2(file.fileno(), number)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.environ.clear()
            os.environ.update(environment)
            return list(words)
        _, status = os.waitpid(copy, 0)
        said = (
            os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode() for file in (output, errors)
        )
        asked.send((os.waitstatus_to_exitcode(status), *said))
    os._exit(0)


if __name__ == "__main__":
    for name in _IMPORTED:
        importlib.import_module(name)
    with real_content.read_once():
        check.load(CHECKOUT)
        gc.freeze()
        sys.argv = _copy_on_demand(sys.argv[1])
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
