"""What the volunteer numbers of a list and of a Society look like: see `number_widths` and `fitting_numbers`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Set
from typing import Final

from sqlalchemy import Select, func, or_, select

from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.domain.values import fitting_numbers
from lms.imports.domain.values.fitting_numbers import Usual
from lms.imports.domain.values.number_widths import Width, is_short, parts_of, widths_of

_SAMPLE: Final = 20
_FEWEST_KNOWN: Final = 10  # people of a Society, before their numbers say what is usual
_LAST: Final = 500  # people whose numbers say what is usual in a Society
_MOST_SHAPES: Final = 5  # beginnings of numbers that are looked up


def usual_of_list(numbers: Set[str], society: str) -> Usual | None:
    """What nearly all numbers of a list look like; where they do not show it, with those that a Society gave last."""
    usual = fitting_numbers.usual_of(numbers)
    if (usual is not None and not usual.letters_only) or not numbers:
        return usual
    last = select(Person.number).where(Person.society == society, Person.merged_into_id.is_(None))
    known = session.scalars(last.order_by(Person.id.desc()).limit(_LAST)).all()
    return fitting_numbers.usual_of({*numbers, *known}) if len(known) >= _FEWEST_KNOWN else usual


def widths_of_list(
    numbers: Set[str], units: Collection[int], usual: Usual | None = None
) -> dict[str, tuple[int, str]]:
    """How many digits numbers have, and one that shows it, where some of a list have fewer.

    As the list has them, or the people of the units; by what stands before the digits. Not of numbers that look
    otherwise than what is `usual`: what would fit is more than zeros.
    """
    covered = fitting_numbers.covers
    own = [number for number in sorted(numbers) if not covered(parts_of(number)[0], usual)]
    widths = widths_of(own)
    befores = Counter(before for before, digits in map(parts_of, own) if digits)
    for before, _ in befores.most_common(_MOST_SHAPES):
        if before not in widths:
            widths |= known_width(before, units)
    short = {parts_of(number)[0] for number in own if is_short(number, widths)}
    return {before: widths[before][:2] for before in short}


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
