"""Verbs of privacy: the notice, consents, requests to be erased. Flushes, never commits; erasing is in `erasing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.queries import people
from lms.accounts.services.people import Person, PersonId, Scope
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.privacy.models import Consent, ErasureRequest, NoticeSeen
from lms.privacy.services.notice import NOTICE_VERSION
from lms.text.normalise import for_storing

__all__ = ["ErasureRequest"]

ConsentPurpose = Literal["reminders-email"]

ANSWER_WITHIN: Final = timedelta(days=30)  # GDPR article 12 (3): one month
LONGEST_REASON: Final = 500  # characters
_SHOWN_DECIDED: Final = 20  # requests that were answered last, below the open ones


# --- the notice ---------------------------------------------------------------------------------------------


def needs_notice(person: Person) -> bool:
    """Whether somebody has not seen the present notice yet."""
    seen = select(NoticeSeen.id).filter_by(person_id=person.id, version=NOTICE_VERSION)
    return session.scalar(seen) is None


def see_notice(person: Person, language: str) -> None:
    """Remember that somebody read the present notice in a language. Doing it twice changes nothing."""
    if not needs_notice(person):
        return
    try:
        with session.begin_nested():
            session.add(
                NoticeSeen(
                    person_id=person.id, version=NOTICE_VERSION, language=language, seen_at=clock.now()
                )
            )
    except IntegrityError:  # a double tap: the other one was faster
        return


# --- consent ------------------------------------------------------------------------------------------------


def consented(person: Person, purpose: ConsentPurpose) -> bool:
    """Whether somebody agrees to this purpose today."""
    return session.scalar(_given(person.id, purpose)) is not None


def give_consent(person: Person, purpose: ConsentPurpose) -> None:
    """Agree to a purpose. Doing it twice changes nothing. Raises RuleBroken("no-email") where there is none."""
    if person.email is None:
        raise RuleBroken("no-email")
    if consented(person, purpose):
        return
    try:
        with session.begin_nested():
            session.add(Consent(person_id=person.id, purpose=purpose, given_at=clock.now()))
    except IntegrityError:  # a double tap: the other one was faster
        return
    audit.note(person.id, "privacy.consent", "person", person.id, purpose=purpose)


def take_consent_back(person: Person, purpose: ConsentPurpose) -> None:
    """Agree no longer. Doing it twice changes nothing."""
    for row in session.scalars(_given(person.id, purpose)):
        row.withdrawn_at = clock.now()
        session.flush()
        audit.note(person.id, "privacy.consent-withdrawn", "person", person.id, purpose=purpose)


def _given(person_id: PersonId, purpose: ConsentPurpose) -> Select[Consent]:
    return select(Consent).filter_by(person_id=person_id, purpose=purpose, withdrawn_at=None)


# --- asking to be erased ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PendingErasure:
    """A request with the person who is to be erased, for HR."""

    request: ErasureRequest
    person: Person

    def is_late(self, today: date) -> bool:
        """Whether the answer is overdue."""
        return self.request.decided_at is None and self.request.due_on < today


def ask_erasure(person: Person, *, actor: Person) -> ErasureRequest:
    """Ask to be erased, oneself or through HR. A second time gives the open request."""
    open_one = open_request_of(person)
    if open_one is not None:
        return open_one
    request = ErasureRequest(
        person_id=person.id, asked_at=clock.now(), due_on=clock.today() + ANSWER_WITHIN, reason=""
    )
    try:
        with session.begin_nested():
            session.add(request)
    except IntegrityError:  # a double tap: the other one was faster
        return session.scalars(_open(person).limit(1)).one()
    audit.note(actor.id, "privacy.erasure-asked", "person", person.id, request=request.id)
    return request


def withdraw_erasure(person: Person) -> None:
    """Take the open request back. Where there is none, nothing changes."""
    for request in session.scalars(_open(person).with_for_update()):
        request.outcome, request.decided_at = "withdrawn", clock.now()
        session.flush()
        audit.note(person.id, "privacy.erasure-withdrawn", "person", person.id, request=request.id)


def refuse_erasure(request: ErasureRequest, *, reason: str, actor: Person) -> None:
    """Say no, with a reason that the person is told.

    Raises RuleBroken: "already-decided", "reason-missing", "too-long", "own-request".
    """
    reason = for_storing(reason, LONGEST_REASON).strip()
    if not reason:
        raise RuleBroken("reason-missing", field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("too-long", field="reason", most=LONGEST_REASON)
    take_up(request, actor)
    decide(request, "refused", actor)
    request.reason = reason
    session.flush()
    audit.note(actor.id, "privacy.erasure-refused", "person", request.person_id, request=request.id)


def take_up(request: ErasureRequest, actor: Person) -> None:
    """Hold an open request, to decide it. Raises RuleBroken: "already-decided"; "own-request": four eyes."""
    session.refresh(request, with_for_update=True)
    if request.decided_at is not None:
        raise RuleBroken("already-decided")
    if request.person_id in people.merged_ids(people.canonical_person(actor)):
        raise RuleBroken("own-request")


def decide(request: ErasureRequest, outcome: Literal["erased", "refused"], actor: Person | None) -> None:
    """Close a request that was taken up. Without an actor: decided before, and done again after a restore."""
    request.outcome, request.decided_at = outcome, clock.now()
    request.decided_by_id = actor.id if actor else None


def open_request_of(person: Person) -> ErasureRequest | None:
    """The request of a person that waits for an answer."""
    return session.scalar(_open(person).order_by(ErasureRequest.id).limit(1))


def last_answer_to(person: Person) -> ErasureRequest | None:
    """The request of a person that was refused last."""
    refused = select(ErasureRequest).where(
        ErasureRequest.person_id.in_(people.merged_ids(person)), ErasureRequest.outcome == "refused"
    )
    return session.scalar(refused.order_by(ErasureRequest.id.desc()).limit(1))


def request_in(scope: Scope, request_id: int) -> PendingErasure:
    """A request of the scope. Raises NotFound for others, as for one that does not exist."""
    found = session.get(ErasureRequest, request_id)
    person = None if found is None else session.get_one(Person, found.person_id)
    if found is None or person is None or person.unit_id not in scope:
        raise NotFound(str(request_id))
    return PendingErasure(found, person)


def requests_in(scope: Scope) -> tuple[Sequence[PendingErasure], Sequence[PendingErasure]]:
    """The open requests of a scope, the most urgent first; and some of those that were answered last."""
    theirs = (
        select(ErasureRequest, Person)
        .join(Person, Person.id == ErasureRequest.person_id)
        .where(Person.unit_id.in_(scope.units))
    )
    waiting = theirs.where(ErasureRequest.decided_at.is_(None)).order_by(
        ErasureRequest.due_on, ErasureRequest.id
    )
    answered = theirs.where(ErasureRequest.outcome.in_(("erased", "refused")))
    answered = answered.order_by(ErasureRequest.decided_at.desc(), ErasureRequest.id.desc())
    return (
        [PendingErasure(request, person) for request, person in session.execute(waiting)],
        [
            PendingErasure(request, person)
            for request, person in session.execute(answered.limit(_SHOWN_DECIDED))
        ],
    )


def _open(person: Person) -> Select[ErasureRequest]:
    """The open request of a person; one of a record that was merged into theirs meanwhile is theirs, too."""
    ids = people.merged_ids(person)
    return select(ErasureRequest).where(
        ErasureRequest.person_id.in_(ids), ErasureRequest.decided_at.is_(None)
    )
