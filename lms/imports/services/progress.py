"""How far the long work of an import is, and taking it up again where it stopped on the way."""

from __future__ import annotations

from dataclasses import dataclass

from lms import jobs
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.models import ListImport
from lms.jobs import Job


@dataclass(frozen=True)
class Progress:
    """How far the work is, in percent. `failed` when it was given up; what was done until then is kept.

    `why` is then the word of the rule that hindered it, or the name of a fault.
    """

    percent: int
    failed: bool
    why: str


def progress_of(list_import: ListImport) -> Progress | None:
    """How far the job of an import is; None where none is at work."""
    job = _job_of(list_import)
    if job is None or job.state == "done" or list_import.state not in ("matching", "preview", "running"):
        return None
    return Progress(min(99, 100 * job.done // max(1, job.total)), job.state == "failed", job.error or "")


def _job_of(list_import: ListImport) -> Job | None:
    return None if list_import.job_id is None else session.get(Job, list_import.job_id)


def can_be_given_up(list_import: ListImport) -> bool:
    """Whether an import stopped on the way: it can go on, or what was done until then can be undone."""
    job = _job_of(list_import)
    return (
        list_import.state == "running"
        and job is not None
        and (job.kind, job.state) == ("rosters.run", "failed")
    )


def try_again(list_import: ListImport) -> None:
    """Take work up again that was given up after too many attempts. Raises RuleBroken("not-now")."""
    job = _job_of(list_import)
    if job is None or job.state != "failed":
        raise RuleBroken("not-now")
    again = jobs.enqueue(job.kind, **job.args)
    again.total, list_import.job_id = max(1, job.total - job.done), again.id
    session.flush()
