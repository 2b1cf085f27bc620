"""Tries to sign in, counted before the PIN is looked at and taken back where it was right.

So ten tries at one moment are ten, and the slow comparison of PINs happens without any lock. How long to wait is
`throttle`'s to say. The table holds keyed hashes: whoever reads it cannot tell who tried, from where, or with what PIN.
A refused sign-in leaves a line in the log of security, with keyed hashes, too.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, cast

from sqlalchemy import Table, delete, select, update

from lms import clock
from lms.accounts.domain import backoff
from lms.accounts.domain.backoff import Patience
from lms.accounts.models import FailedSignIns
from lms.db import session, upserts
from lms.errors import RuleBroken

_TABLE: Final = cast(Table, FailedSignIns.__table__)
log: Final = logging.getLogger("sala.security")


@dataclass(frozen=True)
class Try:
    """What one try is counted for: subjects (keyed hashes) with their patience.

    Once it was right, the account that opened loses all that was counted for it (`accounts`: their subjects) and for
    the `names` by which it was called, those of other accounts and the `refunded` ones lose this try; what is in none
    of them counts right tries as well. Where one of the `quiet` subjects would have to wait, nobody is told: its
    account is left out of the try (see `count`). `account` and `network` name the two in the log.
    """

    patience: Mapping[str, Patience]
    accounts: Mapping[str, frozenset[str]]
    refunded: frozenset[str]
    account: str
    network: str
    names: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()

    def without(self, waiting: Collection[str]) -> Try:
        """The same try, of other accounts only."""
        left = {account: own for account, own in self.accounts.items() if account not in waiting}
        gone = frozenset().union(*(self.accounts[account] for account in waiting))
        patience = {subject: one for subject, one in self.patience.items() if subject not in gone}
        return replace(self, accounts=left, patience=patience, quiet=self.quiet - gone)


@dataclass(frozen=True)
class _Place:
    """Where a try comes from, and the key that its subjects are sealed with."""

    network: str
    secret: str

    def subject(self, *parts: str) -> str:
        return _sealed("\0".join(parts), self.secret)

    def counters(self, kind: str, name: str) -> dict[str, Patience]:
        """Wrong PINs for an account or a name, from here and from anywhere."""
        return {
            self.subject(f"{kind} here", name, self.network): backoff.ACCOUNT,
            self.subject(f"{kind} anywhere", name): backoff.ANYWHERE,
        }

    def work(self, kind: str, *of: str) -> dict[str, Patience]:
        return {self.subject(f"{kind} work", *of): backoff.ACCOUNT_WORK}

    def device_counters(self, account: str, device: str) -> dict[str, Patience]:
        return {self.subject("device", account, device): backoff.ACCOUNT}

    def wrong(self, pin: str | None) -> dict[str, Patience]:
        """Wrong PINs from this network, for whatever account."""
        found = {self.subject("network wrong", self.network): backoff.ADDRESS}
        if pin is not None:
            found[self.subject("network pin", self.network, pin)] = backoff.SAME_PIN
        return found

    def attempt(
        self,
        own: Mapping[str, Mapping[str, Patience]],
        wrong: Mapping[str, Patience],
        *others: Mapping[str, Patience],
        names: Mapping[str, Patience] | None = None,
        quiet: Collection[str] = (),
    ) -> Try:
        """A try of accounts with their `own` counters; of the `quiet` ones nobody is told that they wait."""
        patience: dict[str, Patience] = {}
        for counters in (*own.values(), wrong, *others, names or {}):
            patience |= counters
        if wrong:
            patience[self.subject("network work", self.network)] = backoff.ADDRESS_WORK
        return Try(
            patience,
            {account: frozenset(counters) for account, counters in own.items()},
            frozenset(wrong),
            account=self.subject("account", *own),
            network=self.subject("network", self.network),
            names=frozenset(names or ()),
            quiet=frozenset(subject for account in quiet for subject in own[account]),
        )


def try_of(
    account: str, *, address: str, secret: str, pin: str | None = None, device: str | None = None
) -> Try:
    """What a try is counted for where one account is meant (a text that stands for it). `address` is an IP address.

    `device` has signed in to the account before: there its own count is the only one. `pin` is what was typed, where
    something was.
    """
    place = _Place(backoff.network_of(address), secret)
    if device is not None:
        own = {account: place.device_counters(account, device)}
        return place.attempt(own, {}, place.work("device", account, device))
    own = {account: place.counters("account", account)}
    return place.attempt(own, place.wrong(pin), place.work("account", account, place.network))


def try_by_name(
    names: Sequence[str],
    *accounts: str,
    address: str,
    secret: str,
    pin: str,
    devices: Mapping[str, str],
) -> Try:
    """What a try is counted for where somebody has typed a name of theirs: `names` are all that it may be read as.

    Whether anybody is called so must not be heard. So the names are what has to wait, and the accounts keep their
    own count quietly: what was counted for one under another name is not told to whoever types this one.
    `devices` has, for an account, the device that has signed in to it before: then that count is the one that is told,
    and neither names nor network are counted, whoever else is called so.
    """
    place = _Place(backoff.network_of(address), secret)
    own = {
        account: place.device_counters(account, devices[account])
        if account in devices
        else place.counters("account", account)
        for account in accounts
    }
    quiet = [account for account in accounts if account not in devices]
    if devices:
        works = [place.work("device", account, device) for account, device in devices.items()]
        return place.attempt(own, {}, *works, quiet=quiet)
    counters: dict[str, Patience] = {}
    for name in names:
        counters |= place.counters("name", name)
    works = [place.work("name", name, place.network) for name in names]
    return place.attempt(own, place.wrong(pin), *works, names=counters, quiet=quiet)


def try_from(address: str, *, secret: str, counted_as: str = "network wrong") -> Try:
    """What a try is counted for that stands for no account: the network alone. `counted_as`: apart from other kinds."""
    network = backoff.network_of(address)
    wrong = _sealed(f"{counted_as}\0{network}", secret)
    sealed = _sealed(f"network\0{network}", secret)
    return Try({wrong: backoff.ADDRESS}, {}, frozenset({wrong}), account="-", network=sealed)


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


def count(attempt: Try) -> Try:
    """Count a try before it is known whether it is right. Raises as `refuse_haste`, and counts nothing then.

    Returns the try as it was counted, without the accounts that have to wait quietly: whoever types a PIN for one of
    them is to hear that it is wrong, whatever it is. For these nothing is counted, as for everybody who has to wait.
    The caller commits before the slow part, and keeps what was counted although the answer is an error.
    """
    with session.begin_nested():  # a try that comes too soon leaves no rows of zero tries
        rows = _locked(attempt)
        _refuse_haste(attempt, rows)
        now = clock.now()
        waiting = attempt.quiet & _waits(attempt, rows).keys()
        counted = attempt.without([one for one, own in attempt.accounts.items() if own & waiting])
        values = [
            {
                "subject": subject,
                "failures": backoff.counted(counted.patience[subject], failures, last, now),
                "last_at": now,
            }
            for subject, failures, last in rows
            if subject in counted.patience
        ]
        insert = upserts.insert(_TABLE).values(values)
        new = {"failures": insert.excluded.failures, "last_at": insert.excluded.last_at}
        session.execute(insert.on_conflict_do_update(index_elements=["subject"], set_=new))
    return counted


def succeeded(attempt: Try, account: str | None) -> None:
    """The try was right: take it back, start anew for the account that it opened, drop what has faded long ago."""
    _locked(attempt)
    cleared = attempt.accounts[account] | attempt.names if account is not None else frozenset()
    refunded = attempt.refunded.union(attempt.names, *attempt.accounts.values()) - cleared
    session.execute(delete(_TABLE).where(_TABLE.c.subject.in_(cleared)))
    refund = update(_TABLE).where(_TABLE.c.subject.in_(refunded))
    session.execute(refund.values(failures=_TABLE.c.failures - 1))
    session.execute(delete(_TABLE).where(_TABLE.c.subject.in_(refunded), _TABLE.c.failures <= 0))
    faded = select(FailedSignIns.subject).where(FailedSignIns.last_at < clock.now() - backoff.LONGEST_MEMORY)
    # Somebody may be trying one of these just now: that one stays.
    old = session.scalars(faded.with_for_update(skip_locked=True)).all()
    if old:
        session.execute(delete(FailedSignIns).where(FailedSignIns.subject.in_(old)))


def forget(accounts: Iterable[str], names: Iterable[str], *, secret: str) -> None:
    """Drop what was counted from all networks for accounts and names of a person.

    What was counted from one of them names nobody.
    """
    anywhere = [_sealed(f"account anywhere\0{account}", secret) for account in accounts]
    anywhere += [_sealed(f"name anywhere\0{name}", secret) for name in names]
    session.execute(delete(_TABLE).where(_TABLE.c.subject.in_(anywhere)))


def refused(attempt: Try, reason: str) -> None:
    """Write a line for whoever watches the server. Two lines of one account or network show the same hash."""
    log.warning(
        "sign-in refused: %s, account %s, network %s", reason, attempt.account[:12], attempt.network[:12]
    )


def _locked(attempt: Try) -> list[Any]:
    """The rows of a try, made where there were none, and locked by one statement in the order of their subjects.

    So two tries at one moment come one after the other, and never wait for each other.
    """
    values = [
        {"subject": subject, "failures": 0, "last_at": clock.now()} for subject in sorted(attempt.patience)
    ]
    same = {"failures": _TABLE.c.failures}
    insert = (
        upserts.insert(_TABLE).values(values).on_conflict_do_update(index_elements=["subject"], set_=same)
    )
    return list(session.execute(insert.returning(_TABLE.c.subject, _TABLE.c.failures, _TABLE.c.last_at)))


def _waits(attempt: Try, rows: Any) -> dict[str, timedelta]:
    """How long each subject of a try still has to wait, where it has to."""
    now = clock.now()
    found = {
        subject: backoff.wait(attempt.patience[subject], failures, last, now)
        for subject, failures, last in rows
    }
    return {subject: wait for subject, wait in found.items() if wait > timedelta(0)}


def _refuse_haste(attempt: Try, rows: Any) -> None:
    waits = [wait for subject, wait in _waits(attempt, rows).items() if subject not in attempt.quiet]
    if waits:
        refused(attempt, "too many tries")
        seconds = -(-max(waits) // timedelta(seconds=1))
        word = "must-wait" if seconds > 60 else "must-wait-a-minute"
        raise RuleBroken(word, field="pin", minutes=-(-seconds // 60), seconds=seconds)
