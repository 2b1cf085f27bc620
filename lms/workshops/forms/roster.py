"""People for a roster as they are typed: numbers in any spelling, one a line. Changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lms.accounts.queries.people import people_by_number, record_with_number
from lms.accounts.services.people import Person, Scope

MOST_LINES: Final = 200
_LONGEST_LINE: Final = 120
_APART: Final = re.compile("[\n\r,;\t]+")


@dataclass(frozen=True)
class PastedNumbers:
    """`records`: whose numbers they are; `unknown`: what stays in the box, as it was typed."""

    records: tuple[Person, ...]
    unknown: tuple[str, ...]


def read_numbers(typed: str, scope: Scope) -> PastedNumbers:
    """The records with these numbers, of the people whom somebody may see. Words beside a number are left aside.

    A number that several Societies of the scope have is none, until it names one; nor is that of somebody whose
    account is closed.
    """
    lines = [one.strip()[:_LONGEST_LINE] for one in _APART.split(typed) if one.strip()]
    records, unknown = [], []
    for line in lines[:MOST_LINES]:
        found = _named(line, scope)
        if found is None:
            unknown.append(line)
        else:
            records.append(found)
    return PastedNumbers(tuple(records), (*unknown, *lines[MOST_LINES:]))


def _named(line: str, scope: Scope) -> Person | None:
    words = line.split()
    for text in dict.fromkeys((line, words[0], words[-1])):
        people = [one for one in people_by_number(text, scope) if one.erased_at is None and one.active]
        if len(people) == 1:
            return record_with_number(people[0], text)
    return None
