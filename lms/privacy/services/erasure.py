"""Erasing a person: name, numbers and contact go everywhere, the fact of a training stays without them.

All rows change in one transaction: cut off anywhere, it is done or not begun. Flushes, never commits; files go once
the rest is stored, and the job of retention finds what a power cut or a full disk left of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import select

from lms import audit, clock, jobs
from lms.accounts.personal_data import Erasure
from lms.accounts.queries.identifying_text import identifying_text_of
from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services import roles
from lms.accounts.services.people import Person, PersonId
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.personal_data import finish_running
from lms.imports.services import mentions
from lms.imports.services.mentions import Mentions
from lms.privacy.models import ErasureRequest
from lms.privacy.services import erasure_list, retention
from lms.privacy.services import requests as requests_service
from lms.privacy.services.erasure_list import Entry, digest_of
from lms.privacy.services.holders import HOLDERS
from lms.records import personal_data as records


def look_up(request: ErasureRequest) -> Mentions:
    """Where lists tell of the person who asked: for `erase`, before anything is written. Writes nothing."""
    ids = merged_ids(canonical_person(session.get_one(Person, request.person_id)))
    return mentions.look_up(ids, identifying_text_of(ids))


def erase(
    request: ErasureRequest,
    *,
    actor: Person,
    folder: Path,
    secret: str,
    named: int | None = None,
    looked_up: Mentions | None = None,
) -> None:
    """Erase the person who asked, with every record that was merged into theirs.

    `folder` is the instance folder, `secret` the application's key; `named`: how many records the actor was shown;
    `looked_up` is what lists tell, where somebody has looked already: it takes seconds, in which nobody else could
    write. Past totals by module, day, branch, sex and age group stay as they were. Raises RuleBroken:
    "already-decided", "own-request", "list-running", "holds-more" (a colleague with that role answers), "last-admin",
    "joined-meanwhile" (there are more records by now, or fewer).
    """
    requests_service.take_up(request, actor)
    person = canonical_person(session.get_one(Person, request.person_id))
    roles.refuse_higher(actor, person)
    roles.keep_an_admin(person)
    ids = merged_ids(person)
    if named not in (None, len(ids)):
        raise RuleBroken("joined-meanwhile")
    with session.begin_nested():  # a list that is being carried out just now leaves everything as it was
        _erase_records(ids, request, actor, folder=folder, secret=secret, looked_up=looked_up)
    audit.note(actor.id, "privacy.erased", "person", person.id, request=request.id)
    jobs.enqueue(retention.KIND)  # what a power cut leaves of the files, and old pages of the database


def _erase_records(
    ids: Sequence[PersonId],
    request: ErasureRequest | None,
    actor: Person | None,
    *,
    folder: Path,
    secret: str,
    looked_up: Mentions | None = None,
) -> None:
    erasure_list.note(ids)
    erasure = Erasure(
        ids,
        identifying_text_of(ids),
        births=records.births_that_count_alike(ids),
        at=clock.now(),
        folder=folder,
        secret=secret,
        looked_up=looked_up,
    )
    if request is not None:
        requests_service.decide(request, "erased", actor)
    for holder in reversed(HOLDERS):
        holder.erase(erasure)


def erase_again(entries: Iterable[Entry], *, folder: Path, secret: str) -> int:
    """Erase those of a list who came back with a backup; returns how many records that was. Commits each erasure.

    Nobody else may be at work. Whoever was erased already, or has the id of somebody else, is left alone.
    """
    again = 0
    for entry in entries:
        ids = _came_back(entry)
        if not ids:
            continue
        finish_running()
        requests = [
            request
            for person in session.scalars(select(Person).where(Person.id.in_(ids)))
            if (request := requests_service.open_request_of(person)) is not None
        ]
        for request in requests[1:]:
            requests_service.decide(request, "erased", None)
        _erase_records(ids, requests[0] if requests else None, None, folder=folder, secret=secret)
        for number in ids:
            audit.note(None, "privacy.erased-again", "person", number)
        session.commit()
        again += len(ids)
    return again


def _came_back(entry: Entry) -> list[PersonId]:
    digests = dict(entry.records)
    rows = session.execute(
        select(Person.id, Person.created_at).where(Person.id.in_(digests), Person.erased_at.is_(None))
    )
    return [number for number, created in rows if digest_of(number, created) == digests[number]]


def records_of(request: ErasureRequest) -> list[Person]:
    """The records that go with an answer: that of the one who speaks for whoever asked, then all merged into it."""
    person = canonical_person(session.get_one(Person, request.person_id))
    return [session.get_one(Person, one) for one in merged_ids(person)]


def told_for_good(person: Person) -> list[str]:
    """Texts of the ledger in which somebody wrote who the person is. They cannot be taken back: HR must know."""
    ids = merged_ids(person)
    identifying_text = identifying_text_of(ids)
    return [text for text in records.texts_about(ids) if identifying_text.within(text)]
