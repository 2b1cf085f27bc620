"""What is in Sala already, as far as the lines of a list may be about it: few questions for many lines.

The people of the Society are read once, in a stream; of all others only who has the same number or phone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from lms.accounts import roles
from lms.accounts.permissions import below
from lms.accounts.service import Person, Unit
from lms.db import session
from lms.records.service import LedgerEntry
from lms.rosters.cells import Values
from lms.rosters.planning import Fact, Index, Keys, Known, Ledger, keys_of

_STREAM: Final = 2000  # rows read at once
_ASKED: Final = 400  # values in one question


def units_of(unit: Unit) -> frozenset[int]:
    """The ids of a unit and of all below it."""
    return below({unit.id}, roles.parents())


def index_of(unit: Unit, lines: Iterable[Values]) -> Index:
    """The people whom some of these lines may be about."""
    values = list(lines)
    numbers = {str(one["number"]) for one in values if "number" in one}
    return _index(unit, keys_of(values), numbers)


def _index(unit: Unit, wanted: Keys, numbers: Collection[str]) -> Index:
    ours = units_of(unit)
    return Index((*_others(ours, numbers, wanted.phones), *_ours(ours)), wanted)


def _ours(units: frozenset[int]) -> Iterator[Known]:
    asked = _people().where(Person.unit_id.in_(units), Person.merged_into_id.is_(None))
    for row in session.execute(asked.execution_options(yield_per=_STREAM)):
        yield _known(row, ours=True)
    yield from _merged(units)


def _merged(units: frozenset[int]) -> Iterator[Known]:
    """The numbers and phones of records that were merged: they speak of the one who is kept."""
    kept = aliased(Person)
    asked = (
        select(Person.number, Person.phone, kept, Unit.code)
        .join(kept, kept.id == Person.merged_into_id)
        .join(Unit, Unit.id == kept.unit_id)
        .where(kept.unit_id.in_(units), kept.merged_into_id.is_(None))
    )
    for number, phone, person, code in session.execute(asked):
        known = _known_person(person, code)
        yield Known(**{**known.__dict__, "number": number, "phone": phone or known.phone})


def _others(ours: frozenset[int], numbers: Collection[str], phones: Collection[str]) -> Iterator[Known]:
    for column, values in ((Person.number, numbers), (Person.phone, phones)):
        for some in _in_parts(sorted(values)):
            asked = _people().where(column.in_(some), Person.unit_id.not_in(ours))
            yield from (_known(row, ours=False) for row in session.execute(asked))


def _in_parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while part := list(islice(rest, _ASKED)):
        yield part


def _people() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Person.id, Person.number, Person.name, Person.latin_name, Person.phone, Person.email),
            *(Person.sex, Person.birth_year, Person.language, Unit.code),
        )
        .join(Unit, Unit.id == Person.unit_id)
        .where(Person.erased_at.is_(None))
    )


def _known(row: Any, *, ours: bool) -> Known:
    return Known(
        id=row.id,
        ours=ours,
        number=row.number,
        name=row.name,
        latin_name=row.latin_name,
        phone=row.phone or "",
        email=row.email or "",
        sex=row.sex,
        birth=row.birth_year or 0,
        branch=row.code,
        language=row.language,
    )


def _known_person(person: Person, code: str) -> Known:
    return Known(
        id=person.id,
        ours=True,
        number=person.number,
        name=person.name,
        latin_name=person.latin_name,
        phone=person.phone or "",
        email=person.email or "",
        sex=person.sex,
        birth=person.birth_year or 0,
        branch=code,
        language=person.language,
    )


def known_person(person: Person) -> Known:
    """Somebody as a decision compares a line with them."""
    return _known_person(person, person.unit.code)


def ledger_of(people: Sequence[int], awards: Collection[str]) -> Ledger:
    """What is recorded of people for some awards, and what was taken back; merged records count for who is kept."""
    speaks = _speakers(people)
    counted: set[Fact] = set()
    corrected: set[Fact] = set()
    back = aliased(LedgerEntry)
    for some in _in_parts(sorted({*people, *speaks})):
        asked = (
            select(LedgerEntry.person_id, LedgerEntry.award, LedgerEntry.effective_on, back.id)
            .join(back, back.corrects_id == LedgerEntry.id, isouter=True)
            .where(
                LedgerEntry.person_id.in_(some), LedgerEntry.kind == "achieved", LedgerEntry.award.in_(awards)
            )
        )
        for person, award, on, taken_back in session.execute(asked):
            fact = (speaks.get(person, person), award, on.isoformat())
            (counted if taken_back is None else corrected).add(fact)
    return Ledger(counted, corrected - counted)


def _speakers(people: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in _in_parts(sorted(set(people))):
        asked = select(Person.id, Person.merged_into_id).where(Person.merged_into_id.in_(some))
        found.update({one: kept for one, kept in session.execute(asked) if kept is not None})
    return found


def achieved_ids(person: int, award: str, on: date) -> set[int]:
    """The entries by which something was achieved on a day and counts."""
    back = aliased(LedgerEntry)
    asked = (
        select(LedgerEntry.id)
        .join(back, back.corrects_id == LedgerEntry.id, isouter=True)
        .where(
            LedgerEntry.person_id == person,
            LedgerEntry.award == award,
            LedgerEntry.effective_on == on,
            LedgerEntry.kind == "achieved",
            back.id.is_(None),
        )
    )
    return set(session.scalars(asked))
