"""Whether what was certified rests on a list of the past, or on what was achieved here. Reads, never writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from lms.db import among, session
from lms.records.models import LedgerEntry


def from_lists(entry_ids: Iterable[int]) -> frozenset[int]:
    """Of some "certified" entries, those whose training is known from a list alone.

    What counts is the achievement of the day from which the certification runs: a test that renews a training of the
    past is a test.
    """
    certified = select(LedgerEntry.id, LedgerEntry.effective_on, LedgerEntry.evidence)
    periods = session.execute(certified.where(among(LedgerEntry.id, entry_ids))).all()
    known = _entries({number for period in periods for number in period.evidence.get("rests_on", ())})
    # What was moved to another day before moving kept the source: its first entry says where it is from.
    older = _entries({row.evidence["corrects"] for row in known.values() if "corrects" in row.evidence})
    found = set()
    for period in periods:
        met = [known[number] for number in period.evidence.get("rests_on", ()) if number in known]
        on_the_day = [
            row for row in met if row.kind == "achieved" and row.effective_on == period.effective_on
        ]
        if on_the_day and all(_is_listed(row, older) for row in on_the_day):
            found.add(period.id)
    return frozenset(found)


def _entries(ids: Iterable[int]) -> Mapping[int, Any]:
    columns = (LedgerEntry.id, LedgerEntry.kind, LedgerEntry.effective_on, LedgerEntry.evidence)
    rows = session.execute(select(*columns).where(among(LedgerEntry.id, ids)))
    return {row.id: row for row in rows}


def _is_listed(row: Any, older: Mapping[int, Any]) -> bool:
    first = older.get(row.evidence.get("corrects"))
    texts = (row.evidence, {} if first is None else first.evidence)
    return any("source" in evidence for evidence in texts)
