"""The lists that past trainings were brought in with, for those who read the ledger.

An entry holds the id of the import as its reason and the digest of the file as its evidence: both say nothing to a
reader. Imports stand above records and cannot be called by name: who knows them registers here. No rows of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from lms.records.models import LedgerEntry

_REASON: Final = re.compile(r"list ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True)
class BroughtIn:
    """A list that was brought in: what its file is called, "" where that is not kept any more, and the day."""

    file_name: str
    on: date


# Ids of imports and digests of files -> what is known of each.
Finder: TypeAlias = Callable[[Collection[str]], Mapping[str, BroughtIn]]

_finders: list[Finder] = []


def found_by(finder: Finder) -> None:
    """Ask `finder` what is known of imports."""
    if finder not in _finders:
        _finders.append(finder)


def reason_for(uuid: str) -> str:
    """The reason of an entry that comes from a list about which nobody decided anything."""
    return f"list {uuid}"


def uuid_in(reason: str) -> str | None:
    """The id of the import that a reason consists of; None for one that somebody wrote."""
    given = _REASON.fullmatch(reason)
    return None if given is None else given[1]


def is_from_a_list(entry: LedgerEntry) -> bool:
    """Whether an entry was brought in with a list."""
    return "file" in entry.evidence or uuid_in(entry.reason) is not None


def of_entries(entries: Sequence[LedgerEntry]) -> Mapping[int, BroughtIn]:
    """What is known of the lists of entries, by the id of the entry."""
    keys = {entry.id: _keys(entry) for entry in entries if is_from_a_list(entry)}
    wanted = {key for some in keys.values() for key in some}
    known: dict[str, BroughtIn] = {}
    for finder in _finders if wanted else ():
        known |= finder(wanted)
    found = {entry: [known[key] for key in some if key in known] for entry, some in keys.items()}
    return {entry: lists[0] for entry, lists in found.items() if lists}


def _keys(entry: LedgerEntry) -> list[str]:
    """The import says more than the file: one file can be brought in twice."""
    return [key for key in (uuid_in(entry.reason), entry.evidence.get("file")) if key]
