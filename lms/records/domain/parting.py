"""Which entries stand under another record than the training that they rest on. Pure: knows no rows and no clock.

Source of the rule: decision 45. What is decided about a training belongs to the record of that training, also while
two records are joined; so it is there when they are parted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.records.domain.award_rules import EntryKind

_DECISIONS: Final = ("extended", "revoked", "reinstated")


@dataclass(frozen=True, slots=True)
class Resting:
    """An entry, the record (id of a person) under which it stands, and the entries that it rests on.

    `counts`: False for one that was taken back.
    """

    id: int
    kind: EntryKind
    record: int
    rests_on: tuple[int, ...] = ()
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An entry that has to be taken back; `record` is where it is written again, None where the rules decide anew."""

    id: int
    record: int | None


def record_of(rests_on: Sequence[int], find: Callable[[int], Resting | None]) -> int | None:
    """The record of the training that something rests on; of several, of what was recorded last.

    Follows decisions and certifications down to what was achieved. None where nothing of it is known.
    """
    record = None
    while rests_on and (entry := find(rests_on[-1])) is not None:
        record, rests_on = entry.record, entry.rests_on  # written before what rests on it: this ends
    return record


def misplaced(entries: Iterable[Resting], side: Mapping[int, int]) -> list[Misplaced]:
    """The entries that rest on a record of the other side, in the order of their ids.

    `side`: record -> who speaks for it once the two are parted. A decision goes where its training is. A certification
    falls with any part of what it rests on: the rules certify anew what is left on each side.
    """
    known = {entry.id: entry for entry in sorted(entries, key=lambda one: one.id)}
    found: dict[int, Misplaced] = {}
    for entry in known.values():
        home = side[entry.record]
        if not entry.counts:
            continue
        if entry.kind == "certified":
            owners = [record_of([one], known.get) for one in entry.rests_on]
            apart = any(owner is not None and side[owner] != home for owner in owners)
            if apart or found.keys() & set(entry.rests_on):
                found[entry.id] = Misplaced(entry.id, None)
        elif entry.kind in _DECISIONS:
            owner = record_of(entry.rests_on, known.get)
            if owner is not None and side[owner] != home:
                found[entry.id] = Misplaced(entry.id, owner)
    return list(found.values())


def apart(entries: Iterable[Resting], side: Mapping[int, int]) -> dict[int, int]:
    """Who speaks for the record of each entry once the two are parted, by its id; none for an entry that falls."""
    entries = list(entries)
    moved = {one.id: one.record for one in misplaced(entries, side)}
    records = {entry.id: moved.get(entry.id, entry.record) for entry in entries}
    return {entry_id: side[record] for entry_id, record in records.items() if record is not None}
