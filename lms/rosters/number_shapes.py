"""How many digits the volunteer numbers of a Society have, where they begin with zeros: see `number_widths`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import Select, func, or_, select

from lms.accounts.service import Person
from lms.db import session
from lms.rosters.number_widths import Width, parts_of, widths_of

_SAMPLE: Final = 20


def known_width(before: str, units: Collection[int]) -> dict[str, Width]:
    """The width of numbers with these letters before their digits; none where the Society has shorter ones as well."""
    padded = session.scalars(_numbers(before, units, "0").limit(_SAMPLE)).all()
    widths = widths_of(number for number in padded if parts_of(number)[0] == before)
    if before not in widths:
        return {}
    longest = len(before) + widths[before].digits
    shorter = _numbers(before, units, "123456789").where(func.length(Person.number) < longest).limit(1)
    return {} if session.scalar(shorter) else {before: widths[before]}


def _numbers(before: str, units: Collection[int], digits: str) -> Select[str]:
    """Numbers that begin with the letters and one of the digits."""
    begins = (Person.number.startswith(f"{before}{digit}", autoescape=True) for digit in digits)
    return select(Person.number).where(Person.unit_id.in_(units), or_(*begins))
