"""Passes on paper of whose slip another row was typed after they were recorded. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from lms.records.models import LedgerEntry
from lms.signals import Hook


def _none_known(attempts: Collection[str]) -> Collection[str]:
    return ()


# Of some attempts on paper, those that were marked again after a pass. Tests stand above this feature: they connect.
marked_again: Final = Hook(_none_known)


def retyped(entries: Iterable[LedgerEntry]) -> frozenset[int]:
    """The ids of the entries that rest on a slip of which another row, which passes too, was typed later."""
    by_attempt = {
        entry.evidence.get("attempt", ""): entry.id
        for entry in entries
        if entry.kind == "achieved" and "paper" in entry.evidence and "corrects" not in entry.evidence
    }
    again = marked_again(by_attempt.keys()) if by_attempt else ()
    return frozenset(by_attempt[attempt] for attempt in again)
