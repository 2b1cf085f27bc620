"""What HR says of reminders that they sent themselves: marked, and taken back by whoever marked them. Never commits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.services.people import Person, PersonId
from lms.audit import AuditLine
from lms.db import session
from lms.records.services import expiring
from lms.records.services.expiring import Due

_MARKED: Final = "records.reminded"


def mark_sent(person: Person, days: int, *, actor: Person) -> int:
    """Remember that somebody was sent the text themselves. Twice is once. Returns how many awards it was about."""
    due = [ending for ending in expiring.one(person, days, clock.today()).endings if ending.sent is None]
    for ending in due:
        expiring.remember(person.id, ending, "message")
    if due:
        audit.note(actor.id, _MARKED, "person", person.id, awards=[ending.award for ending in due])
    return len(due)


def take_back(person: Person, days: int, *, actor: Person) -> int:
    """Forget what this actor has marked by mistake; of somebody else's marks nothing. Returns how many awards."""
    due = expiring.one(person, days, clock.today())
    own = own_marks([due], actor).get(due.person_id, frozenset())
    mine = [ending for ending in due.endings if ending.award in own]
    for ending in mine:
        expiring.forget(person.id, ending)
    if mine:
        awards = [ending.award for ending in mine]
        audit.note(actor.id, "records.reminder-taken-back", "person", person.id, awards=awards)
    return len(mine)


def own_marks(people: Sequence[Due], actor: Person) -> dict[PersonId, frozenset[str]]:
    """Of which awards the present step of some people was marked by this actor."""
    asked = select(AuditLine.record_id, AuditLine.at, AuditLine.facts).where(
        AuditLine.record == "person",
        AuditLine.record_id.in_([str(due.person_id) for due in people]),
        AuditLine.act == _MARKED,
        AuditLine.actor_id == actor.id,
    )
    lines = session.execute(asked).all()
    found = {}
    for due in people:
        awards = frozenset(
            ending.award
            for ending in due.endings
            if ending.sent == "message" and ending.sent_at is not None
            for line in lines
            if line.record_id == str(due.person_id) and line.at >= ending.sent_at
            if ending.award in line.facts.get("awards", ())
        )
        if awards:
            found[due.person_id] = awards
    return found
