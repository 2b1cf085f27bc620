"""How long somebody has to wait after wrong PINs. Pure: counts and instants in, waiting times out.

An account waits soon and ever longer. A network address is given far more patience: a whole branch, or a
whole town behind one mobile operator, shares it, so it only stops a machine that tries many accounts.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True)
class Patience:
    """`free` failures cost nothing; then the wait starts at `first` and doubles up to `longest`.

    One failure is forgotten for each `fades` that passes without a new one: a branch where somebody mistypes
    a PIN now and then is never made to wait.
    """

    free: int
    first: timedelta
    longest: timedelta
    fades: timedelta


ACCOUNT: Final = Patience(4, timedelta(seconds=30), timedelta(minutes=30), timedelta(hours=1))
ADDRESS: Final = Patience(60, timedelta(seconds=10), timedelta(minutes=5), timedelta(minutes=1))

# Whatever is older than this has faded, whichever patience it was counted with: at most a week of failures.
LONGEST_MEMORY: Final = timedelta(days=7)
_MOST: Final = 100  # failures that are counted; more would not lengthen the wait, only the memory


def wait(patience: Patience, failures: int, last: datetime, now: datetime) -> timedelta:
    """The time still to wait before another try, zero when none."""
    if failures <= patience.free:
        return timedelta(0)
    doublings = min(failures - patience.free - 1, 20)
    total = min(patience.first * (1 << doublings), patience.longest)
    return max(last + total - now, timedelta(0))


def counted(patience: Patience, failures: int, last: datetime, now: datetime) -> int:
    """The failures to remember once another one has happened now."""
    # Two tries at one moment may be counted in another order than they came: that fades nothing.
    faded = max((now - last) // patience.fades, 0)
    return min(max(failures - faded, 0) + 1, _MOST)


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
