"""Whether HR has built on an entry since: then undoing what wrote it leaves it alone. Reads, never writes.

A decision on many people counts as well: whoever holds a certificate that was extended so was told until when.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lms.errors import RuleBroken
from lms.records.queries.ledger.ledger_snapshot import LedgerSnapshot, Line

_DECISIONS: Final = ("extended", "revoked", "reinstated")


def refuse_built_upon(snapshot: LedgerSnapshot, line: Line) -> None:
    """Raise RuleBroken: "corrected-since" (it counts on another day by now), "decided-since" (what rests on it was
    extended, revoked or reinstated by itself).
    """
    if snapshot.is_corrected(line.id):
        if _is_moved(snapshot, line):
            raise RuleBroken("corrected-since")
        return
    known = {line.id, *(one.id for one in snapshot.resting_on(line))}
    if any(known.intersection(one.evidence.get("rests_on", ())) for one in _decisions(snapshot, line)):
        raise RuleBroken("decided-since")


def _is_moved(snapshot: LedgerSnapshot, line: Line) -> bool:
    """Whether what a corrected entry said counts on another day, by one correction or one after the other."""
    again = (one for one in _beside(snapshot, line) if one.evidence.get("corrects") == line.id)
    achieved = [one for one in again if one.kind == "achieved"]
    return any(not snapshot.is_corrected(one.id) or _is_moved(snapshot, one) for one in achieved)


def _decisions(snapshot: LedgerSnapshot, line: Line) -> Iterator[Line]:
    """The decisions about one person's award that still count."""
    for one in _beside(snapshot, line):
        if one.kind in _DECISIONS and not snapshot.is_corrected(one.id):
            yield one


def _beside(snapshot: LedgerSnapshot, line: Line) -> Iterator[Line]:
    canonical = snapshot.canonical_person(line.person_id)
    return (snapshot.line(entry.id) for entry in snapshot.entries(canonical, line.award))
