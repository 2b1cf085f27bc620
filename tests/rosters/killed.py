"""A process that works on an import and is killed in the middle of a batch, as by a power cut."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from lms import jobs
from lms.accounts import settling
from lms.app import create_app
from lms.rosters import running
from tests.conftest import settings_for

BATCH = 10


def die_at(room: Any, verb: str, turn: int) -> None:
    """Let the process end as soon as a verb was done so often, before what it did is committed."""
    done, turns = getattr(room, verb), []

    def do_and_die(*given: Any, **more: Any) -> Any:
        answer = done(*given, **more)
        turns.append(answer)
        if len(turns) == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    vars(room)[verb] = do_and_die


def main(database_url: str, instance: str) -> None:
    """Work on what is due: die with the third batch of an import, or of an undo."""
    app = create_app(settings_for(database_url, Path(instance)))
    vars(running)["BATCHES"] = {"people": BATCH, "trainings": BATCH}
    die_at(settling, "create_people", 3)
    die_at(settling, "take_back", 3)
    jobs.run_due(app)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
