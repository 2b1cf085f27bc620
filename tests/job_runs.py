"""Working on jobs until nothing is left to be tried again."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from lms import clock, jobs


def run_to_the_end(app: Flask) -> int:
    """Work on all jobs, and after each pause on those that failed; how many attempts it took."""
    attempts, now = 0, clock.now()
    for pause in (timedelta(0), *jobs.RETRY_PAUSES):
        now += pause + timedelta(seconds=1)
        with clock.frozen(now):
            attempts += jobs.run_due(app)
    return attempts
