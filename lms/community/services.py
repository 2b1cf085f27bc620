"""Verbs of talks with groups: write one down, correct it, take it away, put it back. Flushes, never commits.

Everybody does this for themselves alone. Nothing of it goes into the audit: the row says who and when, and is to forget
who it was one day.
"""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from lms import clock
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.people import Person
from lms.community.domain.talks import CHANGES, REFERRAL, Talk, check, may_change, stored_languages
from lms.community.models import CommunityCount, CommunitySession
from lms.content import registry
from lms.db import session, upserts
from lms.errors import NotFound, RuleBroken


def record_talk(person: Person, key: str, talk: Talk) -> bool:
    """Write a talk down under the key of its page. False where that page was sent before: then nothing changes.

    Raises RuleBroken as `talks.check`, NotFound for a key of somebody else.
    """
    today = clock.today()
    check(talk, today, topics())
    row = {
        "uuid": key,
        "person_id": person.id,
        "unit_id": person.unit_id,
        "recorded_on": today,
        **_values(talk),
    }
    new = upserts.insert(CommunitySession).values(row).on_conflict_do_nothing(index_elements=["uuid"])
    if session.scalar(new.returning(CommunitySession.uuid)) is None:
        find_own_talk(person, key)
        return False
    _write_counts(key, talk)
    return True


def correct_talk(person: Person, key: str, talk: Talk) -> None:
    """Put what somebody says now in the place of what they wrote down.

    Raises RuleBroken as `talks.check` and with "talk-is-settled", NotFound for a talk of nobody or of somebody else.
    """
    row = _changeable(person, key)
    check(talk, row.recorded_on, {*topics(), row.topic})
    for name, value in _values(talk).items():
        setattr(row, name, value)
    session.flush()
    session.execute(delete(CommunityCount).where(CommunityCount.session_uuid == key))
    _write_counts(key, talk)
    session.expire(row)


def take_away(person: Person, key: str) -> None:
    """Let a talk count no more. Twice changes nothing. Raises as `correct_talk`."""
    row = _changeable(person, key)
    row.withdrawn_on = row.withdrawn_on or clock.today()
    session.flush()


def put_back(person: Person, key: str) -> None:
    """Let a talk that was taken away count again. Twice changes nothing. Raises as `correct_talk`."""
    _changeable(person, key).withdrawn_on = None
    session.flush()


def topics() -> list[str]:
    """What a talk can be about now."""
    return [*(module.id for module in registry.current().modules), REFERRAL]


def find_own_talk(person: Person, key: str, *, hold: bool = False) -> CommunitySession:
    """A talk of somebody's, under any of their records. Raises NotFound. `hold`: nobody else changes it meanwhile."""
    asked = select(CommunitySession).where(
        CommunitySession.uuid == key, CommunitySession.person_id.in_(merged_ids(person))
    )
    found = session.scalar(
        (asked.with_for_update() if hold else asked).execution_options(populate_existing=hold)
    )
    if found is None:
        raise NotFound(key)
    return found


def _changeable(person: Person, key: str) -> CommunitySession:
    row = find_own_talk(person, key, hold=True)
    if not may_change(row.recorded_on, clock.today()):
        raise RuleBroken("talk-is-settled", days=CHANGES.days)
    return row


def _values(talk: Talk) -> dict[str, object]:
    return {
        "on": talk.on,
        "topic": talk.topic,
        "place": talk.place,
        "languages": stored_languages(talk.languages),
        "people": talk.counts.people,
    }


def _write_counts(key: str, talk: Talk) -> None:
    counted = [
        {"session_uuid": key, "sex": sex, "ages": ages, "people": number}
        for (sex, ages), number in talk.counts.numbers.items()
    ]
    session.execute(insert(CommunityCount), counted)
