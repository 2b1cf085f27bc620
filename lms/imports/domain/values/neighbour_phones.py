"""Whether a column of phones holds those of a neighbouring country. Pure.

Beside "012 345 678", which is no number of Thailand and one of Cambodia, "77 123 456" may be of either country: what
can be dialled in both is asked about where the column says more of the neighbour than of the own country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Final

from lms.accounts.domain import phone_texts, phones

_COMPARED: Final = 300  # cells: more of them say the same


def country_of(column: Iterable[str], own: str) -> str:
    """The neighbour (ISO 3166-1) whose phones a column holds; "" where it says no more of it than of the own one."""
    counted: Counter[str] = Counter()
    for cell in islice(filter(None, column), _COMPARED):
        countries = phones.countries_of(phone_texts.read(cell).number, own)
        if own not in countries or len(countries) == 1:
            counted.update(countries)
    country, lines = max(counted.items(), key=lambda one: one[1], default=("", 0))
    return country if country != own and lines > counted[own] else ""
