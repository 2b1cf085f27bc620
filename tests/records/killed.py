"""A process that works on a decision for many and is killed in the middle, as by a power cut."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lms import clock, jobs
from lms.app import create_app
from lms.records.services import decisions
from lms.records.services.achievements import Certification
from tests.conftest import settings_for


def main(database_url: str, instance: str) -> None:
    """Work on what is due; die when the second one is written, before the commit."""
    app = create_app(settings_for(database_url, Path(instance)))
    extend, written = decisions.extend, []

    def extend_and_die(*given: Any, **more: Any) -> Certification:
        held = extend(*given, **more)
        written.append(held)
        if len(written) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return held

    vars(decisions)["extend"] = extend_and_die
    with clock.frozen(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        jobs.run_due(app)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
