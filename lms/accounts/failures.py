"""Wrong PINs, counted by account and by network address. How long to wait for them is `throttle`'s to say.

The table holds keyed hashes: whoever reads it cannot tell who tried, or from where.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from lms import clock
from lms.accounts import throttle
from lms.accounts.models import FailedSignIns
from lms.db import session
from lms.errors import RuleBroken


@dataclass(frozen=True)
class Subjects:
    """The two that one try is counted for, as keyed hashes. No account ("") where nobody knows whose it was."""

    account: str
    address: str

    @classmethod
    def of(cls, account: str, address: str, secret: str) -> Subjects:
        """The subjects of a try. `account` is a text that stands for one account, `address` an IP address."""
        return cls(_sealed(f"account {account}", secret), cls.of_address(address, secret).address)

    @classmethod
    def of_address(cls, address: str, secret: str) -> Subjects:
        """The one subject of a try that stands for no account yet."""
        return cls("", _sealed(f"address {throttle.network_of(address)}", secret))

    def with_patience(self) -> tuple[tuple[str, throttle.Patience], ...]:
        """Each with its patience, always in the same order, so that two tries never wait for each other."""
        known = ((self.account, throttle.ACCOUNT),) if self.account else ()
        return (*known, (self.address, throttle.ADDRESS))


def _sealed(text: str, secret: str) -> str:
    key = hashlib.sha256(b"sign-in subjects\0" + secret.encode()).digest()
    return hmac.new(key, text.encode(errors="replace"), hashlib.sha256).hexdigest()


def refuse_haste(subjects: Subjects) -> None:
    """Raise RuleBroken("must-wait", minutes=…, seconds=…), or "must-wait-a-minute" up to 60 s, if too soon.

    Rows stay locked until the end of the transaction: tries at the same moment are counted one by one.
    """
    waits = [_wait(subject, patience) for subject, patience in subjects.with_patience()]
    longest = max(waits)
    if longest > timedelta(0):
        seconds = -(-longest // timedelta(seconds=1))
        word = "must-wait" if seconds > 60 else "must-wait-a-minute"
        raise RuleBroken(word, field="pin", minutes=-(-seconds // 60), seconds=seconds)


def _wait(subject: str, patience: throttle.Patience) -> timedelta:
    row = session.get(FailedSignIns, subject, with_for_update=True)
    return timedelta(0) if row is None else throttle.wait(patience, row.failures, row.last_at, clock.now())


def count(subjects: Subjects) -> None:
    """Count a wrong PIN for both. The caller has to keep it although the answer is an error."""
    now = clock.now()
    for subject, patience in subjects.with_patience():
        row = session.get(FailedSignIns, subject, with_for_update=True)
        if row is None:
            _first(subject)
        else:
            row.failures = throttle.counted(patience, row.failures, row.last_at, now)
            row.last_at = now
    session.flush()


def _first(subject: str) -> None:
    # Two first failures at one moment: the second finds the row of the first there.
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = insert(FailedSignIns).values(subject=subject, failures=1, last_at=clock.now())
    one_more = {"failures": FailedSignIns.failures + 1}
    session.execute(row.on_conflict_do_update(index_elements=["subject"], set_=one_more))


def forget_account(subjects: Subjects) -> None:
    """Start anew for an account that was opened, and drop what has faded long ago."""
    session.execute(delete(FailedSignIns).where(FailedSignIns.subject == subjects.account))
    faded = select(FailedSignIns.subject).where(FailedSignIns.last_at < clock.now() - throttle.LONGEST_MEMORY)
    # Somebody may be trying one of these just now: that one stays.
    old = session.scalars(faded.with_for_update(skip_locked=True)).all()
    if old:
        session.execute(delete(FailedSignIns).where(FailedSignIns.subject.in_(old)))
