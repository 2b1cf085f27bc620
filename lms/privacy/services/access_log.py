"""What privacy holds about somebody: what was done to their record, who looked at it, what they agreed to.

Also of the audit and the jobs, which know nobody. Names no member of staff: see `_acts_about`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, exists, select

from lms import clock
from lms.accounts import personal_data
from lms.accounts.personal_data import Erasure, Office, PersonalData
from lms.accounts.queries.identifying_text import IdentifyingText
from lms.accounts.services.people import PersonId
from lms.audit import AuditLine, Lookup
from lms.data_inventory import Fact, PersonalDataItem, data_items
from lms.db import Base, session
from lms.jobs import Job
from lms.privacy.models import Consent, ErasureRequest, NoticeSeen

# The record that an audit line names when a list of people with their names was taken out as a file.
LISTS: Final = "roll"
_UNSAID: Final = "–"  # in the place of a reason where there has to be one


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """All of it."""
    return [*_rights_of(ids), *_acts_about(ids)]


def _acts_about(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """What was done to a person's record; what they did themselves; who opened their page or took a list out.

    Staff appear with unit and roles, not by name: whoever asks learns from where somebody looked, and HR, who knows
    the names, answers for it. A member of staff is spared being asked at the market.
    """
    offices = _Offices()
    looks = [*_lookups(ids, offices), *_lists_taken_out(ids, offices)]
    return [*_done_to(ids, offices), *_done_by(ids), *sorted(looks, key=lambda one: str(one.facts["on"]))]


def _done_to(ids: Sequence[PersonId], offices: _Offices) -> Iterator[PersonalDataItem]:
    mine = [str(one) for one in ids]
    asked = select(AuditLine).where(AuditLine.record == "person", AuditLine.record_id.in_(mine))
    for line in session.scalars(asked.order_by(AuditLine.id)):
        yield PersonalDataItem(
            "act", {"at": line.at, "act": line.act, **offices.of(line.actor_id, ids), "details": line.facts}
        )


def _done_by(ids: Sequence[PersonId]) -> Iterator[PersonalDataItem]:
    """How often they did what on which day: whoever brings a list in does thousands of things in a minute."""
    own = (AuditLine.record == "person") & AuditLine.record_id.in_([str(one) for one in ids])
    asked = select(AuditLine.at, AuditLine.act).where(AuditLine.actor_id.in_(ids), ~own)
    found = Counter((clock.day_of(at), act) for at, act in session.execute(asked.order_by(AuditLine.id)))
    for (on, act), count in found.items():
        yield PersonalDataItem("act", {"on": on, "act": act, "by": "self", "count": count})


def _lookups(ids: Sequence[PersonId], offices: _Offices) -> Iterator[PersonalDataItem]:
    asked = select(Lookup).where(Lookup.person_id.in_(ids)).order_by(Lookup.on, Lookup.id)
    for row in session.scalars(asked):
        yield PersonalDataItem("lookup", {"on": row.on, "page": row.page, **offices.of(row.actor_id, ids)})


def _lists_taken_out(ids: Sequence[PersonId], offices: _Offices) -> Iterator[PersonalDataItem]:
    """Lists with names that left Sala as a file, where the person's unit was among those asked for.

    Who stood on such a list is not written down: it may have a million lines, and depends on what was asked for.
    """
    places = personal_data.places_of(ids)
    asked = select(AuditLine).where(AuditLine.record == LISTS).order_by(AuditLine.id)
    for line in session.scalars(asked):
        branch = line.facts.get("filter", {}).get("branch")
        if line.actor_id is None or not (
            branch in places if branch else personal_data.acts_for(line.actor_id, places)
        ):
            continue
        office = offices.of(line.actor_id, ids)
        yield PersonalDataItem("lookup", {"on": clock.day_of(line.at), "page": line.act, **office})


class _Offices:
    """From where people acted, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[int, Office] = {}

    def of(self, actor_id: int | None, ids: Sequence[PersonId]) -> dict[str, Fact]:
        """Facts about an actor: "by" is "self", "staff" or "sala" (the programme itself)."""
        if actor_id is None:
            return {"by": "sala"}
        if actor_id in ids:
            return {"by": "self"}
        if actor_id not in self._known:
            self._known[actor_id] = personal_data.office_of(actor_id)
        office = self._known[actor_id]
        return {"by": "staff", "unit": office.unit, "roles": list(office.roles)}


def _rights_of(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """Notices read, consents, requests to be erased."""
    notices = session.scalars(select(NoticeSeen).where(NoticeSeen.person_id.in_(ids)).order_by(NoticeSeen.id))
    consents = session.scalars(select(Consent).where(Consent.person_id.in_(ids)).order_by(Consent.id))
    requests = session.scalars(
        select(ErasureRequest).where(ErasureRequest.person_id.in_(ids)).order_by(ErasureRequest.id)
    )
    return [
        *data_items(notices, "notice", "seen_at", "version", "language"),
        *data_items(consents, "consent", "purpose", "given_at", "withdrawn_at"),
        *data_items(requests, "erasure", "asked_at", "due_on", "outcome", "decided_at", "reason"),
    ]


def erase(erasure: Erasure) -> None:
    """Forget who looked at a person, what they read and agreed to, earlier requests with their answers, and the reasons
    of jobs that tell. The request by which they are erased is decided before.
    """
    ids, identifying_text = erasure.ids, erasure.identifying_text
    session.execute(delete(Lookup).where(Lookup.person_id.in_(ids)))
    session.execute(delete(NoticeSeen).where(NoticeSeen.person_id.in_(ids)))
    session.execute(delete(Consent).where(Consent.person_id.in_(ids)))
    earlier = (ErasureRequest.person_id.in_(ids), ErasureRequest.outcome.is_distinct_from("erased"))
    session.execute(delete(ErasureRequest).where(*earlier))
    for other in session.scalars(select(ErasureRequest).where(ErasureRequest.reason != "")):  # few
        if identifying_text.within(other.reason):
            other.reason = _UNSAID
    _forget_reasons_of_jobs(identifying_text)
    session.flush()


def _forget_reasons_of_jobs(identifying_text: IdentifyingText) -> None:
    """A job may carry the reason that somebody typed for it."""
    for job in session.scalars(select(Job).where(Job.args["reason"].as_string().is_not(None))):
        args: dict[str, Any] = job.args
        if identifying_text.within(args["reason"]):
            job.args = {**args, "reason": _UNSAID}


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


PERSONAL_DATA: Final = PersonalData(
    export, erase, {"old-lookup": _drop_old_lookups, "old-job": _drop_old_jobs}
)
