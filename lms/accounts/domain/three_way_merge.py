"""Two people have changed the same record: what was shown, what is stored now, what was typed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """The fields of a record after both changes, as texts. `both`: those that the two have changed differently."""

    values: Mapping[str, str]
    both: frozenset[str]


def merge(shown: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> Merged:
    """What I changed is mine, everything else is theirs; where both changed a field, mine stands until I choose.

    `shown` is what the form showed when I opened it; a field that it does not know may be changed by both. All hold
    texts as a form has them.
    """
    values: dict[str, str] = {}
    both: set[str] = set()
    for field, typed in mine.items():
        stored, before = theirs.get(field, ""), shown.get(field)
        values[field] = stored if typed == before else typed
        if typed not in (before, stored) and stored != before:
            both.add(field)
    return Merged(values, frozenset(both))
