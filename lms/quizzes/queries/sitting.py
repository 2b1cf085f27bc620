"""How many people may take a test that other certificates come before. A figure, no names; reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.accounts.services.people import Person, Scope
from lms.records.domain import small_groups
from lms.records.queries import branch_standings


@dataclass(frozen=True)
class MaySit:
    """So many of somebody's people hold what comes before a test."""

    people: int
    of: int


def may_sit(scope: Scope, reader: Person, first: Sequence[str], today: date) -> MaySit | None:
    """How many people of some units, without the reader, hold all certificates that come before a test today.

    None where none comes before it, and where those who hold them, or those who do not, are too few to be shown.
    """
    if not first:
        return None
    people, of = branch_standings.count_holding(scope.units, reader.id, first, today)
    return MaySit(people, of) if small_groups.is_apart(people, of) else None
