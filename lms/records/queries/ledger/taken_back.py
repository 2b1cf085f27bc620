"""What a workshop took back when it was closed anew: for whom, a neutral sentence is the reason, never a typed one.

Why a workshop was opened again is written about the workshop. It may name somebody, and nobody reads in their record
why somebody else was not there. Workshops stand above records and cannot be called by name: they register here when
they were closed. No rows of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from lms.records.models import LedgerEntry

# As it is kept; said in words by pages.
REASON: Final = "The workshop was closed again, and what it had recorded here was taken back."
# Before 0.3 the reason was the one that was typed. Closing is one transaction: its entries, then that it was closed.
_LONGEST: Final = timedelta(minutes=1)

# Ids of workshops -> for each when it was closed, and by whom.
Finder: TypeAlias = Callable[[Collection[str]], Mapping[str, Sequence[tuple[datetime, int]]]]

_finders: list[Finder] = []


def closings_found_by(finder: Finder) -> None:
    """Ask `finder` when workshops were closed."""
    if finder not in _finders:
        _finders.append(finder)


def by_closing(entries: Sequence[LedgerEntry]) -> frozenset[int]:
    """The ids of those corrections among all entries of somebody that were written when a workshop was closed."""
    workshops = {one.id: one.evidence["workshop"] for one in entries if "workshop" in one.evidence}
    corrections = [one for one in entries if one.corrects_id in workshops]
    wanted = {workshops[one.corrects_id] for one in corrections if one.corrects_id is not None}
    closed: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for finder in _finders if wanted else ():
        for workshop, when in finder(wanted).items():
            closed[workshop] += when
    return frozenset(
        one.id
        for one in corrections
        if one.reason == REASON
        or any(
            actor == one.actor_id and timedelta() <= at - one.recorded_at <= _LONGEST
            for at, actor in closed[workshops[one.corrects_id or 0]]
        )
    )
