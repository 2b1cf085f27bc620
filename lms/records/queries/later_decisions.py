"""Whether HR has built on an entry since: then undoing what wrote it leaves it alone. Reads, never writes.

A decision on many people is no look at one of them: it holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lms.errors import RuleBroken
from lms.records.queries.ledger_snapshot import Line, Opened

_DECISIONS: Final = ("extended", "revoked", "reinstated")


def refuse_built_upon(opened: Opened, line: Line) -> None:
    """Raise RuleBroken: "corrected-since" (it counts on another day by now), "decided-since" (what rests on it was
    extended, revoked or reinstated by itself).
    """
    if opened.is_corrected(line.id):
        if _is_moved(opened, line):
            raise RuleBroken("corrected-since")
        return
    known = {line.id, *(one.id for one in opened.resting_on(line))}
    if any(known.intersection(one.evidence.get("rests_on", ())) for one in _decisions(opened, line)):
        raise RuleBroken("decided-since")


def _is_moved(opened: Opened, line: Line) -> bool:
    """Whether what a corrected entry said counts on another day, by one correction or one after the other."""
    again = (one for one in _beside(opened, line) if one.evidence.get("corrects") == line.id)
    achieved = [one for one in again if one.kind == "achieved"]
    return any(not opened.is_corrected(one.id) or _is_moved(opened, one) for one in achieved)


def _decisions(opened: Opened, line: Line) -> Iterator[Line]:
    """The decisions about one person's award that still count."""
    for one in _beside(opened, line):
        if one.kind in _DECISIONS and "decision" not in one.evidence and not opened.is_corrected(one.id):
            yield one


def _beside(opened: Opened, line: Line) -> Iterator[Line]:
    speaker = opened.speaker_of(line.person_id)
    return (opened.line(entry.id) for entry in opened.entries(speaker, line.award))
