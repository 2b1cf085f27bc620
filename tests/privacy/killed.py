"""A process that erases somebody and is killed in the middle of it, as by a power cut."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

from lms import jobs
from lms.accounts.queries.people import person_by_number
from lms.accounts.services import sessions
from lms.app import create_app
from lms.certificates.rendering import store
from lms.db import session
from lms.privacy.models import ErasureRequest
from lms.privacy.services import erasure, retention
from tests.conftest import settings_for
from tests.people import SECRET

# The room and the verb with which the process dies, after it was done so often.
PLACES: Final[dict[str, tuple[Any, str, int]]] = {
    "with the last rows": (sessions, "end_sessions", 1),
    "after the first file": (store, "remove", 1),
    "in the middle of tidying": (retention, "apply", 3),
}


def die_with(place: str) -> None:
    """Let the process end there."""
    room, verb, turn = PLACES[place]
    done, turns = getattr(room, verb), []

    def do_and_die(*given: Any, **more: Any) -> Any:
        answer = done(*given, **more)
        turns.append(answer)
        if len(turns) == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    vars(room)[verb] = do_and_die


def main(database_url: str, instance: str, request: str, actor: str, place: str) -> None:
    """Erase as a request of the browser does, then do the jobs."""
    app = create_app(settings_for(database_url, Path(instance)))
    die_with(place)
    with app.app_context():
        officer = person_by_number(actor)
        assert officer is not None
        asked = session.get_one(ErasureRequest, int(request))
        erasure.erase(asked, actor=officer, folder=Path(instance), secret=SECRET)
        session.commit()
    jobs.run_due(app)


if __name__ == "__main__":
    main(*sys.argv[1:])
