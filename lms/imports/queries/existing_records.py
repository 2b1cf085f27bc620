"""What is in Sala already, as far as the lines of a list may be about it: few questions for many lines.

The people within reach of who brings the list in are read once, page by page; of the rest of the Society only who has
the same number. Nobody of another Society is looked at: their numbers are no hindrance, and their phones nobody's
business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import aliased

from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.queries import unit_tree
from lms.accounts.services import person_changes, roles
from lms.accounts.services.people import Person, Unit, UnitId
from lms.db import among, session
from lms.imports.domain.candidates import Index, Known, alike, is_spelled_so
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines.line_values import Values
from lms.imports.domain.row_actions import Fact, Ledger
from lms.records.domain.award_rules import LED
from lms.records.services.achievements import LedgerEntry

T = TypeVar("T")

PAGE: Final = 2000  # lines, or people, that are looked at in one go
_ASKED: Final = 400  # values in one question


def units_of(unit: Unit) -> frozenset[int]:
    """The ids of a unit and of all below it."""
    return unit_tree.ids_below({unit.id})


def reach_of(unit: Unit, actor: Person | None) -> frozenset[int]:
    """The ids of the units whose people a list of a unit may be about.

    Its own and those below it, and what else of its Society whoever brings it in works for.
    """
    ours = units_of(unit)
    if actor is None:
        return ours
    of_society = frozenset(session.scalars(select(Unit.id).where(Unit.society == unit.society)))
    return ours | (roles.scope_of(actor, "records.import").units & of_society)


def people_of(units: frozenset[int]) -> int:
    """How many people there are in some units: how long it takes to look at them all."""
    asked = select(func.count()).where(Person.unit_id.in_(units))
    return session.scalar(asked) or 0


def closed_people(units: frozenset[int]) -> frozenset[int]:
    """The people of some units whose accounts are closed: few."""
    asked = select(Person.id).where(
        ~Person.active, Person.unit_id.in_(units), Person.merged_into_id.is_(None)
    )
    return frozenset(session.scalars(asked))


def index_of(
    unit_id: UnitId,
    lines: Sequence[tuple[int, Values]],
    kind: Kind,
    reach: frozenset[int] | None = None,
) -> Generator[None, None, Index]:
    """The people whom some of these lines may be about: of the units in `reach`, or of the unit and below.

    Yields after each page of lines and of people: whoever drives it may end the transaction there.
    """
    index = Index(hears=kind == "trainings")
    unit = session.get_one(Unit, unit_id)
    ours, society = units_of(unit) if reach is None else reach, unit.society
    yield
    if kind == "trainings":
        lines = yield from _uncertain(index, ours, society, lines)
        if not lines:
            return index
    for some in in_parts(lines, PAGE):
        index.want(some)
        yield
    for named in in_parts(_number_keys(lines)):
        asked = _people().where(*_numbered(named, society), Person.unit_id.not_in(ours))
        index.add(_known(row, ours=False) for row in session.execute(asked))
    index.add(_merged(ours, society))
    last = 0
    while page := _page(ours, last):
        yield  # comparing takes longer than asking, and nobody waits for it
        index.add(_known(row, ours=True) for row in page)
        last = page[-1].id
    for person, number in person_changes.corrected_numbers(society):
        index.had_before(person, number)
    return index


def _uncertain(
    index: Index, ours: frozenset[int], society: str, lines: Sequence[tuple[int, Values]]
) -> Generator[None, None, list[tuple[int, Values]]]:
    """The lines that say a number of ours with the name that belongs to it are settled; the others are left, and those
    whose name is only alike, too: it may be spelled as that of somebody else.
    """
    left: list[tuple[int, Values]] = []
    for some in in_parts(lines, PAGE):
        found: dict[str, Known] = {}
        for named in in_parts(_number_keys(some)):
            # Whose unit it is, is looked at here: asked as well, SQLite would go through all people of the units.
            asked = _people().where(*_numbered(named, society), Person.merged_into_id.is_(None))
            rows = (row for row in session.execute(asked) if row.unit_id in ours)
            found.update((key_of(row.number), _known(row, ours=True)) for row in rows)
        yield
        for number, values in some:
            person = found.get(key_of(str(values.get("number", ""))))
            if person is not None and alike(values, person):
                index.settle(number, person)
            if person is None or not alike(values, person) or not is_spelled_so(values, person):
                left.append((number, values))
    return left


def _page(units: frozenset[int], last: int) -> Sequence[Row[Any]]:
    asked = _people().where(Person.unit_id.in_(units), Person.merged_into_id.is_(None), Person.id > last)
    return session.execute(asked.order_by(Person.id).limit(PAGE)).all()


def _number_keys(lines: Iterable[tuple[int, Values]]) -> list[str]:
    return sorted({key_of(str(values["number"])) for _, values in lines if "number" in values})


def _numbered(keys: Sequence[str], society: str) -> tuple[ColumnElement[bool], ...]:
    return (Person.number_key.in_(keys), Person.society == society)


def numbers_taken(unit_id: UnitId, numbers: Iterable[str]) -> set[str]:
    """Which of some numbers, as `key_of` has them, somebody of the Society has, or had in a record that was merged."""
    society = session.get_one(Unit, unit_id).society
    taken: set[str] = set()
    for some in in_parts(sorted({key_of(number) for number in numbers})):
        taken.update(session.scalars(select(Person.number_key).where(*_numbered(some, society))))
    return taken


def _merged(units: frozenset[int], society: str) -> Iterator[Known]:
    """The numbers and phones of records that were merged: they speak of the one who is kept."""
    kept = aliased(Person)
    asked = (
        select(Person.number, Person.society, Person.phone, kept, Unit.code)
        .join(kept, kept.id == Person.merged_into_id)
        .join(Unit, Unit.id == kept.unit_id)
        .where(kept.unit_id.in_(units), kept.merged_into_id.is_(None))
    )
    for number, of_society, phone, person, code in session.execute(asked):
        known = _known_person(person, code)
        if of_society != society:
            number = known.number
        yield replace(known, number=number, phone=phone or known.phone)


def in_parts(values: Iterable[T], size: int = _ASKED) -> Iterator[list[T]]:
    """Many values, some at a time."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def _people() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Person.id, Person.number, Person.name, Person.latin_name, Person.phone, Person.email),
            *(Person.sex, Person.birth_year, Person.language, Person.unit_id, Unit.code),
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
    passed: set[Fact] = set()
    marks: dict[Fact, int] = {}
    corrected: set[Fact] = set()
    facts: dict[int, Fact] = {}
    instead_of: dict[int, int] = {}
    live: list[int] = []
    days: defaultdict[tuple[int, str], set[date]] = defaultdict(set)
    back = aliased(LedgerEntry)
    for some in in_parts(sorted({*people, *speaks}), PAGE):
        asked = (
            select(
                LedgerEntry.id,
                LedgerEntry.evidence["corrects"].as_integer(),
                LedgerEntry.person_id,
                LedgerEntry.award,
                LedgerEntry.effective_on,
                LedgerEntry.requirement,
                back.id,
                LedgerEntry.evidence["attempt"].as_string(),
                LedgerEntry.evidence["mark"].as_integer(),
            )
            .join(back, back.corrects_id == LedgerEntry.id, isouter=True)
            .where(
                among(LedgerEntry.person_id, some),
                LedgerEntry.kind == "achieved",
                LedgerEntry.award.in_(awards),
            )
        )
        for entry, replaced, person, award, on, *known in session.execute(asked):
            requirement, taken_back, tested, mark = known
            fact = facts[entry] = (speaks.get(person, person), award, on.isoformat())
            if replaced is not None:
                instead_of[entry] = replaced
                live += [entry] if taken_back is None else []
            (counted if taken_back is None else corrected).add(fact)
            if taken_back is None and requirement == "post-test":
                passed.add(fact)
                if mark is not None:
                    marks[fact] = max(mark, marks.get(fact, mark))
            if taken_back is None and tested is None and requirement != LED:
                days[fact[:2]].add(on)
    moved = {facts[before] for entry in live for before in _before(entry, instead_of) if before in facts}
    return Ledger(counted, corrected - counted, passed, moved - counted, _births(people), days, marks)


def _births(people: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in in_parts(sorted(set(people)), PAGE):
        asked = select(Person.id, Person.birth_year).where(among(Person.id, some))
        found.update({one: born for one, born in session.execute(asked) if born is not None})
    return found


def _before(entry: int, instead_of: Mapping[int, int]) -> Iterator[int]:
    """The entries in place of which one stands, one correction after the other."""
    while entry in instead_of:
        entry = instead_of[entry]
        yield entry


def _speakers(people: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in in_parts(sorted(set(people)), PAGE):
        asked = select(Person.id, Person.merged_into_id).where(among(Person.merged_into_id, some))
        found.update({one: kept for one, kept in session.execute(asked) if kept is not None})
    return found
