"""Erasing a person: name, numbers and contact go everywhere, the fact of a training stays without them.

Flushes, never commits; files go once the rest is stored.
"""

from __future__ import annotations

from pathlib import Path

from lms import audit, clock, jobs
from lms.accounts import about as accounts
from lms.accounts.service import Person, records_of, speaker_of
from lms.certificates import about as certificates
from lms.courses import about as courses
from lms.db import session
from lms.privacy import acts, retention, service
from lms.privacy.models import ErasureRequest
from lms.quizzes import about as quizzes
from lms.records import about as records
from lms.rosters import about as rosters


def erase(request: ErasureRequest, *, actor: Person, folder: Path, secret: str) -> None:
    """Erase the person who asked, with every record that was merged into theirs.

    `folder` is the instance folder, `secret` the application's key. Past totals by module, day, branch and sex stay
    as they were. Raises RuleBroken: "already-decided", "own-request".
    """
    service.take_up(request, actor)
    person = speaker_of(session.get_one(Person, request.person_id))
    ids = records_of(person)
    traces = accounts.traces_of(ids)
    certificates.erase(ids, folder)
    quizzes.erase(ids)
    courses.erase(ids)
    records.erase(ids)
    rosters.erase(ids, traces)
    acts.forget(ids)
    accounts.erase(ids, at=clock.now(), secret=secret)
    service.decide(request, "erased", actor)
    session.flush()
    audit.note(actor.id, "privacy.erased", "person", person.id, request=request.id)
    jobs.enqueue(retention.KIND)  # what a power cut leaves of the files, and old pages of the database


def told_for_good(person: Person) -> list[str]:
    """Texts of the ledger in which somebody wrote who the person is. They cannot be taken back: HR must know."""
    ids = records_of(person)
    traces = accounts.traces_of(ids)
    return [text for text in records.texts_about(ids) if traces.within(text)]
