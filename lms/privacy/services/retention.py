"""Retention: what has an end in the inventory is removed when it is over. A job of one unit a rule, once a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from lms import audit, clock, db, jobs
from lms.accounts import personal_data
from lms.certificates import personal_data as certificates
from lms.config import Settings
from lms.data_inventory import DAYS, Ending
from lms.db import session
from lms.jobs import Job
from lms.privacy.services import erasure_list
from lms.privacy.services.holders import HOLDERS
from lms.signals import Signal

KIND: Final = "privacy.retention"
# Features above this one take away what they have left.
on_tidy: Final = Signal[[Settings]]()


# Each removes what was over before an instant, and returns how many rows that was.
RULES: Final[Mapping[Ending, Callable[[datetime], int]]] = {
    ending: drop for holder in HOLDERS for ending, drop in holder.endings.items()
}


def apply(rule: Ending) -> int:
    """Remove what is over by one rule; returns how many rows that was, and notes it where there were any."""
    rows = RULES[rule](clock.now() - timedelta(days=DAYS[rule]))
    if rows:
        audit.note(None, "privacy.retention", "rule", rule, rows=rows)
    return rows


@jobs.handler(KIND)
def _in_background(job: Job, settings: Settings) -> Iterator[None]:
    rules = list(RULES)
    job.total = len(rules) + 1
    for rule in rules[job.done :]:
        apply(rule)
        yield
    tidy(settings)


def tidy(settings: Settings) -> int:
    """Remove what erasing leaves outside of the rows: files, pieces of names, old pages. Commits.

    Returns how many files of certificates that was. Raises OSError where one could not be removed, all others tried.
    """
    personal_data.forget_old_names()
    session.commit()  # a transaction of ours would keep the old pages
    db.forget_old_pages()
    erasure_list.complete(settings)
    session.rollback()
    on_tidy.send(settings)
    return certificates.remove_left_files(settings.instance)


def every_day() -> None:
    """Let the background do it once a day."""
    jobs.every_day(KIND)
