"""Whether an act that is sent once more was done already: by the same person, in the same words.

A button pressed twice is answered as if it had been pressed once. Also, beside which training another one would be
recorded, perhaps twice. Reads, never writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lms.accounts.services.people import Person
from lms.records.domain import past_results
from lms.records.domain.award_rules import LED, EntryKind
from lms.records.services import achievements, decision_preview
from lms.records.services.achievements import LedgerEntry

_DECISIONS: tuple[EntryKind, ...] = ("revoked", "reinstated", "extended")


def decided(
    person: Person, award: str, kind: EntryKind, *, reason: str, actor: Person, until: date | None = None
) -> bool:
    """Whether the last decision about an award that counts is this one. `until` is the end of an extension."""
    last = max(_counting(person, award, _DECISIONS), key=lambda entry: entry.id, default=None)
    said = None if last is None else (last.kind, last.reason, last.actor_id, last.expires_on)
    return said == (kind, reason, actor.id, until)


def recorded(person: Person, award: str, on: date, *, source: str, reason: str, actor: Person) -> bool:
    """Whether this training of the past stands in the ledger."""
    return any(
        (entry.effective_on, entry.reason, entry.actor_id) == (on, reason, actor.id)
        and entry.evidence.get("source") == source
        for entry in _counting(person, award, ("achieved",))
    )


def beside(person: Person, award: str, on: date) -> LedgerEntry | None:
    """The training in a module that counts on a day, or else on the closest of those close by; None where none does.

    A test that was taken here, or a session that was led, is none. Of several entries of a day the one written last.
    """
    trained = [
        entry
        for entry in _counting(person, award, ("achieved",))
        if "attempt" not in entry.evidence and entry.requirement != LED
    ]
    closest = past_results.close_by(on, (entry.effective_on for entry in trained))
    of_that_day = (entry for entry in trained if entry.effective_on == closest)
    return max(of_that_day, key=lambda entry: entry.id, default=None)


def corrected(entry: LedgerEntry, on: date | None, *, reason: str, actor: Person) -> bool:
    """Whether an entry was corrected just so; `on` is the right day, None where it did not happen at all."""
    correction = decision_preview.correction_of(entry)
    if correction is None or (correction.reason, correction.actor_id) != (reason, actor.id):
        return False
    instead = {
        one.effective_on
        for one in achievements.entries_of(entry.person_id)
        if one.kind == "achieved" and one.evidence.get("corrects") == entry.id
    }
    return instead == (set() if on is None else {on})


def _counting(person: Person, award: str, kinds: tuple[EntryKind, ...]) -> Iterator[LedgerEntry]:
    entries = [entry for entry in achievements.entries_of(person.id) if entry.award == award]
    gone = {entry.corrects_id for entry in entries}
    return (entry for entry in entries if entry.kind in kinds and entry.id not in gone)
