"""Sessions: where somebody is signed in. The browser holds a random token, a row holds its hash; without the row the
token opens nothing.

A session ends by itself (`ends_at`), and is ended by signing out and by all that changes who may come in: a new PIN or
card, a role given or taken, an account that is closed, merged or erased. Knows no web. Flushes, never commits.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update

from lms import audit, clock
from lms.accounts.models import BrowserSession, Person, PersonId
from lms.db import session

KEPT_FOR: Final = timedelta(days=30)  # on a phone that belongs to one person
OPEN_FOR: Final = timedelta(days=1)  # where the browser is said to forget; some never do
STAFF_FOR: Final = timedelta(hours=12)  # who can see and change others types the PIN each working day
CONFIRMED_FOR: Final = timedelta(minutes=10)  # after the PIN was given
_WRITTEN_EVERY: Final = timedelta(hours=4)  # `last_used_at` is exact enough then


def ends_at(start: datetime, *, keep: bool, staff: bool) -> datetime:
    """When a session that starts now ends by itself."""
    if staff:
        return start + STAFF_FOR
    return start + (KEPT_FOR if keep else OPEN_FOR)


def start_session(person: Person, *, keep: bool) -> str:
    """Sign somebody in, who has just proved who they are; returns the token for the browser."""
    token, now = secrets.token_urlsafe(32), clock.now()  # 256 bits
    # What ran out goes with the next sign-in, not only with the daily job.
    session.execute(
        delete(BrowserSession).where(BrowserSession.person_id == person.id, BrowserSession.ends_at <= now)
    )
    session.add(
        BrowserSession(
            person_id=person.id,
            token_hash=_hash(token),
            signed_in_at=now,
            last_used_at=now,
            confirmed_at=now,
            ends_at=ends_at(now, keep=keep, staff=bool(person.roles)),
        )
    )
    session.flush()
    return token


def find_session(token: str) -> BrowserSession | None:
    """The session of this token with its person, if it has not ended and the account is open. One read, by an index."""
    row = session.scalar(select(BrowserSession).filter_by(token_hash=_hash(token)))
    return None if row is None or row.ends_at <= clock.now() or not row.person.active else row


def stands(session_id: int) -> bool:
    """Whether a session has not ended, as the database knows it now."""
    asked = select(BrowserSession.id).where(
        BrowserSession.id == session_id, BrowserSession.ends_at > clock.now()
    )
    return session.scalar(asked) is not None


def end_session(token: str) -> None:
    """Sign out one browser: whoever has copied its cookie is signed out, too. Twice changes nothing."""
    session.execute(delete(BrowserSession).where(BrowserSession.token_hash == _hash(token)))


def end_sessions(ids: Iterable[PersonId]) -> None:
    """Sign out some people everywhere."""
    session.execute(delete(BrowserSession).where(BrowserSession.person_id.in_(list(ids))))


def sessions_of(ids: Iterable[PersonId]) -> list[BrowserSession]:
    """Where somebody is signed in now, the newest first."""
    statement = select(BrowserSession).where(
        BrowserSession.person_id.in_(list(ids)), BrowserSession.ends_at > clock.now()
    )
    return list(session.scalars(statement.order_by(BrowserSession.id.desc())))


def is_confirmed(row: BrowserSession) -> bool:
    """Whether the PIN, or what stands for it, was given a short time ago."""
    return clock.now() - row.confirmed_at < CONFIRMED_FOR


def confirm(session_id: int) -> None:
    """Remember that the person has just proved again who they are. A session that was ended meanwhile stays so."""
    now = clock.now()
    ours = update(BrowserSession).where(BrowserSession.id == session_id)
    session.execute(ours.values(confirmed_at=now, last_used_at=now))


def sign_out_everywhere(person: Person) -> None:
    """End every session of somebody who wishes it, this one as well."""
    end_sessions([person.id])
    audit.note(person.id, "accounts.signed-out-everywhere", "person", person.id)


def touch(row: BrowserSession) -> None:
    """Remember that the session is in use, now and then: not with every request, and never with one that reads."""
    now = clock.now()
    if now - row.last_used_at >= _WRITTEN_EVERY:
        row.last_used_at = now


def drop_ended_sessions(before: datetime) -> int:
    """Forget the sessions that ran out before an instant. Returns their number."""
    statement = delete(BrowserSession).where(BrowserSession.ends_at < before)
    return len(session.execute(statement.returning(BrowserSession.id)).all())


def _hash(token: str) -> str:
    # No key and no salt: a token is random enough that nobody finds it from its hash.
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
