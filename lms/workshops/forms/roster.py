"""People for a roster as they are typed: numbers in any spelling, one a line. Changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lms.accounts.queries.people import canonical_person, people_by_number, record_with_number
from lms.accounts.services.people import Person, PersonId, Scope
from lms.workshops.domain.pasted import Reason, lines_of, looks_like_a_number, spellings


@dataclass(frozen=True)
class PastedNumbers:
    """`records`: whose numbers they are; `left`: what stays in the box, as it was typed, each with its reason."""

    records: tuple[Person, ...]
    left: tuple[tuple[str, Reason], ...]


def read_numbers(typed: str, scope: Scope, leading: Collection[PersonId] = ()) -> PastedNumbers:
    """The records with these numbers, of the people whom somebody may see. Words beside a number are left aside.

    A number that several Societies of the scope have is none, until it names one; nor is that of somebody whose
    account is closed. Of two numbers in a line the first one is taken. Who leads the workshop takes no part.
    """
    records: list[Person] = []
    left: list[tuple[str, Reason]] = []
    lines, later = lines_of(typed)
    for line in lines:
        record, beside = _read_line(line, scope)
        if record is None:
            left.append((line, "unknown"))
        elif canonical_person(record).id in leading:
            left += [(line, "leads")]
        else:
            records.append(record)
        left += [(word, "second") for word in beside]
    return PastedNumbers(tuple(records), (*left, *((line, "later") for line in later)))


def _read_line(line: str, scope: Scope) -> tuple[Person | None, list[str]]:
    """Whose number a line holds, and what beside it looks like one more."""
    for text in spellings(line):
        record = _named(text, scope)
        if record is not None:
            words = [] if text == line else [word for word in line.split() if word != text]
            return record, [word for word in words if looks_like_a_number(word)]
    return None, []


def _named(text: str, scope: Scope) -> Person | None:
    people = [one for one in people_by_number(text, scope) if one.erased_at is None and one.active]
    return record_with_number(people[0], text) if len(people) == 1 else None
