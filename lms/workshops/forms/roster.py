"""People for a roster as they are typed: numbers in any spelling, one a line. Changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lms.accounts.queries.people import canonical_person, people_by_number, record_with_number
from lms.accounts.services.people import Person, PersonId, Scope
from lms.workshops.domain.pasted import (
    Reason,
    cells_of,
    is_another_number,
    is_header,
    lines_of,
    looks_like_a_number,
    says_name,
    spellings,
)

# Whose number a line holds, what beside it looks like one more, the cell of a row in which it stands.
_Read: TypeAlias = tuple[Person | None, list[str], int | None]


@dataclass(frozen=True)
class PastedNumbers:
    """`records`: whose numbers they are; `left`: what stays in the box, as it was typed, each with its reason."""

    records: tuple[Person, ...]
    left: tuple[tuple[str, Reason], ...]


def read_numbers(
    typed: str, scope: Scope, leading: Collection[PersonId] = (), own: PersonId | None = None
) -> PastedNumbers:
    """The records with these numbers, of the people whom somebody may see. Words beside a number are left aside.

    A row of a spreadsheet is one person: what else it says of them is left aside, and so is a first row that says what
    the columns are. A number that several Societies of the scope have is none, until it names one; nor is that of
    somebody whose account is closed. Of two numbers in a line the first one is taken. Who leads the workshop takes no
    part, and nobody puts themselves (`own`) on a list.
    """
    records: list[Person] = []
    left: list[tuple[str, Reason]] = []
    lines, later = lines_of(typed)
    found = [_read_line(line, scope) for line in lines]
    header = _header_of(lines, found)
    for line, (record, beside, _at) in zip(lines, found, strict=True):
        if record is None and line == header:
            continue
        if record is None:
            left.append((line, "unknown"))
        elif canonical_person(record).id in leading:
            left += [(line, "leads")]
        elif canonical_person(record).id == own:
            left += [(line, "own")]
        else:
            records.append(record)
        left += [(word, "second") for word in beside]
    return PastedNumbers(tuple(records), (*left, *((line, "later") for line in later)))


def read_references(sent: Sequence[str], scope: Scope) -> tuple[Person, ...]:
    """The records that boxes name which were ticked, each once; see `read_numbers`."""
    found = (read_numbers(one, scope).records for one in dict.fromkeys(sent))
    return tuple(record for records in found for record in records)


def _header_of(lines: list[str], found: list[_Read]) -> str | None:
    """The first line, where it says what the columns of the rows below are."""
    number_at = next((at for record, _beside, at in found if record is not None and at is not None), None)
    if number_at is None or found[0][0] is not None or not is_header(cells_of(lines[0]), number_at):
        return None
    return lines[0]


def _read_line(line: str, scope: Scope) -> _Read:
    """Whose number a line holds, what beside it looks like one more, and in which cell of a row it stands."""
    if len([cell for cell in cells_of(line) if cell]) > 1:
        return _read_row(cells_of(line), scope)
    line = line.strip()
    record, text = _read_text(line, scope)
    words = [] if record is None or text == line else [word for word in line.split() if word != text]
    return record, [word for word in words if looks_like_a_number(word)], None


def _read_row(cells: list[str], scope: Scope) -> _Read:
    """The same of a row: it is the person whose name it says as well, else whose number comes first.

    A place in the list is a number only where the row names that person.
    """
    found: list[tuple[int, Person]] = []
    for at, cell in enumerate(cells):
        record = _read_text(cell, scope)[0] if any(letter.isdigit() for letter in cell) else None
        if record is not None and (looks_like_a_number(cell) or _is_named(record, cells)):
            found.append((at, record))
    if not found:
        return None, [], None
    at, record = next((one for one in found if _is_named(one[1], cells)), found[0])
    person, others = canonical_person(record), dict(found)
    beside = [
        cell
        for place, cell in enumerate(cells)
        if place != at
        and (canonical_person(others[place]).id != person.id if place in others else is_another_number(cell))
        and looks_like_a_number(cell)
    ]
    return record, beside, at


def _is_named(record: Person, cells: list[str]) -> bool:
    person = canonical_person(record)
    return says_name(cells, (record.name, record.latin_name, person.name, person.latin_name))


def _read_text(text: str, scope: Scope) -> tuple[Person | None, str]:
    """Whose number a text holds, and how it is spelled there."""
    for one in spellings(text):
        record = _named(one, scope)
        if record is not None:
            return record, one
    return None, ""


def _named(text: str, scope: Scope) -> Person | None:
    people = [one for one in people_by_number(text, scope) if one.erased_at is None and one.active]
    return record_with_number(people[0], text) if len(people) == 1 else None
