"""What the audit and the look-ups tell somebody about themselves. Names no member of staff: see `held_about`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, or_, select

from lms.accounts import about
from lms.accounts.about import Office
from lms.accounts.service import PersonId
from lms.audit import AuditLine, Lookup
from lms.db import session
from lms.inventory import Fact, Held, all_held
from lms.privacy.models import Consent, ErasureRequest, NoticeSeen


def held_about(ids: Sequence[PersonId]) -> list[Held]:
    """What was done to a person's record and by them; who opened their page.

    Staff appear with unit and roles, not by name: whoever asks learns from where somebody looked, and HR, who knows
    the names, answers for it. A member of staff is spared being asked at the market.
    """
    mine = [str(one) for one in ids]
    acts = session.scalars(
        select(AuditLine)
        .where(
            or_(
                AuditLine.actor_id.in_(ids),
                (AuditLine.record == "person") & AuditLine.record_id.in_(mine),
            )
        )
        .order_by(AuditLine.id)
    )
    offices = _Offices()
    return [
        *(Held("act", {"at": line.at, "act": line.act, **offices.of(line.actor_id, ids)}) for line in acts),
        *_lookups(ids, offices),
    ]


def _lookups(ids: Sequence[PersonId], offices: _Offices) -> Iterator[Held]:
    asked = select(Lookup).where(Lookup.person_id.in_(ids)).order_by(Lookup.on, Lookup.id)
    for row in session.scalars(asked):
        yield Held("lookup", {"on": row.on, "page": row.page, **offices.of(row.actor_id, ids)})


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
            self._known[actor_id] = about.office_of(actor_id)
        office = self._known[actor_id]
        return {"by": "staff", "unit": office.unit, "roles": list(office.roles)}


def privacy_held_about(ids: Sequence[PersonId]) -> list[Held]:
    """The rows of this domain: notices read, consents, requests to be erased."""
    notices = session.scalars(select(NoticeSeen).where(NoticeSeen.person_id.in_(ids)).order_by(NoticeSeen.id))
    consents = session.scalars(select(Consent).where(Consent.person_id.in_(ids)).order_by(Consent.id))
    requests = session.scalars(
        select(ErasureRequest).where(ErasureRequest.person_id.in_(ids)).order_by(ErasureRequest.id)
    )
    return [
        *all_held(notices, "notice", "seen_at", "version", "language"),
        *all_held(consents, "consent", "purpose", "given_at", "withdrawn_at"),
        *all_held(requests, "erasure", "asked_at", "due_on", "outcome", "decided_at", "reason"),
    ]


def forget(ids: Sequence[PersonId]) -> None:
    """Forget who looked at a person, what they read and agreed to. Requests lose the words of their answers."""
    session.execute(delete(Lookup).where(Lookup.person_id.in_(ids)))
    session.execute(delete(NoticeSeen).where(NoticeSeen.person_id.in_(ids)))
    session.execute(delete(Consent).where(Consent.person_id.in_(ids)))
    earlier = (ErasureRequest.person_id.in_(ids), ErasureRequest.outcome.in_(("refused", "withdrawn")))
    session.execute(delete(ErasureRequest).where(*earlier))
