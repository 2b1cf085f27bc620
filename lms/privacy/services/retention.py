"""Retention: what has an end in the inventory is removed when it is over. A job of one unit a rule, once a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, select

from lms import audit, clock, db, jobs
from lms.accounts import personal_data
from lms.accounts.services import sessions
from lms.audit import Lookup
from lms.certificates import personal_data as certificates
from lms.config import Settings
from lms.data_inventory import DAYS, Ending
from lms.db import Base, session
from lms.imports import personal_data as rosters
from lms.jobs import Job
from lms.privacy.services import erasure_list
from lms.quizzes import personal_data as quizzes
from lms.records import personal_data as records
from lms.signals import Signal

KIND: Final = "privacy.retention"
# Features above this one take away what they have left.
on_tidy: Final = Signal[[Settings]]()


def _drop_old_lookups(before: datetime) -> int:
    old = delete(Lookup).where(Lookup.on < clock.day_of(before))
    return len(session.execute(old.returning(Lookup.id)).all())


def _drop_old_jobs(before: datetime) -> int:
    # What still names its job (an import) keeps it, without what the work needed; one that failed can be tried again.
    naming = [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column is Job.__table__.c.id for key in column.foreign_keys)
    ]
    unnamed = [~exists().where(column == Job.id) for column in naming]
    ended = (Job.finished_at < before, Job.state.in_(("done", "failed")))
    gone = len(session.execute(delete(Job).where(*ended, *unnamed).returning(Job.id)).all())
    named = [job for job in session.scalars(select(Job).where(*ended, Job.state == "done")) if job.args]
    for job in named:
        job.args = {}
    return gone + len(named)


# Each removes what was over before an instant, and returns how many rows that was.
RULES: Final[Mapping[Ending, Callable[[datetime], int]]] = {
    "old-card": personal_data.drop_old_cards,
    "old-failures": personal_data.drop_old_failures,
    "old-session": sessions.drop_ended_sessions,
    "closed-import": rosters.drop_closed_rows,
    "old-lookup": _drop_old_lookups,
    "old-reminder": records.drop_old_reminders,
    "old-job": _drop_old_jobs,
    "open-paper": quizzes.drop_open_papers,
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
