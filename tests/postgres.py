"""A private PostgreSQL for the tests: its own folder, a Unix socket instead of a port, gone when the run ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _binaries() -> Path:
    """The folder of initdb and pg_ctl: Debian keeps them off the PATH, one folder a version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    if folders:
        return folders[-1]
    if found:
        return Path(found).resolve().parent
    raise RuntimeError("PostgreSQL's server is missing: run `make setup`")


@contextmanager
def private_server() -> Iterator[str]:
    """Start a server as an ordinary user (it refuses to run as root) and yield its URL without a database name."""
    folder = Path(tempfile.mkdtemp(prefix="sala-pg-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    bin_folder = _binaries()

    def run(program: str, *arguments: str) -> None:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        command = [str(bin_folder / program), *arguments]
        # cwd: an ordinary user may not be able to enter the folder that root runs the tests in
        subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder, env=environment)

    data = str(folder / "data")
    run(
        "initdb", "-D", data, "-U", "sala", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
    )
    # Durability is for data that must outlive the run; these must not.
    options = (
        f"-k {folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://sala@/{{database}}?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
