"""A mark by which somebody counts once, and which leads to nobody without the secret key of the site. Pure.

What it stands for is in it: the mark of one thing says nothing of the mark of another one of the same person.
"""

from __future__ import annotations

import hashlib
import hmac
from calendar import monthrange
from datetime import date


def blind_mark(purpose: str, *what: str | int, secret: str) -> str:
    """What stands for a person and a thing, or for a submission.

    Each purpose has a key of its own, so marks of two say nothing together.
    """
    key = hashlib.sha256(f"{purpose}\0{secret}".encode()).digest()
    return hmac.new(key, ":".join(map(str, what)).encode(), hashlib.sha256).hexdigest()


def end_of_month(day: date) -> date:
    """The last day of the month of a day: all that is kept of when somebody answered."""
    return day.replace(day=monthrange(day.year, day.month)[1])
