"""Passes on paper whose slip was typed once more after they were recorded. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from lms.records.models import LedgerEntry
from lms.signals import Hook


def _nothing_known(attempts: Collection[str]) -> Mapping[str, datetime]:
    return {}


# When the row of an attempt on paper was typed last. Tests stand above this feature: they connect.
typed_last: Final = Hook(_nothing_known)


def retyped(entries: Iterable[LedgerEntry]) -> frozenset[int]:
    """The ids of the entries that rest on a slip of which another row, which passes too, was typed later."""
    recorded = {
        str(entry.evidence.get("attempt")): entry
        for entry in entries
        if entry.kind == "achieved" and "paper" in entry.evidence and "corrects" not in entry.evidence
    }
    last = typed_last(recorded.keys()) if recorded else {}
    return frozenset(recorded[uuid].id for uuid, at in last.items() if at > recorded[uuid].recorded_at)
