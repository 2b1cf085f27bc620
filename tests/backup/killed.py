"""A process that makes a backup or brings one back and is killed in the middle of it, as by a power cut."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from flask import Flask

from lms.app import create_app
from lms.backup import archive, dump, restore
from lms.backup.restore import Wanted
from lms.config import settings_of
from lms.privacy.services import retention
from tests import processes
from tests.conftest import settings_for

# The module and the function with which the process dies: as it begins, or once it has done its work.
PLACES: Final[dict[str, tuple[Any, str, bool]]] = {
    "while the rows are packed": (archive, "_add", True),
    "once the file is written": (os, "link", False),
    "once the backup is unpacked": (archive, "extract", True),
    "once the rows are in place": (restore, "upgrade", False),
    "once the tables are new": (restore, "upgrade", True),
    "once the files are in place": (restore, "_files_in", True),
    "once all is done but the last word": (retention, "tidy", True),
}


EARLY: Final = "once the backup is unpacked"


def die_with(place: str) -> None:
    """Let the process end there."""
    module, name, afterwards = PLACES[place]
    function = getattr(module, name)

    def do_and_die(*given: Any, **more: Any) -> None:
        if afterwards:
            function(*given, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    vars(module)[name] = do_and_die


def in_a_process(app: Flask, verb: str, file: Path, place: str) -> subprocess.CompletedProcess[str]:
    """Do it in a process of its own that dies at a place; at none, it ends well."""
    settings = settings_of(app)
    words = (settings.database_url, str(settings.instance), verb, str(file), place)
    return processes.run("tests.backup.killed", *words)


def main(database_url: str, instance: str, verb: str, file: str, place: str) -> None:
    """Do it, and die."""
    settings = settings_for(database_url, Path(instance))
    app = create_app(settings)
    if place:
        die_with(place)
    with app.app_context():
        if verb == "backup":
            dump.dump(Path(file), settings)
        else:
            restore.restore(Path(file), settings, Wanted(replace=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
