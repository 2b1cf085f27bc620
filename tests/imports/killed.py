"""A process that works on an import and is killed in the middle of a batch, as by a power cut."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

from lms import jobs
from lms.accounts.services import bulk
from lms.app import create_app
from lms.imports.services import execution, preview, stored_lines
from lms.records.services import achievements
from tests.conftest import settings_for

BATCH: Final = 10
# A verb that each kind of work does, and how often it is done before the power goes.
DEATHS: Final = {
    "deciding": (stored_lines, "_row", 25),
    "settling": (bulk, "create_people", 3),
    "changing": (bulk, "change_people", 3),
    "recording": (achievements, "record_past_trainings", 3),
    "taking back": (bulk, "take_back", 3),
    "correcting": (achievements, "correct_many", 3),
}


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


def main(database_url: str, instance: str, work: str) -> None:
    """Work on what is due, and die in the middle of some kind of work."""
    app = create_app(settings_for(database_url, Path(instance)))
    vars(execution)["BATCHES"] = dict.fromkeys(execution.BATCHES, BATCH)
    vars(preview)["BATCH"] = BATCH
    die_at(*DEATHS[work])
    jobs.run_due(app)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
