"""Tries to sign in, counted before the PIN is looked at and taken back where it was right.

So ten tries at one moment are ten, and the slow comparison of PINs happens without any lock. How long to wait is
`throttle`'s to say. The table holds keyed hashes: whoever reads it cannot tell who tried, from where, or with what PIN.
A refused sign-in leaves a line in the log of security, with keyed hashes, too.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, cast

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import clock
from lms.accounts import throttle
from lms.accounts.models import FailedSignIns
from lms.accounts.throttle import Patience
from lms.db import session
from lms.errors import RuleBroken

_TABLE: Final = cast(Table, FailedSignIns.__table__)
log: Final = logging.getLogger("sala.security")


@dataclass(frozen=True)
class Try:
    """What one try is counted for: subjects (keyed hashes) with their patience.

    Once it was right, the account that opened loses all that was counted for it (`cleared`, by account), those of
    other accounts and the `refunded` ones lose this try; what is in neither counts right tries as well. `account` and
    `network` name the two in the log.
    """

    patience: Mapping[str, Patience]
    cleared: Mapping[str, frozenset[str]]
    refunded: frozenset[str]
    account: str
    network: str


def try_of(
    *accounts: str,
    address: str,
    secret: str,
    pin: str | None = None,
    devices: Mapping[str, str] | None = None,
) -> Try:
    """What a try is counted for. `accounts` are texts that stand for one account each, `address` is an IP address.

    `devices` has, for an account, the device that has signed in to it before: there its own count is the only one.
    `pin` is what was typed, where something was.
    """
    network, known = throttle.network_of(address), devices or {}

    def subject(*parts: str) -> str:
        return _sealed("\0".join(parts), secret)

    patience: dict[str, Patience] = {}
    cleared: dict[str, frozenset[str]] = {}
    for account in accounts:
        if account in known:
            own = {subject("device", account, known[account]): throttle.ACCOUNT}
            work = subject("device work", account, known[account])
        else:
            own = {
                subject("account here", account, network): throttle.ACCOUNT,
                subject("account anywhere", account): throttle.ANYWHERE,
            }
            work = subject("account work", account, network)
        cleared[account] = frozenset(own)
        patience |= {**own, work: throttle.ACCOUNT_WORK}
    refunded: dict[str, Patience] = {}
    if not all(account in known for account in accounts):
        refunded[subject("network wrong", network)] = throttle.ADDRESS
        if pin is not None:
            refunded[subject("network pin", network, pin)] = throttle.SAME_PIN
        patience |= {**refunded, subject("network work", network): throttle.ADDRESS_WORK}
    return Try(
        patience,
        cleared,
        frozenset(refunded),
        account=subject("account", *accounts),
        network=subject("network", network),
    )


def try_from(address: str, *, secret: str) -> Try:
    """What a try is counted for that stands for no account: the network alone."""
    network = throttle.network_of(address)
    wrong = _sealed(f"network wrong\0{network}", secret)
    sealed = _sealed(f"network\0{network}", secret)
    return Try({wrong: throttle.ADDRESS}, {}, frozenset({wrong}), account="-", network=sealed)


def _sealed(text: str, secret: str) -> str:
    key = hashlib.sha256(b"sign-in subjects\0" + secret.encode()).digest()
    return hmac.new(key, text.encode(errors="replace"), hashlib.sha256).hexdigest()


def refuse_haste(attempt: Try) -> None:
    """Raise RuleBroken("must-wait", minutes=…, seconds=…), or "must-wait-a-minute" up to 60 s, if too soon.

    Counts nothing and locks nothing: for what costs nothing to try.
    """
    rows = session.execute(
        select(FailedSignIns.subject, FailedSignIns.failures, FailedSignIns.last_at).where(
            FailedSignIns.subject.in_(attempt.patience)
        )
    ).all()
    _refuse_haste(attempt, rows)


def count(attempt: Try) -> None:
    """Count a try before it is known whether it is right. Raises as `refuse_haste`, and counts nothing then.

    The caller commits before the slow part, and keeps what was counted although the answer is an error.
    """
    with session.begin_nested():  # a try that comes too soon leaves no rows of zero tries
        rows = _locked(attempt)
        _refuse_haste(attempt, rows)
        now = clock.now()
        values = [
            {
                "subject": subject,
                "failures": throttle.counted(attempt.patience[subject], failures, last, now),
                "last_at": now,
            }
            for subject, failures, last in rows
        ]
        insert = _insert().values(values)
        new = {"failures": insert.excluded.failures, "last_at": insert.excluded.last_at}
        session.execute(insert.on_conflict_do_update(index_elements=["subject"], set_=new))


def succeeded(attempt: Try, account: str | None) -> None:
    """The try was right: take it back, start anew for the account that it opened, drop what has faded long ago."""
    _locked(attempt)
    cleared = attempt.cleared.get(account or "", frozenset())
    refunded = attempt.refunded.union(*attempt.cleared.values()) - cleared
    session.execute(delete(_TABLE).where(_TABLE.c.subject.in_(cleared)))
    refund = update(_TABLE).where(_TABLE.c.subject.in_(refunded))
    session.execute(refund.values(failures=_TABLE.c.failures - 1))
    session.execute(delete(_TABLE).where(_TABLE.c.subject.in_(refunded), _TABLE.c.failures <= 0))
    faded = select(FailedSignIns.subject).where(FailedSignIns.last_at < clock.now() - throttle.LONGEST_MEMORY)
    # Somebody may be trying one of these just now: that one stays.
    old = session.scalars(faded.with_for_update(skip_locked=True)).all()
    if old:
        session.execute(delete(FailedSignIns).where(FailedSignIns.subject.in_(old)))


def forget(account: str, *, secret: str) -> None:
    """Drop what was counted for an account from all networks. What was counted from one of them names nobody."""
    anywhere = _sealed(f"account anywhere\0{account}", secret)
    session.execute(delete(_TABLE).where(_TABLE.c.subject == anywhere))


def refused(attempt: Try, reason: str) -> None:
    """Write a line for whoever watches the server. Two lines of one account or network show the same hash."""
    log.warning(
        "sign-in refused: %s, account %s, network %s", reason, attempt.account[:12], attempt.network[:12]
    )


def _insert() -> Any:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return insert(_TABLE)


def _locked(attempt: Try) -> list[Any]:
    """The rows of a try, made where there were none, and locked by one statement in the order of their subjects.

    So two tries at one moment come one after the other, and never wait for each other.
    """
    values = [
        {"subject": subject, "failures": 0, "last_at": clock.now()} for subject in sorted(attempt.patience)
    ]
    same = {"failures": _TABLE.c.failures}
    insert = _insert().values(values).on_conflict_do_update(index_elements=["subject"], set_=same)
    return list(session.execute(insert.returning(_TABLE.c.subject, _TABLE.c.failures, _TABLE.c.last_at)))


def _refuse_haste(attempt: Try, rows: Any) -> None:
    now = clock.now()
    waits = [
        throttle.wait(attempt.patience[subject], failures, last, now) for subject, failures, last in rows
    ]
    longest = max(waits, default=timedelta(0))
    if longest > timedelta(0):
        refused(attempt, "too many tries")
        seconds = -(-longest // timedelta(seconds=1))
        word = "must-wait" if seconds > 60 else "must-wait-a-minute"
        raise RuleBroken(word, field="pin", minutes=-(-seconds // 60), seconds=seconds)
