"""How long somebody has to wait after wrong PINs. Pure: counts and instants in, waiting times out.

What is counted for whom: see docs/decisions/0024-guessing-pins.md. An account waits soon and ever longer, but only for
those who come from the network, or with the device, that typed the wrong PINs. What counts for all networks together
has a short longest wait, so that nobody is kept out for ever from outside. A network address is given far more
patience: a whole branch, or a whole town behind one mobile operator, shares it.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True)
class Patience:
    """`free` tries cost nothing; then the wait starts at `first` and doubles up to `longest`.

    One try is forgotten for each `fades` that passes without a new one: a branch where somebody mistypes
    a PIN now and then is never made to wait.
    """

    free: int
    first: timedelta
    longest: timedelta
    fades: timedelta


# Wrong PINs for one account from one network; the same for one device that has signed in before.
ACCOUNT: Final = Patience(4, timedelta(seconds=30), timedelta(minutes=30), timedelta(hours=1))
# Wrong PINs for one account from all networks that it does not know: 12 an hour at most, once 20 were wrong.
ANYWHERE: Final = Patience(20, timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1))
# Wrong PINs from one network, for whatever account.
ADDRESS: Final = Patience(60, timedelta(seconds=10), timedelta(minutes=5), timedelta(minutes=3))
# One and the same wrong PIN from one network, for whatever account.
SAME_PIN: Final = Patience(8, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=1))
# Tries with whatever outcome: each costs the processor some 30 ms.
ACCOUNT_WORK: Final = Patience(20, timedelta(seconds=10), timedelta(minutes=5), timedelta(minutes=1))
ADDRESS_WORK: Final = Patience(200, timedelta(seconds=2), timedelta(minutes=1), timedelta(seconds=2))

ALL: Final = (ACCOUNT, ANYWHERE, ADDRESS, SAME_PIN, ACCOUNT_WORK, ADDRESS_WORK)
# Whatever is older than this has faded, whichever patience it was counted with: at most a week of tries.
LONGEST_MEMORY: Final = timedelta(days=7)
_MOST: Final = (
    100  # tries that are counted beyond the free ones; more would not lengthen the wait, only the memory
)


def wait(patience: Patience, failures: int, last: datetime, now: datetime) -> timedelta:
    """The time still to wait before another try, zero when none."""
    if failures <= patience.free:
        return timedelta(0)
    doublings = min(failures - patience.free - 1, 20)
    total = min(patience.first * (1 << doublings), patience.longest)
    return max(last + total - now, timedelta(0))


def counted(patience: Patience, failures: int, last: datetime, now: datetime) -> int:
    """The tries to remember once another one has happened now."""
    # Two tries at one moment may be counted in another order than they came: that fades nothing.
    faded = max((now - last) // patience.fades, 0)
    return min(max(failures - faded, 0) + 1, patience.free + _MOST)


def network_of(address: str) -> str:
    """What is counted for a network address: itself, but of IPv6 the half that a provider gives out.

    One household owns 2^64 addresses of IPv6 (RFC 6177). Whatever is no address at all is counted as it is.
    """
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if read.version == 4:
        return str(read)
    return str(ipaddress.IPv6Network((int(read), 64), strict=False))
