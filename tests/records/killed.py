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
from lms.errors import RuleBroken
from lms.records.services import decisions
from tests.conftest import settings_for


def main(database_url: str, instance: str) -> None:
    """Work on what is due; die when the second batch is written, before the commit."""
    app = create_app(settings_for(database_url, Path(instance)))
    extend_many, written = decisions.extend_many, []

    def extend_and_die(*given: Any, **more: Any) -> list[RuleBroken | None]:
        hindered = extend_many(*given, **more)
        written.append(hindered)
        if len(written) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return hindered

    vars(decisions)["extend_many"] = extend_and_die
    with clock.frozen(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        jobs.run_due(app)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
